from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_institution_care.tools.occupancy import spans
from odoo.addons.civil_subsidy.models.civil_subsidy_amount import ROUNDED


def _days(ranges):
    """SQL: how many days a multirange of dates holds."""
    return SQL(
        "(SELECT coalesce(sum(upper(r) - lower(r)), 0)::integer FROM unnest(%s) r)",
        ranges,
    )


class CivilInstitutionClaimDue(models.AbstractModel):
    """What operating claims come to, as one query over any number of homes.

    The occupancy is read where it is kept: from the placements and absences of
    ``civil_institution_care``, and of homes that don't keep stays in the system from
    what they report (``civil.subsidy.stay``). A day counts once, whoever says so.
    """

    _name = "civil.institution.claim.due"
    _description = "What Operating Claims Come To"

    @api.model
    def _judged(self, claims):
        """Return SQL of CTEs; the last, ``judged``, has a row a claim, month, person.

        ``is_new`` months are those of the claim; the others were approved before and
        are counted again.
        """
        self.env.flush_all()
        months = self._months(claims)
        if not months:
            return None
        first, last = min(months), fields.Date.end_of(max(months), "month")
        program = claims[:1].program_id
        rules = self.env["civil.institution.claim.rule"]
        return SQL(
            """
            WITH rule AS (%(rules)s),
            rating AS (%(ratings)s),
            wanted AS MATERIALIZED (%(wanted)s),
            spell AS MATERIALIZED (%(spells)s),
            bed AS MATERIALIZED (%(beds)s),
            measured AS MATERIALIZED (%(measured)s),
            known AS MATERIALIZED (%(known)s),
            reasoned AS MATERIALIZED (
                SELECT l.*, %(blocks)s AS blocks, %(holds)s AS holds,
                    %(warns)s AS warns
                FROM known l),
            judged AS MATERIALIZED (
                SELECT r.*, CASE WHEN cardinality(blocks) > 0 THEN 'blocked'
                    WHEN NOT long_enough THEN 'not_due'
                    WHEN cardinality(holds) > 0 THEN 'held'
                    ELSE 'payable' END AS outcome
                FROM reasoned r)
            """,
            rules=self._rules(claims, months),
            ratings=self._ratings(claims, months),
            wanted=self._wanted(claims),
            spells=self._spells(first, last),
            beds=self._beds(),
            measured=self._measured(program, months),
            known=self._known(),
            holds=rules._reasons(program, "held"),
            blocks=rules._reasons(program, "blocked"),
            warns=rules._reasons(program, "warned"),
        )

    # -- which months ------------------------------------------------------------

    def _wanted(self, claims):
        """The months of the claims, and those paid before that may be corrected."""
        back = self.env["civil.parameter"]._get(
            "institution_subsidy.correction_months", fields.Date.context_today(self)
        )
        return SQL(
            """
            SELECT c.id AS claim_id, c.institution_id, c.program_id, c.compliance,
                m.month::date, (m.month + interval '1 month - 1 day')::date
                    AS month_end, TRUE AS is_new
            FROM civil_institution_claim c
            CROSS JOIN generate_series(
                c.period::timestamp, c.period_to::timestamp, '1 month') m(month)
            WHERE c.id = ANY(%(ids)s)
            UNION ALL
            SELECT c.id, c.institution_id, c.program_id, paid.compliance,
                m.month::date, (m.month + interval '1 month - 1 day')::date, FALSE
            FROM civil_institution_claim c
            JOIN civil_institution_claim paid
                ON paid.institution_id = c.institution_id
                AND paid.program_id = c.program_id AND paid.state = 'approved'
                AND paid.period < c.period
            CROSS JOIN generate_series(
                paid.period::timestamp, paid.period_to::timestamp, '1 month') m(month)
            WHERE c.id = ANY(%(ids)s)
                AND m.month >= c.period - make_interval(months => %(back)s)
            """,
            ids=claims.ids,
            back=back,
        )

    def _months(self, claims):
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT month FROM (%s) w ORDER BY month", self._wanted(claims)
            )
        )
        return [month for [month] in rows]

    def _rules(self, claims, months):
        """The limits of each month, as they were in force on its last day."""
        get = self.env["civil.parameter"]._get
        division = claims[:1].division_id
        rows = []
        for month in months:
            last = fields.Date.end_of(month, "month")
            payers = get("institution_subsidy.excluded_payers", last, division)
            rows.append(
                SQL(
                    "(%s::date, %s::integer, %s::text[])",
                    month,
                    get("institution_subsidy.least_age", last, division),
                    [word.strip() for word in payers.split(",") if word.strip()],
                )
            )
        return SQL(
            "SELECT * FROM (VALUES %s) v(month, least_age, payers)",
            SQL(", ").join(rows),
        )

    def _ratings(self, claims, months):
        """The rating of each institution on each month's last day."""
        homes, days, levels = [], [], []
        institutions = claims.institution_id.sudo()
        for month in months:
            last = fields.Date.end_of(month, "month")
            found = institutions._ratings_on(last)
            for home, level in found.items():
                if level:
                    homes.append(home)
                    days.append(month)
                    levels.append(level)
        return SQL(
            "SELECT * FROM unnest(%s::integer[], %s::date[], %s::text[])"
            " v(institution_id, month, level)",
            homes,
            days,
            levels,
        )

    # -- days --------------------------------------------------------------------

    def _spells(self, first, last):
        """Who had a bed where, from when to when (not counted).

        Of a home that stopped its service nothing counts from that day on.
        """
        where = SQL("p.institution_id IN (SELECT institution_id FROM wanted)")
        return SQL(
            """
            SELECT s.institution_id, s.resident_id, s.day_from,
                least(s.day_to, home.stop) AS day_to,
                coalesce(b.is_subsidized, TRUE) AS is_subsidized, st.payer
            FROM (%(spans)s) s
            JOIN (%(stops)s) home ON home.id = s.institution_id
            JOIN civil_institution_stay st ON st.id = s.stay_id
            LEFT JOIN civil_institution_bed b ON b.id = s.bed_id
            WHERE least(s.day_to, home.stop) > s.day_from
            UNION ALL
            SELECT k.institution_id, k.resident_id, greatest(k.date_in, %(first)s),
                least(k.date_out, r.death_date, %(last)s::date + 1, home.stop), TRUE,
                NULL
            FROM civil_subsidy_stay k
            JOIN (%(stops)s) home ON home.id = k.institution_id
            JOIN civil_resident r ON r.id = k.resident_id
            WHERE k.institution_id IN (SELECT institution_id FROM wanted)
                AND k.date_in <= %(last)s AND (k.date_out IS NULL
                    OR k.date_out > %(first)s)
                AND (r.death_date IS NULL
                    OR r.death_date > greatest(k.date_in, %(first)s))
                AND (home.stop IS NULL OR home.stop > greatest(k.date_in, %(first)s))
            """,
            stops=SQL(
                "SELECT id, CASE WHEN state IN ('suspended', 'closed') THEN stop_on END"
                " AS stop FROM civil_institution"
            ),
            spans=spans(first, last, where),
            first=first,
            last=last,
        )

    def _beds(self):
        """The days of each person and month, as sets of days."""
        return SQL(
            """
            SELECT w.claim_id, w.institution_id, w.program_id, w.month, w.month_end,
                w.compliance, w.is_new, s.resident_id,
                range_agg(daterange(s.day_from, s.day_to))
                    * datemultirange(daterange(w.month, w.month_end, '[]')) AS days,
                coalesce(range_agg(daterange(s.day_from, s.day_to))
                    FILTER (WHERE s.is_subsidized), '{}')
                    * datemultirange(daterange(w.month, w.month_end, '[]'))
                    AS fundable,
                coalesce(bool_or(s.payer = ANY(rule.payers)), FALSE) AS is_excluded
            FROM wanted w
            JOIN rule ON rule.month = w.month
            JOIN spell s ON s.institution_id = w.institution_id
                AND s.day_from <= w.month_end AND s.day_to > w.month
            GROUP BY w.claim_id, w.institution_id, w.program_id, w.month, w.month_end,
                w.compliance, w.is_new, s.resident_id
            """
        )

    def _measured(self, program, months):
        """The days counted by the program, with the standard that holds."""
        return SQL(
            """
            SELECT b.claim_id, b.institution_id, b.program_id, b.month, b.month_end,
                b.compliance, b.is_new, b.resident_id, b.is_excluded,
                upper(b.days) - 1 AS last_day, counted.*,
                coalesce(rate.standards, 0) AS standards, rate.standard_id,
                CASE WHEN rate.standards = 1 THEN rate.amount END AS base,
                coalesce(rate.least_days, 0) AS least_days,
                counted.fundable_days - CASE p.leave_rule WHEN 'counted' THEN 0
                    WHEN 'limited' THEN greatest(
                        counted.away_days - coalesce(rate.leave_days, 0), 0)
                    ELSE counted.away_days END AS bed_days,
                p.amount_method, p.rounding
            FROM bed b
            JOIN civil_subsidy_program p ON p.id = b.program_id
            CROSS JOIN LATERAL (
                SELECT coalesce(range_agg(a.away) FILTER (
                        WHERE a.kind = 'leave'), '{}') AS leave,
                    coalesce(range_agg(a.away) FILTER (
                        WHERE a.kind = 'hospital'), '{}') AS hospital,
                    coalesce(range_agg(a.away), '{}') AS any
                FROM (
                    SELECT kind, daterange(date_from, date_to) AS away
                    FROM civil_institution_absence
                    WHERE institution_id = b.institution_id
                        AND resident_id = b.resident_id AND date_from <= b.month_end
                        AND (date_to IS NULL OR date_to > b.month)
                    UNION ALL
                    SELECT v.reason, daterange(v.date_from, v.date_to)
                    FROM civil_subsidy_leave v
                    JOIN civil_subsidy_stay k ON k.id = v.stay_id
                    WHERE k.institution_id = b.institution_id
                        AND k.resident_id = b.resident_id
                        AND v.date_from <= b.month_end
                        AND (v.date_to IS NULL OR v.date_to > b.month)) a) away
            CROSS JOIN LATERAL (
                SELECT %(occupied)s AS occupied, %(fundable)s AS fundable_days,
                    %(leave)s AS leave_days, %(hospital)s AS hospital_days,
                    %(away)s AS away_days) counted
            LEFT JOIN (
                SELECT DISTINCT ON (c.program_id, r.month) c.program_id, r.*
                FROM (%(rates)s) r
                JOIN civil_subsidy_class c ON c.id = r.class_id AND c.active
                ORDER BY c.program_id, r.month, c.sequence, c.id) rate
                ON rate.program_id = b.program_id AND rate.month = b.month
            WHERE NOT isempty(b.days)
            """,
            occupied=_days(SQL("b.days")),
            fundable=_days(SQL("b.fundable")),
            leave=_days(SQL("b.days * away.leave")),
            hospital=_days(SQL("b.days * away.hospital")),
            away=_days(SQL("b.fundable * away.any")),
            rates=self.env["civil.subsidy.amount"]._rates(program, months),
        )

    # -- money -------------------------------------------------------------------

    def _known(self):
        """The facts about person and home on which amount and checks rest."""
        return SQL(
            """
            SELECT m.*, r.name, r.birth_date, r.death_date, rd.code AS person_place,
                hd.code AS home_place, i.state AS home_state, i.filing_date,
                rule.least_age, ability.id AS assessment_id, ability.level,
                rating.level AS rating, ca.factor AS ability_factor,
                cr.factor AS rating_factor, cc.factor AS compliance_factor,
                m.bed_days >= greatest(m.least_days, 1) AS long_enough,
                coalesce(%(rounded)s, 0) AS gross
            FROM measured m
            JOIN rule ON rule.month = m.month
            JOIN civil_institution i ON i.id = m.institution_id
            JOIN civil_organization o ON o.id = i.organization_id
            JOIN civil_division hd ON hd.id = o.division_id
            JOIN civil_resident r ON r.id = m.resident_id
            LEFT JOIN civil_division rd ON rd.id = r.division_id
            LEFT JOIN LATERAL (
                SELECT found.id, level.level FROM (
                    SELECT a.id, a.final_level_id, a.valid_until
                    FROM civil_assessment a
                    WHERE a.resident_id = m.resident_id AND a.instrument = 'ability'
                        AND a.state IN ('signed', 'replaced') AND a.date <= m.last_day
                    ORDER BY a.date DESC, a.id DESC LIMIT 1) found
                JOIN civil_assessment_level level ON level.id = found.final_level_id
                WHERE found.valid_until >= m.last_day) ability ON TRUE
            LEFT JOIN rating ON rating.institution_id = m.institution_id
                AND rating.month = m.month
            %(ability)s %(rating)s %(compliance)s
            CROSS JOIN LATERAL (SELECT m.rounding) p
            CROSS JOIN LATERAL (
                SELECT m.base * ca.factor * cr.factor * cc.factor
                    * CASE m.amount_method WHEN 'bed_day' THEN m.bed_days ELSE 1 END
                    AS amount) raw
            """,
            rounded=SQL(ROUNDED),
            ability=self._factor("ca", "ability", SQL("ability.level::text")),
            rating=self._factor("cr", "rating", SQL("coalesce(rating.level, '0')")),
            compliance=self._factor("cc", "compliance", SQL("m.compliance")),
        )

    def _factor(self, alias, kind, key):
        return SQL(
            """
            LEFT JOIN civil_institution_coefficient %(alias)s
                ON %(alias)s.program_id = m.program_id AND %(alias)s.kind = %(kind)s
                AND %(alias)s.key = %(key)s AND %(alias)s.date_from <= m.month
                AND (%(alias)s.date_to IS NULL OR %(alias)s.date_to >= m.month)
            """,
            alias=SQL.identifier(alias),
            kind=kind,
            key=key,
        )
