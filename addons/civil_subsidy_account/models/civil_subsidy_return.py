from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.account_parallel_entry.models.account_parallel_mode import (
    REFUND_ROUTES,
)
from odoo.addons.civil_subsidy.tools.roles import FINANCE


class CivilSubsidyReturn(models.Model):
    """Payments of a batch whose money came back, or never left, and its booking.

    *Refund*: the treasury had paid and the bank gave the money back (退回). *Release*:
    where payments are booked when the bank has paid, what failed was never booked;
    its reservation ends. *Cancelled*: what is no longer owed (不再应付), such as of
    the dead.
    """

    _name = "civil.subsidy.return"
    _description = "Returned Subsidy Payments"
    _inherit = ["civil.division.mixin"]
    _order = "date desc, id desc"

    batch_id = fields.Many2one(
        "civil.subsidy.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("refund", "Came Back"),
            ("release", "Never Paid"),
            ("cancelled", "No Longer Owed"),
        ],
        required=True,
        readonly=True,
    )
    date = fields.Date(required=True, readonly=True)
    prior_year = fields.Boolean(
        readonly=True, help="It had been booked in an earlier year (C.5 rows 5d, 5e)."
    )
    route = fields.Selection(
        REFUND_ROUTES, string="Came Back By", readonly=True, help="As set for the day."
    )
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary(readonly=True)
    payment_count = fields.Integer(string="Payments", readonly=True)
    payment_ids = fields.One2many("civil.subsidy.payment", "account_return_id")
    cancelled_ids = fields.One2many("civil.subsidy.payment", "account_cancel_id")
    voucher_ids = fields.One2many(
        "account.parallel.voucher",
        "res_id",
        string="Vouchers",
        domain=[("res_model", "=", "civil.subsidy.return")],
        groups="account.group_account_readonly",
    )

    handed_in_date = fields.Date(
        string="Handed In On",
        readonly=True,
        copy=False,
        help="Day on which the money went on to the treasury (C.5 row 5f).",
    )

    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.display_name = (
                f"{record.batch_id.display_name} · {kinds[record.kind]} {record.date}"
            )

    def action_hand_in(self, date=None):
        """Note that the money was handed in to the treasury, and book it.

        :param date: day of the transfer; today if empty
        :raises UserError: it didn't come back to the unit's account to be handed in,
            or was handed in already
        """
        for back in self:
            batch = back.batch_id
            batch._require(FINANCE)
            batch._lock_for_step()
            if back.route != "hand_in" or back.handed_in_date:
                raise UserError(
                    self.env._(
                        "%(back)s has nothing that is still to be handed in.",
                        back=back.display_name,
                    )
                )
            day = fields.Date.to_date(date) or fields.Date.context_today(back)
            # Finance enters it; the record is the program's own.
            back.sudo().handed_in_date = day
            batch._make_vouchers(
                batch._event_requests(
                    "hand_in",
                    batch._shares_of("account_return_id", back),
                    day,
                    back,
                    back.id,
                    self.env._("Handed in to the treasury:"),
                )
            )
        return True

    def action_view_payments(self):
        """Open the payments behind the record."""
        self.ensure_one()
        field = "account_cancel_id" if self.kind == "cancelled" else "account_return_id"
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy.civil_subsidy_payment_action"
            ),
            "domain": [(field, "=", self.id)],
            "context": {},
        }
