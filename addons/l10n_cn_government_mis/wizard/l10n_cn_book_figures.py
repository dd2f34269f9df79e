import collections
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

# Codes of first-level accounts (一级科目) have four digits.
_FIRST_LEVEL = 4


class L10nCnBook(models.TransientModel):
    """The figures of the books: exact, posted entries only, in yuan."""

    _inherit = "l10n_cn.book"

    def _sums(self, grouped=()):
        """Return sums of debits and credits of the book's accounts.

        :param grouped: ``("month",)`` to have them by month
        :return: ``{(account, first day of month, before): (debit, credit)}``, where
            before tells what was entered before the book begins
        """
        accounts = self._accounts()
        self.env["account.move.line"].flush_model()
        month = SQL("date_trunc('month', date)::date") if grouped else SQL("NULL::date")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id,
                       CASE WHEN date < %(start)s THEN NULL ELSE %(month)s END,
                       date < %(start)s,
                       SUM(debit)::text,
                       SUM(credit)::text
                  FROM account_move_line
                 WHERE company_id = %(company)s
                   AND parent_state = 'posted'
                   AND date <= %(end)s
                   AND account_id = ANY(%(accounts)s)
              GROUP BY 1, 2, 3
                """,
                start=self.date_from,
                end=self.date_to,
                month=month,
                company=self.company_id.id,
                accounts=accounts.ids,
            )
        )
        by_id = {account.id: account for account in accounts}
        return {
            (by_id[key], month, before): (Decimal(debit), Decimal(credit))
            for key, month, before, debit, credit in rows
        }

    def _balances(self):
        """Return the rows of the trial balance (科目余额表) by code.

        Groups above sub-accounts have rows as well, without an account; so have the
        totals, whose code is empty.

        :return: ``[{"account", "code", "name", "opening", "debit", "credit",
            "closing"}]``, balances are debit balances
        """
        rows = {}
        for (account, _month, before), (debit, credit) in self._sums().items():
            for key in self._levels(account):
                row = rows.setdefault(key["code"], key)
                if before:
                    row["opening"] += debit - credit
                else:
                    row["debit"] += debit
                    row["credit"] += credit
        for row in rows.values():
            row["closing"] = row["opening"] + row["debit"] - row["credit"]
        kept = [row for row in rows.values() if self._is_used(row)]
        return sorted(kept, key=lambda row: row["code"])

    def _is_used(self, row):
        return any(row[name] for name in ("opening", "debit", "credit"))

    def _levels(self, account):
        """Return new rows for an account and the groups above it."""
        found = [(account, account.code, account.name)]
        group = account.group_id
        while len(group.code_prefix_start or "") >= _FIRST_LEVEL:
            if group.code_prefix_start != account.code:
                found.append((account.browse(), group.code_prefix_start, group.name))
            group = group.parent_id
        zeros = dict.fromkeys(("opening", "debit", "credit", "closing"), Decimal())
        return [
            {"account": account, "code": code, "name": name, **zeros}
            for account, code, name in found
        ]

    def _general(self):
        """Return the general ledger (总账): first-level accounts by month.

        :return: ``[{"code", "name", "opening", "months": [(first day, debit, credit,
            balance)]}]``, balances are debit balances
        """
        books = {}
        months = collections.defaultdict(lambda: [Decimal(), Decimal()])
        for (account, month, before), (debit, credit) in self._sums(("month",)).items():
            code = account.code[:_FIRST_LEVEL]
            book = books.setdefault(
                code, {"code": code, "name": account, "opening": Decimal()}
            )
            if before:
                book["opening"] += debit - credit
            else:
                months[code, month][0] += debit
                months[code, month][1] += credit
        for code, book in books.items():
            book["name"] = self._first_name(book["name"])
            balance, book["months"] = book["opening"], []
            for _code, month in sorted(key for key in months if key[0] == code):
                debit, credit = months[code, month]
                balance += debit - credit
                book["months"].append((month, debit, credit, balance))
        used = [book for book in books.values() if book["months"] or book["opening"]]
        return sorted(used, key=lambda book: book["code"])

    def _first_name(self, account):
        group = account.group_id
        while len(group.code_prefix_start or "") > _FIRST_LEVEL:
            group = group.parent_id
        if len(group.code_prefix_start or "") == _FIRST_LEVEL:
            return group.name
        return account.name

    def _detail(self):
        """Return the detailed ledger (明细账): every item of the accounts.

        :return: ``[{"account", "opening", "items": [(date, entry, summary, debit,
            credit, balance)]}]``, balances are debit balances
        """
        opening = collections.defaultdict(Decimal)
        for (account, _month, before), (debit, credit) in self._sums().items():
            opening[account] += debit - credit if before else 0
        items = collections.defaultdict(list)
        for account, *values in self._items():
            items[account].append(values)
        books = []
        for account in self._accounts():
            if not (items[account] or opening[account]):
                continue
            balance, rows = opening[account], []
            for date, entry, summary, debit, credit in items[account]:
                balance += debit - credit
                rows.append((date, entry, summary, debit, credit, balance))
            books.append(
                {"account": account, "opening": opening[account], "items": rows}
            )
        return books

    def _items(self):
        """Return the items of the book in the order in which they were entered."""
        accounts = self._accounts()
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.account_id, line.date, line.move_name,
                       COALESCE(line.name, line.ref, ''),
                       line.debit::text, line.credit::text
                  FROM account_move_line line
                 WHERE line.company_id = %(company)s
                   AND line.parent_state = 'posted'
                   AND line.date BETWEEN %(start)s AND %(end)s
                   AND line.account_id = ANY(%(accounts)s)
              ORDER BY line.date, line.move_name, line.id
                """,
                company=self.company_id.id,
                start=self.date_from,
                end=self.date_to,
                accounts=accounts.ids,
            )
        )
        by_id = {account.id: account for account in accounts}
        return [
            (by_id[key], date, entry, summary, Decimal(debit), Decimal(credit))
            for key, date, entry, summary, debit, credit in rows
        ]
