from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .civil_subsidy_sql import RESENDABLE

#: What a payment that is sent again has of its own.
_OWN = frozenset(
    "id batch_id resend_of_id outcome sequence reference".split()
    + "create_uid create_date write_uid write_date".split()
)


class CivilSubsidyBank(models.AbstractModel):
    """Sending again what the bank certainly didn't pay (重发)."""

    _inherit = "civil.subsidy.bank"

    @api.model
    def _create_resend(self, batch):
        """Collect the lines that may be sent again in a new batch.

        The unique index on ``resend_of_id`` keeps a line from being sent twice.
        """
        batch._lock_for_step()
        self.env.flush_all()
        if not self.env.execute_query(
            SQL(
                "SELECT FROM civil_subsidy_payment p WHERE batch_id = %s AND %s"
                " LIMIT 1",
                batch.id,
                SQL(RESENDABLE),
            )
        ):
            raise UserError(
                self.env._(
                    "No line of this batch is waiting to be sent again: each is paid, "
                    "pending, stopped, asked to be stopped, or in a follow-up batch."
                )
            )
        follow_up = batch.create(
            {
                "program_id": batch.program_id.id,
                "period": batch.period,
                "division_id": batch.division_id.id,
                "kind": "resend",
                "origin_id": batch.id,
                "bank_agent_id": batch.bank_agent_id.id,
                "agent_ids": [(6, 0, batch.agent_ids.ids)],
            }
        )
        self.env.flush_all()
        self.env.cr.execute(self._resend_query(batch, follow_up))
        self.env["civil.subsidy.compute"]._after_change(batch | follow_up)
        return follow_up

    def _resend_query(self, batch, follow_up):
        """Return the INSERT of the follow-up's payments: copies, newly numbered.

        Payments that shared a reference share one again.
        """
        kept = [
            name
            for name, field in self.env["civil.subsidy.payment"]._fields.items()
            if field.store and field.column_type and field.copy and name not in _OWN
        ]
        # Stored computes aren't copied by the ORM, but hold here as they did there.
        if "town_id" not in kept:
            kept.append("town_id")
        return SQL(
            """
            INSERT INTO civil_subsidy_payment (
                batch_id, resend_of_id, outcome, sequence, reference,
                create_uid, create_date, write_uid, write_date, %(into)s)
            SELECT %(follow_up)s, p.id, 'payable',
                row_number() OVER (ORDER BY p.first, p.reference, p.sequence),
                %(number)s || '-' || lpad(
                    dense_rank() OVER (ORDER BY p.first, p.reference)::text, 7, '0'),
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC',
                %(kept)s
            FROM (SELECT p.*, min(p.sequence) OVER (PARTITION BY p.reference) AS first
                FROM civil_subsidy_payment p
                WHERE p.batch_id = %(batch)s AND %(resendable)s) p
            ORDER BY p.first, p.reference, p.sequence
            """,
            into=SQL(", ").join(map(SQL.identifier, kept)),
            kept=SQL(", ").join(SQL.identifier("p", name) for name in kept),
            follow_up=follow_up.id,
            number=follow_up.name,
            batch=batch.id,
            uid=self.env.uid,
            resendable=SQL(RESENDABLE),
        )
