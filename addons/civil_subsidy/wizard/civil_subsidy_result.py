from odoo import fields, models


class CivilSubsidyResult(models.TransientModel):
    """Takes the agent bank's result file for a batch (导入回盘文件)."""

    _name = "civil.subsidy.result"
    _description = "Result File"

    batch_id = fields.Many2one("civil.subsidy.batch", required=True, readonly=True)
    file = fields.Binary(required=True)
    filename = fields.Char()

    def action_import(self):
        """Take the file, say what came of it, and go back to the batch."""
        self.ensure_one()
        outcome = self.batch_id.import_result(self.filename or "", self.file)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if outcome["taken"] else "warning",
                "message": outcome["message"],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
