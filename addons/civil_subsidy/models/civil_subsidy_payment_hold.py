from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.states import OPEN


class CivilSubsidyPaymentHold(models.Model):
    """Holding payments back by hand, and releasing them (缓发、解除缓发).

    A hold is of a person's program: it holds in the open batches now and in every
    later month until it is released. What it held in a batch that was paid meanwhile
    is arrears then.
    """

    _inherit = "civil.subsidy.payment"

    # Whoever sees a payment may know how far its batch is.
    batch_state = fields.Selection(
        related="batch_id.state", string="Batch State", related_sudo=True
    )

    def action_hold(self, reason=None):
        """Hold the persons' programs back, in all open batches and later months.

        :return: how many persons' programs are newly held; without a reason the form
            that asks for it
        :raise UserError: a batch is frozen, or somebody isn't in the register
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_hold", self.env._("Hold Back")
            )
        reason = self._check_hold(reason)
        unknown = self.filtered(lambda payment: not payment.resident_id)
        if unknown:
            raise UserError(
                self.env._(
                    "%(name)s isn't in the register of residents yet and can't be "
                    "held; correct the line first.",
                    name=unknown[0].name,
                )
            )
        check = self._hold_check()
        added = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_subsidy_hold (
                    resident_id, program_id, month_from, division_id, town_id, reason,
                    create_uid, create_date, write_uid, write_date)
                SELECT resident_id, program_id, min(period), min(division_id),
                    min(town_id), %(reason)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                FROM civil_subsidy_payment WHERE id = ANY(%(ids)s)
                GROUP BY resident_id, program_id
                ON CONFLICT DO NOTHING RETURNING id
                """,
                ids=self.ids,
                reason=reason,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        batches = self.env["civil.subsidy.hold"]._hold_payments(
            check, [hold for [hold] in added]
        )
        self._after_hold(batches)
        return len(added)

    def action_release(self, reason=None):
        """Release what was held back by hand; the other reasons decide again.

        :return: how many holds were released
        :raise UserError: a batch is frozen, or nothing is held by hand
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_release", self.env._("Release the Hold")
            )
        reason = self._check_hold(reason)
        # A town's clerk releases his own people; the rule of divisions holds here.
        holds = self.env["civil.subsidy.hold"].search(
            [
                ("resident_id", "in", self.resident_id.ids),
                ("program_id", "in", self.program_id.ids),
                ("released_at", "=", False),
            ]
        )
        pairs = {(p.resident_id, p.program_id) for p in self}
        holds = holds.filtered(lambda h: (h.resident_id, h.program_id) in pairs)
        if not holds:
            raise UserError(
                self.env._(
                    "None of these is held by hand; look at the reasons that each "
                    "shows."
                )
            )
        return holds._release(reason)

    def _check_hold(self, reason):
        """Who may hold and release, when, and that a reason is given.

        :return: the reason
        """
        reason = self.env["civil.subsidy.hold"]._check_clerk(reason)
        self.check_access("write")
        # The batch may lie above the divisions of a town's clerk.
        batches = self.sudo().batch_id
        batches._lock_for_step()
        frozen = batches.filtered(lambda b: b.state not in OPEN or b.kind != "regular")
        if frozen:
            raise UserError(
                self.env._(
                    "Batch %(batch)s is submitted or sends again what failed: its "
                    "payments stay. Have it sent back first; for later months, hold "
                    "or release in the next batch or in the list of holds.",
                    batch=frozen[0].name,
                )
            )
        self.env.flush_all()
        return reason

    def _hold_check(self):
        check = self.env.ref("civil_subsidy.check_held_by_hand").sudo()
        if not check.active:
            raise UserError(
                self.env._(
                    "The check “%(name)s” is switched off; ask the administrator to "
                    "switch it on first.",
                    name=check.name,
                )
            )
        return check

    def _after_hold(self, batches):
        """Add up the batches anew, as the district sees them."""
        self.env["civil.subsidy.finding"].invalidate_model()
        self.env["civil.subsidy.compute"]._after_change(
            self.env["civil.subsidy.batch"].sudo().browse(batches), movements=True
        )
        self.invalidate_model()
