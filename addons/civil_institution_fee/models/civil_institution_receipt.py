from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_base.tools.money import to_chinese_capitals

from ..tools.money import exact
from ..tools.roles import HOME

#: Lets the code that receives money write receipts and their lines.
ISSUE = Door("civil_institution_receipt")


class CivilInstitutionReceipt(models.Model):
    """Money received from or for a resident (收款收据): for bills, or prepaid.

    A receipt is numbered and doesn't change; a wrong one is voided with a reason.
    """

    _name = "civil.institution.receipt"
    _description = "Receipt"
    _inherit = ["civil.workflow.mixin", "civil.institution.part"]
    _order = "date desc, id desc"
    _rec_name = "number"
    _guarded = ("void_reason",)

    _transitions = (
        Transition("posted", "voided", HOME, guard="_guard_void", effect="_undo"),
    )

    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    stay_id = fields.Many2one(
        "civil.institution.stay",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    person_name = fields.Char(string="Resident", readonly=True)
    institution_id = fields.Many2one(readonly=True, ondelete="restrict")
    purpose = fields.Selection(
        [
            ("bill", "Bills"),
            ("service", "Prepaid Service Fee"),
            ("deposit", "Deposit"),
            ("member", "Member Fee"),
        ],
        required=True,
        readonly=True,
        default="bill",
    )
    date = fields.Date(required=True, readonly=True, index=True)
    method = fields.Selection(
        [
            ("cash", "Cash"),
            ("transfer", "Transfer"),
            ("prepayment", "From What Is Prepaid"),
            ("allowance", "Allowance of the Destitute"),
        ],
        required=True,
        readonly=True,
    )
    payer_type = fields.Selection(
        [
            ("self", "Resident"),
            ("family", "Family or Agent"),
            ("allowance", "Public Money"),
            ("other", "Other"),
        ],
        string="Paid by",
        required=True,
        readonly=True,
        default="self",
    )
    payer_name = fields.Char(readonly=True)
    reference = fields.Char(readonly=True, help="Number of the transfer or voucher.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True)
    prepayment_id = fields.Many2one(
        "civil.institution.prepayment",
        string="Prepaid Account",
        readonly=True,
        index="btree_not_null",
        help="From which it is paid, or on which it is kept.",
    )
    line_ids = fields.One2many(
        "civil.institution.receipt.line", "receipt_id", readonly=True
    )
    user_id = fields.Many2one("res.users", string="Received by", readonly=True)
    state = fields.Selection(
        [("posted", "Posted"), ("voided", "Voided")],
        default="posted",
        required=True,
        readonly=True,
        index=True,
    )
    void_reason = fields.Text(readonly=True)
    paper_file = fields.Binary(compute="_compute_paper_file")

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "A receipt is about more than nothing."
    )

    @api.model
    def _issue(self, stay, method, shares=(), amount=None, **values):
        """Issue a receipt, and take what is paid from prepaid money from there.

        :param shares: of ``(bill, amount)``, for bills; else ``amount`` is prepaid
        """
        stay.check_access("write")
        today = fields.Date.context_today(self)
        values["date"] = fields.Date.to_date(values.get("date")) or today
        if values["date"] > today:
            raise UserError(
                self.env._(
                    "%(date)s is in the future: a receipt says when money came.",
                    date=values["date"],
                )
            )
        amount = amount or sum((share for _bill, share in shares), exact(0))
        if method == "prepayment" and not values.get("prepayment_id"):
            values["prepayment_id"] = stay._prepayment("service").id
        receipt = ISSUE.opened(self).create(
            {
                "number": self.env["civil.numbering"]._next("institution.receipt"),
                "stay_id": stay.id,
                "person_name": stay.person_name,
                "institution_id": stay.institution_id.id,
                "method": method,
                "amount": amount,
                "user_id": self.env.uid,
                **values,
                "line_ids": [
                    fields.Command.create({"bill_id": bill.id, "amount": share})
                    for bill, share in shares
                ],
            }
        )
        receipt = receipt.with_context(self.env.context)
        if method == "prepayment":
            receipt.prepayment_id._record(
                "used", amount, key=f"receipt:{receipt.id}", reference=receipt.number
            )
        return receipt

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse receipts that aren't issued by a payment.

        :raises UserError: somebody makes one by hand
        """
        if not ISSUE.is_open(self):
            self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: a receipt stays as it is.

        :raises UserError: somebody changes one
        """
        if vals.keys() - self._guarded_fields() and not ISSUE.is_open(self):
            self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(
            self.env._(
                "Receipts are issued when a payment is received, and stay as they are; "
                "void a wrong one."
            )
        )

    def _guard_void(self):
        """Keep what a settlement rests on."""
        settled = self.stay_id._settlement()
        paid_out = "paid_out" in settled.mapped("state")
        return (paid_out or bool(settled and self.prepayment_id)) and (
            self.env._("the account is settled by %(number)s", number=settled.number)
        )

    def _undo(self):
        """Let bills and prepaid accounts be as before the receipts."""
        for receipt in self:
            account = receipt.prepayment_id
            if account:
                kind = "credited" if receipt.purpose == "bill" else "voided"
                account._record(
                    kind,
                    exact(receipt.amount),
                    key=f"void:{receipt.id}",
                    reference=receipt.number,
                )

    # -- buttons -------------------------------------------------------------------

    def action_ask_void(self):
        """Ask why, then void the receipts."""
        reasons = self.env["civil.institution.fee.reason"]
        return reasons._open(self, "action_void", self.env._("Void"))

    def action_void(self, reason):
        """Void receipts: the bills are open again.

        :param str reason: what was wrong
        :raises UserError: no reason, or what was prepaid is used already
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why they are voided."))
        self._refuse_reasons(self._refusal_reasons("voided"))
        self._write_guarded({"void_reason": reason.strip()})
        self._transition("voided")
        self.line_ids.bill_id._refresh_paid()

    # -- paper -----------------------------------------------------------------------

    def _compute_paper_file(self):
        papers = self.env["civil.institution.fee.paper"]
        for receipt in self:
            receipt.paper_file = papers._file("receipt_paper", receipt)

    def action_print(self):
        """Open the receipt as PDF."""
        return self.env["civil.institution.fee.paper"]._open(self, "paper_file")

    def _capitals(self):
        return to_chinese_capitals(exact(self.amount))
