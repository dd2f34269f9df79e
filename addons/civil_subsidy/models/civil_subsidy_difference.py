from odoo import api, models
from odoo.tools import SQL

from ..tools.states import NOT_PAID, UNDECIDED


class CivilSubsidyDifference(models.AbstractModel):
    """Past months as they were paid, as known then, and as known now (核对).

    Only entitlements: what rosters claim stands in the month's rosters. Amounts are
    those by the standard, less what other programs paid according to the month's own
    batch; checks of the month aren't judged again.
    """

    _name = "civil.subsidy.difference"
    _description = "Past Months, Then and Now"

    @api.model
    def _rows(self, programs, months, where=None, known_at=None):
        """A SELECT with a row for each entitlement and month that matters.

        Columns: ``entitlement_id``, ``program_id``, ``resident_id``, ``division_id``,
        ``town_id``, ``month``, ``outcome`` (in the month's batch), ``paid``,
        ``before`` (as known then), ``after`` (as known now).

        :param where: SQL condition on the entitlement ``e``
        :param known_at: the moment of "then"; left out, ``before`` is what was paid
        """
        amounts = self.env["civil.subsidy.amount"]
        then = (
            self._active(amounts._query(programs, months, where, known_at))
            if known_at
            else SQL("SELECT NULL::integer, NULL::date, NULL::numeric WHERE FALSE")
        )
        return SQL(
            """
            SELECT e.id AS entitlement_id, e.program_id, e.resident_id, e.division_id,
                e.town_id, r.month, r.outcome, r.paid,
                CASE WHEN %(then)s THEN greatest(r.before - r.deducted, 0)
                    ELSE r.paid END AS before,
                greatest(r.after - r.deducted, 0) AS after
            FROM (
                SELECT entitlement_id, month, max(outcome) AS outcome,
                    coalesce(sum(paid), 0) AS paid,
                    coalesce(max(deducted), 0) AS deducted,
                    coalesce(sum(before), 0) AS before,
                    coalesce(sum(after), 0) AS after
                FROM (
                    SELECT entitlement_id, month, NULL::text AS outcome,
                        NULL::numeric AS paid, NULL::numeric AS deducted,
                        NULL::numeric AS before, gross AS after
                    FROM (%(present)s) present(entitlement_id, month, gross)
                    UNION ALL
                    SELECT entitlement_id, month, NULL, NULL, NULL, gross, NULL
                    FROM (%(past)s) past(entitlement_id, month, gross)
                    UNION ALL
                    SELECT p.entitlement_id, p.month, p.outcome, p.paid, p.deducted,
                        NULL, NULL
                    FROM (%(payments)s) p) known
                GROUP BY entitlement_id, month) r
            JOIN civil_subsidy_entitlement e ON e.id = r.entitlement_id
            """,
            then=bool(known_at),
            present=self._active(amounts._query(programs, months, where)),
            past=then,
            payments=self._payments(programs, months, where),
        )

    def _active(self, query):
        return SQL(
            "SELECT entitlement_id, month, gross FROM (%s) a"
            " WHERE state = 'active' AND gross > 0",
            query,
        )

    def _payments(self, programs, months, where):
        """A SELECT of what the approved batches paid, by entitlement and month.

        A line that failed counts where it was sent again.
        """
        return SQL(
            """
            SELECT p.entitlement_id, p.period AS month,
                min(p.outcome) FILTER (WHERE p.kind = 'regular') AS outcome,
                sum(CASE p.kind WHEN 'offset' THEN -p.amount ELSE p.amount END)
                    FILTER (WHERE %(settled)s) AS paid,
                sum(p.deducted_amount) FILTER (WHERE p.kind = 'regular'
                    AND p.resend_of_id IS NULL) AS deducted
            FROM civil_subsidy_payment p
            JOIN civil_subsidy_batch b ON b.id = p.batch_id
            JOIN civil_subsidy_entitlement e ON e.id = p.entitlement_id
            WHERE b.state NOT IN %(open)s AND p.period = ANY(%(months)s)
                AND p.program_id IN %(programs)s AND %(where)s
            GROUP BY p.entitlement_id, p.period
            """,
            settled=SQL(
                "p.outcome = 'payable' AND coalesce(p.bank_state, '') NOT IN %s",
                NOT_PAID,
            ),
            open=UNDECIDED,
            months=list(months),
            programs=tuple(programs.ids) or (0,),
            where=where or SQL("TRUE"),
        )

    @api.model
    def _paid_months(self, entitlements, since):
        """Which months that were paid already come to something else now.

        :param since: first day of the first month to look at
        :return: ``[{"month": "2024-03", "count": entitlements, "difference": yuan}]``,
            the difference as exact text; more is due where it is positive
        """
        if not entitlements:
            return []
        self.env.flush_all()
        months = [
            month
            for [month] in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT p.period FROM civil_subsidy_payment p
                    JOIN civil_subsidy_batch b ON b.id = p.batch_id
                    WHERE p.entitlement_id = ANY(%s) AND p.period >= %s
                        AND p.outcome = 'payable' AND b.state NOT IN %s
                    ORDER BY p.period
                    """,
                    entitlements.ids,
                    since,
                    UNDECIDED,
                )
            )
        ]
        if not months:
            return []
        rows = self._rows(
            entitlements.sudo().program_id,
            months,
            SQL("e.id = ANY(%s)", entitlements.ids),
        )
        return [
            {"month": f"{month:%Y-%m}", "count": count, "difference": difference}
            for month, count, difference in self.env.execute_query(
                SQL(
                    """
                    SELECT month, count(*), sum(after - before)::numeric(20, 2)::text
                    FROM (%s) r WHERE before <> after AND outcome = 'payable'
                    GROUP BY month ORDER BY month
                    """,
                    rows,
                )
            )
        ]
