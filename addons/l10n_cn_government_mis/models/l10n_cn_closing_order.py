from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from ..tools.door import CLOSING


class L10nCnClosing(models.Model):
    """In which order months are closed and reopened, and how they are locked."""

    _inherit = "l10n_cn.closing"

    def _check_reopen(self):
        """Refuse to reopen a month that isn't the last closed one.

        :raises UserError: naming the month that has to be reopened first
        """
        last = self._last_closed(self.company_id)
        if last != self:
            raise UserError(
                self.env._(
                    "Reopen %(last)s first: months are reopened in reverse order.",
                    last=last.display_name,
                )
            )
        hard = self.company_id.sudo().hard_lock_date
        if hard and hard >= self.date:
            raise UserError(
                self.env._(
                    "The books are locked for good up to %(date)s; month %(month)s "
                    "can't be reopened. Correct it by entries of the current month.",
                    date=hard,
                    month=self.display_name,
                )
            )

    def _lock_row(self):
        """Keep others from closing or reopening at the same time.

        :raises UserError: if somebody else is at it
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is closing %(month)s. Try again in a moment.",
                    month=self.display_name,
                )
            ) from error
        self.invalidate_recordset(["state"])

    def _lock_month(self):
        """Let nobody enter anything in the month any more."""
        # sudo: only system administrators may write companies otherwise.
        self.company_id.sudo().fiscalyear_lock_date = self.date

    def _unlock_month(self):
        """Set the lock back to the end of the month before."""
        before = fields.Date.subtract(fields.Date.start_of(self.date, "month"), days=1)
        earlier = self.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "closed"),
                ("date", "=", before),
            ]
        )
        # sudo: only system administrators may write companies otherwise.
        self.company_id.sudo().fiscalyear_lock_date = before if earlier else False

    def _reset_check(self):
        """Ask for a new check of what changed.

        :raises UserError: if a month is closed
        """
        for closing in self:
            if closing.state == "closed":
                raise UserError(
                    self.env._(
                        "Month %(month)s is closed. Reopen it before you change this.",
                        month=closing.display_name,
                    )
                )
        checked = self.filtered(lambda c: c.state == "checked")
        CLOSING.opened(checked).write({"state": "open"})

    def _month_after(self, day):
        return fields.Date.end_of(fields.Date.add(day, days=1), "month")

    def _first_unclosed(self):
        """Return the day since when income or expenses before the month aren't closed.

        Financial accounts are closed every month, budgetary ones every year.
        """
        month = fields.Date.start_of(self.date, "month")
        year = fields.Date.start_of(self.date, "year")
        days = [
            self._first_day(self._accounts(("4", "5")), month),
            self._first_day(self._accounts(("6", "7")), year),
        ]
        return min((day for day in days if day), default=None)

    def _first_day(self, accounts, before):
        """Return the first day of what leaves a balance before a day, if any."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH entered AS (
                    SELECT account_id, MIN(date) AS first
                      FROM account_move_line
                     WHERE company_id = %(company)s
                       AND parent_state = 'posted'
                       AND date < %(before)s
                       AND account_id = ANY(%(accounts)s)
                  GROUP BY account_id
                    HAVING SUM(balance) <> 0
                )
                SELECT MIN(first) FROM entered
                """,
                company=self.company_id.id,
                before=before,
                accounts=accounts.ids,
            )
        )
        return rows[0][0]
