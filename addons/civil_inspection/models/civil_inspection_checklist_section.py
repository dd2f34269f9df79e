from odoo import fields, models


class CivilInspectionChecklistSection(models.Model):
    """A section of a checklist (检查表部分), such as fire safety."""

    _name = "civil.inspection.checklist.section"
    _description = "Section of a Checklist"
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "civil.inspection.checklist", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    item_ids = fields.One2many(
        "civil.inspection.checklist.item", "section_id", string="Items", copy=True
    )
