from odoo import fields, models


class CivilOrganizationKind(models.Model):
    """A kind of organization (单位类别); addons add the ones that they keep."""

    _name = "civil.organization.kind"
    _description = "Kind of Organization"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    credit_code_prefixes = fields.Char(
        string="Credit Codes Begin with",
        help="The first two characters of the credit codes of this kind, between "
        "commas; another beginning is pointed out. Empty: any.",
    )
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of organization with this code."
    )
