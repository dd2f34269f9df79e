from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.money import exact, written
from .civil_institution_fee_price import PUBLIC


class CivilInstitutionPrepaymentRule(models.AbstractModel):
    """How much may be prepaid (预收费限额).

    ============  ==============================================================
    kind          rule
    ============  ==============================================================
    service fee   at most twelve months of the monthly fee
    deposit       at most twelve times the monthly bed fee; kept in custody
    member fee    not in public or publicly built institutions, not before the
                  institution is filed; kept in custody
    ============  ==============================================================

    The numbers are dated parameters. Source: 民发〔2024〕19号.
    """

    _name = "civil.institution.prepayment.rule"
    _description = "Limits of Prepaid Money"

    def _pay_in_refusal(self, amount, day):
        """Why ``amount`` can't be prepaid on the single account, or False."""
        self.ensure_one()
        if settled := self.stay_id._settlement():
            return self.env._(
                "the account is settled by %(number)s", number=settled.number
            )
        refusal = getattr(self, f"_{self.kind}_refusal")(amount, day)
        return refusal or self._custody_refusal()

    def _service_refusal(self, amount, day):
        months = self._limit("institution_fee.prepaid_months", day)
        monthly = self.stay_id._monthly_fee(day)
        return exact(self.balance) + amount > months * monthly and self.env._(
            "at most %(months)s months of the monthly fee of %(monthly)s are prepaid: "
            "%(limit)s; %(balance)s is there",
            months=months,
            monthly=written(monthly),
            limit=written(months * monthly),
            balance=written(self.balance),
        )

    def _deposit_refusal(self, amount, day):
        times = self._limit("institution_fee.deposit_times", day)
        monthly = self.stay_id._monthly_fee(day, "bed")
        return exact(self.balance) + amount > times * monthly and self.env._(
            "a deposit is at most %(times)s times the monthly bed fee of %(monthly)s: "
            "%(limit)s; %(balance)s is there",
            times=times,
            monthly=written(monthly),
            limit=written(times * monthly),
            balance=written(self.balance),
        )

    def _member_refusal(self, amount, day):
        home = self.institution_id
        if home.ownership in PUBLIC:
            return self.env._("public and publicly built institutions take none")
        return home.state != "filed" and self.env._(
            "none is taken before the institution is filed"
        )

    def _custody_refusal(self):
        if self.kind not in ("deposit", "member"):
            return False
        custody = self.institution_id.sudo().custody_ids
        return not custody and self.env._(
            "deposits and member fees go to a custody account: record the "
            "institution's account first"
        )

    def _limit(self, code, day):
        division = self.institution_id.sudo().division_id
        return self.env["civil.parameter"]._get(code, day, division)

    def _pay_in(self, amount, method, **values):
        """Receive prepaid money on the single account; return the receipt.

        :raises UserError: more than the rules allow
        """
        day = fields.Date.to_date(values.get("date")) or fields.Date.context_today(self)
        amount = exact(amount)
        self._check_cashier()
        self.sudo().lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["balance"])
        if method not in ("cash", "transfer") or amount <= 0:
            raise UserError(self.env._("Money is prepaid in cash or by transfer."))
        if refusal := self._pay_in_refusal(amount, day):
            raise UserError(
                self.env._(
                    "%(account)s can't take %(amount)s: %(reason)s.",
                    account=self.display_name,
                    amount=written(amount),
                    reason=refusal,
                )
            )
        receipt = self.env["civil.institution.receipt"]._issue(
            self.stay_id,
            method,
            amount=amount,
            purpose=self.kind,
            prepayment_id=self.id,
            **values,
        )
        self._record(
            "paid_in",
            amount,
            key=f"receipt:{receipt.id}",
            method=method,
            reference=receipt.number,
            payee=values.get("payer_name"),
        )
        return receipt
