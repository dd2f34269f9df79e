from odoo import api, models
from odoo.tools import SQL

from ..tools.states import UNDECIDED
from .civil_subsidy_stack import HOUSEHOLD_METHODS

#: What a line of the file holds, as SQL reads it.
LINE = SQL(
    """
    identity_number text, name text, birth_date date, sex text, division_id integer,
    pinyin_initials text, program integer, occasion text, "class" integer,
    persons integer, income numeric, amount numeric, supplement numeric,
    first_month date, review date, bank_name text, account_number text,
    account_doubtful boolean, account_holder text, agent_name text, agent_number text,
    agent_birth date, agent_sex text,
    agent_pinyin text, head_number text, partner integer,
    document text, note text
    """
)


class CivilSubsidyEntitlementLoad(models.AbstractModel):
    """Set-based steps that grant what a checked file says (资格批量导入)."""

    _name = "civil.subsidy.entitlement.load"
    _description = "Loading of Entitlements"

    @api.model
    def _load(self, job):
        """Take the good lines of ``job``; one statement a step, however many."""
        self.env["civil.subsidy.entitlement"]._check_clerk()
        self.env.flush_all()
        self._upsert_residents(job)
        self._insert_accounts(job)
        self._insert_entitlements(job)
        self.env.cr.execute(SQL("ANALYZE civil_subsidy_entitlement"))
        self._insert_members(job)
        self._insert_versions(job)
        self.env["civil.subsidy.entitlement"]._refresh_latest(
            SQL(
                "e.id IN (SELECT entitlement_id FROM civil_subsidy_entitlement_version"
                " WHERE import_id = %s)",
                job.id,
            )
        )
        self.env.invalidate_all(flush=False)

    def _lines(self, job):
        """SQL: the good lines with the person, the agent and the household meant."""
        return SQL(
            """
            SELECT l.id, d.*, person.resident_id, agent.resident_id AS agent_id,
                coalesce(home.id, r.household_id) AS household_id,
                r.division_id AS lives_in, r.town_id
            FROM civil_import_line l
            CROSS JOIN jsonb_to_record(l.data) AS d(%(types)s)
            JOIN (%(numbers)s) person ON person.identity_number = d.identity_number
            JOIN civil_resident r ON r.id = person.resident_id
            LEFT JOIN (%(numbers)s) agent ON agent.identity_number = d.agent_number
            LEFT JOIN (%(numbers)s) head ON head.identity_number = d.head_number
            LEFT JOIN LATERAL (
                SELECT h.id FROM civil_household h
                WHERE h.head_id = head.resident_id AND h.active
                ORDER BY h.id DESC LIMIT 1) home ON TRUE
            WHERE l.import_id = %(job)s AND l.status <> 'error'
            """,
            types=LINE,
            numbers=self.env["civil.resident"]._number_query(),
            job=job.id,
        )

    def _upsert_residents(self, job):
        """Register persons and agents who aren't on file."""
        self.env["civil.resident"]._upsert_from_sql(
            SQL(
                """
                SELECT d.identity_number, d.name, d.birth_date, d.sex, d.division_id,
                    d.pinyin_initials, NULL::text AS phone
                FROM civil_import_line l
                CROSS JOIN jsonb_to_record(l.data) AS d(%(types)s)
                WHERE l.import_id = %(job)s AND l.status <> 'error'
                UNION ALL
                SELECT d.agent_number, d.agent_name, d.agent_birth, d.agent_sex,
                    d.division_id, d.agent_pinyin, NULL
                FROM civil_import_line l
                CROSS JOIN jsonb_to_record(l.data) AS d(%(types)s)
                WHERE l.import_id = %(job)s AND l.status <> 'error'
                    AND d.agent_number IS NOT NULL
                """,
                types=LINE,
                job=job.id,
            )
        )

    def _insert_accounts(self, job):
        """Keep new accounts: the person's, or that of the agent who is paid.

        A new account comes before the older ones: it is the one that the file asks
        to be paid.
        """
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_resident_account (
                    resident_id, sequence, bank_name, number, number_doubtful, holder,
                    agent_name, active, create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (line.owner, line.account_number) line.owner,
                    coalesce((SELECT min(a.sequence) - 1 FROM civil_resident_account a
                        WHERE a.resident_id = line.owner AND a.active), 10),
                    line.bank_name, line.account_number, line.account_doubtful,
                    line.account_holder,
                    CASE WHEN line.agent_id IS NULL THEN line.agent_name END, TRUE,
                    %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM (SELECT found.*, coalesce(agent_id, resident_id) AS owner
                    FROM (%(lines)s) found) line
                WHERE line.account_number IS NOT NULL AND NOT EXISTS (
                    SELECT FROM civil_resident_account a
                    WHERE a.resident_id = line.owner
                        AND a.number = line.account_number)
                ORDER BY line.owner, line.account_number, line.id
                """,
                lines=self._lines(job),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )

    def _insert_entitlements(self, job):
        """Make the entitlements that aren't there; others are granted anew."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_entitlement AS e (
                    resident_id, program_id, occasion, household_id, division_id,
                    town_id, currency_id, active,
                    create_uid, create_date, write_uid, write_date)
                SELECT line.resident_id, line.program, line.occasion,
                    CASE WHEN p.amount_method IN %(household)s OR p.payee_kind = 'head'
                        THEN line.household_id END,
                    line.lives_in, line.town_id, %(currency)s, TRUE,
                    %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM (%(lines)s) line
                JOIN civil_subsidy_program p ON p.id = line.program
                ORDER BY line.id
                ON CONFLICT (resident_id, program_id, (coalesce(occasion, '')))
                DO UPDATE SET division_id = EXCLUDED.division_id,
                    town_id = EXCLUDED.town_id, active = TRUE,
                    household_id = coalesce(EXCLUDED.household_id, e.household_id),
                    write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                """,
                household=HOUSEHOLD_METHODS,
                lines=self._lines(job),
                currency=self.env.company.currency_id.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )

    def _granted(self, job):
        """SQL: the lines with the entitlement that each grants."""
        return SQL(
            """
            SELECT line.*, e.id AS entitlement_id, p.amount_method,
                p.payee_kind AS program_payee
            FROM (%(lines)s) line
            JOIN civil_subsidy_program p ON p.id = line.program
            JOIN civil_subsidy_entitlement e ON e.resident_id = line.resident_id
                AND e.program_id = line.program
                AND coalesce(e.occasion, '') = coalesce(line.occasion, '')
            """,
            lines=self._lines(job),
        )

    def _insert_members(self, job):
        """Count who lives in the household, where the household is on file."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_entitlement_member (
                    entitlement_id, resident_id, month_from,
                    create_uid, create_date, write_uid, write_date)
                SELECT line.entitlement_id, r.id, line.first_month,
                    %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM (%(lines)s) line
                JOIN civil_resident r ON r.household_id = line.household_id
                    AND r.active AND (r.death_date IS NULL
                        OR r.death_date >= line.first_month)
                WHERE line.amount_method IN %(household)s AND NOT EXISTS (
                    SELECT FROM civil_subsidy_entitlement_member m
                    WHERE m.entitlement_id = line.entitlement_id
                        AND m.resident_id = r.id
                        AND (m.month_to IS NULL OR m.month_to > line.first_month))
                """,
                lines=self._granted(job),
                household=HOUSEHOLD_METHODS,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )

    def _insert_versions(self, job):
        """Record the grants; what a grant says is all that holds."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_entitlement_version (
                    entitlement_id, kind, effective_month, state, class_id,
                    person_count, income, decided_amount, supplement, payee_kind,
                    payee_id, partner_id, review_date, reason, document,
                    recorded_at, recorded_uid, import_id,
                    create_uid, create_date, write_uid, write_date)
                SELECT line.entitlement_id, 'granted', line.first_month, 'active',
                    line.class, line.persons, line.income, line.amount,
                    line.supplement, CASE WHEN line.agent_id IS NOT NULL
                        AND line.program_payee <> 'agent' THEN 'agent' END,
                    line.agent_id, line.partner, line.review,
                    concat_ws(' ', %(reason)s, line.note), line.document,
                    %(now)s, %(uid)s, %(job)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM (%(lines)s) line ORDER BY line.id
                """,
                reason=self.env._("File %(file)s", file=job.filename),
                lines=self._granted(job),
                job=job.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )

    # Taking it back

    @api.model
    def _unload_refusal(self, job):
        """Why what was granted can't be withdrawn, in a sentence, or False."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.name, b.name
                FROM civil_subsidy_entitlement_version v
                JOIN civil_subsidy_entitlement e ON e.id = v.entitlement_id
                JOIN civil_resident r ON r.id = e.resident_id
                LEFT JOIN civil_subsidy_payment p ON p.entitlement_id = e.id
                    AND p.period >= v.effective_month
                LEFT JOIN civil_subsidy_batch b ON b.id = p.batch_id
                    AND b.state NOT IN %(undecided)s
                WHERE v.import_id = %(job)s AND (b.id IS NOT NULL OR EXISTS (
                    SELECT FROM civil_subsidy_entitlement_version later
                    WHERE later.entitlement_id = e.id
                        AND later.withdrawn_at IS NULL
                        AND later.import_id IS DISTINCT FROM %(job)s
                        AND (later.effective_month, later.id)
                            > (v.effective_month, v.id)))
                LIMIT 1
                """,
                undecided=UNDECIDED,
                job=job.id,
            )
        )
        if not rows:
            return False
        [(person, batch)] = rows
        if batch:
            return self.env._(
                "batch %(batch)s with people of this file is being approved or paid",
                batch=batch,
            )
        return self.env._(
            "later changes were recorded of people of this file, %(name)s among "
            "them; withdraw those first",
            name=person,
        )

    @api.model
    def _unload(self, job):
        """Withdraw the grants of the file, and what open batches made of them."""
        self.env["civil.subsidy.entitlement"]._check_clerk()
        self.env.flush_all()
        mine = SQL(
            "SELECT entitlement_id FROM civil_subsidy_entitlement_version"
            " WHERE import_id = %s",
            job.id,
        )
        batches = [
            batch
            for [batch] in self.env.execute_query(
                SQL(
                    """
                    WITH gone AS (
                        DELETE FROM civil_subsidy_payment p
                        USING civil_subsidy_entitlement_version v
                        WHERE v.import_id = %s AND p.version_id = v.id
                        RETURNING p.batch_id)
                    SELECT DISTINCT batch_id FROM gone
                    """,
                    job.id,
                )
            )
        ]
        self.env["civil.subsidy.course"]._withdraw_import(job)
        self.env["civil.subsidy.entitlement"]._refresh_latest(SQL("e.id IN (%s)", mine))
        # Batches of the district hold people of every town.
        self.env["civil.subsidy.compute"]._after_change(
            self.env["civil.subsidy.batch"].sudo().browse(batches), movements=True
        )
        self.env.invalidate_all(flush=False)
