from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.roles import HEAD
from .civil_subsidy_sql import UNSETTLED


class CivilSubsidyPaymentOwed(models.Model):
    """Failed payments that aren't owed anymore (不再发放).

    Money that the bank couldn't pay stays owed and is sent again, unless the section
    head finds that it isn't due: the person had died before the month, or somebody
    else was meant. The payment keeps who said so, when and why, and is never sent
    again.
    """

    _inherit = "civil.subsidy.payment"

    not_owed_reason = fields.Char(string="Not Owed Because", readonly=True, copy=False)
    not_owed_uid = fields.Many2one(
        "res.users", string="Not Owed Says", readonly=True, copy=False
    )
    not_owed_date = fields.Datetime(string="Not Owed Since", readonly=True, copy=False)
    may_be_waived = fields.Boolean(
        compute="_compute_may_be_waived",
        compute_sudo=True,
        help="The payment failed, is in no follow-up batch and still owed.",
    )

    @api.depends("bank_state", "not_owed_date")
    def _compute_may_be_waived(self):
        open_ids = set(self._unsettled_ids())
        for payment in self:
            payment.may_be_waived = payment.id in open_ids

    def _unsettled_ids(self):
        """The ids of those that the bank didn't pay and that nobody has settled."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT p.id FROM civil_subsidy_payment p WHERE p.id = ANY(%s) AND %s",
                self.ids,
                SQL(UNSETTLED),
            )
        )
        return [payment_id for (payment_id,) in rows]

    def action_not_owed(self, reason=None):
        """Say that failed payments aren't owed anymore, as section head.

        :return: how many payments it settled; without a reason the form that asks
        :raises UserError: one of them was paid, is being sent again or stopped, or
            is settled already
        """
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_not_owed", self.env._("No Longer Owed")
            )
        # The batch may lie above the divisions of who sees the payment.
        batches = self.sudo().batch_id
        self.check_access("read")
        self.batch_id._require(HEAD)
        batches._lock_for_step()
        settled = self - self.browse(self._unsettled_ids())
        if settled:
            raise UserError(
                self.env._(
                    "%(name)s of batch %(batch)s: only what the bank certainly didn't "
                    "pay, what nobody asks to stop or sends again, and what is still "
                    "owed can be given up.",
                    name=settled[0].name,
                    batch=settled[0].sudo().batch_id.name,
                )
            )
        self._write_not_owed(reason)
        for batch in batches:
            count = len(self.filtered(lambda payment, b=batch: payment.batch_id == b))
            batch.message_post(
                body=self.env._(
                    "%(count)s failed payments no longer owed: %(reason)s",
                    count=count,
                    reason=reason,
                )
            )
        self.env["civil.subsidy.compute"]._after_change(batches)
        return len(self)

    def _write_not_owed(self, reason):
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_payment SET not_owed_reason = %s,
                    not_owed_uid = %s, not_owed_date = %s WHERE id = ANY(%s)
                """,
                reason,
                self.env.uid,
                fields.Datetime.now(),
                self.ids,
            )
        )
        self.invalidate_model(["not_owed_reason", "not_owed_uid", "not_owed_date"])
