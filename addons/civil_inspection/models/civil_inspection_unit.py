from odoo import fields, models


class CivilInspectionUnit(models.Model):
    """Who sends inspectors (检查单位): the bureau, or a body of a joint inspection."""

    _name = "civil.inspection.unit"
    _description = "Unit That Inspects"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is already a unit with this code.")
