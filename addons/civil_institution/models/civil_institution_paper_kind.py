from odoo import fields, models


class CivilInstitutionPaperKind(models.Model):
    """A kind of dated paper (资质材料类型), such as a food license."""

    _name = "civil.institution.paper.kind"
    _description = "Kind of Paper"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    warn_days = fields.Integer(
        required=True,
        default=30,
        help="How many days before its end somebody is to renew it.",
    )
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This code is already taken.")
    _warn_days_check = models.Constraint(
        "CHECK (warn_days >= 0)", "Days before the end can't be below 0."
    )
