from odoo import fields, models
from odoo.tools import SQL

from ..tools.exact import exact, total


class CivilInstitutionLedgerVoucherRules(models.Model):
    """What a voucher has to be before it is entered, and what entering does."""

    _inherit = "civil.institution.ledger.voucher"

    def _guard_enter(self):
        return (
            self._day_refusal()
            or self._item_refusal()
            or self._paper_refusal()
            or self._person_refusal()
            or self._purchase_refusal()
        )

    def _day_refusal(self):
        if self.date > fields.Date.context_today(self):
            return self.env._("its day lies in the future")
        return self.env["civil.institution.ledger.month"]._closed_refusal(
            self.account_id.institution_id, self.date
        )

    def _item_refusal(self):
        """Why the item isn't one of the account, or False: money isn't mixed."""
        wanted = {"receipt": "in", "payment": "out"}.get(self.kind)
        if not wanted:
            return False
        if not self.item_id:
            return self.env._("name the item")
        if self.item_id.direction != wanted:
            return self.env._(
                "“%(item)s” isn't an item of this way", item=self.item_id.name
            )
        return self.account_id.kind_id not in self.item_id.kind_ids and self.env._(
            "“%(item)s” isn't booked on “%(account)s”: money isn't mixed",
            item=self.item_id.name,
            account=self.account_id.kind_id.name,
        )

    def _paper_refusal(self):
        if self.kind == "opening" or self.reverses_id:
            return False
        if not self.voucher_no:
            return self.env._("the number of the receipt is missing")
        return (
            self.kind == "payment"
            and not self.document_ids
            and self.env._("an expense needs its invoice or receipt as a document")
        )

    def _person_refusal(self):
        if not self.item_id.is_per_person or self.reverses_id:
            return False
        return total(self.person_ids.mapped("amount")) != exact(
            self.amount
        ) and self.env._("the amounts of the persons don't add up to its amount")

    def _purchase_refusal(self):
        purchase = self.purchase_id
        if self.item_id.is_food and not purchase and not self.reverses_id:
            return self.env._("food is paid by the purchase that was accepted")
        if not purchase:
            return False
        if purchase.state != "accepted" or purchase.account_id != self.account_id:
            return self.env._("the purchase isn't accepted, or is of another account")
        if exact(purchase.amount) != exact(self.amount):
            return self.env._("the purchase comes to another amount")
        paid = purchase.voucher_ids - self
        paid = paid.filtered(lambda one: one.state == "entered")
        return bool(paid - paid.filtered("reversed_by_ids")) and self.env._(
            "the purchase has been paid already"
        )

    def _effect(self):
        """``(cash, bank)`` that the single voucher adds, as exact amounts."""
        amount = exact(self.amount)
        nothing = exact(0)
        on_hand = self.place == "cash"
        if self.kind in ("opening", "receipt"):
            effect = (amount, nothing) if on_hand else (nothing, amount)
        elif self.kind == "payment":
            effect = (-amount, nothing) if on_hand else (nothing, -amount)
        elif self.kind == "banking":
            effect = (-amount, amount)
        else:
            effect = (amount, -amount)
        if self.reverses_id:
            return tuple(-part for part in effect)
        return effect

    def _enter(self):
        for voucher in self.sorted(lambda one: (one.date, one.id)):
            account = voucher.account_id
            # One at a time enters on an account; others wait.
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM civil_institution_ledger_account"
                    " WHERE id = %s FOR NO KEY UPDATE",
                    account.id,
                )
            )
            number = self.env["civil.numbering"].sudo()._next("institution.voucher")
            voucher._write_guarded({"number": number})
            # What was entered rests on its documents; they stay as they are.
            voucher.sudo().document_ids._seal()
            self.env["civil.institution.ledger.entry"]._note(
                voucher, *voucher._effect()
            )
            voucher._refuse_reasons({voucher: voucher._balance_refusal()})

    def _balance_refusal(self):
        """Why the account would owe money on a day, or False."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT date, cash, bank FROM (
                    SELECT date, SUM(SUM(cash)) OVER days AS cash,
                           SUM(SUM(bank)) OVER days AS bank
                      FROM civil_institution_ledger_entry
                     WHERE account_id = %s
                     GROUP BY date
                    WINDOW days AS (ORDER BY date)
                ) AS balance
                 WHERE date >= %s AND (cash < 0 OR bank < 0)
                 ORDER BY date LIMIT 1
                """,
                self.account_id.id,
                self.date,
            )
        )
        for day, cash, bank in rows:
            return self.env._(
                "“%(account)s” hasn't so much: on %(date)s the cash would be %(cash)s "
                "and the bank %(bank)s",
                account=self.account_id.kind_id.name,
                date=day,
                cash=f"{exact(cash):.2f}",
                bank=f"{exact(bank):.2f}",
            )
        return False
