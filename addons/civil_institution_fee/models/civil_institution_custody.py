from odoo import api, fields, models


class CivilInstitutionCustody(models.Model):
    """A bank account in which deposits and member fees are kept (存管账户).

    Source: 民发〔2024〕19号: deposits and member fees are kept in custody.
    """

    _name = "civil.institution.custody"
    _description = "Custody Account"
    _inherit = ["civil.institution.part"]
    _order = "institution_id, id"

    bank = fields.Char(required=True)
    number = fields.Char(string="Account Number", required=True)
    opened_on = fields.Date()
    statement_ids = fields.One2many(
        "civil.institution.custody.statement", "custody_id", string="Stated Balances"
    )
    active = fields.Boolean(default=True)

    _number_uniq = models.UniqueIndex(
        "(institution_id, number)", "This account is on record already."
    )

    @api.depends("bank", "number")
    def _compute_display_name(self):
        for custody in self:
            tail = (custody.number or "")[-4:]
            custody.display_name = f"{custody.bank or ''} …{tail}"
