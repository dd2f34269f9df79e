from odoo import models
from odoo.exceptions import UserError

from ..tools.money import exact, total, written

#: In which order prepaid money pays what is open.
_ORDER = ("service", "deposit", "member")


class CivilInstitutionSettlementCount(models.AbstractModel):
    """The arithmetic of a settlement (结算核算).

    Owed = paid from what is prepaid + still to pay.
    Prepaid = paid from what is prepaid + to refund.
    """

    _name = "civil.institution.settlement.count"
    _description = "Arithmetic of a Settlement"

    def _accounts(self):
        """The prepaid accounts of the single settlement, in the order of use."""
        accounts = self.env["civil.institution.prepayment"].search(
            [("stay_id", "=", self.stay_id.id)]
        )
        return accounts.sorted(lambda account: _ORDER.index(account.kind))

    def _count(self):
        """Compute the last bill of the single draft and both sides of the account."""
        self.ensure_one()
        bill = self.env["civil.institution.bill.compute"]._compute_final(
            self.stay_id, self.date
        )
        last = exact(bill.amount)
        owed = total(self.stay_id._open_bills().mapped("balance")) + max(last, 0)
        prepaid = total(self._accounts().mapped("balance")) - min(last, 0)
        offset = min(owed, prepaid)
        self._write_guarded(
            {
                "bill_id": bill.id,
                "is_trial": self.stay_id.state == "trial",
                "open_total": owed,
                "prepaid_total": prepaid,
                "offset_total": offset,
                "to_collect": owed - offset,
                "to_refund": prepaid - offset,
            }
        )

    def _offset(self):
        """Issue the last bill, pay from prepaid money, and prove the totals.

        :raises UserError: what is left isn't what the settlement says
        """
        self.ensure_one()
        if self.bill_id:
            self.bill_id.action_issue()
        for account in self._accounts():
            bills = self.stay_id._open_bills()
            amount = min(exact(account.balance), total(bills.mapped("balance")))
            if amount > 0:
                bills._receive("prepayment", amount, prepayment_id=account.id)
        left = total(self.stay_id._open_bills().mapped("balance"))
        kept = total(self._accounts().mapped("balance"))
        if (left, kept) != (exact(self.to_collect), exact(self.to_refund)):
            raise UserError(
                self.env._(
                    "%(open)s stays open and %(kept)s prepaid, but the settlement says "
                    "%(collect)s and %(refund)s. Count it anew.",
                    open=written(left),
                    kept=written(kept),
                    collect=written(self.to_collect),
                    refund=written(self.to_refund),
                )
            )
