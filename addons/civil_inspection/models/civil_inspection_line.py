from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opened while a checklist is copied to an inspection that begins.
_DOOR = Door("civil_inspection_line")


class CivilInspectionLine(models.Model):
    """An item of an inspection's checklist with its answer (检查记录)."""

    _name = "civil.inspection.line"
    _description = "Item of an Inspection"
    _inherit = ["civil.inspection.answer"]
    _order = "inspection_id, sequence, id"

    inspection_id = fields.Many2one(
        "civil.inspection", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="inspection_id.state")
    is_locked = fields.Boolean(compute="_compute_is_locked")

    @api.depends("inspection_id.state", "inspection_id.signature_ids")
    @api.depends_context("uid")
    def _compute_is_locked(self):
        for line in self:
            record = line.inspection_id
            line.is_locked = (
                record.state != "checking"
                or bool(record.signature_ids)
                or not record.is_mine
            )

    @api.model
    def _copy_checklist(self, inspection):
        """Copy the checklist's items to an inspection that begins."""
        return _DOOR.opened(self).create(
            [
                {**vals, "inspection_id": inspection.id}
                for vals in inspection.checklist_id._line_values()
            ]
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Let those who inspect add what the checklist doesn't ask for."""
        lines = super().create(vals_list)
        if not _DOOR.is_open(self):
            lines._check_open()
        return lines

    def write(self, vals):
        """Only those who inspect write, until they sign."""
        self._check_open()
        if "inspection_id" in vals:
            raise UserError(self.env._("An item stays with its inspection."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()
        if self.filtered("item_id"):
            raise UserError(
                self.env._("Items of the checklist stay; answer “Not Applicable”.")
            )

    def _check_open(self):
        for inspection in self.inspection_id:
            inspection._check_recording()
