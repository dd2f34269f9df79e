from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.civil_institution_fee.tests.common import FeeCase


@tagged("post_install", "-at_install")
class TestFees(FeeCase):
    """Fees received in April against those booked in April, as of May."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.prices()
        cls.home.is_direct = True
        cls.home.with_user(cls.clerk).action_open_ledgers()
        cls.account = cls.home.ledger_account_ids.filtered(
            lambda account: account.kind_id.code == "social"
        )

    def pay(self, payer="social", method="cash"):
        """Receive what March costs a resident; return the receipt."""
        self.stay(payer=payer)
        bill = self.issued()
        action = bill.action_receive()
        wizards = self.env[action["res_model"]].with_user(self.keeper)
        form = Form(wizards.with_context(**action["context"]))
        form.amount, form.method = bill.balance, method
        receipt = form.save().action_confirm()["res_id"]
        return self.as_keeper("receipt").browse(receipt)

    def book(self, amount):
        voucher = (
            self.env["civil.institution.ledger.voucher"]
            .with_user(self.keeper)
            .create(
                {
                    "account_id": self.account.id,
                    "kind": "receipt",
                    "amount": amount,
                    "item_id": self.env.ref(
                        "civil_institution_ledger.item_elder_fee"
                    ).id,
                    "date": "2024-04-02",
                    "purpose": "收费",
                    "voucher_no": "1",
                    "document_ids": [Command.clear()],
                }
            )
        )
        voucher.action_enter()

    def found(self):
        with freeze_time("2024-05-02 04:00:00"):
            self.home.with_user(self.clerk).action_look()
        return self.env["civil.institution.ledger.finding"].search(
            [
                ("institution_id", "=", self.home.id),
                ("kind", "=", "fees_unbooked"),
            ]
        )

    def test_fees_are_booked_in_full(self):
        receipt = self.pay()
        found = self.found()
        self.assertEqual(receipt.amount, found.amount)
        self.assertIn("2024-04", found.sentence)
        self.book(receipt.amount - 0.01)
        self.assertEqual(0.01, self.found().amount)
        self.book(0.01)
        self.assertFalse(self.found())

    def test_the_present_month_is_still_being_booked(self):
        self.pay()
        self.home.with_user(self.clerk).action_look()
        self.assertFalse(
            self.home.ledger_finding_ids.filtered(
                lambda one: one.kind == "fees_unbooked"
            )
        )

    def test_what_is_no_income_of_the_month_is_left_out(self):
        receipt = self.pay()
        receipt.action_void("银行退回")
        self.assertFalse(self.found())
