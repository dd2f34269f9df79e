from decimal import ROUND_HALF_UP, Decimal

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

CENT = Decimal("0.01")


class CivilSubsidyTotal(models.AbstractModel):
    """Adds up what the payments of a batch come to, and proves the sums."""

    _name = "civil.subsidy.total"
    _description = "Totals of a Batch"

    @api.model
    def _refresh(self, batch):
        """Write the batch's figures anew from its payments."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM civil_subsidy_figure WHERE batch_id = %s", batch.id)
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_subsidy_figure (
                    batch_id, program_id, period, division_id, town_id, class_id, kind,
                    outcome, bank_state, followed_up, claim_count, person_count,
                    currency_id, amount, create_uid, create_date, write_uid, write_date)
                SELECT %(batch)s, p.program_id, p.period,
                    coalesce(p.town_id, p.division_id), p.town_id, p.class_id, p.kind,
                    p.outcome, p.bank_state, p.again, count(*), sum(p.person_count),
                    p.currency_id, sum(p.amount), %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                FROM (
                    SELECT p.*, again.id IS NOT NULL OR p.not_owed_date IS NOT NULL
                        OR p.bank_state = 'stopped'
                        AND p.stop_released IS NOT TRUE AS again
                    FROM civil_subsidy_payment p
                    LEFT JOIN civil_subsidy_payment again ON again.resend_of_id = p.id
                    WHERE p.batch_id = %(batch)s) p
                GROUP BY p.program_id, p.period, p.division_id, p.town_id, p.class_id,
                    p.kind, p.outcome, p.bank_state, p.again, p.currency_id
                """,
                batch=batch.id,
                uid=self.env.uid,
            )
        )
        self.env["civil.subsidy.figure"].invalidate_model()

    @api.model
    def _refuse_difference(self, batch):
        """Compare figures, movements and lines once more, to the cent.

        :raise UserError: naming both sums; rule P15 of the checks before approval
        """
        self.env.flush_all()
        [[lines, figures, moved, this]] = self.env.execute_query(
            SQL(
                """
                SELECT
                    (SELECT coalesce(sum(amount), 0) FROM civil_subsidy_payment
                        WHERE batch_id = %(batch)s AND outcome = 'payable'),
                    (SELECT coalesce(sum(amount), 0) FROM civil_subsidy_figure
                        WHERE batch_id = %(batch)s AND outcome = 'payable'),
                    (SELECT sum(amount) FROM civil_subsidy_movement
                        WHERE batch_id = %(batch)s AND kind <> 'this'),
                    (SELECT sum(amount) FROM civil_subsidy_movement
                        WHERE batch_id = %(batch)s AND kind = 'this')
                """,
                batch=batch.id,
            )
        )
        if lines != figures or moved != this or (this is not None and this != lines):
            raise UserError(
                self.env._(
                    "Batch %(batch)s: the towns add up to %(figures)s yuan, the lines "
                    "to %(lines)s, the movements to %(moved)s. Compute the batch "
                    "again.",
                    batch=batch.name,
                    figures=figures,
                    lines=lines,
                    moved=moved,
                )
            )

    @api.model
    def _split_sources(self, batch, amount):
        """Split the batch's sum by the program's sources of funds.

        To the cent; what rounding leaves goes to the largest remainders.

        :param Decimal amount: what is going to be paid
        """
        # Kept by the step only, for whoever may take it.
        batch.sudo().share_ids.unlink()
        batch.sudo().share_ids.create(
            [
                {
                    "batch_id": batch.id,
                    "source": share.source,
                    "percent": share.percent,
                    "amount": float(part),
                }
                for share, part in self._parts(batch, amount)
            ]
        )

    @api.model
    def _parts(self, batch, amount):
        """Pairs of a source that holds in the batch's month and its part, in yuan."""
        shares = self._shares(batch.program_id, batch.period)
        parts = self.split(amount, [Decimal(str(s.percent)) for s in shares])
        return list(zip(shares, parts, strict=True))

    @api.model
    def _shares(self, program, day):
        """The program's sources of funds on a day, the largest first."""
        shares = self.env["civil.subsidy.share"]
        return shares.search(
            shares._domain_on(day) & Domain("program_id", "=", program.id),
            order="percent desc, id",
        )

    @staticmethod
    def split(amount, percents):
        """Split an amount by percentages that make 100, so that the parts add up.

        >>> CivilSubsidyTotal.split(Decimal("100.00"), [Decimal(70), Decimal(30)])
        [Decimal('70.00'), Decimal('30.00')]
        >>> CivilSubsidyTotal.split(Decimal("0.05"), [Decimal("33.3")] * 3)
        [Decimal('0.02'), Decimal('0.02'), Decimal('0.01')]
        """
        whole = sum(percents)
        if not whole:
            return []
        exact = [amount * percent / whole for percent in percents]
        parts = [part.quantize(CENT, "ROUND_FLOOR") for part in exact]
        left = int(((amount - sum(parts)) / CENT).quantize(Decimal(1), ROUND_HALF_UP))
        order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
        for at in order[:left]:
            parts[at] += CENT
        return parts
