from odoo import api, models
from odoo.tools import SQL

from .civil_subsidy_course import latest
from .civil_subsidy_import_roster import STORED


class CivilSubsidyRosterLoad(models.AbstractModel):
    """Set-based steps that take a checked roster file into the register."""

    _name = "civil.subsidy.roster.load"
    _description = "Roster Loading"

    @api.model
    def _load(self, job):
        """Take the lines of ``job``; one statement a step, whatever their number."""
        self.env.flush_all()
        self._analyze("civil_resident")
        self._upsert_residents(job)
        self._insert_lines(job)
        self._analyze("civil_subsidy_roster_line")
        self._insert_claims(job)
        self._complete_residents(job)
        self._insert_accounts(job)
        self._upsert_entitlements(job)
        self._analyze(
            "civil_subsidy_program_civil_subsidy_roster_line_rel",
            "civil_subsidy_entitlement",
        )
        self._record_versions(job)
        self.env.invalidate_all(flush=False)

    def _upsert_residents(self, job):
        """Register people with a valid number who aren't known yet.

        Of a number that stands on several lines the first one names the person.
        """
        self.env["civil.resident"]._upsert_from_sql(
            SQL(
                """
                SELECT DISTINCT ON (d.identity_number) d.identity_number, d.name,
                    d.birth_date, d.identity_sex AS sex, d.division_id,
                    d.pinyin AS pinyin_initials, d.phone,
                    CASE WHEN d.own THEN d.certificate_number END AS disability_number,
                    CASE WHEN d.own THEN d.disability_kind END AS disability_kind,
                    CASE WHEN d.own THEN d.disability_grade END AS disability_grade
                FROM (
                    SELECT l.id, r.*, r.certificate_valid
                        AND r.disability_kind IS NOT NULL
                        AND r.disability_grade IS NOT NULL
                        AND left(r.certificate_number, 18) = r.identity_number AS own
                    FROM civil_import_line l, jsonb_to_record(l.data) AS r(
                        identity_number text, identity_valid boolean, name text,
                        birth_date date, identity_sex text, division_id integer,
                        pinyin text, phone text, certificate_number text,
                        certificate_valid boolean, disability_kind text,
                        disability_grade text, state text)
                    WHERE l.import_id = %s) d
                WHERE d.identity_valid AND d.name IS NOT NULL AND d.state = 'taken'
                    AND d.division_id IS NOT NULL
                ORDER BY d.identity_number, d.id
                """,
                job.id,
            ),
            extra=("disability_number", "disability_kind", "disability_grade"),
        )

    def _insert_lines(self, job):
        names = SQL(", ").join(SQL.identifier(name) for name, _type in STORED)
        values = SQL(", ").join(SQL.identifier("d", name) for name, _type in STORED)
        record = SQL(", ").join(
            SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in STORED
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_roster_line (
                    import_id, period, sheet, row, resident_id, %(names)s,
                    create_uid, create_date, write_uid, write_date)
                SELECT l.import_id, %(period)s, l.sheet, l.row, known.resident_id,
                    %(values)s, %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_import_line l
                CROSS JOIN jsonb_to_record(l.data) AS d(%(record)s)
                LEFT JOIN (%(numbers)s) known
                    ON d.identity_valid AND known.identity_number = d.identity_number
                WHERE l.import_id = %(job)s AND d.town_id IS NOT NULL
                ORDER BY l.id
                """,
                names=names,
                values=values,
                record=record,
                numbers=self.env["civil.resident"]._number_query(),
                period=job.period,
                job=job.id,
                uid=self.env.uid,
            )
        )

    def _insert_claims(self, job):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_program_civil_subsidy_roster_line_rel
                    (civil_subsidy_roster_line_id, civil_subsidy_program_id)
                SELECT r.id, program.id::integer
                FROM civil_import_line l
                JOIN civil_subsidy_roster_line r ON r.import_id = l.import_id
                    AND r.sheet = l.sheet AND r.row = l.row,
                    jsonb_array_elements_text(l.data -> 'programs') AS program(id)
                WHERE l.import_id = %s AND r.state = 'taken'
                """,
                job.id,
            )
        )

    def _complete_residents(self, job):
        """Fill in the disability of people who were known without one."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_resident r SET
                    disability_number = line.certificate_number,
                    disability_kind = line.disability_kind,
                    disability_grade = line.disability_grade
                FROM civil_subsidy_roster_line line
                WHERE line.import_id = %s AND line.resident_id = r.id
                    AND line.certificate_valid AND line.disability_kind IS NOT NULL
                    AND line.disability_grade IS NOT NULL
                    AND left(line.certificate_number, 18) = line.identity_number
                    AND r.disability_number IS NULL
                """,
                job.id,
            )
        )

    def _insert_accounts(self, job):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_resident_account (
                    resident_id, sequence, bank_name, number, number_doubtful, holder,
                    agent_name, active, create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (line.resident_id, line.account_number)
                    line.resident_id, 10, line.bank_name, line.account_number,
                    line.account_doubtful, line.account_holder, line.agent_name, TRUE,
                    %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_roster_line line
                WHERE line.import_id = %(job)s AND line.resident_id IS NOT NULL
                    AND line.account_problem IS NULL
                    AND line.account_holder IS NOT NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM civil_resident_account a
                        WHERE a.resident_id = line.resident_id
                            AND a.number = line.account_number)
                ORDER BY line.resident_id, line.account_number, line.id
                """,
                job=job.id,
                uid=self.env.uid,
            )
        )

    def _upsert_entitlements(self, job):
        """Grant or refresh the programs of people whom one line of the month names."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_entitlement AS e (
                    resident_id, program_id, first_month, last_roster_month, line_id,
                    division_id, town_id, state, currency_id, active,
                    create_uid, create_date, write_uid, write_date)
                SELECT line.resident_id, claim.civil_subsidy_program_id,
                    min(line.first_month), %(period)s, min(line.id),
                    min(line.division_id), min(line.town_id), 'active', %(currency)s,
                    TRUE, %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_roster_line line
                JOIN civil_subsidy_program_civil_subsidy_roster_line_rel claim
                    ON claim.civil_subsidy_roster_line_id = line.id
                WHERE line.import_id = %(job)s AND line.resident_id IS NOT NULL
                GROUP BY line.resident_id, claim.civil_subsidy_program_id
                HAVING count(*) = 1
                ON CONFLICT (resident_id, program_id, (coalesce(occasion, '')))
                DO UPDATE SET
                    first_month = EXCLUDED.first_month,
                    last_roster_month = EXCLUDED.last_roster_month,
                    line_id = EXCLUDED.line_id,
                    division_id = EXCLUDED.division_id,
                    town_id = EXCLUDED.town_id,
                    active = TRUE,
                    write_uid = EXCLUDED.write_uid,
                    write_date = EXCLUDED.write_date
                WHERE coalesce(e.last_roster_month, DATE '1900-01-01')
                    <= EXCLUDED.last_roster_month
                """,
                job=job.id,
                period=job.period,
                currency=self.env.company.currency_id.id,
                uid=self.env.uid,
            )
        )

    def _record_versions(self, job):
        """Record what the file says anew of entitlements: the grant, another class."""
        self._record(
            job.period,
            SQL("line.import_id = %s", job.id),
            self.env._("Roster %(file)s", file=job.filename),
            job.id,
        )

    @api.model
    def _record_lines(self, lines):
        """Record what corrected lines say anew of entitlements."""
        self.env.flush_all()
        for period in set(lines.mapped("period")):
            self._record(
                period,
                SQL("line.id IN %s", lines._ids),
                self.env._("Roster line corrected"),
                None,
            )

    def _record(self, period, where, reason, import_id):
        programs = self.env["civil.subsidy.program"].search([("source", "=", "roster")])
        for program in programs:
            self.env.cr.execute(
                self._versions_of(program, period, where, reason, import_id)
            )
        self.env["civil.subsidy.entitlement"]._refresh_latest(
            SQL(
                "e.line_id IN (SELECT line.id FROM civil_subsidy_roster_line line"
                " WHERE %s)",
                where,
            )
        )

    def _versions_of(self, program, period, where, reason, import_id):
        return SQL(
            """
            INSERT INTO civil_subsidy_entitlement_version (
                entitlement_id, kind, effective_month, state, class_id, person_count,
                reason, recorded_at, recorded_uid, import_id,
                create_uid, create_date, write_uid, write_date)
            SELECT e.id, CASE WHEN last.id IS NULL THEN 'granted'
                    WHEN last.state <> 'active' THEN 'resumed' ELSE 'changed' END,
                CASE WHEN last.id IS NULL
                    THEN coalesce(line.first_month, line.period)
                    ELSE greatest(line.period, last.effective_month) END,
                'active', fit.class_id, 1, %(reason)s, %(now)s, %(uid)s, %(job)s,
                %(uid)s, %(now)s, %(uid)s, %(now)s
            FROM civil_subsidy_entitlement e
            JOIN civil_subsidy_roster_line line ON line.id = e.line_id
            JOIN (%(fit)s) fit ON fit.kind = coalesce(line.disability_kind, '')
                AND fit.grade = coalesce(line.disability_grade, '')
            LEFT JOIN LATERAL (%(held)s) last ON TRUE
            WHERE %(where)s AND e.program_id = %(program)s
                AND (last.id IS NULL OR last.state <> 'active'
                    OR last.class_id IS DISTINCT FROM fit.class_id)
            """,
            held=latest(),
            where=where,
            reason=reason,
            now=self.env.cr.now(),
            uid=self.env.uid,
            job=import_id,
            program=program.id,
            fit=self.env["civil.subsidy.claim"]._fit(program, period),
        )

    @api.model
    def _unload(self, job):
        """Take a roster file out again: payments, versions, then the lines."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM civil_subsidy_payment p USING civil_subsidy_roster_line line
                WHERE p.line_id = line.id AND line.import_id = %s
                """,
                job.id,
            )
        )
        self.env["civil.subsidy.course"]._withdraw_import(job)
        listed = [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """
                    UPDATE civil_subsidy_entitlement e SET line_id = NULL,
                        last_roster_month = (
                            SELECT max(other.period)
                            FROM civil_subsidy_roster_line other
                            WHERE other.resident_id = e.resident_id
                                AND other.import_id <> %(job)s)
                    FROM civil_subsidy_roster_line line
                    WHERE line.id = e.line_id AND line.import_id = %(job)s
                    RETURNING e.id
                    """,
                    job=job.id,
                )
            )
        ]
        self.env["civil.subsidy.entitlement"]._refresh_latest(
            SQL("e.id = ANY(%s)", listed)
        )
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_roster_line WHERE import_id = %s", job.id)
        )
        self._refresh_batches(job)
        self.env.invalidate_all(flush=False)

    def _refresh_batches(self, job):
        """Add up anew the open batches that lines of the file may have been in."""
        batches = (
            self.env["civil.subsidy.batch"]
            .sudo()
            .search(
                [
                    ("period", "=", job.period),
                    ("program_id.source", "=", "roster"),
                    ("state", "in", ("computed", "published")),
                ]
            )
        )
        self.env["civil.subsidy.compute"]._after_change(batches, movements=True)

    def _analyze(self, *tables):
        """Tell the planner how large the tables have become within the transaction.

        Without it the next statement takes them for empty and loops over them.
        """
        for table in tables:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
