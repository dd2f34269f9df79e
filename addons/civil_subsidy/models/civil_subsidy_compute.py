from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from .civil_subsidy_payee import ACCOUNT_PATTERN
from .civil_subsidy_rule import ACCOUNT_CHECKS
from .civil_subsidy_sql import reference

#: Claims that are judged in one transaction; a matter of memory and patience, and no
#: rule of the office.
PIECE = 50_000


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
            self._start(batch)
            self._compute_piece(batch)
        self._finish(batch)

    @api.model
    def _start(self, batch):
        """Clear the batch for a computation afresh."""
        self.env.flush_all()
        self.env["civil.subsidy.finding"]._clear(batch)
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_payment WHERE batch_id = %s", batch.id)
        )
        settled = batch.program_id._settled()
        if settled is not None:
            settled._let_go(batch)

    @api.model
    def _compute_piece(self, batch, piece=None):
        """Judge the claims of a piece, or all, and keep what becomes of each.

        :return: how many claims there were
        """
        self.env.flush_all()
        [[count]] = self.env.execute_query(self._statement(batch, piece))
        # The planner takes the batch for empty otherwise, until later.
        self.env.cr.execute(SQL("ANALYZE civil_subsidy_payment"))
        return count

    def _statement(self, batch, piece):
        rules = self.env["civil.subsidy.rule"]
        return SQL(
            """
            WITH claim AS MATERIALIZED (%(claims)s),
            stack AS (%(stack)s),
            fact AS (%(facts)s),
            reasoned AS MATERIALIZED (
                SELECT l.*, stack.source_model, stack.source_id,
                    CASE WHEN l.gross IS NULL THEN 0
                        ELSE least(coalesce(stack.deducted, 0), l.gross)
                        END AS deducted,
                    %(blocks)s AS blocks, %(holds)s AS holds, %(warns)s AS warns
                FROM claim l
                LEFT JOIN stack ON stack.claim_id = l.claim_id
                    AND stack.month = l.month
                LEFT JOIN fact ON fact.identity_number = l.identity_number),
            judged AS MATERIALIZED (
                SELECT outcomes.*,
                    nextval('civil_subsidy_payment_id_seq') AS payment_id,
                    CASE outcome WHEN 'payable' THEN %(offset)s + row_number()
                        OVER (PARTITION BY outcome ORDER BY town_id, place, month) END
                    AS sequence
                FROM (
                    SELECT r.*, CASE WHEN cardinality(blocks) > 0 THEN 'blocked'
                        WHEN first_month > month THEN 'not_due'
                        WHEN cardinality(holds) > 0 THEN 'held'
                        ELSE 'payable' END AS outcome
                    FROM reasoned r) outcomes
                ORDER BY town_id, place, month),
            payment AS (%(payments)s RETURNING 1),
            finding AS (%(findings)s RETURNING 1)
            SELECT count(*) FROM judged
            """,
            claims=self.env["civil.subsidy.claim"]._query(batch, piece),
            stack=self.env["civil.subsidy.stack"]._query(batch),
            facts=self._known_facts(batch),
            blocks=rules._reasons(batch, "blocked"),
            holds=rules._reasons(batch, "held"),
            warns=rules._reasons(batch, "warned"),
            offset=self._last_sequence(batch),
            payments=self._payments(batch),
            findings=self._findings(batch),
        )

    def _last_sequence(self, batch):
        """The highest line number that the batch has so far."""
        [[last]] = self.env.execute_query(
            SQL(
                "SELECT coalesce(max(sequence), 0) FROM civil_subsidy_payment"
                " WHERE batch_id = %s AND outcome = 'payable'",
                batch.id,
            )
        )
        return last

    def _payments(self, batch):
        """The INSERT of the payments, from ``judged``.

        What goes to the bank as one line shares its reference: all of an institution,
        and the months of one person.
        """
        several = len(batch.program_id._months(batch.period)) > 1
        return SQL(
            """
            INSERT INTO civil_subsidy_payment (
                id, batch_id, program_id, period, kind, line_id, resident_id,
                entitlement_id, version_id, class_id, standard_id, partner_id, payee_id,
                person_count, quantity, name, identity_number, division_id, town_id,
                outcome, currency_id, gross_amount, deducted_amount, amount, bank_name,
                account_number, account_holder, sequence, reference, grouped,
                create_uid, create_date, write_uid, write_date)
            SELECT j.payment_id, %(batch)s, %(program)s, j.month, 'regular', j.line_id,
                j.resident_id, j.entitlement_id, j.version_id, j.class_id,
                j.standard_id, j.partner_id, j.payee_id, j.person_count, j.quantity,
                j.name, j.identity_number, j.division_id, j.town_id, j.outcome,
                %(currency)s, coalesce(j.gross, 0), coalesce(j.deducted, 0),
                CASE WHEN j.outcome IN ('payable', 'held')
                    THEN coalesce(j.gross - j.deducted, 0) ELSE 0 END,
                j.bank_name, j.account_number, j.account_holder, j.sequence,
                CASE WHEN j.outcome = 'payable' THEN %(reference)s END,
                %(several)s OR j.partner_id IS NOT NULL,
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM judged j
            """,
            batch=batch.id,
            program=batch.program_id.id,
            currency=batch.currency_id.id,
            reference=reference(
                SQL("%s", batch.name),
                SQL("j.partner_id"),
                SQL("min(j.sequence) OVER (PARTITION BY j.outcome, j.entitlement_id)")
                if several
                else SQL("j.sequence"),
            ),
            several=several,
            uid=self.env.uid,
        )

    def _findings(self, batch):
        """The INSERT of what the checks found, from ``judged``."""
        return SQL(
            """
            INSERT INTO civil_subsidy_finding (
                batch_id, payment_id, resident_id, division_id, town_id, check_id,
                outcome, needs_reason, detail, source_model, source_id,
                create_uid, create_date, write_uid, write_date)
            SELECT %(batch)s, j.payment_id, j.resident_id, j.division_id, j.town_id,
                c.id, c.outcome, c.needs_reason, %(detail)s,
                %(source_model)s, %(source_id)s,
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM (
                SELECT judged.*, unnest(CASE outcome WHEN 'blocked' THEN blocks
                    WHEN 'held' THEN holds || warns WHEN 'payable' THEN warns END)
                    AS check_id
                FROM judged
                WHERE cardinality(blocks || holds || warns) > 0) j
            JOIN civil_subsidy_check c ON c.id = j.check_id
            """,
            batch=batch.id,
            uid=self.env.uid,
            **self.env["civil.subsidy.rule"]._sources(batch),
        )

    def _known_facts(self, batch):
        return SQL(
            """
            SELECT identity_number, bool_or(source = 'twice') AS twice,
                bool_or(source = 'dead') AS dead
            FROM (%s) known GROUP BY identity_number
            """,
            SQL(" UNION ALL ").join(self._facts(batch)),
        )

    @api.model
    def _facts(self, batch):
        """What is known against a number: queries of (identity_number, source).

        Other addons override this, to add where deaths or exclusions are known from.
        """
        if batch.program_id.source != "roster":
            return [SQL("SELECT NULL::text AS identity_number, 'twice' AS source")]
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
                WHERE date_trunc('month', death_date) + make_interval(months => %s)
                    < %s AND identity_number IS NOT NULL
                """,
                batch.program_id.death_months or 0,
                batch.period,
            ),
        ]

    @api.model
    def _finish(self, batch):
        """Judge what shows only in the whole batch; add up figures and movements."""
        settled = batch.program_id._settled()
        if settled is not None and batch.kind == "regular":
            settled._hold(batch)
        if batch.kind != "resend":
            self.env["civil.subsidy.whole"]._judge(batch)
            self.env["civil.subsidy.finding"]._give_back(batch)
        self._after_change(batch, movements=True)

    def _judge_resend(self, batch):
        """Hold follow-up payments whose corrected account still can't be paid to.

        The account is judged by the same checks as in the month's own batch; who
        the person is and what is due was decided there.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_finding WHERE batch_id = %s", batch.id)
        )
        self.env.cr.execute(
            SQL(
                """
                WITH judged AS (
                    SELECT l.id, l.resident_id, l.division_id, l.town_id,
                        %(holds)s AS holds
                    FROM (
                        SELECT p.id, p.resident_id, p.division_id, p.town_id,
                            p.account_holder, line.agent_name,
                            coalesce(partner.name, payee.name, p.name) AS payee_name,
                            CASE WHEN p.account_number IS NULL THEN 'missing'
                                WHEN p.account_number !~ %(pattern)s THEN 'invalid'
                            END AS account_problem
                        FROM civil_subsidy_payment p
                        LEFT JOIN civil_subsidy_roster_line line
                            ON line.id = p.line_id
                        LEFT JOIN civil_resident payee ON payee.id = p.payee_id
                        LEFT JOIN res_partner partner ON partner.id = p.partner_id
                        WHERE p.batch_id = %(batch)s) l),
                payment AS (
                    UPDATE civil_subsidy_payment p SET
                        outcome = CASE WHEN cardinality(j.holds) > 0
                            THEN 'held' ELSE 'payable' END,
                        write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                    FROM judged j WHERE j.id = p.id RETURNING 1)
                INSERT INTO civil_subsidy_finding (
                    batch_id, payment_id, resident_id, division_id, town_id, check_id,
                    outcome, create_uid, create_date, write_uid, write_date)
                SELECT %(batch)s, id, resident_id, division_id, town_id, unnest(holds),
                    'held', %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                FROM judged
                """,
                holds=self.env["civil.subsidy.rule"]._reasons(
                    batch, "held", ACCOUNT_CHECKS
                ),
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
    def _is_stale(self, batch):
        """Tell whether some payment isn't by the standard that holds now (P12)."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT FROM (
                    SELECT DISTINCT period, class_id, standard_id
                    FROM civil_subsidy_payment
                    WHERE batch_id = %(batch)s AND outcome = 'payable'
                        AND class_id IS NOT NULL AND standard_id IS NOT NULL
                        AND resend_of_id IS NULL) paid
                LEFT JOIN (%(rates)s) rate
                    ON rate.class_id = paid.class_id AND rate.month = paid.period
                LEFT JOIN civil_subsidy_standard s ON s.id = paid.standard_id
                WHERE rate.standards IS DISTINCT FROM 1
                    OR rate.standard_id <> paid.standard_id
                    OR date_trunc('second', s.write_date) > %(computed)s
                LIMIT 1
                """,
                batch=batch.id,
                computed=batch.computed_date or fields.Datetime.now(),
                rates=self.env["civil.subsidy.amount"]._rates(
                    batch.program_id, batch.program_id._months(batch.period)
                ),
            )
        )
        return bool(rows)

    @api.model
    def _freeze(self, batch):
        """Keep count, sum, sources and hash of what is being approved."""
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
        self.env["civil.subsidy.total"]._split_sources(batch, digest["amount"])
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
        """Count, exact sum and SHA-256 of everything that the bank will be told.

        A hash over the hashes of the lines: the text of a million of them would be
        more than one value holds.
        """
        self.env.flush_all()
        count, amount, digest = self.env.execute_query(
            SQL(
                """
                SELECT count(*), coalesce(sum(amount), 0)::numeric(20, 2)::text,
                    encode(sha256(coalesce(string_agg(sha256(convert_to(
                        concat_ws('|', reference, program_id, period, line_id,
                            entitlement_id, identity_number, name, account_number,
                            account_holder, round(amount, 2)), 'UTF8')), ''::bytea
                        ORDER BY sequence, id), ''::bytea)), 'hex')
                FROM civil_subsidy_payment
                WHERE batch_id = %s AND outcome = 'payable'
                """,
                batch.id,
            )
        )[0]
        return {"count": count, "amount": Decimal(amount), "hash": digest}

    @api.model
    def _after_change(self, batches, movements=False):
        """Add up anew what the batches' payments come to; forget what was read."""
        totals = self.env["civil.subsidy.total"]
        for batch in batches:
            totals._refresh(batch)
            if movements and batch.kind == "regular":
                self.env["civil.subsidy.compared"]._refresh(batch)
        self.env["civil.subsidy.payment"].invalidate_model()
        batches.invalidate_recordset()
        batches._sync_todos()
