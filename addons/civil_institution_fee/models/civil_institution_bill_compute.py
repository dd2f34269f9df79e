import datetime
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from ..tools import bill_sql, due
from ..tools.money import exact, written
from .civil_institution_bill import ISSUED

#: What is already issued counts; a draft is still computed anew.
_ISSUED = SQL("b.state IN ('issued', 'part_paid', 'paid')")


class Figures(NamedTuple):
    """What a computation came to, counted three ways that must agree."""

    bills: int
    lines: int
    amount: object


class CivilInstitutionBillCompute(models.AbstractModel):
    """Computes the bills of an institution's month in a few statements (账单计算).

    Drafts follow what is on record; a repeated computation changes nothing. What was
    issued for earlier months is compared with what is right for them now, and the
    difference comes as a correction.
    """

    _name = "civil.institution.bill.compute"
    _description = "Computation of Bills"

    @api.model
    def _compute_month(self, institution, month):
        """Compute the drafts of the single institution for a month.

        :param date month: its first day
        :return: ``Figures`` of the month's drafts
        :raises UserError: somebody else computes for the institution at this moment,
            or the month is too far ahead
        """
        today = fields.Date.context_today(self)
        if month > today + relativedelta(months=1):
            raise UserError(
                self.env._(
                    "%(month)s is too far ahead: bills are made up to the next month. "
                    "What is paid for later months is a prepaid service fee, with its "
                    "limit.",
                    month=f"{month:%Y-%m}",
                )
            )
        self._lock(institution)
        if not institution.fee_from or month < institution.fee_from:
            # Whoever computes bills may let them begin.
            institution.sudo().fee_from = month
        months = self._months_back(month)
        earlier = months[:-1]
        self._collect(
            institution,
            months,
            SQL(
                """
                (m.month = %(month)s OR EXISTS (
                    SELECT FROM civil_institution_bill b
                     WHERE b.stay_id = h.stay_id AND b.month = m.month
                       AND b.kind = 'month' AND %(issued)s))
                AND NOT EXISTS (
                    SELECT FROM civil_institution_bill b
                     WHERE b.stay_id = h.stay_id AND b.kind = 'final'
                       AND b.state <> 'voided')
                """,
                month=month,
                issued=_ISSUED,
            ),
        )
        return self._write_bills(institution, "month", month, earlier)

    @api.model
    def _compute_final(self, stay, day):
        """Compute the last bill of the single stay, up to the day of leaving.

        It takes in every month of the stay that isn't issued, and puts right what is.

        :param date day: the day of discharge, not counted
        :return: the draft, empty where nothing is left to charge
        """
        institution = stay.institution_id
        self._lock(institution)
        month = day.replace(day=1)
        months = self._months_of(stay, month)
        months += self._months_after(stay, month)
        drafts = self.env["civil.institution.bill"].search(
            [("stay_id", "=", stay.id), ("state", "=", "draft")]
        )
        drafts.unlink()
        self._collect(institution, months, SQL("h.stay_id = %s", stay.id), until=day)
        self._write_bills(institution, "final", month, months, stay=stay)
        return self.env["civil.institution.bill"].search(
            [
                ("stay_id", "=", stay.id),
                ("kind", "=", "final"),
                ("state", "=", "draft"),
            ]
        )

    def _months_of(self, stay, last):
        """The months of the single stay that are billed here, up to the last."""
        begun = stay.date_from.replace(day=1) if stay.date_from else last
        first = max(begun, (stay.institution_id.fee_from or begun).replace(day=1))
        months = [last]
        while months[-1] > first:
            months.append(months[-1] - relativedelta(months=1))
        return months[::-1]

    def _months_after(self, stay, last):
        """Months after the last that were issued already: all of it is given back."""
        bills = self.env["civil.institution.bill"].search(
            [
                ("stay_id", "=", stay.id),
                ("kind", "=", "month"),
                ("state", "in", ISSUED),
                ("month", ">", last),
            ]
        )
        return sorted(set(bills.mapped("month")))

    def _lock(self, institution):
        """Let one person at a time compute for an institution."""
        institution.ensure_one()
        try:
            institution.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody computes bills of %(institution)s at this moment. Please "
                    "try again shortly.",
                    institution=institution.name,
                )
            ) from error

    def _months_back(self, month):
        """The months whose bills are put right, and ``month`` itself at the end."""
        count = self.env["civil.parameter"]._get(
            "institution_fee.correction_months", month
        )
        return [month - relativedelta(months=back) for back in range(count, -1, -1)]

    def _collect(self, institution, months, where, until=None):
        """Let what is due wait in a table of the transaction."""
        self.env.flush_all()
        execute = self.env.cr.execute
        execute(SQL("DROP TABLE IF EXISTS %s", due.TABLE))
        execute(
            SQL(
                "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s",
                due.TABLE,
                due.due(institution, months, where, until),
            )
        )
        execute(SQL("CREATE INDEX ON %s (stay_id, month)", due.TABLE))
        execute(SQL("ANALYZE %s", due.TABLE))

    def _write_bills(self, institution, kind, month, earlier, stay=None):
        """Make the drafts what is due; return their figures."""
        values = {
            "institution": institution.id,
            "kind": kind,
            "month": month,
            "earlier": earlier,
            # The last bill takes in whatever is still to be charged.
            "next": datetime.date.max if stay else month + relativedelta(months=1),
            "stay": stay.id if stay else None,
            "uid": self.env.uid,
        }
        for statement in bill_sql.STATEMENTS:
            self.env.cr.execute(SQL(statement, **values))
        self.env["civil.institution.bill"].invalidate_model()
        self.env["civil.institution.bill.line"].invalidate_model()
        self.env["civil.institution.charge"].invalidate_model()
        return self._figures(values)

    def _figures(self, values):
        """Count the drafts by bills, by lines and by items, and compare.

        :raises UserError: they don't agree
        """
        [[bills, amount, lines, of_lines, of_items]] = self.env.execute_query(
            SQL(bill_sql.FIGURES, **values)
        )
        if not amount == of_lines == of_items:
            raise UserError(
                self.env._(
                    "The bills come to %(bills)s, their lines to %(lines)s, the items "
                    "to %(items)s. Nothing was computed.",
                    bills=written(amount),
                    lines=written(of_lines),
                    items=written(of_items),
                )
            )
        return Figures(bills, lines, exact(amount))
