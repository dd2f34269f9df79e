from odoo import fields, models


class CivilSubsidyResult(models.TransientModel):
    """Takes a file of the agent bank for a batch: results (回盘), late returns."""

    _name = "civil.subsidy.result"
    _description = "Result File"

    batch_id = fields.Many2one("civil.subsidy.batch", required=True, readonly=True)
    direction = fields.Selection(
        [("result", "Result"), ("late", "Late Returns")],
        required=True,
        default="result",
        readonly=True,
    )
    file = fields.Binary(required=True)
    filename = fields.Char()

    def action_import(self):
        """Take the file, say what came of it, and go back to the batch."""
        self.ensure_one()
        take = (
            self.batch_id.import_late_return
            if self.direction == "late"
            else self.batch_id.import_result
        )
        outcome = take(self.filename or "", self.file)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if outcome["taken"] else "warning",
                "message": outcome["message"],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
