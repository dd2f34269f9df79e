from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.states import CLAIMED

#: Homes that are computed in one transaction; a matter of patience, no rule.
PIECE = 20


class CivilInstitutionClaimCompute(models.AbstractModel):
    """Makes the lines of operating claims, however many homes, in a few statements."""

    _name = "civil.institution.claim.compute"
    _description = "Computation of Institutions' Claims"

    def _compute_soon(self):
        """Compute drafts: a few at once, many in the background, piece by piece.

        The list shows which of them still wait for their turn.
        """
        if len(self) <= PIECE:
            self.action_compute()
            return
        self._write_guarded({"is_queued": True})
        for start in range(0, len(self), PIECE):
            piece = self[start : start + PIECE]
            piece.with_delay(
                description=self.env._("Claims of %(count)s homes", count=len(piece)),
                identity_key=f"civil.institution.claim-{piece.ids}",
            )._compute_queued()

    def _compute_queued(self):
        """Compute what is still a draft, in the name of who asked for it."""
        claims = self.exists()
        claims.filtered(lambda claim: claim.state == "draft").action_compute()
        claims._write_guarded({"is_queued": False})

    def _gather(self):
        """Make the lines of drafts anew."""
        operating = self.filtered(lambda claim: claim.kind == "operating")
        operating._note_compliance()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_institution_claim_line WHERE claim_id = ANY(%s)"
                " RETURNING id",
                self.ids,
            )
        )
        for program in operating.program_id:
            claims = operating.filtered(lambda c, p=program: c.program_id == p)
            self.env.execute_query(claims._insert_lines())
        for claim in self - operating:
            claim._gather_fixed()
        self.env["civil.institution.claim.line"].invalidate_model()
        self._add_up()
        self._note_computed()

    def _note_computed(self):
        """Note when the claims were computed, and on how many approved ones."""
        counts = {
            (home, program): count
            for home, program, count in self.sudo()._read_group(
                [
                    ("institution_id", "in", self.institution_id.ids),
                    ("program_id", "in", self.program_id.ids),
                    ("state", "=", "approved"),
                ],
                ["institution_id", "program_id"],
                ["__count"],
            )
        }
        now = fields.Datetime.now()
        by_count = {}
        for claim in self:
            count = counts.get(
                (claim.institution_id.sudo(), claim.program_id.sudo()), 0
            )
            by_count[count] = by_count.get(count, self.browse()) | claim
        for count, claims in by_count.items():
            claims._write_guarded({"computed_date": now, "approved_before": count})

    def _note_compliance(self):
        """Take how the homes keep to the rules from their records."""
        for claim in self:
            home = claim.institution_id.sudo()
            found = (
                "watched"
                if home.is_watched
                else "rectifying"
                if home.is_rectifying
                else "sound"
            )
            if claim.compliance != found:
                claim._write_guarded({"compliance": found})

    def _insert_lines(self):
        """The INSERT of a line for everybody, and of the corrections, with reasons."""
        return SQL(
            """
            %(judged)s,
            paid AS (%(paid)s),
            corrected AS (%(corrected)s),
            line AS MATERIALIZED (
                SELECT nextval('civil_institution_claim_line_id_seq') AS line_id, said.*
                FROM (SELECT claim_id, month, resident_id, name, 'bed' AS kind,
                        occupied, leave_days, hospital_days, bed_days,
                        CASE outcome WHEN 'payable' THEN bed_days ELSE 0 END
                            AS paid_days, (outcome = 'payable')::integer AS units,
                        level, assessment_id, rating, standard_id, base, ability_factor,
                        rating_factor, compliance_factor, gross,
                        CASE outcome WHEN 'payable' THEN gross ELSE 0 END AS amount,
                        outcome, blocks || holds || warns AS checks, institution_id
                    FROM judged WHERE is_new
                    UNION ALL
                    SELECT * FROM corrected) said
                ORDER BY claim_id, month, name, resident_id),
            made AS (
                INSERT INTO civil_institution_claim_line (
                    id, claim_id, institution_id, division_id, company_id, program_id,
                    month, resident_id, name, kind, occupied, leave_days,
                    hospital_days, bed_days, paid_days, units, level, assessment_id,
                    rating, standard_id,
                    base, ability_factor, rating_factor, compliance_factor, gross,
                    amount, outcome, currency_id, is_claimed,
                    create_uid, create_date, write_uid, write_date)
                SELECT line_id, line.claim_id, line.institution_id, c.division_id,
                    c.company_id, c.program_id, line.month, line.resident_id,
                    line.name, line.kind, line.occupied, line.leave_days,
                    line.hospital_days, line.bed_days, line.paid_days, line.units,
                    line.level::text, line.assessment_id, line.rating,
                    line.standard_id, line.base, line.ability_factor,
                    line.rating_factor, line.compliance_factor, line.gross,
                    line.amount, line.outcome, co.currency_id, FALSE, %(uid)s,
                    now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                FROM line
                JOIN civil_institution_claim c ON c.id = line.claim_id
                JOIN res_company co ON co.id = c.company_id)
            INSERT INTO civil_institution_claim_line_check_rel (line_id, check_id)
            SELECT line_id, unnest(checks) FROM line
            RETURNING line_id
            """,
            judged=self.env["civil.institution.claim.due"]._judged(self),
            paid=self._paid(),
            corrected=self._corrected(),
            uid=self.env.uid,
        )

    def _paid(self):
        """What the approved claims hold of each person and month, all in all."""
        return SQL(
            """
            SELECT w.claim_id, l.institution_id, l.month, l.resident_id,
                min(l.name) AS name, sum(l.amount) AS amount,
                sum(l.bed_days) AS bed_days, sum(l.occupied) AS occupied,
                sum(l.leave_days) AS leave_days, sum(l.hospital_days) AS hospital_days,
                sum(l.paid_days) AS paid_days, sum(l.units) AS units
            FROM (SELECT DISTINCT claim_id, institution_id, program_id, month
                FROM wanted WHERE NOT is_new) w
            JOIN civil_institution_claim_line l
                ON l.institution_id = w.institution_id AND l.month = w.month
                AND l.program_id = w.program_id AND l.kind IN ('bed', 'correction')
            JOIN civil_institution_claim c
                ON c.id = l.claim_id AND c.state = 'approved'
            GROUP BY w.claim_id, l.institution_id, l.month, l.resident_id
            """
        )

    def _corrected(self):
        """Months paid before that come to other days or another amount now.

        What is only held now isn't taken back: a hold puts off, it doesn't decide.
        """
        return SQL(
            """
            SELECT coalesce(j.claim_id, paid.claim_id),
                coalesce(j.month, paid.month),
                coalesce(j.resident_id, paid.resident_id), coalesce(j.name, paid.name),
                'correction', d.occupied, d.leave_days, d.hospital_days, d.bed_days,
                d.paid_days, d.units, j.level, j.assessment_id, j.rating,
                j.standard_id, j.base, j.ability_factor, j.rating_factor,
                j.compliance_factor,
                coalesce(j.gross, 0), d.amount, 'payable',
                coalesce(j.blocks || j.holds || j.warns, '{}'),
                coalesce(j.institution_id, paid.institution_id)
            FROM (SELECT * FROM judged WHERE NOT is_new) j
            FULL JOIN paid ON paid.claim_id = j.claim_id AND paid.month = j.month
                AND paid.resident_id = j.resident_id
            CROSS JOIN LATERAL (
                SELECT coalesce(j.occupied, 0) - coalesce(paid.occupied, 0)
                        AS occupied,
                    coalesce(j.leave_days, 0) - coalesce(paid.leave_days, 0)
                        AS leave_days,
                    coalesce(j.hospital_days, 0) - coalesce(paid.hospital_days, 0)
                        AS hospital_days,
                    coalesce(j.bed_days, 0) - coalesce(paid.bed_days, 0) AS bed_days,
                    CASE j.outcome WHEN 'payable' THEN j.bed_days
                        WHEN 'held' THEN least(j.bed_days, coalesce(paid.paid_days, 0))
                        ELSE 0 END - coalesce(paid.paid_days, 0) AS paid_days,
                    CASE j.outcome WHEN 'payable' THEN 1
                        WHEN 'held' THEN coalesce(paid.units, 0)
                        ELSE 0 END - coalesce(paid.units, 0) AS units,
                    CASE j.outcome WHEN 'payable' THEN j.gross
                        WHEN 'held' THEN least(j.gross, coalesce(paid.amount, 0))
                        ELSE 0 END - coalesce(paid.amount, 0) AS amount) d
            WHERE d.occupied <> 0 OR d.leave_days <> 0 OR d.hospital_days <> 0
                OR d.bed_days <> 0 OR d.paid_days <> 0 OR d.amount <> 0
            """
        )

    def _add_up(self):
        """Add the lines up, by the database's exact numbers."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE civil_institution_claim c SET total = s.total,
                    corrected = s.corrected, person_count = s.persons,
                    occupied_days = s.occupied, bed_days = s.days,
                    held_count = s.held, blocked_count = s.blocked
                FROM (
                    SELECT c.id, coalesce(sum(l.amount), 0) AS total,
                        coalesce(sum(l.amount) FILTER (
                            WHERE l.kind = 'correction'), 0) AS corrected,
                        coalesce(sum(l.units), 0) AS persons,
                        coalesce(sum(l.occupied), 0) AS occupied,
                        coalesce(sum(l.paid_days), 0) AS days,
                        count(l.id) FILTER (WHERE l.outcome = 'held') AS held,
                        count(l.id) FILTER (WHERE l.outcome = 'blocked') AS blocked
                    FROM civil_institution_claim c
                    LEFT JOIN civil_institution_claim_line l ON l.claim_id = c.id
                    WHERE c.id = ANY(%s) GROUP BY c.id) s
                WHERE s.id = c.id RETURNING c.id
                """,
                self.ids,
            )
        )
        self.invalidate_recordset()

    def _lines_total(self):
        """The yuan of the single claim's lines, as exact text."""
        self.env.flush_all()
        [[total]] = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(amount), 0)::numeric(20, 2)::text"
                " FROM civil_institution_claim_line WHERE claim_id = %s",
                self.id,
            )
        )
        return total

    @api.model
    def _claimed_twice(self, claims):
        """Names of who is payable here and claimed by another home by now."""
        self.env.flush_all()
        return [
            (claim, name, other)
            for claim, name, other in self.env.execute_query(
                SQL(
                    """
                    SELECT mine.claim_id, mine.name, oc.name
                    FROM civil_institution_claim_line mine
                    JOIN civil_subsidy_program p ON p.id = mine.program_id
                        AND p.amount_method = 'bed_month'
                    JOIN LATERAL (
                        SELECT max(c.id) AS claim_id
                        FROM civil_institution_claim_line other
                        JOIN civil_institution_claim c
                            ON c.id = other.claim_id AND c.state IN %s
                        WHERE other.resident_id = mine.resident_id
                            AND other.month = mine.month
                            AND other.kind IN ('bed', 'correction')
                            AND (other.institution_id, other.program_id)
                                <> (mine.institution_id, mine.program_id)
                        GROUP BY other.institution_id, other.program_id
                        HAVING sum(other.units) > 0 LIMIT 1) found ON TRUE
                    JOIN civil_institution_claim oc ON oc.id = found.claim_id
                    WHERE mine.claim_id = ANY(%s) AND mine.units > 0
                        AND mine.kind IN ('bed', 'correction')
                    ORDER BY mine.id
                    """,
                    CLAIMED,
                    claims.ids,
                )
            )
        ]

    def _approval_digest(self):
        self.env.flush_all()
        [[digest]] = self.env.execute_query(
            SQL(
                """
                SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
                    kind, month, resident_id, award_key, bed_days, amount, outcome),
                    ';' ORDER BY id), ''), 'UTF8')), 'hex')
                FROM civil_institution_claim_line WHERE claim_id = %s
                """,
                self.id,
            )
        )
        return digest
