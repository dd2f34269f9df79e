from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_subsidy.tools.roles import FINANCE

from .civil_subsidy_books_line import AMOUNTS, DIFFERENCES

#: States of batches that are approved and not given up.
_APPROVED = ("approved", "sent", "returned", "reconciled", "closed")


class CivilSubsidyBooks(models.Model):
    """The month's reconciliation of subsidies (月度账务核对).

    For each program: approved = sent + not sent; sent = paid + failed + pending +
    returned; the bank's statement = paid; vouchers = paid; indicators = approved; and
    the register of what is owed = account 2303. Everything to the cent; a difference
    is red until somebody says why it stands, and a second person confirms the month.
    """

    _name = "civil.subsidy.books"
    _description = "Monthly Reconciliation of Subsidies"
    _inherit = ["civil.division.mixin", "civil.workflow.mixin", "mail.thread"]
    _order = "period desc, id desc"
    _rec_name = "period"

    _transitions = (
        Transition(
            "open",
            "confirmed",
            group=FINANCE,
            guard="_confirm_refusal",
            stamp="confirmed",
        ),
        Transition("confirmed", "open", group=FINANCE, name="reopen"),
    )

    period = fields.Date(string="Month", required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("confirmed", "Confirmed")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    refreshed_date = fields.Datetime(string="As Of", readonly=True)
    refreshed_uid = fields.Many2one("res.users", string="Read By", readonly=True)
    confirmed_uid = fields.Many2one("res.users", string="Confirmed By", readonly=True)
    confirmed_date = fields.Datetime(string="Confirmed On", readonly=True)
    line_ids = fields.One2many("civil.subsidy.books.line", "books_id", readonly=True)
    difference_count = fields.Integer(
        string="Differences", compute="_compute_difference_count"
    )
    unexplained_count = fields.Integer(
        string="Unexplained Differences", compute="_compute_difference_count"
    )
    draft_voucher_count = fields.Integer(
        string="Vouchers Not Posted", compute="_compute_draft_voucher_count"
    )

    _period_uniq = models.UniqueIndex(
        "(period, division_id, company_id)", "The month has its page already."
    )

    @api.depends("period")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for books in self:
            books.display_name = self.env._(
                "%(year)s-%(month)s",
                year=books.period and books.period.year,
                month=books.period and books.period.month,
            )

    @api.depends("line_ids.has_difference", "line_ids.reason")
    def _compute_difference_count(self):
        for books in self:
            lines = books.line_ids.filtered("has_difference")
            books.difference_count = len(lines)
            books.unexplained_count = len(lines.filtered(lambda line: not line.reason))

    def _compute_draft_voucher_count(self):
        for books in self:
            # Also who may not read vouchers has to know that some are missing.
            books.draft_voucher_count = (
                self.env["account.parallel.voucher"]
                .sudo()
                .search_count(books._draft_voucher_domain())
            )

    def _draft_voucher_domain(self):
        return [
            ("subsidy_batch_id", "in", self._batches().ids),
            ("state", "!=", "posted"),
        ]

    def _batches(self):
        """The month's batches that are approved, follow-ups among them."""
        self.ensure_one()
        return self.env["civil.subsidy.batch"].search(
            [
                ("period", "=", self.period),
                ("division_id", "child_of", self.division_id.id),
                ("state", "in", _APPROVED),
            ]
        )

    @api.model
    def action_open_month(self, period=None):
        """Open the page of a month, read anew; made if there is none.

        :param period: a day of the month; empty: the last month that has batches
        """
        batch = self.env["civil.subsidy.batch"].search(
            [("state", "in", _APPROVED)], order="period desc", limit=1
        )
        day = fields.Date.to_date(period) or batch.period
        if not day:
            raise UserError(
                self.env._("No batch is approved yet; there is nothing to reconcile.")
            )
        division = self.env.user.division_ids[:1]
        books = self.search(
            [
                ("period", "=", day.replace(day=1)),
                ("division_id", "=", division.id),
                ("company_id", "=", self.env.company.id),
            ]
        ) or self.create({"period": day.replace(day=1), "division_id": division.id})
        if books.state == "open":
            books.action_refresh()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Monthly Reconciliation"),
            "res_model": self._name,
            "res_id": books.id,
            "views": [(False, "form")],
        }

    def action_refresh(self):
        """Read all figures anew; reasons stay where the differences are the same."""
        for books in self:
            if books.state != "open":
                raise UserError(
                    self.env._("The month is confirmed; open it again first.")
                )
            books._lock_for_step()
            books._write_lines(books._sums())
            books.write(
                {
                    "refreshed_date": fields.Datetime.now(),
                    "refreshed_uid": self.env.uid,
                }
            )
        return True

    def _sums(self):
        """``{program: {figure: Decimal}}`` of the single month."""
        # Ledger and indicators are measured as a whole, whoever asks; the batches
        # are those that the person sees.
        measures = (
            self.env["civil.subsidy.books.measure"].sudo()._measure(self._batches())
        )
        sums = defaultdict(lambda: defaultdict(Decimal))
        for batch, found in measures.items():
            for name in (*AMOUNTS, *(f"{name}_difference" for name in DIFFERENCES)):
                sums[batch.program_id][name] += found[name]
        return sums

    def _write_lines(self, sums):
        known = {line.program_id: line for line in self.line_ids}
        for program, found in sums.items():
            vals = {name: float(amount) for name, amount in found.items()}
            line = known.pop(program, None)
            if not line:
                line = self.line_ids.create(
                    {"books_id": self.id, "program_id": program.id}
                )
            line.write(vals)
            if line.reason and line.reason_figures != line._difference_figures():
                line.write({"reason": False, "reason_figures": False})
        for line in known.values():
            line.unlink()

    def _confirm_refusal(self):
        if self.unexplained_count:
            return self.env._(
                "%(count)s programs have differences that nobody has explained",
                count=self.unexplained_count,
            )
        if self.draft_voucher_count:
            return self.env._(
                "%(count)s vouchers of its batches aren't posted",
                count=self.draft_voucher_count,
            )
        if self.env.user in self.line_ids.filtered("has_difference").reason_uid:
            return self.env._("who explained a difference can't confirm the month")
        return False

    def action_confirm(self):
        """Confirm that the month agrees, or that its differences are explained."""
        for books in self:
            if books.state == "open":
                books.action_refresh()
        self._transition("confirmed")

    def action_reopen(self):
        """Open a confirmed month again."""
        self._transition("open", name="reopen")

    def action_view_draft_vouchers(self):
        """Open the vouchers that aren't posted yet."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": self._draft_voucher_domain(),
            "context": {},
        }

    def action_previous(self):
        """Open the page of the month before."""
        return self.action_open_month(fields.Date.subtract(self.period, months=1))

    def action_next(self):
        """Open the page of the month after."""
        return self.action_open_month(fields.Date.add(self.period, months=1))
