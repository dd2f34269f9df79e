from odoo import fields, models


class CivilInstitutionContractBreach(models.Model):
    """What an operator did against the contract (违约情形), and whether it is right."""

    _name = "civil.institution.contract.breach"
    _description = "Breach of an Operator's Contract"
    _inherit = ["civil.institution.contract.part"]
    _order = "found_on desc, id desc"
    _rec_name = "ground"

    contract_id = fields.Many2one(
        "civil.institution.contract", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="contract_id.division_id", store=True, index=True
    )
    ground = fields.Selection(
        [
            ("sublet", "Let or Passed on to Others"),
            ("pledge", "Property Pledged"),
            ("refused", "Destitute Refused While Kept Beds Were Free"),
            ("fee", "Use Fee Not Paid"),
            ("use", "Used for Something Else"),
            ("price", "Prices Not Filed"),
            ("safety", "Safety Neglected"),
            ("other", "Other"),
        ],
        required=True,
    )
    found_on = fields.Date(required=True, default=fields.Date.context_today)
    facts = fields.Char(required=True, help="What was found, when and by whom.")
    remedy_until = fields.Date(string="To Be Put Right until")
    remedied_on = fields.Date(string="Put Right on")

    _days_in_order = models.Constraint(
        "CHECK (remedy_until >= found_on AND remedied_on >= found_on)",
        "A breach is put right after it was found.",
    )
