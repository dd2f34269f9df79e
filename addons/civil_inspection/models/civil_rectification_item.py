from odoo import api, fields, models


class CivilRectificationItem(models.Model):
    """One thing to put right (整改事项)."""

    _name = "civil.rectification.item"
    _description = "Thing to Put Right"
    _order = "rectification_id, sequence, id"

    rectification_id = fields.Many2one(
        "civil.rectification", required=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "civil.inspection.line",
        string="Item of the Inspection",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Requirement", required=True)
    finding = fields.Text(string="What Was Found")
    basis = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        """Only while the order is a draft."""
        items = super().create(vals_list)
        items.rectification_id._check_draft()
        return items

    def write(self, vals):
        """Only while the order is a draft."""
        self.rectification_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self.rectification_id._check_draft()
