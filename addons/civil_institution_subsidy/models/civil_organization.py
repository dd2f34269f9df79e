from odoo import fields, models


class CivilOrganization(models.Model):
    """Whose account is paid when public money goes to the organization (收款单位)."""

    _inherit = "civil.organization"

    payee_partner_id = fields.Many2one(
        "res.partner",
        string="Account Holder",
        domain="[('is_company', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
        help="The contact with the bank account to which settlements are paid.",
    )
