from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CivilProjectEntry(models.Model):
    """A report of how far a project is (进展记录). Reports stay as they are written."""

    _name = "civil.project.entry"
    _description = "Report of Progress"
    _order = "date desc, id desc"
    _rec_name = "text"

    project_id = fields.Many2one(
        "civil.project", required=True, index=True, ondelete="cascade"
    )
    stage_id = fields.Many2one(
        "civil.project.stage",
        index="btree_not_null",
        ondelete="set null",
        domain="[('project_id', '=', project_id)]",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Reported by",
        default=lambda self: self.env.user,
        readonly=True,
        required=True,
    )
    text = fields.Text(required=True)
    problem = fields.Text(string="Difficulties", help="And what is asked for.")
    photo_ids = fields.Many2many("ir.attachment", string="Photographs")

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if self.filtered(lambda entry: entry.date > today):
            raise ValidationError(
                self.env._("What is reported lies in the past; the day is in future.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Sign the reports by whoever writes them."""
        return super().create([{**vals, "user_id": self.env.uid} for vals in vals_list])

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: a correction is a further report.

        :raises UserError: always
        """
        raise UserError(
            self.env._("Reports stay as they were written; write a further one.")
        )
