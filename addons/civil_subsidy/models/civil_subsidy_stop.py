from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, FINANCE, HEAD

#: Lines that a bank can still be asked to stop.
STOPPABLE = ("sent", "pending")


class CivilSubsidyStop(models.Model):
    """Asks the agent bank not to pay what was sent (止付).

    ========  ====================  =============================================
    step      who                   what must hold
    ========  ====================  =============================================
    request   clerk, finance        the lines are sent and not answered
    approve   section head          another person than who requested it; numbered
    withdraw  who requested it      not approved yet
    reject    section head          a reason
    answer    finance               the bank has answered for every line
    ========  ====================  =============================================

    What the bank stopped is neither paid nor failed: the section head releases it
    with a reason before it may be sent again.
    """

    _name = "civil.subsidy.stop"
    _description = "Stop Request"
    _inherit = ["civil.workflow.mixin", "civil.subsidy.stop.todo", "mail.thread"]
    _order = "id desc"
    _rec_names_search = ["name", "batch_id"]

    _transitions = (
        Transition(
            "draft",
            "requested",
            group=(CLERK, FINANCE),
            guard="_guard_request",
            stamp="requested",
        ),
        Transition(
            "requested",
            "approved",
            group=HEAD,
            guard="_guard_approve",
            stamp="approved",
        ),
        Transition("requested", "draft", group=(CLERK, FINANCE), guard="_guard_own"),
        Transition("requested", "rejected", group=HEAD, stamp="rejected"),
        Transition(
            "approved",
            "answered",
            group=FINANCE,
            guard="_guard_answer",
            stamp="answered",
        ),
    )
    _guarded = ("name", "reject_reason")

    name = fields.Char(string="Number", readonly=True, copy=False)
    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    division_id = fields.Many2one(related="batch_id.division_id", store=True)
    whole = fields.Boolean(
        string="Whole Batch", default=True, help="Every line not answered by the bank."
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Waiting for Approval"),
            ("approved", "Approved"),
            ("answered", "Answered"),
            ("rejected", "Rejected"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open")
    line_ids = fields.One2many("civil.subsidy.stop.line", "stop_id", "Lines")
    line_count = fields.Integer(compute="_compute_sums")
    amount = fields.Monetary(compute="_compute_sums")
    stopped_count = fields.Integer("Stopped", compute="_compute_sums")
    unanswered_count = fields.Integer("No Answer Yet", compute="_compute_sums")
    currency_id = fields.Many2one(related="batch_id.currency_id")
    requested_uid = fields.Many2one("res.users", "Requested By", readonly=True)
    requested_date = fields.Datetime("Requested On", readonly=True)
    approved_uid = fields.Many2one("res.users", "Approved By", readonly=True)
    approved_date = fields.Datetime("Approved On", readonly=True)
    rejected_uid = fields.Many2one("res.users", "Rejected By", readonly=True)
    rejected_date = fields.Datetime("Rejected On", readonly=True)
    reject_reason = fields.Char(readonly=True)
    answered_uid = fields.Many2one("res.users", "Answer Noted By", readonly=True)
    answered_date = fields.Datetime("Answer Noted On", readonly=True)

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This number has already been given."
    )

    @api.depends("name", "batch_id")
    def _compute_display_name(self):
        for stop in self:
            stop.display_name = stop.name or self.env._(
                "Stop Request for %(batch)s", batch=stop.batch_id.name or ""
            )

    @api.depends("state")
    def _compute_is_open(self):
        for stop in self:
            stop.is_open = stop.state in ("requested", "approved")

    @api.depends("line_ids.answer", "line_ids.amount")
    def _compute_sums(self):
        lines = self.env["civil.subsidy.stop.line"]
        ours = [("stop_id", "in", self.ids)]
        counts = {
            (stop.id, answer): count
            for stop, answer, count in lines._read_group(
                ours, ["stop_id", "answer"], ["__count"]
            )
        }
        sums = {
            stop.id: (count, amount)
            for stop, count, amount in lines._read_group(
                ours, ["stop_id"], ["__count", "amount:sum"]
            )
        }
        for stop in self:
            stop.line_count, stop.amount = sums.get(stop.id, (0, 0))
            stop.stopped_count = counts.get((stop.id, "stopped"), 0)
            stop.unanswered_count = counts.get((stop.id, False), 0)

    # Guards

    def _guard_request(self):
        if self.batch_id.state not in ("sent", "returned"):
            return self.env._("the batch isn't at the bank")
        if not self.whole and not self.line_ids:
            return self.env._("choose the lines to stop")
        if not (self.reason or "").strip():
            return self.env._("write the reason first")
        return False

    def _guard_approve(self):
        if self.requested_uid == self.env.user:
            return self.env._("who asked for it can't approve it")
        return False

    def _guard_own(self):
        if self.requested_uid != self.env.user:
            return self.env._(
                "only %(name)s, who asked for it, can withdraw it",
                name=self.requested_uid.name,
            )
        return False

    def _guard_answer(self):
        if self.unanswered_count:
            return self.env._(
                "the bank's answer is missing for %(count)s lines",
                count=self.unanswered_count,
            )
        return False

    # Steps

    def action_request(self):
        """Ask the section head to have the bank stop the lines."""
        for stop in self:
            stop.batch_id._lock_for_step()
            stop._transition("requested")
            stop._collect_lines()
        return True

    def action_approve(self):
        """Approve the request, as section head; its letter can then be printed."""
        self._transition("approved")
        for stop in self:
            number = self.env["civil.numbering"]._next("subsidy.stop")
            stop._write_guarded({"name": number})
        return True

    def action_withdraw(self):
        """Take one's own request back while it isn't approved."""
        self._transition("draft")
        return True

    def action_reject(self, reason=None):
        """Refuse the request, as section head, for a reason."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_reject", self.env._("Reject")
            )
        self._transition("rejected")
        self._write_guarded({"reject_reason": reason})
        return True

    def action_all_stopped(self):
        """Note for every line without an answer that the bank stopped it."""
        return self._answer_rest("stopped")

    def action_all_too_late(self):
        """Note for every line without an answer that the bank was too late."""
        return self._answer_rest("too_late")

    def _answer_rest(self, answer):
        for stop in self:
            stop._check_answering()
            self.env.flush_all()
            self.env.cr.execute(
                SQL(
                    "UPDATE civil_subsidy_stop_line SET answer = %s"
                    " WHERE stop_id = %s AND answer IS NULL",
                    answer,
                    stop.id,
                )
            )
        self.line_ids.invalidate_model()
        return True

    def _check_answering(self):
        """Refuse answers by who isn't of finance, or at another time."""
        self.batch_id._require(FINANCE)
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "The bank's answer is noted once the request is approved and until "
                    "it is finished."
                )
            )

    def action_answer(self):
        """Finish the request: what the bank stopped is stopped from now on.

        :raise UserError: when a line that the bank stopped was paid by a result
        """
        for stop in self:
            stop.batch_id._lock_for_step()
            stop._transition("answered")
            stop._refuse_paid()
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE civil_subsidy_payment p SET bank_state = 'stopped',
                        stop_released = FALSE, bank_date = %s,
                        write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                    FROM civil_subsidy_stop_line l
                    WHERE l.stop_id = %s AND l.answer = 'stopped'
                        AND p.batch_id = %s AND p.reference = l.reference
                        AND p.bank_state IN ('sent', 'pending', 'failed')
                    """,
                    fields.Date.context_today(stop),
                    self.env.uid,
                    stop.id,
                    stop.batch_id.id,
                )
            )
            self.env["civil.subsidy.compute"]._after_change(stop.batch_id)
            if stop.batch_id.state == "sent" and not stop.batch_id._has(
                "payable", STOPPABLE
            ):
                stop.batch_id._transition("returned")
        return True

    def _refuse_paid(self):
        """Refuse to note a line as stopped that the bank has reported as paid."""
        self.env.flush_all()
        paid = self.env.execute_query(
            SQL(
                """
                SELECT l.reference FROM civil_subsidy_stop_line l
                JOIN civil_subsidy_payment p ON p.reference = l.reference
                    AND p.batch_id = %s AND p.bank_state IN ('paid', 'returned')
                WHERE l.stop_id = %s AND l.answer = 'stopped'
                ORDER BY l.reference LIMIT 1
                """,
                self.batch_id.id,
                self.id,
            )
        )
        if paid:
            raise UserError(
                self.env._(
                    "Line %(line)s is paid by the bank's result; it can't be stopped, "
                    "too. Note it as too late, or ask the bank.",
                    line=paid[0][0],
                )
            )

    def _collect_lines(self):
        """Set the lines of a request: the chosen ones, or all that can be stopped.

        :raise UserError: when a chosen one is answered or already asked to be stopped
        """
        self.env.flush_all()
        if self.whole:
            self.env.cr.execute(
                SQL("DELETE FROM civil_subsidy_stop_line WHERE stop_id = %s", self.id)
            )
            self.env.cr.execute(self._stoppable_query())
            self.line_ids.invalidate_model()
            self.invalidate_recordset()
            if not self.line_count:
                raise UserError(
                    self.env._("No line of the batch can be stopped anymore.")
                )
            return
        wrong = self.line_ids.filtered(
            lambda line: (
                line.payment_id.bank_state not in STOPPABLE
                or line.payment_id.batch_id != self.batch_id
                or line._asked_elsewhere()
            )
        )
        if wrong:
            raise UserError(
                self.env._(
                    "Line %(line)s is already answered by the bank or asked to be "
                    "stopped by another request. Take it off the list.",
                    line=wrong[0].reference,
                )
            )

    def _stoppable_query(self):
        """Return the INSERT of every line of the batch that can be stopped."""
        return SQL(
            """
            INSERT INTO civil_subsidy_stop_line
                (stop_id, reference, payment_id, currency_id, amount,
                create_uid, create_date, write_uid, write_date)
            SELECT %(stop)s, p.reference, min(p.id), min(p.currency_id),
                sum(p.amount), %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                now() AT TIME ZONE 'UTC'
            FROM civil_subsidy_payment p
            WHERE p.batch_id = %(batch)s AND p.outcome = 'payable'
                AND p.bank_state IN %(states)s
                AND NOT EXISTS (
                    SELECT FROM civil_subsidy_stop_line l
                    JOIN civil_subsidy_stop s ON s.id = l.stop_id
                    WHERE l.reference = p.reference AND s.id <> %(stop)s
                        AND s.state IN ('requested', 'approved'))
            GROUP BY p.reference ORDER BY min(p.sequence)
            """,
            stop=self.id,
            batch=self.batch_id.id,
            states=STOPPABLE,
            uid=self.env.uid,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda stop: stop.state != "draft"):
            raise UserError(self.env._("Only a draft can be deleted."))

    def write(self, vals):
        """What is asked of the bank stays once it is requested."""
        if set(vals) & {"batch_id", "whole", "reason"} and self.filtered(
            lambda stop: stop.state != "draft"
        ):
            raise UserError(
                self.env._("The request can be changed while it is a draft only.")
            )
        return super().write(vals)
