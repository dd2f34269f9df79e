from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from ..tools import due
from ..tools.money import exact, written

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
        :raises UserError: somebody else computes for the institution at this moment
        """
        self._lock(institution)
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
        first = min((stay.date_from or day).replace(day=1), month)
        months = []
        while first <= month:
            months.append(first)
            first += relativedelta(months=1)
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
        execute(SQL("ANALYZE %s", due.TABLE))

    def _write_bills(self, institution, kind, month, earlier, stay=None):
        """Make the drafts what is due; return their figures."""
        values = {
            "due": due.TABLE,
            "institution": institution.id,
            "kind": kind,
            "month": month,
            "earlier": earlier,
            "next": month + relativedelta(months=1),
            "stay": stay.id if stay else None,
            "uid": self.env.uid,
            "issued": _ISSUED,
        }
        execute = self.env.cr.execute
        for statement in (
            _CLEAR,
            _BILLS,
            _LINES,
            _CHARGES,
            _CORRECTIONS,
            _SUMS,
            _EMPTY,
        ):
            execute(SQL(statement, **values))
        self.env["civil.institution.bill"].invalidate_model()
        self.env["civil.institution.bill.line"].invalidate_model()
        self.env["civil.institution.charge"].invalidate_model()
        return self._figures(values)

    def _figures(self, values):
        """Count the drafts by bills, by lines and by items, and compare.

        :raises UserError: they don't agree
        """
        [[bills, amount, lines, of_lines, of_items]] = self.env.execute_query(
            SQL(_FIGURES, **values)
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


_DRAFTS = """
    SELECT b.* FROM civil_institution_bill b
     WHERE b.institution_id = %(institution)s AND b.kind = %(kind)s
       AND b.month = %(month)s AND b.state = 'draft'
       AND (%(stay)s::int IS NULL OR b.stay_id = %(stay)s)
"""
#: What is right and what was issued by stay, earlier month and item.
_DIFFERENCES = """
    SELECT d.stay_id, d.month, d.item_id, SUM(d.due) AS due, SUM(d.billed) AS billed
      FROM (SELECT stay_id, month, item_id, amount AS due, 0 AS billed
              FROM %(due)s WHERE price_id IS NOT NULL
            UNION ALL
            SELECT l.stay_id, l.month, l.item_id, 0, l.amount
              FROM civil_institution_bill_line l
              JOIN civil_institution_bill b ON b.id = l.bill_id
             WHERE b.institution_id = %(institution)s AND b.state <> 'voided'
               AND l.kind <> 'charge' AND l.month = ANY(%(earlier)s::date[])
               AND (%(stay)s::int IS NULL OR b.stay_id = %(stay)s)) d
     WHERE d.month = ANY(%(earlier)s::date[])
       AND EXISTS (SELECT FROM civil_institution_bill b
                    WHERE b.stay_id = d.stay_id AND b.month = d.month
                      AND b.kind = 'month' AND %(issued)s)
     GROUP BY d.stay_id, d.month, d.item_id
    HAVING SUM(d.due) <> SUM(d.billed)
"""
_CHARGE = """
    SELECT c.* FROM civil_institution_charge c
     WHERE c.institution_id = %(institution)s AND c.date < %(next)s
       AND (%(stay)s::int IS NULL OR c.stay_id = %(stay)s)
       AND NOT EXISTS (
           SELECT FROM civil_institution_bill_line l
             JOIN civil_institution_bill b ON b.id = l.bill_id
            WHERE l.charge_id = c.id AND b.state <> 'voided')
"""
_CLEAR = f"""
    DELETE FROM civil_institution_bill_line
     WHERE bill_id IN (SELECT id FROM ({_DRAFTS}) b)
"""
_BILLS = f"""
    INSERT INTO civil_institution_bill (
        stay_id, resident_id, person_name, institution_id, company_id, division_id,
        kind, month, payer, state, amount, paid, balance, gap_days, replaces_id,
        create_uid, create_date, write_uid, write_date)
    SELECT s.id, s.resident_id, r.name, s.institution_id, s.company_id,
           s.division_id, %(kind)s, %(month)s, s.payer, 'draft', 0, 0, 0, 0,
           (SELECT MAX(v.id) FROM civil_institution_bill v
             WHERE v.stay_id = s.id AND v.kind = %(kind)s AND v.month = %(month)s
               AND v.state = 'voided'),
           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
      FROM civil_institution_stay s
      JOIN civil_resident r ON r.id = s.resident_id
     WHERE s.institution_id = %(institution)s
       AND s.id IN (
           SELECT stay_id FROM %(due)s WHERE month = %(month)s OR %(kind)s = 'final'
           UNION SELECT stay_id FROM ({_CHARGE}) c
           UNION SELECT stay_id FROM ({_DIFFERENCES}) x)
       AND NOT EXISTS (SELECT FROM civil_institution_bill b
                        WHERE b.stay_id = s.id AND b.kind = 'final'
                          AND b.state <> 'voided')
     ORDER BY s.id
    ON CONFLICT (stay_id, kind, month) WHERE state <> 'voided' DO NOTHING
