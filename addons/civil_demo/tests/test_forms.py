import base64
import io

import openpyxl

from odoo.tests import TransactionCase, tagged

from ..district.earlier import OVERPAID, PAID, REFUNDED
from ..district.forms import MONEY, SHEET


@tagged("post_install", "-at_install")
class TestForms(TransactionCase):
    """The quarterly form is filled from the statements and the payments."""

    def test_the_form_is_filled(self):
        filing = self.env["civil.form.filing"].search(
            [("form_id.issuer", "=", "随州市民政局")]
        )
        self.assertEqual(filing.state, "filled")
        self.assertEqual(filing.filled_uid, self.env.ref("civil_demo.user_finance"))
        content = base64.b64decode(filing.with_context(bin_size=False).workbook)
        sheet = openpyxl.load_workbook(io.BytesIO(content))[SHEET]
        amounts = {
            sheet[f"A{row}"].value: sheet[f"B{row}"].value
            for row in range(5, 5 + len(MONEY))
        }
        self.assertEqual(list(amounts), [label for label, _figure in MONEY])
        income, spent = list(amounts.values())[:2]
        entered = filing.period_end.year == self.env.company.parallel_first_year
        self.assertEqual(income, float(PAID) if entered else 0)
        self.assertEqual(income, spent)
        towns = filing.value_ids.filtered(
            lambda value: value.figure_id.code == "demo_paid_times"
        )
        paid = self.env["civil.subsidy.payment"].search_count(
            [("bank_state", "=", "paid")]
        )
        self.assertEqual(sum(towns.mapped("value")), paid)
        self.assertFalse(filing.finding_ids)

    def test_the_own_account_has_movements_to_explain(self):
        movements = self.env["civil.bank.movement"].search([("origin", "=", "own")])
        self.assertEqual(
            sorted(movements.mapped("state")), ["explained", "open", "open"]
        )
        explained = movements.filtered(lambda each: each.state == "explained")
        self.assertEqual(explained.reason_uid, self.env.ref("civil_demo.user_finance"))

    def test_overpayments_are_being_recovered(self):
        claims = self.env["civil.subsidy.recovery"].search([])
        self.assertEqual(len(claims), 2)
        self.assertEqual(
            sorted(claims.mapped("open_amount")),
            [0, float(OVERPAID - REFUNDED)],
        )
        agreement = dict(claims._agreement(self.env.company))
        self.assertEqual(agreement["other"], 0)
