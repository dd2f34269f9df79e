from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from .civil_subsidy_payee import ACCOUNT_PATTERN

#: What each check looks at, in terms of the tables joined in ``_judged``:
#: ``l`` the roster line, ``fit`` the classes and standards that admit the person,
#: ``fact`` what is known against the number. NULL is "not judged".
PREDICATES = {
    "id_invalid": "NOT l.identity_valid",
    "duplicate_person": "l.identity_valid AND fact.twice",
    "deceased": "l.identity_valid AND fact.dead",
    "destitute": "l.identity_valid AND fact.destitute",
    "certificate_holder_mismatch": """l.identity_valid AND l.certificate_valid
        AND left(l.certificate_number, 18) <> l.identity_number""",
    "certificate_grade_mismatch": """l.certificate_valid AND (
        substr(l.certificate_number, 19, 1) <> l.disability_kind
        OR substr(l.certificate_number, 20, 1) <> l.disability_grade)""",
    "life_without_minimum_living": "l.minimum_living = 'no'",
    "certificate_invalid": "NOT l.certificate_valid",
    "field_unreadable": """l.disability_kind IS NULL OR l.disability_grade IS NULL
        OR l.first_month IS NULL OR l.minimum_living IS NULL""",
    "care_grade_not_eligible": "fit.classes = 0",
    "account_missing": "l.account_problem = 'missing'",
    "account_invalid": "l.account_problem = 'invalid'",
    "account_holder_mismatch": """CASE
        WHEN l.account_holder IS NULL THEN l.account_problem IS DISTINCT FROM 'missing'
        ELSE l.account_holder IS DISTINCT FROM l.name
            AND l.account_holder IS DISTINCT FROM l.agent_name END""",
    "standard_missing": "fit.standards <> 1",
}
#: The checks that look at nothing but the account: those of a follow-up batch.
ACCOUNT_CHECKS = ("account_missing", "account_invalid", "account_holder_mismatch")


