from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import HEAD


class CivilSubsidyStopLine(models.Model):
    """A bank line that the bank is asked to stop, and what it answered."""

    _name = "civil.subsidy.stop.line"
    _description = "Line of a Stop Request"
    _order = "stop_id desc, id"
    _rec_name = "reference"

    stop_id = fields.Many2one("civil.subsidy.stop", required=True, ondelete="cascade")
    batch_id = fields.Many2one(related="stop_id.batch_id")
    payment_id = fields.Many2one(
        "civil.subsidy.payment", required=True, ondelete="cascade", index=True
    )
    reference = fields.Char(readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True)
    account_masked = fields.Char(related="payment_id.account_masked")
    bank_state = fields.Selection(related="payment_id.bank_state")
    stop_released = fields.Boolean(related="payment_id.stop_released")
    answer = fields.Selection([("stopped", "Stopped"), ("too_late", "Too Late")])
    note = fields.Char()
    release_reason = fields.Char(readonly=True)
    released_uid = fields.Many2one("res.users", "Released By", readonly=True)
    released_date = fields.Datetime("Released On", readonly=True)

    _stop_reference_uniq = models.UniqueIndex(
        "(stop_id, reference)", "This line is on the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take reference and sum from the payment that was chosen."""
        payments = self.env["civil.subsidy.payment"].browse(
            [vals.get("payment_id") for vals in vals_list]
        )
        stops = self.env["civil.subsidy.stop"].browse(
            [vals.get("stop_id") for vals in vals_list]
        )
        self._refuse_unless_draft(stops)
        sums = {
            (batch.id, reference): amount
            for batch, reference, amount in payments._read_group(
                [
                    ("reference", "in", payments.mapped("reference")),
                    ("batch_id", "in", payments.batch_id.ids),
                ],
                ["batch_id", "reference"],
                ["amount:sum"],
            )
        }
        for vals, payment in zip(vals_list, payments, strict=True):
            vals |= {
                "reference": payment.reference,
                "currency_id": payment.currency_id.id,
                "amount": sums.get((payment.batch_id.id, payment.reference), 0),
            }
            for name in ("answer", "release_reason", "released_uid", "released_date"):
                vals.pop(name, None)
        return super().create(vals_list)

    def write(self, vals):
        """Let finance note the bank's answer; the choice changes in a draft only."""
        if set(vals) <= {"answer", "note"}:
            for stop in self.stop_id:
                stop._check_answering()
        elif not self.env.su:
            raise UserError(
                self.env._("Only the bank's answer can be noted on a line.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._refuse_unless_draft(self.stop_id)

    def _refuse_unless_draft(self, stops):
        if stops.filtered(lambda stop: stop.state != "draft"):
            raise UserError(
                self.env._("Lines can be chosen while the request is a draft only.")
            )

    def _asked_elsewhere(self):
        """Tell whether another open request asks for the same line."""
        return bool(
            self.search_count(
                [
                    ("reference", "=", self.reference),
                    ("stop_id", "!=", self.stop_id.id),
                    ("stop_id.state", "in", ("requested", "approved")),
                ],
                limit=1,
            )
        )

    def action_release(self, reason=None):
        """Let lines that the bank stopped be sent again, as section head."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_release", self.env._("Allow to Be Sent Again")
            )
        self.stop_id.batch_id._require(HEAD)
        payments = self.env["civil.subsidy.payment"].search(
            [
                ("reference", "in", self.mapped("reference")),
                ("batch_id", "in", self.stop_id.batch_id.ids),
                ("bank_state", "=", "stopped"),
            ]
        )
        if set(payments.mapped("reference")) != set(self.mapped("reference")):
            raise UserError(
                self.env._("Only lines that the bank stopped can be released.")
            )
        payments._release_stop()
        # Who may release was checked; the line itself only takes the bank's answer.
        self.sudo().write(
            {
                "release_reason": reason,
                "released_uid": self.env.uid,
                "released_date": fields.Datetime.now(),
            }
        )
        self.env["civil.subsidy.compute"]._after_change(self.stop_id.batch_id)
        return True
