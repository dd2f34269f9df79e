from odoo import fields, models


class CivilFuneralTrade(models.Model):
    """What somebody does in the funeral trade (从业类别), such as digging graves."""

    _name = "civil.funeral.trade"
    _description = "Trade of a Practitioner"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    guided = fields.Boolean(
        string="Guided to Another Trade",
        help="People of this trade are talked to and guided to another one.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a trade with this code."
    )
