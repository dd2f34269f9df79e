from odoo import fields, models
from odoo.tools import SQL

#: A day that a dated parameter of the nearest division sets beside a term's end.
_NOTICE = """
    (SELECT {moment} FROM civil_parameter p
       LEFT JOIN civil_division d ON d.id = p.division_id
      WHERE p.code = %(code)s AND p.date_from <= {end}
        AND (p.date_to IS NULL OR p.date_to >= {end})
        AND (d.id IS NULL OR here.parent_path LIKE d.parent_path || '%%%%')
      ORDER BY length(d.parent_path) DESC NULLS LAST LIMIT 1)
"""
#: So many days before a term's end, so many months after it.
_BEFORE = "t.date_to - p.value::int"
_AFTER = "(t.date_to + make_interval(months => p.value::int))::date"


class CivilImportCemeteryPapers(models.AbstractModel):
    """How lines of the register become agreements, terms and interments."""

    _inherit = "civil.import.cemetery"

    def _put_agreements(self):
        """Add agreements where there is none, and bring those of a register up.

        :return: the ids of those added or changed
        """
        unnamed = self.env._("Not named by the register")
        years = self.env["civil.cemetery.agreement"]._default_years()
        common = {
            "uid": self.env.uid,
            "now": self.env.cr.now(),
            "unnamed": unnamed,
            "years": years,
        }
        added = self.env.execute_query(SQL(_ADD_AGREEMENTS, **common))
        fresh = [id_ for [id_] in added]
        changed = self.env.execute_query(SQL(_CHANGE_AGREEMENTS, fresh=fresh, **common))
        ids = fresh + [id_ for [id_] in changed]
        self._put_terms(ids, common)
        return ids

    def _put_terms(self, ids, common):
        """Give agreements of a register the term that it says, and what follows."""
        self.env.cr.execute("ANALYZE civil_cemetery_agreement")
        self.env.execute_query(SQL(_DROP_TERMS, ids=ids))
        self.env.execute_query(SQL(_ADD_TERMS, ids=ids, **common))
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_cemetery_agreement a
                   SET date_from = t.date_from, date_to = t.date_to,
                       notice_on = %(first)s, second_notice_on = %(second)s,
                       announce_on = %(announce)s,
                       state = CASE WHEN t.date_to < %(today)s THEN 'overdue'
                                    ELSE 'active' END
                  FROM civil_cemetery_agreement same
                  JOIN civil_division here ON here.id = same.division_id
                  LEFT JOIN civil_cemetery_term t ON t.agreement_id = same.id
                 WHERE same.id = a.id AND a.id = ANY(%(ids)s)
             RETURNING 1
                """,
                first=_beside("cemetery.first_notice_days", _BEFORE),
                second=_beside("cemetery.second_notice_days", _BEFORE),
                announce=_beside("cemetery.announce_after_months", _AFTER),
                today=fields.Date.context_today(self),
                ids=ids,
            )
        )

    def _put_interments(self):
        """Add who lies there by the register and isn't on record, as far as places go.

        A certificate that lies elsewhere already isn't given a second time; the plot
        keeps what the register says of it.
        """
        self.env.cr.execute("ANALYZE civil_cemetery_agreement")
        rows = self.env.execute_query(
            SQL(
                _ADD_INTERMENTS,
                uid=self.env.uid,
                now=self.env.cr.now(),
                today=fields.Date.context_today(self),
                unnamed=self.env._("Not named by the register"),
            )
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_cemetery_plot p
                   SET used_places = lying.urns, free_places = p.places - lying.urns
                  FROM (SELECT t.plot_id, COALESCE(sum(i.urns), 0) AS urns
                          FROM civil_cemetery_taking t
                          LEFT JOIN civil_cemetery_interment i
                            ON i.plot_id = t.plot_id AND i.state = 'active'
                         GROUP BY t.plot_id) AS lying
                 WHERE lying.plot_id = p.id
                   AND (p.used_places, p.free_places)
                       IS DISTINCT FROM (lying.urns, p.places - lying.urns)
             RETURNING 1
                """
            )
        )
        return len(rows)

    def _wait_for_holders(self, ids):
        """Let terms that end or ended appear on the desks."""
        today = fields.Date.context_today(self)
        agreements = self.env["civil.cemetery.agreement"].search(
            [("id", "in", ids), ("is_open", "=", True), ("notice_on", "<=", today)]
        )
        agreements._sync_todos()


def _beside(code, moment):
    return SQL(_NOTICE.format(end="t.date_to", moment=moment), code=code)


#: A certificate number is given once by a facility; who has it first keeps it.
_FREE_CERTIFICATE = """
    CASE WHEN certificate IS NOT NULL AND row_number() OVER (
                  PARTITION BY facility_id, certificate ORDER BY line_id) = 1
              AND NOT EXISTS (SELECT FROM civil_cemetery_agreement other
                               WHERE other.facility_id = t.facility_id
                                 AND other.certificate_number = t.certificate)
         THEN certificate END
"""

