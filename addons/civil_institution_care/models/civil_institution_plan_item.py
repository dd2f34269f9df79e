from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInstitutionPlanItem(models.Model):
    """One thing that is done for a resident (照护项目)."""

    _name = "civil.institution.plan.item"
    _description = "Item of a Care Plan"
    _inherit = ["civil.institution.part"]
    _order = "sequence, id"

    plan_id = fields.Many2one(
        "civil.institution.plan", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        related="plan_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What Is Done", required=True)
    frequency = fields.Char(string="How Often")
    source = fields.Selection(
        [("level", "Care Level"), ("risk", "Risk"), ("own", "Own Wish")],
        string="Because of",
        default="own",
        required=True,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add to drafts only."""
        items = super().create(vals_list)
        items._check_draft()
        return items

    def write(self, vals):
        """Change drafts only."""
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        self._check_draft()

    def _check_draft(self):
        for plan in self.plan_id.filtered(lambda one: one.state != "draft"):
            raise UserError(
                self.env._(
                    "%(plan)s was confirmed: make a new plan.", plan=plan.display_name
                )
            )
