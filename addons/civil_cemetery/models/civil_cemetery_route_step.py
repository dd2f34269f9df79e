from odoo import fields, models

ROLES = [
    ("applies", "applies"),
    ("proposes", "proposes"),
    ("agrees", "agrees"),
    ("approves", "approves"),
]
#: Roles whose word the case waits for.
WAITED = ("agrees", "approves")


class CivilCemeteryRouteStep(models.Model):
    """Who says yes, in which order (审批环节)."""

    _name = "civil.cemetery.route.step"
    _description = "Step of an Approval Route"
    _order = "route_id, sequence, id"
    _rec_name = "organ"

    route_id = fields.Many2one(
        "civil.cemetery.route", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    organ = fields.Char(required=True, help="Such as 乡镇人民政府、省民政厅.")
    role = fields.Selection(ROLES, required=True, default="agrees")
    is_own = fields.Boolean(
        string="This Bureau", help="Its word is the decision of the case itself."
    )
