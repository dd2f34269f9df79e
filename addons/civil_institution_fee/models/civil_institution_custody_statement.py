from odoo import fields, models


class CivilInstitutionCustodyStatement(models.Model):
    """What the bank states of a custody account on a day (存管账户余额)."""

    _name = "civil.institution.custody.statement"
    _description = "Stated Balance"
    _order = "date desc, id desc"
    _rec_name = "date"

    custody_id = fields.Many2one(
        "civil.institution.custody", required=True, index=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        related="custody_id.institution_id", store=True, index=True
    )
    company_id = fields.Many2one(related="custody_id.company_id", store=True)
    division_id = fields.Many2one(related="custody_id.division_id", store=True)
    date = fields.Date(required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    balance = fields.Monetary(required=True)

    _date_uniq = models.UniqueIndex(
        "(custody_id, date)", "There is a balance of this day already."
    )
