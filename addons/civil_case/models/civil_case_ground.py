from odoo import fields, models


class CivilCaseGround(models.Model):
    """A ground of law on which an application is turned down (不予情形)."""

    _name = "civil.case.ground"
    _description = "Ground for Turning Down"
    _order = "step, sequence, id"

    sequence = fields.Integer(default=10)
    step = fields.Selection(
        [("acceptance", "Not Accepted"), ("decision", "Refused")], required=True
    )
    name = fields.Char(required=True, translate=True)
    legal_basis = fields.Char()
    kind_ids = fields.Many2many(
        "civil.case.kind", string="Kinds", help="All kinds of cases if empty."
    )
    active = fields.Boolean(default=True)
