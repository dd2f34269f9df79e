from odoo import api, models
from odoo.tools import SQL

#: How the month's amount follows from the standard ``rate``, the version ``v`` and
#: the days counted; before rounding, by ``amount_method`` of the program ``p``.
METHODS = """CASE p.amount_method
    WHEN 'fixed' THEN rate.amount
    WHEN 'household' THEN rate.amount
    WHEN 'per_head' THEN rate.amount * v.person_count
    WHEN 'difference' THEN CASE
        WHEN rate.amount * v.person_count > coalesce(v.income, 0)
        THEN greatest(rate.amount * v.person_count - coalesce(v.income, 0),
            coalesce(rate.minimum, 0)) ELSE 0 END
    WHEN 'individual' THEN v.decided_amount
    WHEN 'bed_day' THEN CASE WHEN bed.days >= coalesce(rate.least_days, 0)
        THEN rate.amount * bed.days ELSE 0 END
    WHEN 'bed_month' THEN CASE WHEN bed.days >= greatest(rate.least_days, 1)
        THEN rate.amount ELSE 0 END
    END"""
#: An amount ``raw.amount`` as the program rounds it.
ROUNDED = """CASE p.rounding
    WHEN 'yuan' THEN round(raw.amount)
    WHEN 'yuan_up' THEN ceil(raw.amount)
    WHEN 'jiao_up' THEN ceil(raw.amount * 10) / 10
    ELSE round(raw.amount, 2) END"""


