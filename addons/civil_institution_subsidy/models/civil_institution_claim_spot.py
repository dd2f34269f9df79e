import hashlib

from odoo import fields, models
from odoo.tools import SQL


class CivilInstitutionClaimSpot(models.AbstractModel):
    """Draws the persons of a claim who are checked by phone or visit (抽查).

    Who is drawn follows from the claim's number and content alone: nobody chooses,
    and anybody can draw again. The share and the least number are dated parameters.
    """

    _name = "civil.institution.claim.spot"
    _description = "Drawing Persons of a Claim"

    spot_seed = fields.Char(
        string="Seed of the Draw",
        readonly=True,
        copy=False,
        help="SHA-256 of the claim's number and content. The persons with the lowest "
        "SHA-256 of seed and line's number are drawn.",
    )
    spot_count = fields.Integer(string="Drawn", compute="_compute_spot_count")

    def _compute_spot_count(self):
        spots = self.env["civil.institution.spot"]
        counts = {}
        if spots.has_access("read"):
            counts = dict(
                spots._read_group(
                    [("claim_id", "in", self.ids)], ["claim_id"], ["__count"]
                )
            )
        for claim in self:
            claim.spot_count = counts.get(claim._origin, 0)

    def _draw(self):
        """Draw from the payable persons of each operating claim."""
        for claim in self.filtered(lambda claim: claim.kind == "operating"):
            content = f"{claim.name}|{claim._approval_digest()}"
            seed = hashlib.sha256(content.encode()).hexdigest()
            claim._write_guarded({"spot_seed": seed})
            share, least = (
                self.env["civil.parameter"]._get(
                    f"institution_subsidy.{code}", claim.period, claim.division_id
                )
                for code in ("spot_share", "spot_least")
            )
            self.env.execute_query(claim._insert_drawn(seed, share, least))
        self.env["civil.institution.spot"].invalidate_model()
        self.invalidate_recordset(["spot_ids", "spot_count"])

    def _insert_drawn(self, seed, share, least):
        return SQL(
            """
            WITH line AS (
                SELECT l.*, encode(sha256(convert_to(%(seed)s || l.id::text, 'UTF8')),
                        'hex') AS lot, count(*) OVER () AS lines
                FROM civil_institution_claim_line l
                WHERE l.claim_id = %(claim)s AND l.kind = 'bed'
                    AND l.outcome = 'payable')
            INSERT INTO civil_institution_spot (
                claim_id, institution_id, division_id, company_id, resident_id, month,
                name, method, create_uid, create_date, write_uid, write_date)
            SELECT claim_id, institution_id, division_id, company_id, resident_id,
                month, name, 'visit', %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                now() AT TIME ZONE 'UTC'
            FROM (SELECT line.*, row_number() OVER (ORDER BY lot) AS place
                FROM line) drawn
            WHERE place <= greatest(ceil(lines * %(share)s::numeric / 100), %(least)s)
            ORDER BY month, place
            RETURNING id
            """,
            seed=seed,
            claim=self.id,
            share=share,
            least=least,
            uid=self.env.uid,
        )

    def _hold_failed(self, spot):
        """Hold what is claimed for whoever wasn't found to be there."""
        check = (
            self.env["civil.subsidy.check"]
            .sudo()
            .search([("code", "=", "bed_spot_failed")], limit=1)
        )
        if check.outcome not in ("held", "blocked"):
            return
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                WITH line AS (
                    UPDATE civil_institution_claim_line SET outcome = %(outcome)s,
                        amount = 0, paid_days = 0, units = 0, is_claimed = FALSE
                    WHERE claim_id = %(claim)s AND kind = 'bed'
                        AND resident_id = %(resident)s AND month = %(month)s
                        AND outcome = 'payable'
                    RETURNING id)
                INSERT INTO civil_institution_claim_line_check_rel (line_id, check_id)
                SELECT id, %(check)s FROM line ON CONFLICT DO NOTHING
                RETURNING line_id
                """,
                outcome=check.outcome,
                claim=self.id,
                resident=spot.resident_id.id,
                month=spot.month,
                check=check.id,
            )
        )
        self.env["civil.institution.claim.line"].invalidate_model()
        self._add_up()
