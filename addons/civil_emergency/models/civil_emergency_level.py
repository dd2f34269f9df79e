from odoo import fields, models


class CivilEmergencyLevel(models.Model):
    """How grave an incident is (事件等级).

    Source: 《突发事件应对法》第三条: 特别重大, 重大, 较大, 一般.
    """

    _name = "civil.emergency.level"
    _description = "Level of Incidents"
    _order = "sequence"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, copy=False)
    name = fields.Char(required=True, translate=True)
    criteria = fields.Text(translate=True)
    legal_basis = fields.Text()
    is_reported_up = fields.Boolean(
        string="Reported to the District Government",
        help="Within the time that the parameter emergency.report_up_hours gives.",
    )

    _code_uniq = models.UniqueIndex("(code)", "There is such a level already.")
