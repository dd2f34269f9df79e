from odoo import api, fields, models
from odoo.tools import SQL


class CivilSubsidyCompared(models.AbstractModel):
    """A batch beside that of the month before: who came, went, and why (增减变动)."""

    _name = "civil.subsidy.compared"
    _description = "Batch Beside Last Month"

    @api.model
    def _previous(self, batch):
        """The program's regular batch before this one, if there is one."""
        return batch.search(
            [
                ("program_id", "=", batch.program_id.id),
                ("division_id", "=", batch.division_id.id),
                ("kind", "=", "regular"),
                ("state", "!=", "voided"),
                ("period", "=", batch.program_id._previous_period(batch.period)),
            ],
            limit=1,
        )

    @api.model
    def _rows(self, batch, previous):
        """A SELECT with a row for everybody payable then or now.

        Columns: ``key``, ``kind`` (of ``civil.subsidy.movement``, or ``same``),
        ``name``, ``town_id``, ``division_id``, ``resident_id``, ``before``, ``after``,
        ``persons_before``, ``persons_after``, ``standard_effect``, ``payment_id``,
        ``payment_before_id``. ``ended`` is who is gone or died, ``suspended`` who is
        still there and not payable now.
        """
        return SQL(
            """
            SELECT coalesce(this.key, last.key) AS key,
                CASE
                    WHEN NOT coalesce(this.payable, FALSE) THEN
                        CASE WHEN this.key IS NULL OR this.dead
                            THEN 'ended' ELSE 'suspended' END
                    WHEN NOT coalesce(last.payable, FALSE) THEN
                        CASE WHEN %(paid_before)s THEN 'resumed' ELSE 'new' END
                    WHEN this.amount = last.amount THEN 'same'
                    WHEN %(effect)s <> 0 THEN 'standard' ELSE 'change' END AS kind,
                coalesce(this.name, last.name) AS name,
                coalesce(this.resident_id, last.resident_id) AS resident_id,
                coalesce(this.division_id, last.division_id) AS division_id,
                coalesce(this.town_id, last.town_id) AS town_id,
                CASE WHEN last.payable THEN last.amount ELSE 0 END AS before,
                CASE WHEN this.payable THEN this.amount ELSE 0 END AS after,
                CASE WHEN last.payable THEN last.persons ELSE 0 END AS persons_before,
                CASE WHEN this.payable THEN this.persons ELSE 0 END AS persons_after,
                CASE WHEN this.payable AND last.payable
                        AND this.amount <> last.amount THEN %(effect)s
                    ELSE 0 END AS standard_effect,
                this.id AS payment_id, last.id AS payment_before_id
            FROM (%(this)s) this
            FULL JOIN (%(last)s) last ON last.key = this.key
            LEFT JOIN civil_subsidy_standard s ON s.id = this.standard_id
            LEFT JOIN civil_subsidy_standard old ON old.id = last.standard_id
            WHERE this.payable OR last.payable
            """,
            this=self._people(batch, batch.program_id),
            last=self._people(previous, batch.program_id),
            effect=self._effect(batch.program_id),
            paid_before=self._paid_before(batch),
        )

    def _people(self, batch, program):
        """A SELECT of the batch by person, by entitlement or by organization.

        Somebody with several lines counts once, with what is payable of them.
        """
        settled = program._settled()
        if settled is not None:
            return settled._compared(batch)
        key = SQL(
            "p.identity_number" if program.source == "roster" else "p.entitlement_id"
        )
        return SQL(
            """
            SELECT %(key)s AS key,
                (array_agg(p.id ORDER BY p.outcome = 'payable' DESC, p.id))[1] AS id,
                min(p.name) AS name, min(p.resident_id) AS resident_id,
                min(p.division_id) AS division_id, min(p.town_id) AS town_id,
                bool_or(p.outcome = 'payable') AS payable,
                coalesce(sum(p.amount) FILTER (WHERE p.outcome = 'payable'), 0)
                    AS amount,
                coalesce(max(p.person_count) FILTER (WHERE p.outcome = 'payable'), 0)
                    AS persons,
                min(p.class_id) AS class_id, min(p.standard_id) AS standard_id,
                min(p.quantity) AS quantity,
                bool_or(p.outcome = 'blocked' AND EXISTS (
                    SELECT FROM civil_subsidy_finding f
                    JOIN civil_subsidy_check c ON c.id = f.check_id
                    WHERE f.payment_id = p.id AND c.code = 'deceased')) AS dead
            FROM civil_subsidy_payment p
            WHERE p.batch_id = %(batch)s AND p.kind = 'regular'
            GROUP BY %(key)s
            """,
            key=key,
            batch=batch.id or 0,
        )

    def _effect(self, program):
        """How much of a difference comes from the standard alone.

        By the persons or days of last month: what changed beside it is the person's
        case.
        """
        if program.amount_method == "individual":
            return SQL("0")
        times = {
            "per_head": SQL("last.persons"),
            "difference": SQL("last.persons"),
            "bed_day": SQL("coalesce(last.quantity, 0)"),
        }.get(program.amount_method, SQL("1"))
        months = len(program._months(fields.Date.to_date("2000-01-01")))
        return SQL(
            """
            CASE WHEN s.id <> old.id AND this.class_id = last.class_id
                THEN (s.amount - old.amount) * %s * %s ELSE 0 END
            """,
            times,
            months,
        )

    def _paid_before(self, batch):
        """SQL condition: the person was payable in a batch before last month's."""
        earlier = batch.search(
            [
                ("program_id", "=", batch.program_id.id),
                ("kind", "=", "regular"),
                ("state", "!=", "voided"),
                ("period", "<", batch.period),
            ]
        )
        if not earlier:
            return SQL("FALSE")
        return SQL(
            """
            EXISTS (SELECT FROM civil_subsidy_payment paid
                WHERE paid.resident_id = this.resident_id AND paid.batch_id IN %s
                    AND paid.outcome = 'payable')
            """,
            earlier._ids,
        )

    @api.model
    def _refresh(self, batch):
        """Write the batch's movements anew, zero where nothing moved."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_movement WHERE batch_id = %s", batch.id)
        )
        self.env.cr.execute(
            SQL(
                """
                WITH compared AS MATERIALIZED (%(rows)s),
                moved AS (
                    SELECT 'last' AS kind, count(*) FILTER (WHERE persons_before > 0)
                            AS claims,
                        sum(persons_before) AS persons, sum(before) AS amount
                    FROM compared
                    UNION ALL
                    SELECT kind, CASE WHEN kind IN ('ended', 'suspended')
                            THEN -count(*) ELSE count(*) END,
                        sum(persons_after - persons_before), sum(after - before)
                    FROM compared
                    WHERE kind IN ('new', 'resumed', 'ended', 'suspended') GROUP BY kind
                    UNION ALL
                    SELECT 'standard', 0, 0, sum(standard_effect) FROM compared
                    UNION ALL
                    SELECT 'change', 0, sum(persons_after - persons_before),
                        sum(after - before - standard_effect)
                    FROM compared WHERE kind IN ('same', 'standard', 'change')
                    UNION ALL
                    SELECT 'this', count(*) FILTER (WHERE persons_after > 0),
                        sum(persons_after), sum(after)
                    FROM compared)
                INSERT INTO civil_subsidy_movement (
                    batch_id, kind, claim_count, person_count, amount,
                    create_uid, create_date, write_uid, write_date)
                SELECT %(batch)s, k.kind, coalesce(m.claims, 0),
                    coalesce(m.persons, 0), coalesce(m.amount, 0),
                    %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM unnest(ARRAY['last', 'new', 'resumed', 'ended', 'suspended',
                    'standard', 'change', 'this']) WITH ORDINALITY AS k(kind, place)
                LEFT JOIN moved m ON m.kind = k.kind ORDER BY k.place
                """,
                rows=self._rows(batch, self._previous(batch)),
                batch=batch.id,
                uid=self.env.uid,
            )
        )
        self.env["civil.subsidy.movement"].invalidate_model()
