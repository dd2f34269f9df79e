from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.todo import day_end


class CivilFuneralSettlementCompute(models.AbstractModel):
    """What belongs into a claim, and whether it adds up.

    Three statements a claim, however many sheets; the money is added by the database,
    in its exact numbers.
    """

    _name = "civil.funeral.settlement.compute"
    _description = "Computation of a Claim"

    def _gather(self):
        """Make the lines of the single draft anew."""
        self.env.flush_all()
        values = {
            "claim": self.id,
            "home": self.home_id.id,
            "division": self.division_id.id,
            "period": self.period,
            "until": self._until(),
            "uid": self.env.uid,
        }
        self.env.execute_query(
            SQL(
                "DELETE FROM civil_funeral_settlement_line WHERE settlement_id = %s"
                " RETURNING id",
                self.id,
            )
        )
        for kind, chosen in (
            ("claim", self._claims(values)),
            ("reversal", self._reversals(values)),
        ):
            self.env.execute_query(self._insert(kind, chosen, values))
        self.env["civil.funeral.settlement.line"].invalidate_model()
        self.invalidate_recordset(["line_ids"])
        total, persons = self._sum_lines()
        self._write_guarded(
            {
                "total": float(total),
                "person_count": persons,
                "computed_date": fields.Datetime.now(),
            }
        )

    def _until(self):
        """The last moment of the month by the country's clock, in UTC."""
        after = fields.Date.add(self.period, months=1)
        return day_end(fields.Date.subtract(after, days=1))

    def _claims(self, values):
        """A SELECT of what was waived and not claimed yet: line and yuan."""
        return SQL(
            """
            SELECT l.id, l.claimed AS amount
            FROM civil_funeral_charge_line l
            JOIN civil_funeral_charge c ON c.id = l.charge_id
            WHERE c.home_id = %(home)s AND c.claims_waiver AND c.state = 'settled'
                AND c.settled_date <= %(until)s AND l.claimed > 0
                AND NOT EXISTS (SELECT FROM civil_funeral_settlement_line s
                    WHERE s.charge_line_id = l.id AND s.kind = 'claim')
            """,
            **values,
        )

    def _reversals(self, values):
        """A SELECT of what was approved once and was voided since."""
        return SQL(
            """
            SELECT s.charge_line_id AS id, -s.amount AS amount
            FROM civil_funeral_settlement_line s
            JOIN civil_funeral_settlement paid ON paid.id = s.settlement_id
            JOIN civil_funeral_charge c ON c.id = s.charge_id
            WHERE s.home_id = %(home)s AND s.kind = 'claim' AND s.amount > 0
                AND paid.state = 'approved' AND paid.id <> %(claim)s
                AND c.state = 'voided' AND c.voided_date <= %(until)s
                AND NOT EXISTS (SELECT FROM civil_funeral_settlement_line taken
                    WHERE taken.charge_line_id = s.charge_line_id
                        AND taken.kind = 'reversal')
            """,
            **values,
        )

    def _insert(self, kind, chosen, values):
        return SQL(
            """
            INSERT INTO civil_funeral_settlement_line (
                settlement_id, home_id, division_id, period, kind, charge_line_id,
                charge_id, item_id, place_id, currency_id, amount,
                create_uid, create_date, write_uid, write_date)
            SELECT %(claim)s, %(home)s, %(division)s, %(period)s, %(kind)s, l.id,
                l.charge_id, l.waiver_item_id, l.division_id, l.currency_id,
                chosen.amount, %(uid)s, now() AT TIME ZONE 'UTC',
                %(uid)s, now() AT TIME ZONE 'UTC'
            FROM (%(chosen)s) chosen
            JOIN civil_funeral_charge_line l ON l.id = chosen.id
            ORDER BY l.charge_id, l.id
            RETURNING id
            """,
            kind=kind,
            chosen=chosen,
            **{name: values[name] for name in values if name != "until"},
        )

    def _sum_lines(self):
        """``(yuan, deceased)`` that the lines add up to, exactly."""
        [[total, persons]] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(amount), 0)::numeric(20, 2)::text,
                    count(DISTINCT charge_id) FILTER (WHERE kind = 'claim')
                FROM civil_funeral_settlement_line WHERE settlement_id = %s
                """,
                self.id,
            )
        )
        return Decimal(total), persons

    def _sum_sheets(self):
        """The same yuan by another way: over the sheets, as the families signed."""
        [[total]] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(CASE s.kind WHEN 'claim'
                    THEN c.waived + c.award ELSE -(c.waived + c.award) END), 0)
                    ::numeric(20, 2)::text
                FROM (SELECT DISTINCT charge_id, kind
                    FROM civil_funeral_settlement_line
                    WHERE settlement_id = %s) s
                JOIN civil_funeral_charge c ON c.id = s.charge_id
                """,
                self.id,
            )
        )
        return Decimal(total)

    def _check_refusal(self):
        """Why the sums of the single claim don't agree, or False."""
        self.env.flush_all()
        lines, _persons = self._sum_lines()
        sheets, kept = self._sum_sheets(), Decimal(f"{self.total:.2f}")
        if not lines == sheets == kept:
            return self.env._(
                "the lines add up to %(lines)s yuan, the sheets to %(sheets)s, and "
                "%(kept)s stand in the claim: compute it again",
                lines=lines,
                sheets=sheets,
                kept=kept,
            )
        if Decimal(f"{self.stated:.2f}") != kept:
            return self.env._(
                "the home's books say %(stated)s yuan, the sheets %(kept)s: find the "
                "difference first",
                stated=f"{self.stated:.2f}",
                kept=kept,
            )
        if kept <= 0:
            return self.env._(
                "there is nothing to pay; what is to be taken off stays for the next "
                "month's claim: delete this one"
            )
        return self._voided_refusal()

    def _voided_refusal(self):
        voided = self.sudo().line_ids.filtered(
            lambda line: line.kind == "claim" and line.charge_id.state != "settled"
        )
        return bool(voided) and self.env._(
            "sheet %(sheet)s was voided since: compute the claim again",
            sheet=voided[0].charge_id.name,
        )