class CivilSubsidyAmount(models.AbstractModel):
    """What entitlements come to in a month, as one query.

    The only place that knows how an amount follows from standard, household, income
    and days: the computation, the stacking rules, the recomputation of past months
    and the try-out of a new standard all read it.

    Source of the methods: 最低生活保障审核确认办法 (民发〔2021〕57号) for the
    difference (standard times persons less income, never by the head first); the other
    programs' documents stand on them.
    """

    _name = "civil.subsidy.amount"
    _description = "Amounts of Entitlements"

    @api.model
    def _query(self, programs, months, where=None, known_at=None, rates=None):
        """A SELECT with a row for each entitlement and month in which it is alive.

        Columns: ``entitlement_id``, ``program_id``, ``resident_id``, ``household_id``,
        ``month``, ``version_id``, ``state`` (active or suspended), ``class_id``,
        ``standards`` (how many hold), ``standard_id``, ``rate_amount``, ``ceiling``,
        ``quantity`` (days counted), ``leave_days``, ``person_count``, ``income``,
        ``payee_kind``, ``payee_id``, ``partner_id``, ``review_date``,
        ``published_to``, ``gross`` (yuan; NULL where it can't be computed).

        :param programs: ``civil.subsidy.program`` records
        :param months: first days of months
        :param where: SQL condition on the entitlement ``e``
        :param known_at: as things were known at this moment (naive UTC); now if left
            out
        :param rates: SQL SELECT to use in place of the standards on file, with the
            columns of ``_rates``
        """
        version = self.env["civil.subsidy.entitlement.version"]
        return SQL(
            """
            SELECT v.entitlement_id, v.program_id, v.resident_id, v.household_id,
                v.month, v.id AS version_id, v.state, v.class_id,
                coalesce(rate.standards, 0) AS standards,
                CASE WHEN rate.standards = 1 THEN rate.standard_id END AS standard_id,
                CASE WHEN rate.standards = 1 THEN rate.amount END AS rate_amount,
                rate.ceiling, bed.days AS quantity, bed.leave AS leave_days,
                v.person_count, v.income,
                coalesce(v.payee_kind, v.paid_to) AS payee_kind,
                v.payee_id, v.partner_id, v.review_date, v.published_to,
                CASE WHEN p.amount_method = 'individual' OR rate.standards = 1
                    THEN %(rounded)s END AS gross
            FROM (
                SELECT DISTINCT ON (v.entitlement_id, m.month)
                    v.*, m.month, e.program_id, e.resident_id, e.household_id,
                    p.amount_method, p.rounding, p.leave_rule, p.payee_kind AS paid_to
                FROM civil_subsidy_entitlement e
                JOIN civil_subsidy_program p ON p.id = e.program_id
                JOIN civil_subsidy_entitlement_version v ON v.entitlement_id = e.id
                JOIN unnest(%(months)s::date[]) AS m(month)
                    ON v.effective_month <= m.month
                WHERE e.program_id IN %(programs)s AND %(known)s AND %(where)s
                ORDER BY v.entitlement_id, m.month, v.effective_month DESC, v.id DESC
            ) v
            CROSS JOIN LATERAL (
                SELECT v.amount_method, v.rounding, v.leave_rule) p
            LEFT JOIN (%(rates)s) rate
                ON rate.class_id = v.class_id AND rate.month = v.month
            CROSS JOIN LATERAL (%(beds)s) bed
            CROSS JOIN LATERAL (
                SELECT %(methods)s + coalesce(v.supplement, 0) AS amount) raw
            WHERE v.state <> 'ended'
            """,
            rounded=SQL(ROUNDED),
            months=list(months),
            programs=tuple(programs.ids) or (0,),
            known=version._known("v", known_at),
            where=where or SQL("TRUE"),
            rates=rates or self._rates(programs, months, known_at),
            # Beds are only counted where some program is paid by them.
            beds=self._beds()
            if any(p.amount_method.startswith("bed") for p in programs)
            else SQL("SELECT NULL::numeric AS days, NULL::numeric AS leave"),
            methods=SQL(METHODS),
        )

    @api.model
    def _rates(self, programs, months, known_at=None):
        """A SELECT of the standard of each class and month: its own, or that above.

        Columns: ``class_id``, ``month``, ``standards`` (how many hold on the month's
        first day), ``standard_id``, ``amount``, ``minimum``, ``ceiling``,
        ``least_days``, ``leave_days``.
        """
        return SQL(
            """
            SELECT DISTINCT ON (c.id, held.month) c.id AS class_id, held.month,
                held.standards, held.standard_id, held.amount, held.minimum,
                held.ceiling, held.least_days, held.leave_days
            FROM civil_subsidy_class c
            JOIN civil_subsidy_class above
                ON starts_with(c.parent_path, above.parent_path)
            JOIN (
                SELECT s.class_id, m.month, count(*) AS standards,
                    min(s.id) AS standard_id, min(s.amount) AS amount,
                    min(s.minimum) AS minimum,
                    min(nullif(s.ceiling, 0)) AS ceiling,
                    min(s.least_days) AS least_days, min(s.leave_days) AS leave_days
                FROM civil_subsidy_standard s
                JOIN unnest(%(months)s::date[]) AS m(month) ON %(holds)s
                WHERE s.program_id IN %(programs)s
                GROUP BY s.class_id, m.month) held ON held.class_id = above.id
            WHERE c.program_id IN %(programs)s AND above.active
            ORDER BY c.id, held.month, length(above.parent_path) DESC
            """,
            months=list(months),
            programs=tuple(programs.ids) or (0,),
            holds=self._standard_holds(known_at),
        )

    @api.model
    def _standard_holds(self, known_at=None):
        """SQL condition: the standard ``s`` holds on ``m.month``, as it was known."""
        if not known_at:
            return SQL(
                "s.active AND s.date_from <= m.month"
                " AND (s.date_to IS NULL OR s.date_to >= m.month)"
            )
        return SQL(
            "s.create_date <= %(at)s AND (s.active OR s.retired_at > %(at)s)"
            " AND s.date_from <= m.month AND (s.date_to IS NULL"
            " OR s.date_to >= m.month OR s.ended_at > %(at)s)",
            at=known_at,
        )

    @api.model
    def _beds(self):
        """A SELECT of the days that version ``v`` occupied a bed in its month.

        Columns ``days`` (counted) and ``leave``. Other addons override this to count
        from their own records of residents.
        """
        return SQL(
            """
            SELECT coalesce(sum(stay.days), 0)
                    - CASE p.leave_rule WHEN 'counted' THEN 0
                        WHEN 'limited' THEN greatest(coalesce(sum(away.days), 0)
                            - coalesce(rate.leave_days, 0), 0)
                        ELSE coalesce(sum(away.days), 0) END AS days,
                coalesce(sum(away.days), 0) AS leave
            FROM (
                SELECT s.id, least(s.date_out, month_end.day) -
                    greatest(s.date_in, v.month) AS days
                FROM civil_subsidy_stay s
                CROSS JOIN LATERAL (
                    SELECT (v.month + interval '1 month')::date AS day) month_end
                WHERE s.resident_id = v.resident_id
                    AND (v.partner_id IS NULL OR s.partner_id = v.partner_id)
                    AND s.date_in < month_end.day
                    AND (s.date_out IS NULL OR s.date_out > v.month)) stay
            LEFT JOIN LATERAL (
                SELECT sum(least(a.date_to, month_end.day)
                    - greatest(a.date_from, v.month)) AS days
                FROM civil_subsidy_leave a
                CROSS JOIN LATERAL (
                    SELECT (v.month + interval '1 month')::date AS day) month_end
                WHERE a.stay_id = stay.id AND a.date_from < month_end.day
                    AND (a.date_to IS NULL OR a.date_to > v.month)) away ON TRUE
            """
        )
