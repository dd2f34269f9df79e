from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilFuneralWaiverGround(models.Model):
    """For whom a policy waives funeral costs (减免对象)."""

    _name = "civil.funeral.waiver.ground"
    _description = "For Whom Funeral Costs Are Waived"
    _order = "program_id, sequence, id"

    program_id = fields.Many2one(
        "civil.funeral.waiver.program", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("hukou", "Registered Here at Death"),
            ("category", "Low-income Class at Death"),
            ("unknown", "Unknown Body"),
            ("vagrant", "Vagrant or Beggar"),
            ("everyone", "Everybody Who Died Here"),
        ],
        required=True,
        default="hukou",
    )
    category_ids = fields.Many2many(
        "civil.resident.category.kind",
        string="Classes",
        help="Of which the deceased had to be one on the day of death.",
    )
    proof = fields.Char(help="Which paper shows it, such as the household register.")

    @api.model_create_multi
    def create(self, vals_list):
        grounds = super().create(vals_list)
        grounds._refuse_used()
        return grounds

    def write(self, vals):
        self._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._refuse_used()

    def _refuse_used(self):
        """Keep for whom a policy was when it was applied.

        :raises UserError: naming the sheet and the remedy
        """
        if reason := self.program_id._used_refusal(self.program_id):
            raise UserError(reason)

    def _refusal(self, sheet):
        """Return why the single ground doesn't hold for a sheet, or False."""
        case = sheet.case_id
        if self.kind == "unknown":
            return not case.is_unknown and self.env._("the deceased is known")
        if self.kind == "everyone":
            return False
        if self.kind == "vagrant":
            return not sheet.proof and self.env._(
                "enter the letter of the police or the rescue station as the proof"
            )
        if self.kind == "category":
            return self._category_refusal(sheet)
        if sheet.hukou != "local":
            return self.env._("the deceased wasn't registered here at death")
        return not sheet.proof and self.env._(
            "enter the paper that shows the household registration at death"
        )

    def _category_refusal(self, sheet):
        """Whether the deceased had none of the classes on the day of death."""
        # The home at the counter need not be allowed to read people's classes.
        resident = sheet.case_id.sudo().resident_id
        held = resident.category_ids.filtered(
            lambda category: category._holds_on(sheet.death_date)
        )
        return not held.kind_id & self.category_ids and self.env._(
            "on the day of death the deceased was on none of the lists: %(names)s",
            names="、".join(self.category_ids.mapped("name")),
        )