_ADD_AGREEMENTS = f"""
    INSERT INTO civil_cemetery_agreement (
        plot_id, facility_id, zone_id, division_id, town_id, ground, holder_name,
        identity_number, certificate_number, years, signed_on, state, is_open, price,
        amount_due, amount_paid, amount_open, cremated_elsewhere,
        create_uid, write_uid, create_date, write_date)
    SELECT plot_id, facility_id, zone_id, division_id, town_id, 'record',
           COALESCE(holder, %(unnamed)s), identity_number, {_FREE_CERTIFICATE},
           COALESCE(GREATEST(months / 12, 1), %(years)s), start, 'active', TRUE,
           0, 0, 0, 0, FALSE, %(uid)s, %(uid)s, %(now)s, %(now)s
      FROM civil_cemetery_taking t
     WHERE (state IN ('occupied', 'overdue', 'in_agreement') OR reported_count > 0
            OR start IS NOT NULL)
       AND state NOT IN ('vacated', 'unbuilt')
       AND NOT EXISTS (SELECT FROM civil_cemetery_agreement a
                        WHERE a.plot_id = t.plot_id AND a.is_open)
       AND NOT EXISTS (SELECT FROM civil_cemetery_reservation r
                        WHERE r.plot_id = t.plot_id
                          AND r.state IN ('reserved', 'ordered'))
     ORDER BY line_id
 RETURNING id
"""

_CHANGE_AGREEMENTS = """
    UPDATE civil_cemetery_agreement a
       SET holder_name = COALESCE(t.holder, a.holder_name),
           identity_number = COALESCE(t.identity_number, a.identity_number),
           years = COALESCE(GREATEST(t.months / 12, 1), a.years),
           signed_on = COALESCE(t.start, a.signed_on),
           write_uid = %(uid)s, write_date = %(now)s
      FROM civil_cemetery_taking t
     WHERE a.plot_id = t.plot_id AND a.is_open AND a.ground = 'record'
       AND a.id != ALL(%(fresh)s)
       AND (SELECT count(*) FROM civil_cemetery_term m
             WHERE m.agreement_id = a.id) <= 1
       AND ((a.holder_name, a.identity_number) IS DISTINCT FROM
            (COALESCE(t.holder, a.holder_name),
             COALESCE(t.identity_number, a.identity_number))
            OR (t.start IS NOT NULL AND t.months IS NOT NULL
                AND (a.date_from, a.date_to) IS DISTINCT FROM
                    (t.start, (t.start + make_interval(months => t.months))::date)))
 RETURNING a.id
"""

_DROP_TERMS = """
    DELETE FROM civil_cemetery_term m
     USING civil_cemetery_agreement a, civil_cemetery_taking t
     WHERE m.agreement_id = a.id AND t.plot_id = a.plot_id AND a.id = ANY(%(ids)s)
       AND t.start IS NOT NULL AND t.months IS NOT NULL
 RETURNING 1
"""

_ADD_TERMS = """
    INSERT INTO civil_cemetery_term (
        agreement_id, facility_id, division_id, date_from, date_to, years, fee,
        create_uid, write_uid, create_date, write_date)
    SELECT a.id, a.facility_id, a.division_id, t.start,
           (t.start + make_interval(months => t.months))::date, a.years, 0,
           %(uid)s, %(uid)s, %(now)s, %(now)s
      FROM civil_cemetery_agreement a
      JOIN civil_cemetery_taking t ON t.plot_id = a.plot_id
     WHERE a.id = ANY(%(ids)s) AND t.start IS NOT NULL AND t.months IS NOT NULL
 RETURNING 1
"""

_ADD_INTERMENTS = """
    WITH lying AS (
        SELECT plot_id, count(*) AS n, sum(urns) AS urns
          FROM civil_cemetery_interment WHERE state = 'active' GROUP BY plot_id
    ), missing AS (
        SELECT t.*, a.id AS agreement_id, p.places AS room,
               LEAST(t.reported_count, p.places) - COALESCE(lying.urns, 0) AS wanted
          FROM civil_cemetery_taking t
          JOIN civil_cemetery_plot p ON p.id = t.plot_id
          JOIN civil_cemetery_agreement a ON a.plot_id = t.plot_id AND a.is_open
                                         AND a.ground = 'record'
          LEFT JOIN lying ON lying.plot_id = t.plot_id
         WHERE t.state != 'vacated'
    ), free AS (
        SELECT DISTINCT ON (each.number) each.number, m.plot_id
          FROM missing m
         CROSS JOIN unnest(m.numbers) AS each (number)
         WHERE m.wanted > 0
           AND NOT EXISTS (SELECT FROM civil_cemetery_interment i
                            WHERE i.cremation_number = each.number
                              AND i.state = 'active')
         ORDER BY each.number, m.line_id
    ), given AS (
        SELECT plot_id, number,
               row_number() OVER (PARTITION BY plot_id ORDER BY number) AS place
          FROM free
    )
    INSERT INTO civil_cemetery_interment (
        agreement_id, plot_id, facility_id, division_id, town_id, name, sex, death_id,
        death_date, cremation_number, interred_on, urns, state, is_ecological,
        is_joint, keeps_ashes, cremated_elsewhere,
        create_uid, write_uid, create_date, write_date)
    SELECT m.agreement_id, m.plot_id, m.facility_id, m.division_id, m.town_id,
           COALESCE(d.name, %(unnamed)s), r.sex, d.id, d.death_date, given.number,
           LEAST(COALESCE(d.cremation_date, m.start, %(today)s), %(today)s), 1,
           'active', m.kind = 'ecological', m.kind != 'ecological' AND m.room > 1,
           TRUE, FALSE, %(uid)s, %(uid)s, %(now)s, %(now)s
      FROM missing m
     CROSS JOIN generate_series(1, m.wanted) AS series (place)
      LEFT JOIN given ON given.plot_id = m.plot_id AND given.place = series.place
      LEFT JOIN LATERAL (
            SELECT * FROM civil_death d WHERE d.certificate_number = given.number
             ORDER BY d.death_date, d.id LIMIT 1) AS d ON TRUE
      LEFT JOIN civil_resident r ON r.id = d.resident_id
     ORDER BY m.line_id, series.place
 RETURNING id
"""
