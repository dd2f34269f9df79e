from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilInspectionChecklist(models.Model):
    """A checklist (检查表): sections with items, each with its basis and score.

    An inspection keeps a copy of the items, so that a later version of the list
    doesn't change what was checked.
    """

    _name = "civil.inspection.checklist"
    _description = "Checklist"
    _order = "kind_id, date_from desc, id"

    name = fields.Char(required=True, translate=True)
    kind_id = fields.Many2one(
        "civil.inspection.kind",
        string="Kind of Inspection",
        required=True,
        index=True,
        ondelete="restrict",
    )
    use = fields.Selection(
        [("inspection", "Inspection"), ("self_check", "Self-Check")],
        required=True,
        default="inspection",
    )
    date_from = fields.Date(
        string="In Use From", required=True, default=fields.Date.context_today
    )
    legal_basis = fields.Char()
    section_ids = fields.One2many(
        "civil.inspection.checklist.section",
        "checklist_id",
        string="Sections",
        copy=True,
    )
    item_ids = fields.One2many(
        "civil.inspection.checklist.item", "checklist_id", string="Items"
    )
    item_count = fields.Integer(compute="_compute_totals", string="Number of Items")
    max_score = fields.Float(
        compute="_compute_totals", digits=(8, 2), string="Full Score"
    )
    pass_score = fields.Float(
        digits=(8, 2),
        help="From which score on the result is proposed as qualified; 0 where "
        "scores decide nothing.",
    )
    active = fields.Boolean(default=True)

    @api.depends("item_ids.max_score")
    def _compute_totals(self):
        for checklist in self:
            checklist.item_count = len(checklist.item_ids)
            checklist.max_score = sum(checklist.item_ids.mapped("max_score"))

    def _line_values(self):
        """Return the values of the lines that copy the single checklist's items."""
        return [
            {
                "item_id": item.id,
                "sequence": number,
                "section": section.name,
                "name": item.name,
                "basis": item.basis,
                "answer_type": item.answer_type,
                "max_score": item.max_score,
                "count_unit": item.count_unit,
                "hazard_level": item.hazard_level,
                "criterion_id": item.criterion_id.id,
            }
            for number, (section, item) in enumerate(
                (section, item)
                for section in self.section_ids
                for item in section.item_ids
            )
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        if (
            self.env["civil.inspection"]
            .sudo()
            .search_count([("checklist_id", "in", self.ids)], limit=1)
        ):
            raise UserError(
                self.env._("A checklist that was used stays; archive it instead.")
            )
