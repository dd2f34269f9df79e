from odoo import fields, models

from odoo.addons.account_parallel_entry.models.account_parallel_mode import (
    REFUND_ROUTES,
)


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

    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.display_name = (
                f"{record.batch_id.display_name} · {kinds[record.kind]} {record.date}"
            )

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
