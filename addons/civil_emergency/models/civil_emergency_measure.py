from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilEmergencyMeasure(models.Model):
    """A measure that a plan prescribes (响应措施): who does what within how long."""

    _name = "civil.emergency.measure"
    _description = "Measure of an Emergency Plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "civil.emergency.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Measure", required=True)
    level_ids = fields.Many2many(
        "civil.emergency.level", string="At Levels", help="None means at every level."
    )
    team = fields.Char(string="Team in Charge")
    minutes = fields.Integer(
        string="Within Minutes", help="From the report; 0 means without a limit."
    )

    _minutes_check = models.Constraint(
        "CHECK (minutes >= 0)", "The minutes of a measure can't be below zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add measures, to drafts of plans only."""
        measures = super().create(vals_list)
        measures._refuse_unless_draft()
        return measures

    def write(self, vals):
        """Change measures of drafts only."""
        self._refuse_unless_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        self._refuse_unless_draft()

    def _refuse_unless_draft(self):
        if self.plan_id.filtered(lambda plan: plan.state != "draft"):
            raise UserError(
                self.env._("A plan that was submitted stays as it is: revise it.")
            )
