from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Only the issue itself says what the food is worth.
_WORTH = Door("civil_institution_ledger_worth")


class CivilInstitutionLedgerIssueLine(models.Model):
    """A food of an issue, with what it is worth."""

    _name = "civil.institution.ledger.issue.line"
    _description = "Food Issued"
    _inherit = ["civil.institution.part"]
    _order = "issue_id desc, id"
    _place_fields = ("issue_id",)
    _rec_name = "food_id"

    issue_id = fields.Many2one(
        "civil.institution.ledger.issue", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        related="issue_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    food_id = fields.Many2one(
        "civil.institution.ledger.food", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Char(related="food_id.unit")
    quantity = fields.Float(digits=(12, 3), required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(
        string="Worth", readonly=True, copy=False, help="At the average cost."
    )

    _quantity_check = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a food is more than 0."
    )
    _food_uniq = models.UniqueIndex(
        "(issue_id, food_id)", "The food stands on the issue twice."
    )

    def _write_value(self, value):
        _WORTH.opened(self).write({"value": value})

    @api.model_create_multi
    def create(self, vals_list):
        """Issues that are done get no more foods; nobody gives a worth."""
        lines = super().create(
            [{k: v for k, v in vals.items() if k != "value"} for vals in vals_list]
        )
        lines.issue_id._refuse_issued()
        return lines

    def write(self, vals):
        """Keep what was issued as it is."""
        if not _WORTH.is_open(self):
            self.issue_id._refuse_issued()
            if "value" in vals:
                raise UserError(
                    self.env._("What the food is worth follows from its purchases.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self.issue_id._refuse_issued()
