from odoo import models
from odoo.exceptions import UserError

from ..tools.money import exact, total, written

OPEN = ("issued", "part_paid")


class CivilInstitutionBillPay(models.AbstractModel):
    """How bills are paid (收款): by the resident, the family or public money."""

    _name = "civil.institution.bill.pay"
    _description = "Payment of Bills"

    def _receive(self, method, amount=None, **values):
        """Take a payment for bills of one resident, the oldest bill first.

        :param str method: see ``civil.institution.receipt``
        :param Decimal amount: what is paid; all that is open if None
        :param values: further fields of the receipt
        :return: the receipt
        :raises UserError: nothing is open, or more is paid than is open
        """
        self.stay_id.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        self.invalidate_recordset(["paid", "balance", "state"])
        bills = self.filtered(lambda bill: bill.state in OPEN).sorted("month")
        left = exact(amount) if amount is not None else total(bills.mapped("balance"))
        if left <= 0 or left > total(bills.mapped("balance")):
            raise UserError(
                self.env._(
                    "%(open)s is open; %(amount)s can't be received for it. What is "
                    "paid beyond goes to the prepaid service fee.",
                    open=written(total(bills.mapped("balance"))),
                    amount=written(left),
                )
            )
        shares = []
        for bill in bills:
            share = min(left, exact(bill.balance))
            if share:
                shares.append((bill, share))
            left -= share
        receipts = self.env["civil.institution.receipt"]
        receipt = receipts._issue(self.stay_id, method, shares, **values)
        bills._refresh_paid()
        return receipt

    def _refresh_paid(self):
        """Let amounts and states follow the receipts."""
        lines = self.env["civil.institution.receipt.line"].sudo()
        sums = dict(
            lines._read_group(
                [("bill_id", "in", self.ids), ("receipt_id.state", "=", "posted")],
                ["bill_id"],
                ["amount:sum"],
            )
        )
        for bill in self:
            paid = exact(sums.get(bill.sudo(), 0))
            left = exact(bill.amount) - paid
            state = "paid" if not left else "part_paid" if paid else "issued"
            bill._write_guarded({"paid": paid, "balance": left, "state": state})
        self._sync_todos()

    def _credit(self):
        """Put what bills give back to the prepaid service fee of the residents."""
        for bill in self:
            amount = exact(bill.amount)
            if amount:
                account = bill.stay_id._prepayment("service")
                account._record(
                    "credited",
                    -amount,
                    key=f"bill:{bill.id}",
                    reference=bill.number,
                )
            bill._write_guarded({"paid": amount, "balance": exact(0), "state": "paid"})

    # -- buttons -----------------------------------------------------------------

    def action_receive(self):
        """Ask how much is paid and how."""
        if len(self.stay_id) != 1:
            raise UserError(self.env._("Choose bills of one resident."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receive a Payment"),
            "res_model": "civil.institution.receive",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_bill_ids": self.ids},
        }

    def action_pay_allowance(self, reference=None):
        """Note that the living allowance of the destitute pays the bills.

        :param str reference: the transfer of the 特困供养 money
        :raises UserError: a bill of somebody else, or nothing open
        """
        self._refuse_reasons(
            {
                bill: (
                    bill.payer != "destitute"
                    and self.env._("the resident isn't supported as destitute")
                )
                or (bill.state not in OPEN and self.env._("nothing of it is open"))
                for bill in self
            }
        )
        receipts = self.env["civil.institution.receipt"]
        for stay in self.stay_id:
            bills = self.filtered(lambda bill, stay=stay: bill.stay_id == stay)
            receipts |= bills._receive(
                "allowance",
                payer_type="allowance",
                payer_name=self.env._("Support of the destitute"),
                reference=reference,
            )
        return receipts

    def action_use_prepaid(self):
        """Pay the bills from the prepaid service fee, as far as it reaches.

        :raises UserError: nothing is prepaid
        """
        for stay in self.stay_id:
            bills = self.filtered(lambda bill, stay=stay: bill.stay_id == stay)
            account = stay._prepayment("service")
            owed = total(bills.filtered(lambda b: b.state in OPEN).mapped("balance"))
            amount = min(exact(account.balance), owed)
            if amount <= 0:
                raise UserError(
                    self.env._(
                        "Nothing is prepaid for %(person)s, or nothing is open.",
                        person=stay.display_name,
                    )
                )
            bills._receive("prepayment", amount, payer_type="self")

    def action_open_receipts(self):
        """Show the receipts of the bills."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_fee.civil_institution_receipt_action"
        )
        receipts = self.receipt_line_ids.receipt_id
        return {**action, "domain": [("id", "in", receipts.ids)]}
