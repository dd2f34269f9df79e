import collections
from decimal import Decimal

from odoo import models
from odoo.tools import SQL, format_amount

from ..tools.transfers import (
    EMPTY_AFTER_YEAR,
    ONLY_AFTER_YEAR,
    OTHER,
    PENDING,
    nature_by_code,
)
from .l10n_cn_closing_check import CHECKS

_YEARLY = ("pending", "surplus")
_CARRIED = ("8101", "8102", "8201", "8202", "8301", "8401", "8501", "8701", "6", "7")


class Standing:
    """Balances of all accounts of a unit on one day.

    >>> standing = Standing({"1201": Decimal(5), "800103": Decimal(5)})
    >>> standing.of("8001"), standing.of("1201", "1011")
    (Decimal('5'), Decimal('5'))
    """

    def __init__(self, balances):
        self._balances = balances

    def of(self, *prefixes):
        """Return the debit balance, in yuan, of accounts by prefixes of their code."""
        found = (
            sum_ for code, sum_ in self._balances.items() if code.startswith(prefixes)
        )
        return sum(found, Decimal())


class L10nCnClosing(models.Model):
    """What a closing reads from the books, and what it checks there."""

    _inherit = "l10n_cn.closing"

    def _accounts(self, prefixes):
        """Return the unit's accounts, archived ones too, by prefixes of their code."""
        accounts = self.env["account.account"].with_context(active_test=False)
        accounts = accounts.with_company(self.company_id)
        found = accounts.search([("company_ids", "parent_of", self.company_id.ids)])
        return found.filtered(lambda a: (a.code or "").startswith(tuple(prefixes)))

    def _balances(self, accounts):
        """Return what stands on accounts at the end of the month, posted only.

        :return: ``[(account, analytic distribution or None, Decimal debit balance)]``,
            by code, without zeros
        """
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id, analytic_distribution, SUM(balance)::text
                  FROM account_move_line
                 WHERE company_id = %(company)s
                   AND parent_state = 'posted'
                   AND date <= %(date)s
                   AND account_id = ANY(%(accounts)s)
              GROUP BY account_id, analytic_distribution
                HAVING SUM(balance) <> 0
                """,
                company=self.company_id.id,
                date=self.date,
                accounts=accounts.ids,
            )
        )
        by_id = {account.id: account for account in accounts}
        found = [(by_id[key], spread, Decimal(sum_)) for key, spread, sum_ in rows]
        return sorted(found, key=lambda row: (row[0].code, str(row[1] or "")))

    def _standing(self):
        """Return what stands in the books at the end of the month, posted only.

        :return: :class:`Standing`
        """
        self.env["account.move.line"].flush_model()
        # Codes belong to the topmost company of a group of branches.
        root = str(self.company_id.root_id.id)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.code_store ->> %(root)s, SUM(line.balance)::text
                  FROM account_move_line line
                  JOIN account_account account ON account.id = line.account_id
                 WHERE line.company_id = %(company)s
                   AND line.parent_state = 'posted'
                   AND line.date <= %(date)s
              GROUP BY 1
                """,
                root=root,
                company=self.company_id.id,
                date=self.date,
            )
        )
        return Standing({code or "": Decimal(balance) for code, balance in rows})

    def _nature(self):
        """Return a function that tells the nature of a budgetary account."""
        table = self.env["l10n_cn.closing.account"].search(
            [("company_id", "=", self.company_id.id)]
        )
        named = {line.account_id: line.nature for line in table}
        return lambda a: nature_by_code(a.code) or named.get(a, OTHER)

    def _run_checks(self, codes=()):
        """Return ``[{"code", "passed", "detail"}]`` of checks, named ones or all."""
        self.ensure_one()
        if not codes:
            codes = [code for code, _label in CHECKS]
            if not self.year_end:
                codes = [code for code in codes if code not in _YEARLY]
        standing = self._standing()
        details = {code: getattr(self, f"_check_{code}")(standing) for code in codes}
        return [
            {"code": code, "passed": not detail, "detail": detail}
            for code, detail in details.items()
        ]

    def _money(self, amount):
        return format_amount(self.env, float(amount), self.currency_id)

    def _differs(self, left, right):
        """Return a sentence on two amounts that should be equal, "" if they are."""
        if left == right:
            return ""
        return self.env._(
            "%(left)s against %(right)s, a difference of %(difference)s.",
            left=self._money(left),
            right=self._money(right),
            difference=self._money(left - right),
        )

    def _check_order(self, _standing):
        last = self._last_closed(self.company_id)
        if last:
            following = self._month_after(last.date)
            if self.date == following:
                return ""
            return self.env._(
                "%(month)s is closed last: now it is the turn of %(next)s.",
                month=last.display_name,
                next=f"{following:%Y-%m}",
            )
        first = self._first_unclosed()
        if not first or (first.year, first.month) >= (self.date.year, self.date.month):
            return ""
        return self.env._(
            "Income or expenses since %(month)s aren't closed. Begin there.",
            month=f"{first:%Y-%m}",
        )

    def _check_unlocked(self, _standing):
        company = self.company_id.sudo()
        locks = [company.fiscalyear_lock_date, company.hard_lock_date]
        latest = max((lock for lock in locks if lock), default=None)
        if not latest or latest < self.date:
            return ""
        return self.env._("The books are locked up to %(date)s.", date=latest)

    def _check_draft(self, _standing):
        # sudo: entries that the user may not see have to be posted as well.
        drafts = self.env["account.move"].sudo()
        drafts = drafts.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "draft"),
                ("date", "<=", self.date),
            ]
        )
        if not drafts:
            return ""
        return self.env._(
            "%(count)s entries, such as %(entry)s of %(date)s. Post or delete them.",
            count=len(drafts),
            entry=drafts[0].ref or drafts[0].journal_id.name,
            date=drafts[0].date,
        )

    def _check_financial(self, standing):
        return self._differs(standing.of("1", "2", "3", "4", "5"), 0)

    def _check_budget(self, standing):
        return self._differs(standing.of("6", "7", "8"), 0)

    def _check_funds(self, standing):
        return self._differs(standing.of("8001"), -standing.of(*_CARRIED))

    def _check_quota(self, standing):
        return self._differs(standing.of("1201"), standing.of("800103"))

    def _check_zero(self, standing):
        return self._differs(standing.of("1011"), standing.of("800101"))

    def _check_pending(self, standing):
        return self._differs(standing.of(*PENDING), 0)

    def _check_surplus(self, _standing):
        """Compare what becomes surplus with what is carried over for the same item."""
        wanted = collections.Counter()
        for line in self.surplus_ids:
            wanted[self._key(line.analytic_distribution)] += Decimal(str(line.amount))
        there = self._carried()
        for key, amount in wanted.items():
            if amount > there.get(key, 0):
                return self.env._(
                    "%(amount)s is to become surplus where %(there)s is carried over.",
                    amount=self._money(amount),
                    there=self._money(there.get(key, 0)),
                )
        return ""

    def _carried(self):
        """Return what the year carries over of fiscal appropriations, by item."""
        nature = self._nature()
        rows = self._balances(self._accounts(("8101", "6", "7")))
        there = collections.Counter()
        for account, spread, balance in rows:
            if account.code.startswith("8101") or nature(account) == "fiscal":
                there[self._key(spread)] -= balance
        return there

    def _key(self, spread):
        """Return a distribution as something that can be compared."""
        return tuple(sorted((spread or {}).items()))

    def _check_after_year(self):
        """Return the sentences on what a closed year left where nothing may be."""
        wrong = []
        for prefix in EMPTY_AFTER_YEAR:
            wrong += self._left_over(self._accounts((prefix,)))
        for prefix, only in ONLY_AFTER_YEAR.items():
            accounts = self._accounts((prefix,))
            wrong += self._left_over(
                accounts.filtered(lambda a, only=only: not a.code.startswith(only))
            )
        return wrong

    def _left_over(self, accounts):
        by_account = collections.Counter()
        for account, _spread, balance in self._balances(accounts):
            by_account[account] += balance
        return [
            self.env._(
                "Account %(account)s still has %(amount)s.",
                account=account.display_name,
                amount=self._money(balance),
            )
            for account, balance in by_account.items()
            if balance
        ]
