from odoo import api, fields, models


class CivilSafetyCheckLine(models.Model):
    """An item of a self-check with its answer (自查记录)."""

    _name = "civil.safety.check.line"
    _description = "Item of a Self-Check"
    _inherit = ["civil.inspection.answer"]
    _order = "check_id, sequence, id"

    check_id = fields.Many2one(
        "civil.safety.check", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="check_id.state")
    is_locked = fields.Boolean(compute="_compute_is_locked")

    @api.depends("check_id.state")
    def _compute_is_locked(self):
        for line in self:
            line.is_locked = line.check_id.state != "due"

    @api.model_create_multi
    def create(self, vals_list):
        """Only until the self-check is filed."""
        lines = super().create(vals_list)
        lines.check_id._check_due()
        return lines

    def write(self, vals):
        """Only until the self-check is filed."""
        self.check_id._check_due()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_due(self):
        self.check_id._check_due()
