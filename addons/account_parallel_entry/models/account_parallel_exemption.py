from odoo import fields, models


class AccountParallelExemption(models.Model):
    """Why money moves without a budgetary entry (不作预算会计处理的原因)."""

    _name = "account.parallel.exemption"
    _description = "Reason for No Budgetary Entry"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is already a reason of this code.")
