from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.account_parallel_entry.tools.requests import EventRequest
from odoo.addons.civil_fund.tools.entry import EntryRequest
from odoo.addons.civil_subsidy.models.civil_subsidy_batch import (
    CivilSubsidyBatch as SubsidyBatch,
)

from ..tools.choices import FOLLOW


class CivilSubsidyBatch(models.Model):
    """A batch reserves its indicators and is booked when it is approved."""

    _name = "civil.subsidy.batch"
    _inherit = ["civil.subsidy.batch", "civil.subsidy.batch.books"]

    _guarded = (*SubsidyBatch._guarded, "subsidy_follow")

    subsidy_follow = fields.Selection(
        FOLLOW,
        string="Payments Booked",
        readonly=True,
        copy=False,
        help="As the company was set when the batch was approved; empty: not booked.",
    )
    fund_ids = fields.One2many(
        "civil.subsidy.batch.fund", "batch_id", string="Indicators Charged"
    )
    return_ids = fields.One2many(
        "civil.subsidy.return", "batch_id", string="Returns Booked"
    )
    treasury_count = fields.Integer(
        string="Payment Applications", compute="_compute_treasury_count"
    )

    @api.depends("fund_ids.treasury_id")
    def _compute_treasury_count(self):
        for batch in self:
            batch.treasury_count = len(batch.fund_ids.treasury_id)

    # -- approval ------------------------------------------------------------------

    def _reserve_funds(self):
        """Reserve the indicators, where a company keeps the books of subsidies."""
        super()._reserve_funds()
        company = self.env["res.company"]._of_subsidies()
        if company:
            self.env["civil.subsidy.fund.plan"]._make(self, company)

    def _effect_approve(self):
        """Approve, then book what has become owed and ask the treasury for it."""
        super()._effect_approve()
        company = self.env["res.company"]._of_subsidies()
        for batch in self.filtered("fund_ids"):
            batch._write_guarded({"subsidy_follow": company.subsidy_follow})
            batch._book_accrual()
            self.env["civil.subsidy.treasury"]._apply_for(batch)

    def _forget_approval(self, outcome, reason=None):
        """Give the money back that an approval had set aside."""
        self._undo_funds()
        return super()._forget_approval(outcome, reason)

    def action_void(self, reason=None):
        """Give up the batch and with it what it had reserved and booked."""
        done = super().action_void(reason)
        if reason:
            self._undo_funds()
        return done

    def _undo_funds(self):
        """Release what is reserved and reverse what is booked (red-letter)."""
        for batch in self.filtered("fund_ids"):
            # Finance keeps the funds; whoever may void the batch undoes them, too.
            funds = batch.sudo().fund_ids
            if paid := funds.filtered("paid_date"):
                raise UserError(
                    self.env._(
                        "Batch %(batch)s: the treasury has paid on %(date)s. Have the "
                        "bank stop the payments instead.",
                        batch=batch.name,
                        date=max(paid.mapped("paid_date")),
                    )
                )
            day = fields.Date.context_today(batch)
            batch._record_entries(
                funds, "release", {fund: fund._exact() for fund in funds}, day
            )
            batch._reverse_vouchers(day)
            funds.treasury_id._void()
            funds.unlink()
            batch._write_guarded({"subsidy_follow": False})

    # -- bookings ------------------------------------------------------------------

    def _record_entries(self, funds, kind, amounts, day, key=None, consumes=False):
        """Note on the indicators what happens to the money of parts.

        :param funds: parts; those paid from the unit's own account are left out
        :param kind: of the entry, see ``civil.fund``
        :param amounts: {part: Decimal in yuan}
        :param key: tells the event from others of the kind on the part
        """
        self.ensure_one()
        return (
            self.env["civil.fund.entry"]
            .sudo()
            ._record(
                [
                    EntryRequest(
                        indicator=fund.indicator_id,
                        kind=kind,
                        amount=amounts[fund],
                        date=day,
                        source=self,
                        key=f"subsidy/{fund.id}/{kind}/{key or ''}",
                        reference=self.display_name,
                        consumes=consumes,
                    )
                    for fund in funds
                    if fund.indicator_id and amounts.get(fund)
                ]
            )
        )

    def _event_requests(self, step, amounts, day, source, key, summary):
        """Requests of vouchers: one for each part, with its dimensions.

        :param step: of ``tools.choices.EVENTS``
        :param amounts: {part: Decimal in yuan}
        :param summary: {what stands in the summary before the batch's name}
        """
        return [
            EventRequest(
                event=fund._event(step),
                company=fund.company_id,
                date=day,
                summary=f"{summary} {self.display_name}",
                components=[fund._component(amount)],
                source=source,
                variant=self._variant(fund, step),
                key=f"subsidy/{fund.id}/{step}/{key}",
            )
            for fund, amount in amounts.items()
            if amount and fund._event(step)
        ]

    def _variant(self, fund, step):
        """Which variant of the rule books a step of a part."""
        if step != "pay" or fund.payee_kind == "town":
            return None
        if fund.means == "account":
            return "bank"
        kept = fund.company_id.subsidy_carryover_kept
        carried = kept and fund.indicator_id.arrangement == "carried"
        return "carryover" if fund.means == "restored" or carried else None

    def _make_vouchers(self, requests):
        # Nobody who approves or confirms payments need be allowed to make vouchers.
        return self.env["account.parallel.event"].sudo()._make_vouchers(requests)

    def _reverse_vouchers(self, day):
        """Take back what was booked of the single batch when it was approved."""
        vouchers = (
            self.env["account.parallel.voucher"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "=", self.id)])
        )
        vouchers = vouchers.filtered(
            lambda voucher: not voucher.reverse_of_id and not voucher.reversal_ids
        )
        drafts = vouchers.filtered(lambda voucher: voucher.state != "posted")
        self._make_vouchers(
            [
                EventRequest(
                    event=None,
                    company=voucher.company_id,
                    date=max(day, voucher.date),
                    summary=self.env._(
                        "Voided: %(summary)s", summary=voucher.summary or ""
                    ),
                    source=self,
                    key=f"subsidy/reverse/{voucher.id}",
                    reverse_of=voucher,
                )
                for voucher in vouchers - drafts
            ]
        )
        drafts._write_guarded({"state": "draft"})
        drafts.unlink()

    # -- screens -------------------------------------------------------------------

    def action_view_vouchers(self):
        """Open the vouchers of the single batch, its applications and returns."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": [
                "|",
                "|",
                "&",
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                "&",
                ("res_model", "=", "civil.subsidy.return"),
                ("res_id", "in", self.return_ids.ids),
                "&",
                ("res_model", "=", "civil.subsidy.treasury"),
                ("res_id", "in", self.fund_ids.treasury_id.ids),
            ],
            "context": {},
        }

    def action_view_treasury(self):
        """Open the payment applications of the single batch."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy_account.civil_subsidy_treasury_action"
            ),
            "domain": [("id", "in", self.fund_ids.treasury_id.ids)],
            "context": {},
        }
