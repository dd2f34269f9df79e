from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean

from ..tools.roles import CLERK
from ..tools.states import OPEN
from .civil_subsidy_sql import reference


class CivilSubsidyHold(models.Model):
    """That somebody's program is held back by hand (缓发), until it is released.

    It holds from month to month until somebody releases it; what it held in a batch
    that was sent meanwhile is arrears then.
    """

    _name = "civil.subsidy.hold"
    _description = "Held by Hand"
    _inherit = ["civil.division.mixin"]
    _order = "id desc"
    _rec_name = "reason"

    resident_id = fields.Many2one(
        "civil.resident", required=True, readonly=True, index=True
    )
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, readonly=True, index=True
    )
    month_from = fields.Date(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    create_uid = fields.Many2one("res.users", string="Held By", readonly=True)
    create_date = fields.Datetime(string="Held On", readonly=True)
    released_at = fields.Datetime(string="Hold Released On", readonly=True)
    released_uid = fields.Many2one(
        "res.users", string="Hold Released By", readonly=True
    )
    release_reason = fields.Char(string="Reason of Release", readonly=True)

    _open_uniq = models.UniqueIndex(
        "(resident_id, program_id) WHERE released_at IS NULL",
        "The person's program is held back already.",
    )

    def action_release(self, reason=None):
        """Release the holds: in open batches now, in later months by themselves.

        :return: how many were released
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_release", self.env._("Release the Hold")
            )
        reason = self._check_clerk(reason)
        self.check_access("read")
        released = self.filtered("released_at")
        if released:
            raise UserError(
                self.env._(
                    "%(name)s was released already, on %(date)s.",
                    name=released[0].resident_id.display_name,
                    date=fields.Date.to_string(released[0].released_at),
                )
            )
        self.env.flush_all()
        self._lock_batches()
        return self._release(reason)

    @api.model
    def _check_clerk(self, reason):
        """Refuse whoever isn't a clerk, and a reason that says nothing.

        :return: the reason
        """
        if not (self.env.user._is_superuser() or self.env.user.has_group(CLERK)):
            raise AccessError(
                self.env._("Payments are held and released by the section's clerks.")
            )
        if not clean(reason):
            raise UserError(self.env._("Write the reason first."))
        return clean(reason)

    def _lock_batches(self):
        """Keep the open batches with these holds from being submitted meanwhile."""
        findings = self.env["civil.subsidy.finding"]
        # Batches of the district hold people of every town.
        batches = (
            findings.sudo()
            .search([("source_model", "=", self._name), ("source_id", "in", self.ids)])
            .batch_id.filtered(lambda batch: batch.state in OPEN)
        )
        batches._lock_for_step()

    def _release(self, reason):
        """Write the release, and free the payments of the open batches."""
        self.env.flush_all()
        # Holds are written by these steps only.
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_hold SET released_at = %(now)s,
                    released_uid = %(uid)s, release_reason = %(reason)s,
                    write_uid = %(uid)s, write_date = %(now)s
                WHERE id = ANY(%(ids)s) AND released_at IS NULL
                """,
                ids=self.ids,
                reason=reason,
                now=self.env.cr.now(),
                uid=self.env.uid,
            )
        )
        batches = self._free_payments()
        self.invalidate_model()
        self.env["civil.subsidy.payment"]._after_hold(batches)
        return len(self)

    @api.model
    def _hold_payments(self, check, hold_ids):
        """Let new holds decide in the open batches; return the ids of the batches."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH found AS (
                    SELECT p.id, p.batch_id, p.resident_id, p.division_id, p.town_id,
                        hold.id AS hold_id
                    FROM civil_subsidy_hold hold
                    JOIN civil_subsidy_payment p ON p.resident_id = hold.resident_id
                        AND p.program_id = hold.program_id
                        AND p.period >= hold.month_from
                        AND p.outcome IN ('payable', 'held')
                    JOIN civil_subsidy_batch b ON b.id = p.batch_id
                        AND b.state IN %(open)s AND b.kind = 'regular'
                    WHERE hold.id = ANY(%(holds)s)),
                finding AS (
                    INSERT INTO civil_subsidy_finding (
                        batch_id, payment_id, resident_id, division_id, town_id,
                        check_id, outcome, needs_reason, source_model, source_id,
                        create_uid, create_date, write_uid, write_date)
                    SELECT batch_id, id, resident_id, division_id, town_id, %(check)s,
                        'held', FALSE, 'civil.subsidy.hold', hold_id,
                        %(uid)s, %(now)s, %(uid)s, %(now)s
                    FROM found ON CONFLICT DO NOTHING),
                held AS (
                    UPDATE civil_subsidy_payment p SET outcome = 'held',
                        write_uid = %(uid)s, write_date = %(now)s
                    FROM found WHERE found.id = p.id AND p.outcome = 'payable')
                SELECT DISTINCT batch_id FROM found
                """,
                open=OPEN,
                holds=hold_ids,
                check=check.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        return [batch for [batch] in rows]

    def _free_payments(self):
        """Take these holds off the open batches; return the ids of the batches.

        What is payable now gets the next line numbers of its batch, unless it had
        one before it was held; what goes to the bank together shares its reference.
        """
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM civil_subsidy_finding f
                USING civil_subsidy_batch b
                WHERE b.id = f.batch_id AND b.state IN %(open)s
                    AND f.source_model = 'civil.subsidy.hold'
                    AND f.source_id = ANY(%(holds)s)
                RETURNING f.payment_id, f.batch_id
                """,
                open=OPEN,
                holds=self.ids,
            )
        )
        payments = [payment for payment, _batch in rows]
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment p SET
                    outcome = coalesce(left_.outcome, 'payable'),
                    amount = CASE WHEN left_.outcome = 'blocked' THEN 0
                        ELSE coalesce(p.gross_amount, 0)
                            - coalesce(p.deducted_amount, 0)
                        END,
                    write_uid = %(uid)s, write_date = %(now)s
                FROM unnest(%(ids)s::integer[]) freed(id)
                LEFT JOIN LATERAL (
                    SELECT CASE WHEN bool_or(f.outcome = 'blocked') THEN 'blocked'
                        WHEN bool_or(f.outcome = 'held') THEN 'held' END AS outcome
                    FROM civil_subsidy_finding f WHERE f.payment_id = freed.id
                ) left_ ON TRUE
                WHERE p.id = freed.id AND p.outcome = 'held'
                """,
                ids=payments,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.env.cr.execute(self._number(payments))
        return sorted({batch for _payment, batch in rows})

    def _number(self, payments):
        """The statement that numbers what is payable and has no reference yet."""
        return SQL(
            """
            UPDATE civil_subsidy_payment p SET sequence = line.sequence,
                reference = line.reference
            FROM (
                SELECT n.id, n.sequence, %(reference)s AS reference
                FROM (
                    SELECT p.id, p.batch_id, p.entitlement_id, p.partner_id, p.grouped,
                        b.name, shared.sequence AS shared,
                        last.sequence + row_number() OVER (PARTITION BY p.batch_id
                            ORDER BY p.town_id, p.id) AS sequence
                    FROM civil_subsidy_payment p
                    JOIN civil_subsidy_batch b ON b.id = p.batch_id
                    CROSS JOIN LATERAL (
                        SELECT coalesce(max(q.sequence), 0) AS sequence
                        FROM civil_subsidy_payment q WHERE q.batch_id = p.batch_id
                    ) last
                    LEFT JOIN LATERAL (
                        SELECT min(q.sequence) AS sequence FROM civil_subsidy_payment q
                        WHERE p.grouped AND q.batch_id = p.batch_id
                            AND q.entitlement_id = p.entitlement_id
                            AND q.reference IS NOT NULL AND q.outcome = 'payable'
                    ) shared ON TRUE
                    WHERE p.id = ANY(%(payments)s) AND p.outcome = 'payable'
                        AND p.reference IS NULL) n) line
            WHERE line.id = p.id
            """,
            payments=payments,
            reference=reference(
                SQL("n.name"),
                SQL("n.partner_id"),
                SQL(
                    """
                    coalesce(CASE WHEN n.grouped THEN least(n.shared, min(n.sequence)
                        OVER (PARTITION BY n.batch_id, n.entitlement_id)) END,
                        n.sequence)
                    """
                ),
            ),
        )
