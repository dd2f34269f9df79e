from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.account_parallel_entry.tools.requests import EventRequest
from odoo.addons.civil_fund.tools.entry import EntryRequest
from odoo.addons.civil_subsidy.models.civil_subsidy_batch import (
    CivilSubsidyBatch as SubsidyBatch,
)
from odoo.addons.civil_subsidy.tools.roles import FINANCE

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

    charged_to_past = fields.Boolean(
        compute="_compute_charged_to_past",
        compute_sudo=True,
        help="Reserved on indicators of an earlier year, and not paid.",
    )

    @api.depends("fund_ids.indicator_id", "fund_ids.paid_date")
    def _compute_charged_to_past(self):
        year = fields.Date.context_today(self).year
        for batch in self:
            years = batch.fund_ids.indicator_id.mapped("year")
            batch.charged_to_past = (
                bool(years)
                and min(years) < year
                and not any(batch.fund_ids.mapped("paid_date"))
            )

    @api.depends("fund_ids.treasury_id")
    def _compute_treasury_count(self):
        for batch in self:
            batch.treasury_count = len(batch.fund_ids.treasury_id)

    # -- approval ------------------------------------------------------------------

    def _reserve_funds(self):
        """Reserve the indicators, where a company keeps the books of subsidies."""
        done = super()._reserve_funds()
        company = self.env["res.company"]._of_subsidies()
        if company:
            self.env["civil.subsidy.fund.plan"]._make(self, company)
        return done

    def _effect_approve(self):
        """Approve, then book what has become owed and ask the treasury for it."""
        done = super()._effect_approve()
        company = self.env["res.company"]._of_subsidies()
        # Whoever approves by a tier of his own need not be allowed to see funds.
        for batch in self.filtered(lambda batch: batch.sudo().fund_ids):
            batch._write_guarded({"subsidy_follow": company.subsidy_follow})
            batch._book_accrual()
            self.env["civil.subsidy.treasury"]._apply_for(batch)
        return done

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

    def action_recharge(self):
        """Charge approved batches that the old year didn't pay to the new year.

        What they had reserved is released, and the present year's indicators are
        reserved instead; what is owed stays as it was booked. The applications are
        made anew.

        :raises UserError: the treasury has paid already, or the new year's
            indicators don't reach
        """
        plan = self.env["civil.subsidy.fund.plan"]
        for batch in self:
            batch._require(FINANCE)
            batch._lock_for_step()
            funds = batch.sudo().fund_ids
            company, day = funds.company_id, fields.Date.context_today(batch)
            years = set(funds.indicator_id.mapped("year"))
            if not years or years == {day.year}:
                raise UserError(
                    self.env._(
                        "Batch %(batch)s isn't charged to indicators of an earlier "
                        "year.",
                        batch=batch.name,
                    )
                )
            batch._release(funds, day)
            plan._make(batch, company)
            self.env["civil.subsidy.treasury"]._apply_for(batch)
        return True

    def _undo_funds(self):
        """Release what is reserved and reverse what is booked (red-letter)."""
        # Finance keeps the funds; whoever may void the batch undoes them, too.
        for batch in self.filtered(lambda batch: batch.sudo().fund_ids):
            day = fields.Date.context_today(batch)
            vouchers = batch._vouchers_to_undo()
            batch._release(batch.sudo().fund_ids, day)
            batch._reverse_vouchers(vouchers, day)
            batch._write_guarded({"subsidy_follow": False})

    def _release(self, funds, day):
        """Give back what parts of the single batch have reserved, and the parts."""
        if paid := funds.filtered("paid_date"):
            raise UserError(
                self.env._(
                    "Batch %(batch)s: the treasury has paid on %(date)s. Have the "
                    "bank stop the payments instead.",
                    batch=self.name,
                    date=max(paid.mapped("paid_date")),
                )
            )
        self._record_entries(
            funds, "release", {fund: fund._exact() for fund in funds}, day
        )
        funds.treasury_id._void()
        funds.unlink()

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
        """Make the vouchers of parts, and keep of which part each is."""
        # Nobody who approves or confirms payments need be allowed to make vouchers.
        vouchers = self.env["account.parallel.event"].sudo()._make_vouchers(requests)
        funds = self.env["civil.subsidy.batch.fund"].sudo()
        vouchers._link_subsidies(
            {
                voucher.key: funds.browse(int(voucher.key.split("/")[1]))
                for voucher in vouchers
                if (voucher.key or "").startswith("subsidy/")
            }
        )
        return vouchers

    def _vouchers_to_undo(self):
        """What was booked of the single batch when it was approved."""
        return (
            self.env["account.parallel.voucher"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("reverse_of_id", "=", False),
                    ("reversal_ids", "=", False),
                ]
            )
        )

    def _reverse_vouchers(self, vouchers, day):
        """Take vouchers of the single batch back; drafts just go."""
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
                    key=f"subsidy-undo/{voucher.id}",
                    reverse_of=voucher,
                )
                for voucher in vouchers - drafts
            ]
        )
        drafts._write_guarded({"state": "draft"})
        drafts.unlink()

    # -- screens -------------------------------------------------------------------

    def action_view_vouchers(self):
        """Open the vouchers of the single batch."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": [("subsidy_batch_id", "=", self.id)],
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