"""
_COLUMNS = """
    bill_id, stay_id, institution_id, company_id, division_id, kind, month, item_id
"""
_OF_BILL = "b.id, b.stay_id, b.institution_id, b.company_id, b.division_id"
_LINES = f"""
    INSERT INTO civil_institution_bill_line ({_COLUMNS},
        price_id, unit, date_from, date_to, days, divisor, price, amount)
    SELECT {_OF_BILL}, 'period', d.month, d.item_id,
           d.price_id, d.unit, d.date_from, d.date_to, d.days, d.divisor, d.price,
           d.amount
      FROM ({_DRAFTS}) b
      JOIN %(due)s d ON d.stay_id = b.stay_id AND d.price_id IS NOT NULL
       AND (d.month = %(month)s OR %(kind)s = 'final')
     WHERE NOT EXISTS (SELECT FROM civil_institution_bill o
                        WHERE o.stay_id = d.stay_id AND o.month = d.month
                          AND o.kind = 'month'
                          AND o.state IN ('issued', 'part_paid', 'paid'))
     ORDER BY b.id, d.month, d.item_id, d.date_from
"""
_CHARGES = f"""
    INSERT INTO civil_institution_bill_line ({_COLUMNS},
        charge_id, unit, date_from, date_to, price, amount)
    SELECT {_OF_BILL}, 'charge', date_trunc('month', c.date)::date, c.item_id,
           c.id, 'once', c.date, c.date, c.price, c.amount
      FROM ({_DRAFTS}) b JOIN ({_CHARGE}) c ON c.stay_id = b.stay_id
     ORDER BY b.id, c.date, c.id
"""
_CORRECTIONS = f"""
    INSERT INTO civil_institution_bill_line ({_COLUMNS},
        amount_due, amount_billed, amount)
    SELECT {_OF_BILL}, 'adjustment', x.month, x.item_id,
           x.due, x.billed, x.due - x.billed
      FROM ({_DRAFTS}) b JOIN ({_DIFFERENCES}) x ON x.stay_id = b.stay_id
     ORDER BY b.id, x.month, x.item_id
"""
_SUMS = f"""
    UPDATE civil_institution_bill bill
       SET amount = sums.amount, balance = sums.amount, gap_days = sums.gaps,
           payer = s.payer
      FROM (SELECT b.id, b.stay_id,
                   COALESCE((SELECT SUM(l.amount) FROM civil_institution_bill_line l
                              WHERE l.bill_id = b.id), 0) AS amount,
                   COALESCE((SELECT SUM(d.days) FROM %(due)s d
                              WHERE d.stay_id = b.stay_id AND d.price_id IS NULL), 0)
                   AS gaps
              FROM ({_DRAFTS}) b) sums
      JOIN civil_institution_stay s ON s.id = sums.stay_id
     WHERE bill.id = sums.id
"""
_EMPTY = f"""
    DELETE FROM civil_institution_bill
     WHERE id IN (SELECT b.id FROM ({_DRAFTS}) b
                   WHERE b.gap_days = 0 AND NOT EXISTS (
                       SELECT FROM civil_institution_bill_line l
                        WHERE l.bill_id = b.id))
"""
_FIGURES = f"""
    WITH b AS ({_DRAFTS}),
    l AS (SELECT l.* FROM civil_institution_bill_line l JOIN b ON b.id = l.bill_id),
    i AS (SELECT item_id, SUM(amount) AS amount FROM l GROUP BY item_id)
    SELECT (SELECT COUNT(*) FROM b), (SELECT COALESCE(SUM(amount), 0) FROM b),
           (SELECT COUNT(*) FROM l), (SELECT COALESCE(SUM(amount), 0) FROM l),
           (SELECT COALESCE(SUM(amount), 0) FROM i)
"""
