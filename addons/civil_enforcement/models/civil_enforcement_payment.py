from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.roles import FINANCE
from ..tools.text import said


class CivilEnforcementPayment(models.Model):
    """Money of a fine that the bank took in (罚款缴纳), with the bank's receipt.

    The bureau itself takes no money: who fines and who receives are apart
    (Administrative Penalty Law, article 67). Finance records what the bank confirmed;
    a wrong record is cancelled by a negative one that refers to it.
    """

    _name = "civil.enforcement.payment"
    _description = "Payment of a Fine"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, paid_on, id"
    _rec_name = "receipt"

    _open_states = ("served",)

    currency_id = fields.Many2one(related="case_id.currency_id")
    paid_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    amount = fields.Monetary(required=True)
    receipt = fields.Char(
        string="Receipt Number", required=True, help="Of the bank's receipt."
    )
    bank = fields.Char(required=True, help="The bank that took the money.")
    reverses_id = fields.Many2one(
        "civil.enforcement.payment",
        string="Cancels",
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Char(help="Why it is cancelled.")

    _receipt_uniq = models.UniqueIndex(
        "(receipt, bank) WHERE reverses_id IS NULL",
        "This receipt has already been recorded.",
    )
    _reverses_uniq = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL",
        "This payment is cancelled already.",
    )
    _sign_check = models.Constraint(
        "CHECK ((reverses_id IS NULL AND amount > 0)"
        " OR (reverses_id IS NOT NULL AND amount < 0))",
        "A payment is more than zero; a cancellation less.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Record payments, by finance only, up to what is owed."""
        payments = super().create(vals_list)
        cases = payments.case_id
        cases._check_role(FINANCE)
        for payment in payments:
            payment._check_dates()
        for case in cases:
            if case._yuan(case.outstanding_amount) < 0:
                raise UserError(
                    self.env._(
                        "%(case)s: more than what is owed would be paid.",
                        case=case.display_name,
                    )
                )
        cases._after_payment()
        return payments

    def _check_dates(self):
        today = fields.Date.context_today(self)
        if not self.case_id.served_on <= self.paid_on <= today:
            raise ValidationError(
                self.env._("A fine is paid after the service of the decision.")
            )
        origin = self.reverses_id
        if origin and (
            origin.case_id != self.case_id
            or origin.amount + self.amount
            or origin.reverses_id
        ):
            raise ValidationError(
                self.env._("A cancellation takes back exactly one payment.")
            )

    def write(self, vals):
        """Keep what was recorded."""
        if vals:
            raise UserError(
                self.env._("A recorded payment stays; cancel it and record it again.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A recorded payment stays; cancel it."))

    def action_cancel(self, reason=None):
        """Cancel a payment that was recorded by mistake.

        :param str reason: why; a window asks for it where it isn't given
        :return: the id of the record that cancels it
        """
        self.ensure_one()
        if not said(reason):
            return self.env["civil.enforcement.step"]._open(
                self, "action_cancel", self.env._("Cancel the Payment")
            )
        return self.create(
            {
                "case_id": self.case_id.id,
                "paid_on": self.paid_on,
                "amount": -self.amount,
                "receipt": self.receipt,
                "bank": self.bank,
                "reverses_id": self.id,
                "note": said(reason),
            }
        ).id
