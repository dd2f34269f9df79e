from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roles import FINANCE
from .civil_subsidy_batch_sums import DIFFERENCES

#: What is kept of an explained difference, written by the step only.
EXPLANATION_FIELDS = (
    "difference_reason",
    "difference_uid",
    "difference_date",
    "difference_figures",
)


class CivilSubsidyBatchReconcile(models.AbstractModel):
    """Holds what was approved, sent, answered and booked against each other (对账).

    approved = request files = paid + failed + returned + stopped + pending, what the
    result files report as paid = what is noted as paid, and the statement's debits
    less its credits = paid. Each to the cent.
    """

    _name = "civil.subsidy.batch.reconcile"
    _description = "Subsidy Batch Reconciliation"
    _inherit = ["civil.subsidy.batch.sums"]

    request_count = fields.Integer("Payments Requested", compute="_compute_figures")
    request_amount = fields.Monetary("Requested", compute="_compute_figures")
    returned_count = fields.Integer("Returned Later", compute="_compute_figures")
    returned_amount = fields.Monetary(compute="_compute_figures")
    stopped_count = fields.Integer("Stopped", compute="_compute_figures")
    stopped_amount = fields.Monetary(compute="_compute_figures")
    pending_amount = fields.Monetary(compute="_compute_figures")
    sent_count = fields.Integer("Not Answered", compute="_compute_figures")
    sent_amount = fields.Monetary("Amount Not Answered", compute="_compute_figures")
    reported_amount = fields.Monetary(
        "Reported as Paid",
        compute="_compute_figures",
        help="What the confirmed result files say was paid, each line once.",
    )
    statement_debit = fields.Monetary("Debits", compute="_compute_figures")
    statement_credit = fields.Monetary("Credits", compute="_compute_figures")
    statement_amount = fields.Monetary(
        "Debits less Credits", compute="_compute_figures"
    )
    statement_expected = fields.Monetary(
        "Paid by Banks with Statement",
        compute="_compute_figures",
        help="Paid through agent banks whose statement has to be compared.",
    )
    statement_required = fields.Boolean(compute="_compute_figures")
    request_difference = fields.Monetary(compute="_compute_figures")
    answer_difference = fields.Monetary(compute="_compute_figures")
    result_difference = fields.Monetary(compute="_compute_figures")
    statement_difference = fields.Monetary(compute="_compute_figures")
    has_difference = fields.Boolean(compute="_compute_figures")
    statement_line_ids = fields.One2many(
        "civil.bank.statement.line", "batch_id", "Statement Lines"
    )
    difference_reason = fields.Text(readonly=True, copy=False)
    difference_uid = fields.Many2one(
        "res.users", "Difference Explained By", readonly=True, copy=False
    )
    difference_date = fields.Datetime(
        "Difference Explained On", readonly=True, copy=False
    )
    difference_figures = fields.Json(readonly=True, copy=False)

    @api.depends("state", "file_ids.state")
    def _compute_figures(self):
        figures = self._origin._figures()
        for batch in self:
            found = figures[batch._origin.id]
            for name in (
                *("request_count", "returned_count", "stopped_count", "sent_count"),
                "statement_required",
            ):
                batch[name] = found[name]
            for name in (
                *("request_amount", "returned_amount", "stopped_amount"),
                *("pending_amount", "sent_amount", "reported_amount"),
                *("statement_debit", "statement_credit", "statement_amount"),
                "statement_expected",
                *(f"{name}_difference" for name in DIFFERENCES),
            ):
                batch[name] = float(found[name])
            batch.has_difference = any(
                found[f"{name}_difference"] for name in DIFFERENCES
            )

    # Reconcile

    def _guard_reconcile(self):
        figures = self._figures(from_lines=True)[self.id]
        if figures["pending_count"] or figures["sent_count"]:
            return self.env._(
                "The bank hasn't settled %(count)s payments yet",
                count=figures["pending_count"] + figures["sent_count"],
            )
        if self.to_confirm_count:
            return self.env._("A file of the bank isn't confirmed yet")
        if self.stop_ids.filtered("is_open"):
            return self.env._("A stop request isn't answered yet")
        differences = self._difference_texts(figures)
        if not differences:
            return False
        if self.difference_figures != differences:
            return self.env._(
                "There is a difference (%(differences)s). Find it, or explain it in "
                "writing; then a second person of finance can reconcile",
                differences=self._differences_in_words(differences),
            )
        if self.difference_uid == self.env.user:
            return self.env._(
                "You explained the difference; a second person of finance reconciles"
            )
        return False

    def _differences_in_words(self, differences):
        labels = {
            "request": self.env._("request files"),
            "answer": self.env._("answers"),
            "result": self.env._("result files"),
            "statement": self.env._("statement"),
        }
        return "、".join(f"{labels[name]} {text}" for name, text in differences.items())

    def action_reconcile(self):
        """Note that approved, sent, answered and booked sums agree to the cent.

        :raise UserError: naming the difference, unless another person of finance
            explained just this one
        """
        self._transition("reconciled")
        return True

    def action_explain_difference(self, reason=None):
        """Explain the present difference in writing; it doesn't go away by that."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_explain_difference", self.env._("Explain the Difference")
            )
        figures = self._figures(from_lines=True)
        for batch in self:
            batch._require(FINANCE)
            batch._lock_for_step()
            differences = self._difference_texts(figures[batch.id])
            if batch.state != "returned" or not differences:
                raise UserError(
                    self.env._(
                        "Batch %(name)s has no difference to explain now.",
                        name=batch.name,
                    )
                )
            batch._write_guarded(
                {
                    "difference_reason": reason,
                    "difference_uid": self.env.uid,
                    "difference_date": fields.Datetime.now(),
                    "difference_figures": differences,
                }
            )
            batch.message_post(
                body=self.env._(
                    "Difference explained (%(differences)s): %(reason)s",
                    differences=self._differences_in_words(differences),
                    reason=reason,
                )
            )
        return True

    # What stands behind a figure

    def action_view_bank_state(self, bank_state=None):
        """Open the payments behind a figure.

        :param bank_state: sent, paid, failed, pending, stopped or returned; without
            it all that were requested
        """
        self.ensure_one()
        labels = dict(
            self.env["civil.subsidy.payment"]
            ._fields["bank_state"]
            ._description_selection(self.env)
        )
        if bank_state:
            return self._view_payments(
                labels[bank_state], [("bank_state", "=", bank_state)]
            )
        name = self.env._("Payments Requested")
        return self._view_payments(name, [("bank_state", "!=", False)])

    def action_view_requests(self):
        """Open the request files."""
        self.ensure_one()
        files = self.file_ids.filtered(lambda file: file.direction == "request")
        return self._view_files(self.env._("Request Files"), files)

    def action_view_results(self):
        """Open the result files."""
        self.ensure_one()
        files = self.file_ids.filtered(lambda file: file.direction == "result")
        return self._view_files(self.env._("Result Files"), files)

    def action_view_statement_lines(self):
        """Open the statement lines that are matched to the batch."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_bank_statement_line_action"
        )
        return {**action, "domain": [("batch_id", "=", self.id)], "context": {}}
