from odoo import fields, models


class CivilInspectionConflict(models.Model):
    """Why an inspector must not inspect an object (回避)."""

    _name = "civil.inspection.conflict"
    _description = "Conflict of Interest"
    _order = "inspector_id, object_id"

    inspector_id = fields.Many2one(
        "civil.inspection.inspector", required=True, index=True, ondelete="cascade"
    )
    object_id = fields.Many2one(
        "civil.inspection.object", required=True, index=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)
    date_to = fields.Date(string="Through", help="The last day; without end if empty.")

    _pair_uniq = models.UniqueIndex(
        "(inspector_id, object_id)", "This conflict of interest is already recorded."
    )
