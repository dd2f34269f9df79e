import base64
import csv
import io

from odoo import fields, models


class CivilSubsidyLate(models.TransientModel):
    """Types in that a payment's money came back (退汇登记).

    What is typed becomes a small sheet that is brought in as a file of the bank would
    be: the same checks, and a second person confirms it.
    """

    _name = "civil.subsidy.late"
    _description = "Late Return"

    payment_id = fields.Many2one(
        "civil.subsidy.payment", required=True, readonly=True, ondelete="cascade"
    )
    payment_name = fields.Char(related="payment_id.name")
    account_masked = fields.Char(related="payment_id.account_masked")
    currency_id = fields.Many2one(related="payment_id.currency_id")
    amount = fields.Monetary(
        string="Amount That Came Back",
        required=True,
        help="Must be what was paid in this bank line.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)
    serial = fields.Char(string="Bank Serial Number")

    def action_enter(self):
        """Bring the late return in, to be confirmed by a second person."""
        self.ensure_one()
        payment = self.payment_id
        rows = [
            ("明细编号", "金额", "退汇日期", "退汇原因", "流水号"),
            (
                payment.reference,
                f"{self.amount:.2f}",
                self.date.isoformat(),
                self.reason,
                self.serial or "",
            ),
        ]
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        outcome = payment.batch_id.import_late_return(
            self.env._("Late return %(line)s.csv", line=payment.reference),
            base64.b64encode(text.getvalue().encode()),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if outcome["taken"] else "warning",
                "message": outcome["message"],
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