class CivilSubsidyCompute(models.AbstractModel):
    """The set-based steps of a batch: one statement a step, however many people.

    Callers check the step through the batch's workflow; the statements then read
    and write under the batch's own division, as the record rules would let them.
    """

    _name = "civil.subsidy.compute"
    _description = "Subsidy Computation"

    @api.model
    def _run(self, batch):
        """Make the batch's payments anew; a follow-up batch is only judged again."""
        batch.check_access("write")
        if batch.kind == "resend":
            self._judge_resend(batch)
        else:
            self._delete_payments(batch)
            self._insert_payments(batch)
            # The planner takes the batch for empty otherwise, until later.
            self.env.cr.execute(SQL("ANALYZE civil_subsidy_payment"))
        self._after_change(batch)

    def _delete_payments(self, batch):
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_payment WHERE batch_id = %s", batch.id)
        )

    def _insert_payments(self, batch):
        """Judge every claim of the batch's month and division, and keep the result."""
        self.env.cr.execute(
            SQL(
                """
                WITH %(judged)s,
                payment AS (
                    INSERT INTO civil_subsidy_payment (
                        id, batch_id, program_id, period, line_id, resident_id,
                        entitlement_id, class_id, standard_id, name, identity_number,
                        division_id, town_id, outcome, currency_id, amount, bank_name,
                        account_number, account_holder, sequence, reference,
                        create_uid, create_date, write_uid, write_date)
                    SELECT j.payment_id, %(batch)s, %(program)s, %(period)s, j.id,
                        j.resident_id,
                        e.id, j.class_id, j.standard_id, j.name, j.identity_number,
                        j.division_id, j.town_id, j.outcome, %(currency)s,
                        CASE WHEN j.outcome IN ('payable', 'held')
                            THEN coalesce(j.amount, 0) ELSE 0 END,
                        j.bank_name, j.account_number, j.account_holder, j.sequence,
                        %(number)s || '-' || lpad(j.sequence::text, 7, '0'),
                        %(uid)s, now() AT TIME ZONE 'UTC',
                        %(uid)s, now() AT TIME ZONE 'UTC'
                    FROM judged j
                    LEFT JOIN civil_subsidy_entitlement e
                        ON e.resident_id = j.resident_id AND e.program_id = %(program)s
                    RETURNING 1)
                INSERT INTO civil_subsidy_check_civil_subsidy_payment_rel
                    (civil_subsidy_payment_id, civil_subsidy_check_id)
                SELECT payment_id, unnest(
                    CASE outcome WHEN 'blocked' THEN blocks ELSE holds END)
                FROM judged WHERE outcome IN ('blocked', 'held')
                """,
                judged=self._judged(batch),
                batch=batch.id,
                number=batch.name,
                program=batch.program_id.id,
                period=batch.period,
                currency=batch.currency_id.id,
                uid=self.env.uid,
            )
        )

    def _judged(self, batch):
        """Common table expressions that end in ``judged``: a row for each claim."""
        return SQL(
            """
            claimed AS MATERIALIZED (
                SELECT l.* FROM civil_subsidy_roster_line l
                JOIN civil_subsidy_program_civil_subsidy_roster_line_rel claim
                    ON claim.civil_subsidy_roster_line_id = l.id
                    AND claim.civil_subsidy_program_id = %(program)s
                WHERE l.period = %(period)s AND l.state = 'taken'
                    AND l.division_id IN (
                        SELECT id FROM civil_division
                        WHERE starts_with(parent_path, %(path)s))),
            fact AS (
                SELECT identity_number, bool_or(source = 'twice') AS twice,
                    bool_or(source = 'dead') AS dead,
                    bool_or(source = 'destitute') AS destitute
                FROM (%(facts)s) known GROUP BY identity_number),
            fit AS (
                SELECT kind.digit AS kind, grade.digit AS grade,
                    count(class.id) AS classes, min(class.id) AS class_id,
                    count(standard.id) AS standards, min(standard.id) AS standard_id,
                    min(standard.amount) AS amount
                FROM unnest(ARRAY['', '1', '2', '3', '4', '5', '6', '7']) AS kind(digit)
                CROSS JOIN unnest(ARRAY['', '1', '2', '3', '4']) AS grade(digit)
                LEFT JOIN civil_subsidy_class class
                    ON class.program_id = %(program)s AND class.active
                    AND (coalesce(class.kinds, '') = ''
                        OR strpos(class.kinds, kind.digit) > 0)
                    AND (coalesce(class.grades, '') = ''
                        OR strpos(class.grades, grade.digit) > 0)
                LEFT JOIN civil_subsidy_standard standard
                    ON standard.class_id = class.id AND standard.active
                    AND standard.date_from <= %(period)s
                    AND (standard.date_to IS NULL OR standard.date_to >= %(period)s)
                GROUP BY kind.digit, grade.digit),
            reasoned AS MATERIALIZED (
                SELECT l.id, l.name, l.identity_number, l.division_id, l.town_id,
                    l.resident_id, l.bank_name, l.account_number, l.account_holder,
                    l.first_month, row_number() OVER (
                        ORDER BY l.town_id, l.sheet, l.row, l.id) AS place,
                    fit.class_id, fit.amount,
                    CASE WHEN fit.standards = 1 THEN fit.standard_id END AS standard_id,
                    %(blocks)s AS blocks, %(holds)s AS holds
                FROM claimed l
                LEFT JOIN fact ON fact.identity_number = l.identity_number
                JOIN fit ON fit.kind = coalesce(l.disability_kind, '')
                    AND fit.grade = coalesce(l.disability_grade, '')),
            outcomes AS (
                SELECT reasoned.id, place, reasoned.name, identity_number, division_id,
                    town_id, resident_id, bank_name, account_number, account_holder,
                    class_id, standard_id, blocks, holds,
                    CASE WHEN standard_id IS NOT NULL THEN amount END AS amount,
                    CASE WHEN cardinality(blocks) > 0 THEN 'blocked'
                        WHEN first_month > %(period)s THEN 'not_due'
                        WHEN cardinality(holds) > 0 THEN 'held'
                        ELSE 'payable' END AS outcome
                FROM reasoned),
            judged AS MATERIALIZED (
                SELECT outcomes.*,
                    nextval('civil_subsidy_payment_id_seq') AS payment_id,
                    CASE outcome WHEN 'payable' THEN
                    row_number() OVER (PARTITION BY outcome ORDER BY place) END
                    AS sequence
                FROM outcomes ORDER BY place)
            """,
            period=batch.period,
            program=batch.program_id.id,
            facts=SQL(" UNION ALL ").join(self._facts(batch)),
            path=batch.division_id.parent_path,
            blocks=self._reasons(batch.program_id, "blocked"),
            holds=self._reasons(batch.program_id, "held"),
        )

    @api.model
    def _facts(self, batch):
        """What is known against a number: queries of (identity_number, source).

        Other addons override this, to add where deaths or exclusions are known from.
        """
        return [
            SQL(
                """
                SELECT identity_number, 'twice' AS source
                FROM civil_subsidy_roster_line
                WHERE period = %s AND identity_valid AND state <> 'dropped'
                GROUP BY identity_number HAVING count(*) > 1
                """,
                batch.period,
            ),
            SQL(
                """
                SELECT identity_number, 'dead' FROM civil_death
                WHERE death_date < %s AND identity_number IS NOT NULL
                """,
                batch.period,
            ),
            SQL(
                """
                SELECT r.identity_number, 'destitute'
                FROM civil_resident_category c
                JOIN civil_resident_category_kind k ON k.id = c.kind_id
                JOIN civil_resident r ON r.id = c.resident_id
                WHERE k.code = 'destitute' AND r.identity_number IS NOT NULL
                    AND c.date_from <= %(last)s
                    AND (c.date_to IS NULL OR c.date_to >= %(first)s)
                """,
                first=batch.period,
                last=fields.Date.end_of(batch.period, "month"),
            ),
        ]

    def _reasons(self, program, outcome, codes=None):
        """SQL array of the ids of the program's checks of ``outcome`` that hold.

        :param codes: only these checks
        """
        checks = self.env["civil.subsidy.check"].search(
            [
                ("outcome", "=", outcome),
                "|",
                ("program_ids", "=", False),
                ("program_ids", "in", program.ids),
            ]
        )
        predicates = self._predicates()
        cases = [
            SQL("CASE WHEN %s THEN %s END", SQL(predicates[check.code]), check.id)
            for check in checks
            if check.code in predicates and (codes is None or check.code in codes)
        ]
        return SQL("array_remove(ARRAY[%s]::integer[], NULL)", SQL(", ").join(cases))

    @api.model
    def _predicates(self):
        """Check code to SQL condition; other addons add theirs by overriding."""
        return dict(PREDICATES)

    def _judge_resend(self, batch):
        """Hold follow-up payments whose corrected account still can't be paid to.

        The account is judged by the same checks as in the month's own batch; who
        the person is and what is due was decided there.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM civil_subsidy_check_civil_subsidy_payment_rel
                WHERE civil_subsidy_payment_id IN (
                    SELECT id FROM civil_subsidy_payment WHERE batch_id = %s)
                """,
                batch.id,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                WITH judged AS (
                    SELECT l.id, %(holds)s AS holds
                    FROM (
                        SELECT p.id, p.name, p.account_holder, line.agent_name,
                            CASE WHEN p.account_number IS NULL THEN 'missing'
                                WHEN p.account_number !~ %(pattern)s THEN 'invalid'
                            END AS account_problem
                        FROM civil_subsidy_payment p
                        LEFT JOIN civil_subsidy_roster_line line
                            ON line.id = p.line_id
                        WHERE p.batch_id = %(batch)s) l),
                payment AS (
                    UPDATE civil_subsidy_payment p SET
                        outcome = CASE WHEN cardinality(j.holds) > 0
                            THEN 'held' ELSE 'payable' END,
                        write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                    FROM judged j WHERE j.id = p.id RETURNING 1)
                INSERT INTO civil_subsidy_check_civil_subsidy_payment_rel
                    (civil_subsidy_payment_id, civil_subsidy_check_id)
                SELECT id, unnest(holds) FROM judged
                """,
                holds=self._reasons(batch.program_id, "held", ACCOUNT_CHECKS),
                pattern=f"^{ACCOUNT_PATTERN}$",
                batch=batch.id,
                uid=self.env.uid,
            )
        )

    def _release_held(self, batch):
        """Take what a follow-up still can't pay out of it, for a later follow-up."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_payment"
                " WHERE batch_id = %s AND outcome = 'held'",
                batch.id,
            )
        )

    @api.model
    def _freeze(self, batch):
        """Keep count, sum and hash of what is being approved."""
        self.env.flush_all()
        if batch.kind == "resend":
            self._release_held(batch)
        digest = self._content_digest(batch)
        batch._write_guarded(
            {
                "content_hash": digest["hash"],
                "frozen_count": digest["count"],
                "frozen_amount": float(digest["amount"]),
            }
        )
        self._after_change(batch)

    @api.model
    def _mark_sent(self, batches):
        """Note on every payable line that the bank has been asked to pay it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment SET bank_state = 'sent', write_uid = %s,
                    write_date = now() AT TIME ZONE 'UTC'
                WHERE batch_id IN %s AND outcome = 'payable'
                """,
                self.env.uid,
                batches._ids,
            )
        )
        self._after_change(batches)

    @api.model
    def _content_digest(self, batch):
        """Count, exact sum and SHA-256 of everything that the bank will be told."""
        self.env.flush_all()
        count, amount, digest = self.env.execute_query(
            SQL(
                """
                SELECT count(*), coalesce(sum(amount), 0)::numeric(20, 2)::text,
                    encode(sha256(convert_to(coalesce(string_agg(
                        concat_ws('|', reference, program_id, period, line_id,
                            identity_number, name, account_number, account_holder,
                            round(amount, 2)), E'\\n' ORDER BY sequence, id), ''),
                        'UTF8')), 'hex')
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND outcome = 'payable'
                """,
                batch.id,
            )
        )[0]
        return {
            "count": count,
            "amount": Decimal(amount),
            "hash": digest,
        }

    def _after_change(self, batch):
        self.env["civil.subsidy.payment"].invalidate_model()
        batch.invalidate_recordset()
