from odoo import fields, models


class CivilLicenseVisitCheck(models.Model):
    """What was found on site about one item of the checklist (现场核查记录)."""

    _name = "civil.license.visit.check"
    _description = "Item Checked on Site"
    _inherit = ["civil.approval.line.mixin"]
    _order = "visit_id, sequence, id"
    _approval_parent = "case_id"

    visit_id = fields.Many2one(
        "civil.case.visit", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(related="visit_id.case_id", store=True, index=True)
    item_id = fields.Many2one(
        "civil.license.visit.item",
        string="Item of the Kind",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="item_id.sequence", store=True)
    name = fields.Char(string="Item", related="item_id.name")
    result = fields.Selection(
        [("met", "Met"), ("unmet", "Not Met"), ("none", "Doesn't Apply")],
    )
    note = fields.Char()

    _item_uniq = models.UniqueIndex(
        "(visit_id, item_id)", "This item is on the list already."
    )
