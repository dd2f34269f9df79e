from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

from ..tools.exact import cents, exact


class CivilInstitutionLedgerMonthFigures(models.Model):
    """The figures of a month, from events: stays, meals, moves of food, entries."""

    _inherit = "civil.institution.ledger.month"

    def _refresh(self):
        for month in self:
            month._write_guarded(month._figures())
            # The lines are written by the month only.
            month.sudo()._refresh_lines()

    def _figures(self):
        """Return the figures of the single month, exact."""
        first, last = self.month, self._last_day()
        home = self.institution_id
        days = home._bed_days(first, last)[home.id]
        spans = self.env["civil.institution.ledger.standard"]._spans(home, first, last)
        budget = sum(
            (
                exact(amount) * home._bed_days(begin, end)[home.id].present
                for begin, end, amount in spans
            ),
            exact(0),
        )
        food = self._food(first, last)
        [booked] = self.env["civil.institution.ledger.meal"]._read_group(
            [
                ("institution_id", "=", home.id),
                ("date", ">=", first),
                ("date", "<=", last),
            ],
            [],
            ["persons:sum"],
        )
        return {
            "bed_days": days.days,
            "away_days": days.leave + days.hospital,
            "meal_days": days.present,
            "booked_days": booked[0] or 0,
            "budget": cents(budget),
            "surplus": cents(budget) - food["spent"],
            **food,
        }

    def _food(self, first, last):
        [row] = self.env.execute_query_dict(
            SQL(
                """
                SELECT COALESCE(SUM(value) FILTER (
                           WHERE date < %(first)s), 0) AS stock_before,
                       COALESCE(SUM(value) FILTER (
                           WHERE date >= %(first)s AND kind = 'bought'), 0) AS bought,
                       COALESCE(-SUM(value) FILTER (
                           WHERE date >= %(first)s AND kind = 'meal'), 0) AS spent,
                       COALESCE(-SUM(value) FILTER (
                           WHERE date >= %(first)s AND kind = 'loss'), 0) AS lost,
                       COALESCE(SUM(value), 0) AS stock_after
                  FROM civil_institution_ledger_move
                 WHERE institution_id = %(home)s AND date <= %(last)s
                """,
                first=first,
                last=last,
                home=self.institution_id.id,
            )
        )
        return {name: exact(value) for name, value in row.items()}

    def _refresh_lines(self):
        accounts = self.env["civil.institution.ledger.account"].with_context(
            active_test=False
        )
        accounts = accounts.search([("institution_id", "=", self.institution_id.id)])
        before = accounts._balances(self.month)
        after = accounts._balances(self.month + relativedelta(months=1))
        turnover = self._turnover()
        nothing = (exact(0),) * 3
        self.line_ids.unlink()
        self.line_ids = [
            fields.Command.create(
                {
                    "account_id": account.id,
                    # What an account began with isn't income.
                    "opening": sum(before.get(account.id, nothing))
                    + turnover.get(account.id, nothing)[0],
                    "income": turnover.get(account.id, nothing)[1],
                    "expense": turnover.get(account.id, nothing)[2],
                    "cash": after.get(account.id, nothing)[0],
                    "bank": after.get(account.id, nothing)[1],
                    "closing": sum(after.get(account.id, nothing)),
                }
            )
            for account in accounts
        ]

    def _turnover(self):
        """``{account id: (begun with, income, expense)}`` of the month.

        Cash banked or drawn is neither; what was taken back lessens its side.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id,
                       COALESCE(SUM(cash + bank) FILTER (WHERE kind = 'opening'), 0),
                       COALESCE(SUM(cash + bank) FILTER (WHERE kind = 'receipt'), 0),
                       COALESCE(-SUM(cash + bank) FILTER (
                           WHERE kind = 'payment'), 0)
                  FROM civil_institution_ledger_entry
                 WHERE institution_id = %s AND date >= %s AND date < %s
                 GROUP BY account_id
                """,
                self.institution_id.id,
                self.month,
                self.month + relativedelta(months=1),
            )
        )
        return {account: tuple(map(exact, sums)) for account, *sums in rows}

    # -- what is posted ----------------------------------------------------------------

    def _document_values(self, kind_code):
        def money(value):
            return f"{exact(value):,.2f}"

        names = ("budget", "bought", "spent", "lost", "stock_before", "stock_after")
        sums = {name: money(self[name]) for name in (*names, "surplus")}
        lines = self.line_ids
        accounts = [
            f"{line.account_id.kind_id.name}：上月结余{money(line.opening)}元，"
            f"本月收入{money(line.income)}元，本月支出{money(line.expense)}元，"
            f"本月结余{money(line.closing)}元（现金{money(line.cash)}元）"
            for line in lines
        ]
        return {
            **super()._document_values(kind_code),
            "institution": self.institution_id.name,
            "month": self.month.strftime("%Y年%m月"),
            "bed_days": str(self.bed_days),
            "away_days": str(self.away_days),
            "meal_days": str(self.meal_days),
            "booked_days": str(self.booked_days),
            **sums,
            "accounts": "\n".join(accounts),
            "meal_rows": self._meal_rows(sums),
            "account_rows": [
                [
                    line.account_id.kind_id.name,
                    *map(money, (line.opening, line.income, line.expense)),
                    *map(money, (line.closing, line.cash)),
                ]
                for line in lines
            ],
            "objections": self.objections or "",
            "bookkeeper": self.closed_uid.sudo().name or "",
            "signers": "、".join(self.signer_ids.mapped("person_name")),
            "posted_on": self.posted_on and str(self.posted_on) or "",
        }

    def _meal_rows(self, sums):
        """The meal account as it is posted: two headings and values a row."""
        label = {
            name: self._fields[name]._description_string(self.env)
            for name in (*sums, "bed_days", "away_days", "meal_days", "booked_days")
        }
        days = [
            (label[name], str(self[name]))
            for name in ("bed_days", "away_days", "meal_days", "booked_days")
        ]
        money = [
            (label[name], sums[name])
            for name in ("budget", "stock_before", "bought", "spent", "lost")
        ]
        money += [(label[name], sums[name]) for name in ("stock_after", "surplus")]
        cells = [*days, *money, ("", "")]
        return [
            [*left, *right]
            for left, right in zip(cells[::2], cells[1::2], strict=False)
        ]
