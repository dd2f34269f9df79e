from odoo import fields, models


class CivilEmergencyKind(models.Model):
    """A kind of incident (突发事件类别), as data: fire, missing person, crowd."""

    _name = "civil.emergency.kind"
    _description = "Kind of Incident"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, copy=False)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    group_ids = fields.Many2many(
        "res.groups",
        string="Seen by",
        help="Only members of one of these groups see incidents of the kind; none "
        "means everybody who handles incidents.",
    )

    _code_uniq = models.UniqueIndex(
        "(code)", "There is a kind of incident with this code already."
    )
