from odoo import api, models
from odoo.tools import SQL

from .civil_subsidy_import_roster import STORED


class CivilSubsidyRosterLoad(models.AbstractModel):
    """Set-based steps that take a checked roster file into the register."""

    _name = "civil.subsidy.roster.load"
    _description = "Roster Loading"

    @api.model
    def _load(self, job):
        """Take the lines of ``job``; one statement a step, whatever their number."""
        self.env.flush_all()
        self._insert_lines(job)
        self._insert_claims(job)
        self._analyze()
        self._upsert_residents(job)
        self._link_residents(job)
        self._insert_accounts(job)
        self._upsert_entitlements(job)
        self._analyze()
        self.env.invalidate_all(flush=False)

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
                    import_id, period, sheet, row, %(names)s,
                    create_uid, create_date, write_uid, write_date)
                SELECT l.import_id, %(period)s, l.sheet, l.row, %(values)s,
                    %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_import_line l, jsonb_to_record(l.data) AS d(%(record)s)
                WHERE l.import_id = %(job)s AND d.town_id IS NOT NULL
                ORDER BY l.id
                """,
                names=names,
                values=values,
                record=record,
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

    def _upsert_residents(self, job):
        """Register people with a valid number who aren't known yet.

        Of a number that stands on several lines the first one names the person.
        """
        self.env["civil.resident"]._upsert_from_sql(
            SQL(
                """
                SELECT DISTINCT ON (r.identity_number) r.identity_number, r.name,
                    (l.data ->> 'birth_date')::date AS birth_date,
                    l.data ->> 'identity_sex' AS sex, r.division_id,
                    l.data ->> 'pinyin' AS pinyin_initials, r.phone
                FROM civil_subsidy_roster_line r
                JOIN civil_import_line l ON l.import_id = r.import_id
                    AND l.sheet = r.sheet AND l.row = r.row
                WHERE r.import_id = %s AND r.identity_valid AND r.name IS NOT NULL
                    AND r.state = 'taken'
                ORDER BY r.identity_number, r.id
                """,
                job.id,
            )
        )

    def _link_residents(self, job):
        """Point the lines to their people, and fill in what the people lack."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_roster_line line SET resident_id = r.id
                FROM civil_resident r
                WHERE line.import_id = %s AND line.identity_valid
                    AND r.identity_number = line.identity_number
                    AND r.merged_into_id IS NULL
                """,
                job.id,
            )
        )
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
                    resident_id, sequence, bank_name, number, holder, agent_name,
                    active, create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (line.resident_id, line.account_number)
                    line.resident_id, 10, line.bank_name, line.account_number,
                    line.account_holder, line.agent_name, TRUE,
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
                    division_id, town_id,
                    create_uid, create_date, write_uid, write_date)
                SELECT line.resident_id, claim.civil_subsidy_program_id,
                    min(line.first_month), %(period)s, min(line.id),
                    min(line.division_id), min(line.town_id),
                    %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_roster_line line
                JOIN civil_subsidy_program_civil_subsidy_roster_line_rel claim
                    ON claim.civil_subsidy_roster_line_id = line.id
                WHERE line.import_id = %(job)s AND line.resident_id IS NOT NULL
                GROUP BY line.resident_id, claim.civil_subsidy_program_id
                HAVING count(*) = 1
                ON CONFLICT (resident_id, program_id) DO UPDATE SET
                    first_month = EXCLUDED.first_month,
                    last_roster_month = EXCLUDED.last_roster_month,
                    line_id = EXCLUDED.line_id,
                    division_id = EXCLUDED.division_id,
                    town_id = EXCLUDED.town_id,
                    write_uid = EXCLUDED.write_uid,
                    write_date = EXCLUDED.write_date
                WHERE coalesce(e.last_roster_month, DATE '1900-01-01')
                    <= EXCLUDED.last_roster_month
                """,
                job=job.id,
                period=job.period,
                uid=self.env.uid,
            )
        )

    def _analyze(self):
        """Tell the planner how large the tables have become."""
        for table in ("civil_subsidy_roster_line", "civil_resident"):
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
