import collections
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.door import CLOSING
from ..tools.transfers import (
    CARRY_OVER,
    INSTITUTION_REST,
    INSTITUTION_SURPLUS,
    MONTH,
    SURPLUS,
    UNIT_SURPLUS,
    YEAR_BUDGET,
    YEAR_NET_ASSETS,
    YEAR_RESULT,
)

_JOURNALS = {"financial": "gov_closing", "budget": "gov_budget_closing"}
# Identities that have to hold before and after every entry.
_IDENTITIES = ("financial", "budget", "funds", "quota", "zero")


class L10nCnClosing(models.Model):
    """How a closing makes its entries and takes them back."""

    _inherit = "l10n_cn.closing"

    def _post_all(self):
        """Post all entries of the month, and of the year in December.

        :raises UserError: naming what doesn't hold before or after an entry
        """
        books = self.with_company(self.company_id)
        books._transfer(MONTH)
        if not books.year_end:
            return
        books._transfer(YEAR_RESULT)
        books._allocate("financial", "3302", "3101")
        books._transfer(YEAR_NET_ASSETS)
        books._transfer(YEAR_BUDGET)
        if books.institution:
            books._transfer(INSTITUTION_SURPLUS)
            books._allocate("budget", "8701", "8301")
            books._transfer(INSTITUTION_REST)
        else:
            books._transfer(UNIT_SURPLUS)
        books._transfer(CARRY_OVER)
        books._make_surplus()
        books._transfer(SURPLUS)
        wrong = books._check_after_year()
        if wrong:
            raise UserError("\n".join(wrong))

    def _transfer(self, transfers):
        for transfer in transfers:
            balances = self._transfer_balances(transfer)
            if not balances:
                continue
            lines = [self._line(*balance, sign=-1) for balance in balances]
            lines += self._target_lines(transfer, balances)
            self._enter(transfer.ledger, lines, self._summary(transfer.key))

    def _transfer_balances(self, transfer):
        """Return the balances that a transfer empties."""
        accounts = self._accounts(transfer.sources)
        if transfer.nature:
            nature = self._nature()
            accounts = accounts.filtered(lambda a: nature(a) == transfer.nature)
        balances = self._balances(accounts)
        if transfer.surplus and sum(balance for *_key, balance in balances) > 0:
            return []
        return balances

    def _target_lines(self, transfer, balances):
        """Return the lines of the account that takes over: debits, credits apart."""
        account = self._account(transfer.target)
        sums = collections.defaultdict(Decimal)
        spreads = {}
        for _account, spread, balance in balances:
            kept = spread if transfer.keep else None
            key = (balance > 0, self._key(kept))
            sums[key] += balance
            spreads[key] = kept
        return [self._line(account, spreads[key], sums[key]) for key in sums]

    def _allocate(self, ledger, source, target):
        """Carry the amount for special-purpose funds over, if there is one.

        :raises UserError: if the surplus is smaller than the amount
        """
        amount = Decimal(str(self.fund_amount or 0))
        if not (self.institution and amount):
            return
        there = -self._standing().of(source)
        if amount > there:
            raise UserError(
                self.env._(
                    "%(amount)s can't be allocated to special-purpose funds: account "
                    "%(account)s has %(there)s.",
                    amount=self._money(amount),
                    account=self._account(source).display_name,
                    there=self._money(there),
                )
            )
        lines = [
            self._line(self._account(source), None, amount),
            self._line(self._account(target), None, -amount),
        ]
        self._enter(ledger, lines, self._summary("allocation"))

    def _make_surplus(self):
        """Carry finished items from 8101 over to 8102 (结转转入)."""
        carried, surplus = self._account("810107"), self._account("810204")
        lines = []
        for item in self.surplus_ids:
            amount = Decimal(str(item.amount))
            spread = item.analytic_distribution or None
            lines.append(self._line(carried, spread, amount))
            lines.append(self._line(surplus, spread, -amount))
        if lines:
            self._enter("budget", lines, self._summary("surplus"))

    def _enter(self, ledger, lines, summary, reverses=None):
        """Post one entry with the identities checked before and after it."""
        self._refuse_broken(summary)
        move = self._post_closing_move(ledger, lines, self.date, summary)
        if move.date != self.date:
            # Odoo puts entries of locked days on a later day without a word.
            raise UserError(
                self.env._(
                    "The books are locked on %(date)s, so that the closing entry can't "
                    "be entered there. Unlock them first.",
                    date=self.date,
                )
            )
        values = {"l10n_cn_closing_id": self.id}
        if reverses:
            values["reversed_entry_id"] = reverses.id
        CLOSING.opened(move).write(values)
        self._refuse_broken(summary)

    def _post_closing_move(self, ledger, lines, date, summary):
        """Post an entry in the closing journal of a ledger.

        To be overridden where entries belong to vouchers; the lines are of one
        ledger and balance.

        :param ledger: ``"financial"`` or ``"budget"``
        :param lines: values of journal items: ``account_id``,
            ``analytic_distribution``, ``debit``, ``credit``; red ones are negative
        :param date: day of the entry
        :param summary: what the entry is for (摘要)
        :return: the posted account.move
        """
        chart = self.env["account.chart.template"].with_company(self.company_id)
        move = self.env["account.move"].create(
            {
                "journal_id": chart.ref(_JOURNALS[ledger]).id,
                "date": date,
                "ref": summary,
                "line_ids": [
                    Command.create({**line, "name": summary}) for line in lines
                ],
            }
        )
        move.action_post()
        return move

    def _line(self, account, spread, balance, sign=1):
        """Return the values of a journal item that adds a debit balance."""
        amount = float(balance * sign)
        return {
            "account_id": account.id,
            "analytic_distribution": spread or False,
            "debit": amount if amount > 0 else 0.0,
            "credit": -amount if amount < 0 else 0.0,
        }

    def _account(self, code):
        """Return the account of a code.

        :raises UserError: if the unit has no such account
        """
        found = self._accounts((code,)).filtered(lambda a: a.code == code)
        if not found:
            raise UserError(
                self.env._(
                    "%(company)s has no account %(code)s, which the closing needs.",
                    company=self.company_id.name,
                    code=code,
                )
            )
        return found

    def _summary(self, key):
        """Return what an entry of the closing is for, with its month."""
        texts = {
            "income": self.env._("Closing of income and expenses"),
            "result": self.env._("Surplus of the year to its distribution"),
            "allocation": self.env._("Allocation to special-purpose funds"),
            "distribution": self.env._("Distribution to the accumulated surplus"),
            "adjustment": self.env._("Adjustments to the accumulated surplus"),
            "fiscal": self.env._("Closing of fiscal appropriations"),
            "earmarked": self.env._("Closing of earmarked non-fiscal money"),
            "operating": self.env._("Closing of operations"),
            "other": self.env._("Closing of other money"),
            "other_surplus": self.env._("Other surplus carried over"),
            "operating_surplus": self.env._("Operating surplus carried over"),
            "rest": self.env._("Rest of the non-fiscal surplus"),
            "carry_fiscal": self.env._("Carry-over of fiscal appropriations"),
            "carry_other": self.env._("Carry-over of non-fiscal money"),
            "surplus": self.env._("Finished items become surplus"),
            "surplus_fiscal": self.env._("Surplus of fiscal appropriations"),
            "surplus_other": self.env._("Surplus of non-fiscal money"),
        }
        return f"{texts[key]} {self.display_name}"

    def _refuse_broken(self, summary):
        """Refuse to go on where an identity of the books doesn't hold.

        :raises UserError: naming the step and each identity that fails
        """
        self._refuse_failed(self._run_checks(_IDENTITIES), summary)

    def _refuse_failed(self, results, step=""):
        labels = dict(
            self.env["l10n_cn.closing.check"]
            ._fields["code"]
            ._description_selection(self.env)
        )
        failed = [
            f"{labels[result['code']]}: {result['detail']}"
            for result in results
            if not result["passed"]
        ]
        if failed:
            text = self.env._(
                "Month %(month)s can't be closed:", month=self.display_name
            )
            raise UserError("\n".join([" ".join(filter(None, [text, step])), *failed]))

    def _cancel_all(self):
        """Cancel the entries of the closing in red (红字冲销), last first."""
        books = self.with_company(self.company_id)
        standing = books.move_ids.filtered(
            lambda m: not (m.reversed_entry_id or m.reversal_move_ids)
        )
        for move in standing.sorted("id", reverse=True):
            lines = [
                {
                    "account_id": line.account_id.id,
                    "analytic_distribution": line.analytic_distribution or False,
                    "debit": -line.debit,
                    "credit": -line.credit,
                }
                for line in move.line_ids
            ]
            summary = books.env._(
                "Cancels %(entry)s: %(summary)s",
                entry=move.name,
                summary=move.ref or "",
            )
            books._enter(move.journal_id.l10n_cn_ledger, lines, summary, move)
