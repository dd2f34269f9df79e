from odoo import api, models
from odoo.fields import Date
from odoo.tools import SQL

from .civil_funeral_reconciliation import COUNTS
from .civil_funeral_reconciliation_line import FINDINGS


class CivilFuneralReconciliationSql(models.AbstractModel):
    """The statements of the monthly reconciliation: a handful, however many died.

    A person is told apart by the identity number, else by the case or the fact. Of
    several facts about one person the earliest day counts, as everywhere.
    """

    _name = "civil.funeral.reconciliation.sql"
    _description = "Statements of the Reconciliation"

    @api.model
    def _run(self, record):
        """Fill the single reconciliation: deaths, towns, counts, tasks."""
        self.env.flush_all()
        self.env.execute_query(self._lines(record))
        self.env.execute_query(self._towns(record))
        [counts] = self.env.execute_query(self._totals(record))
        record._write_guarded(dict(zip(COUNTS, counts, strict=True)))
        self.env.execute_query(self._replace_lines(record))
        self.env.invalidate_all()
        self.env["civil.funeral.check"]._follow(record)

    # -- whom it is about ------------------------------------------------------

    def _inside(self, record):
        """SQL condition on ``d``, a division: within the reconciliation's."""
        return SQL("starts_with(d.parent_path, %s)", record.division_id.parent_path)

    def _known(self, record):
        """A SELECT of what is known of deaths: a row for each fact and each case.

        The fact that a case made says nothing that the case doesn't; one that was
        imported does. The proofs of a case are word of others, too.
        """
        return SQL(
            """
            SELECT coalesce(f.identity_number, c.identity_number,
                    'C' || c.id, 'D' || f.id) AS person,
                f.id AS death_id, c.id AS case_id, f.name, f.division_id, f.town_id,
                f.death_date, f.cremation_date, f.certificate_number AS number,
                CASE WHEN c.id IS NULL OR f.import_id IS NOT NULL
                    THEN f.source END AS source
            FROM civil_death f
            LEFT JOIN civil_funeral_case c
                ON c.death_id = f.id AND c.state NOT IN ('reported', 'cancelled')
            UNION ALL
            SELECT coalesce(c.identity_number, f.identity_number, 'C' || c.id),
                c.death_id, c.id, c.deceased_name, c.division_id, c.town_id,
                c.death_date, (c.cremated_at AT TIME ZONE 'UTC'
                    AT TIME ZONE 'Asia/Shanghai')::date,
                c.cremation_number, proof.source
            FROM civil_funeral_case c
            LEFT JOIN civil_death f ON f.id = c.death_id
            CROSS JOIN LATERAL (VALUES ('case'),
                (CASE c.certificate_kind WHEN 'medical' THEN 'health'
                    WHEN 'police' THEN 'police' WHEN 'letter' THEN 'police' END),
                (CASE WHEN c.household_date IS NOT NULL THEN 'police' END)
            ) AS proof(source)
            WHERE c.state NOT IN ('reported', 'cancelled')
            """
        )

    def _people(self, record):
        """A SELECT of who died in the month in the division, one row a person."""
        first = record.period
        return SQL(
            """
            SELECT k.person, min(k.death_date) AS death_date,
                (array_agg(k.name ORDER BY k.case_id NULLS LAST, k.death_id))[1]
                    AS name,
                (array_agg(k.division_id ORDER BY k.case_id NULLS LAST, k.death_date,
                    k.death_id))[1] AS division_id,
                min(k.death_id) AS death_id,
                max(k.case_id) AS case_id, min(k.cremation_date) AS cremation_date,
                (array_agg(k.number ORDER BY k.case_id NULLS LAST, k.death_id)
                    FILTER (WHERE k.number IS NOT NULL))[1] AS number,
                string_agg(DISTINCT k.source, ',') AS sources,
                count(DISTINCT k.source) AS source_count
            FROM known k
            WHERE k.person IN (SELECT person FROM known
                WHERE death_date >= %(first)s AND death_date < %(after)s)
            GROUP BY k.person
            HAVING min(k.death_date) >= %(first)s
            """,
            first=first,
            after=Date.add(first, months=1),
        )

    def _must(self):
        """SQL condition on a death ``p`` in ``d``: cremation is compulsory.

        A case knows it of itself; what is known otherwise is judged by the place.
        """
        rule = SQL(
            "r.date_from <= p.death_date"
            " AND (r.date_to IS NULL OR r.date_to >= p.death_date)"
            " AND (r.division_id IS NULL OR starts_with(d.parent_path, w.parent_path))"
        )
        return SQL(
            """
            coalesce(c.must_cremate,
                EXISTS (SELECT FROM civil_funeral_zone r
                    LEFT JOIN civil_division w ON w.id = r.division_id WHERE %(rule)s)
                AND NOT EXISTS (SELECT FROM civil_funeral_exemption r
                    LEFT JOIN civil_division w ON w.id = r.division_id
                    WHERE r.ethnicity IS NULL AND r.case_id IS NULL AND %(rule)s))
            """,
            rule=rule,
        )

    # -- the lines -------------------------------------------------------------

    def _limits(self, record):
        """Days after which a cremation and a placement are missed, by the rules."""
        get = self.env["civil.parameter"]._get
        return {
            name: int(get(f"funeral.{name}_days", record.as_of, record.division_id))
            for name in ("cremation", "placement")
        }

    def _lines(self, record):
        limits = self._limits(record)
        return SQL(
            """
            WITH known AS MATERIALIZED (%(known)s),
            people AS MATERIALIZED (%(people)s),
            judged AS (
                SELECT p.*, d.parent_path, d.id AS place,
                    CASE d.level WHEN 'town' THEN d.id WHEN 'village' THEN d.parent_id
                        END AS town,
                    %(must)s AS must, p.cremation_date IS NOT NULL AS cremated,
                    s.kind AS placement_kind,
                    coalesce(s.kind IN ('plot', 'niche', 'ecological'), FALSE)
                        AS placed,
                    s.id IS NOT NULL AND (s.kind <> 'deposit' OR s.date_to IS NULL
                        OR s.date_to >= %(as_of)s) AS settled,
                    coalesce(c.state = 'closed', FALSE) AS closed
                FROM people p
                JOIN civil_division d ON d.id = p.division_id AND %(inside)s
                LEFT JOIN civil_funeral_case c ON c.id = p.case_id
                LEFT JOIN civil_funeral_placement s
                    ON s.case_id = c.id AND s.state = 'valid'),
            found AS (
                SELECT j.*,
                    must AND NOT cremated
                        AND death_date + %(cremation)s < %(as_of)s AS not_cremated,
                    must AND cremated AND case_id IS NULL AS without_case,
                    must AND cremated AND NOT settled
                        AND cremation_date + %(placement)s < %(as_of)s AS not_placed,
                    must AND source_count < 2 AS single_source
                FROM judged j)
            INSERT INTO civil_funeral_reconciliation_line (
                reconciliation_id, state, period, name, division_id, town_id, death_id,
                case_id, death_date, sources, source_count, must_cremate, is_cremated,
                cremation_date, cremation_number, placement_kind, is_placed, is_settled,
                is_closed, not_cremated, without_case, not_placed, single_source,
                result, cremation_rate, placement_rate, closing_rate,
                create_uid, create_date, write_uid, write_date)
            SELECT %(record)s, 'computed', %(period)s, name, place, town, death_id,
                case_id, death_date, sources, source_count, must, cremated,
                cremation_date, number, placement_kind, placed, settled, closed,
                not_cremated, without_case, not_placed, single_source,
                CASE WHEN not_cremated OR without_case OR not_placed OR single_source
                    THEN 'unmatched' WHEN must THEN 'matched' ELSE 'exempt' END,
                CASE WHEN must THEN CASE WHEN cremated THEN 100 ELSE 0 END END,
                CASE WHEN cremated THEN CASE WHEN placed THEN 100 ELSE 0 END END,
                CASE WHEN must THEN CASE WHEN closed THEN 100 ELSE 0 END END,
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM found ORDER BY death_date, person
            RETURNING id
            """,
            known=self._known(record),
            people=self._people(record),
            must=self._must(),
            inside=self._inside(record),
            as_of=record.as_of,
            cremation=limits["cremation"],
            placement=limits["placement"],
            record=record.id,
            period=record.period,
            uid=self.env.uid,
        )

    # -- figures ---------------------------------------------------------------

    def _counts(self):
        """SQL of the figures over lines, in the order of ``COUNTS``."""
        return SQL(
            """
            count(*), count(*) FILTER (WHERE must_cremate),
            count(*) FILTER (WHERE result = 'exempt'),
            count(*) FILTER (WHERE result = 'matched'),
            count(*) FILTER (WHERE result = 'unmatched'),
            count(*) FILTER (WHERE is_cremated),
            count(*) FILTER (WHERE must_cremate AND is_cremated),
            count(*) FILTER (WHERE is_placed), count(*) FILTER (WHERE is_closed)
            """
        )

    def _totals(self, record):
        return SQL(
            "SELECT %s FROM civil_funeral_reconciliation_line"
            " WHERE reconciliation_id = %s",
            self._counts(),
            record.id,
        )

    def _towns(self, record):
        """The INSERT of a row for each town, those without a death included."""
        return SQL(
            """
            INSERT INTO civil_funeral_reconciliation_town (
                reconciliation_id, state, period, division_id, town_id, %(names)s,
                create_uid, create_date, write_uid, write_date)
            SELECT %(record)s, 'computed', %(period)s,
                coalesce(town.id, %(division)s), town.id, %(figures)s,
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM (SELECT d.id FROM civil_division d
                WHERE d.level = 'town' AND %(inside)s) town
            FULL JOIN (
                SELECT town_id, %(counts)s
                FROM civil_funeral_reconciliation_line
                WHERE reconciliation_id = %(record)s
                GROUP BY town_id) AS had(town_id, %(names)s)
                ON had.town_id = town.id
            RETURNING id
            """,
            names=SQL(", ").join(map(SQL.identifier, COUNTS)),
            figures=SQL(", ").join(
                SQL("coalesce(%s, 0)", SQL.identifier("had", name)) for name in COUNTS
            ),
            counts=self._counts(),
            inside=self._inside(record),
            record=record.id,
            period=record.period,
            division=record.division_id.id,
            uid=self.env.uid,
        )

    def _replace_lines(self, record):
        """Mark the lines of earlier versions, which are kept."""
        return SQL(
            """
            UPDATE civil_funeral_reconciliation_line l SET state = 'replaced'
            FROM civil_funeral_reconciliation r
            WHERE l.reconciliation_id = r.id AND r.period = %s AND r.division_id = %s
                AND r.id <> %s AND l.state = 'computed'
            RETURNING l.id
            """,
            record.period,
            record.division_id.id,
            record.id,
        )

    # -- the tasks -------------------------------------------------------------

    @api.model
    def _subjects(self, record):
        """``(line, case, death, findings)`` of the deaths that are unmatched."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, case_id, death_id, %s
                FROM civil_funeral_reconciliation_line
                WHERE reconciliation_id = %s AND result = 'unmatched' ORDER BY id
                """,
                SQL(", ").join(SQL.identifier(name) for name, _label in FINDINGS),
                record.id,
            )
        )
        names = [name for name, _label in FINDINGS]
        return [
            (
                line,
                case,
                death,
                [n for n, held in zip(names, flags, strict=True) if held],
            )
            for line, case, death, *flags in rows
        ]
