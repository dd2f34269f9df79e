from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opened for the number of a new receipt only.
_NUMBER = Door("civil_cemetery_receipt_number")
METHODS = [
    ("cash", "Cash"),
    ("card", "Card"),
    ("scan", "Scanned Code"),
    ("bank", "Bank"),
]


class CivilCemeteryReceipt(models.Model):
    """Money taken or given back for an agreement (缴费收据).

    Receipts don't change: a wrong one is reversed by another that names it. All of
    an agreement together never are more than is due.
    """

    _name = "civil.cemetery.receipt"
    _description = "Fee Receipt"
    _order = "date desc, id desc"
    _rec_name = "number"

    number = fields.Char(string="Receipt Number", readonly=True, copy=False, index=True)
    agreement_id = fields.Many2one(
        "civil.cemetery.agreement", required=True, index=True, ondelete="restrict"
    )
    plot_id = fields.Many2one(related="agreement_id.plot_id")
    facility_id = fields.Many2one(
        related="agreement_id.facility_id", store=True, index=True
    )
    division_id = fields.Many2one(
        related="agreement_id.division_id", store=True, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    payer = fields.Char()
    method = fields.Selection(
        [
            ("cash", "Cash"),
            ("card", "Card"),
            ("scan", "Scanned Code"),
            ("bank", "Bank"),
        ],
        required=True,
        default="scan",
    )
    voucher_number = fields.Char(help="Of the fiscal voucher or the invoice.")
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    amount = fields.Monetary(required=True)
    reversal_of_id = fields.Many2one(
        "civil.cemetery.receipt",
        string="Reverses",
        index="btree_not_null",
        ondelete="restrict",
    )
    reversal_ids = fields.One2many("civil.cemetery.receipt", "reversal_of_id")
    reason = fields.Char(help="Of a reversal.")

    _number_uniq = models.UniqueIndex(
        "(number)", "There is already a receipt with this number."
    )
    _sign_check = models.Constraint(
        "CHECK ((amount > 0) = (reversal_of_id IS NULL) AND amount != 0)",
        "A receipt is above zero; only a reversal is below.",
    )
    _reversed_once = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL",
        "This receipt has already been reversed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take money, at most what is due.

        :raises UserError: an agreement would be paid more than is due
        """
        for vals in vals_list:
            vals["number"] = False
        receipts = super().create(vals_list)
        for receipt in receipts:
            facility = receipt.facility_id
            number = facility._next_number("SJ", receipt.date)
            # Whoever takes money may not write receipts; this is the one time.
            _NUMBER.opened(receipt.sudo()).write({"number": number})
        receipts.agreement_id._check_paid()
        return receipts

    def write(self, vals):
        """Refuse.

        :raises UserError: always, but for the number that a new one gets
        """
        if _NUMBER.is_open(self):
            return super().write(vals)
        raise UserError(
            self.env._(
                "Receipts don't change: reverse the wrong one, and take another."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Receipts are never deleted: reverse them."))

    def action_reverse(self, reason=None):
        """Reverse the single receipt, with a reason.

        :param str reason: why; asked for where it is left out
        """
        self.ensure_one()
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_reverse", self.env._("Reverse the Receipt")
            )
        reversal = self.create(
            {
                "agreement_id": self.agreement_id.id,
                "payer": self.payer,
                "method": self.method,
                "amount": -self.amount,
                "reversal_of_id": self.id,
                "reason": reason,
            }
        )
        self.agreement_id.message_post(
            body=self.env._(
                "Receipt %(number)s was reversed: %(reason)s",
                number=self.number,
                reason=reason,
            )
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": reversal.id,
            "views": [(False, "form")],
        }
