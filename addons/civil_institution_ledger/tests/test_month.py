import datetime
from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.civil_case.tests.common import blank_paper

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestMonth(LedgerCase):
    def setUp(self):
        super().setUp()
        paper, blank = self.env.registry["civil.paper"], blank_paper()
        self.startPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )

    def fill(self):
        """A May with absences, a death, purchases, and money on two accounts."""
        one, two, three, _four = (stay.with_user(self.keeper) for stay in self.stays)
        self.away(one, "leave", "2024-05-05", "2024-05-08")
        self.away(two, "hospital", "2024-05-20")
        three.action_discharge(kind="left", date="2024-05-11", reason="回家")
        self.voucher("living", "opening", 3000.05, date="2024-05-01")
        self.voucher("social", "receipt", 800.10, "elder_fee", place="cash")
        self.voucher("social", "banking", 800.10, date="2024-05-12")
        purchase = self.purchase((self.rice, 100, 5.55), (self.pork, 10.5, 26.25))
        pay = {"purchase_id": purchase.id, "date": "2024-05-13"}
        self.voucher("living", "payment", purchase.amount, "food", **pay)
        self.issue((self.rice, 33.333), (self.pork, 10.5))
        self.issue((self.rice, 1), reason="loss", note="霉变", date="2024-05-30")

    def post(self, month):
        members = self.stays[:2] | self.stays[3]
        self.home.committee_ids = [Command.set(members.ids)]
        month.signer_ids = [Command.set(members.ids)]
        month.action_post()

    def test_the_month_is_proved(self):
        """Sums of entries are balances; meal days are bed-days less absences."""
        self.fill()
        month = self.month()
        # 4 people; 3 days of leave; 12 days in hospital; 10 days until the discharge.
        self.assertEqual(31 * 3 + 10, month.bed_days)
        self.assertEqual(3 + 12, month.away_days)
        self.assertEqual(103 - 15, month.meal_days)
        self.assertEqual(88 * 20, month.budget)
        present = self.env["civil.institution.ledger.judge"]._present_by_day(
            self.home, datetime.date(2024, 5, 1), datetime.date(2024, 5, 31)
        )
        days = self.env.execute_query(present)
        self.assertEqual(month.meal_days, sum(row[2] for row in days))
        self.assertEqual(31, len(days))
        # The store: what was there and came is what left and is there.
        exact = {
            name: Decimal(str(month[name]))
            for name in ("stock_before", "bought", "spent", "lost", "stock_after")
        }
        self.assertEqual(Decimal("830.63"), exact["bought"])
        self.assertEqual(
            exact["stock_before"] + exact["bought"],
            exact["spent"] + exact["lost"] + exact["stock_after"],
        )
        self.assertEqual(
            Decimal(str(month.budget)) - exact["spent"], Decimal(str(month.surplus))
        )
        entries = self.env["civil.institution.ledger.entry"]
        for line in month.line_ids:
            found = entries.search([("account_id", "=", line.account_id.id)])
            summed = sum(Decimal(str(e.cash)) + Decimal(str(e.bank)) for e in found)
            self.assertEqual(summed, Decimal(str(line.closing)))
            self.assertEqual(
                Decimal(str(line.opening))
                + Decimal(str(line.income))
                - Decimal(str(line.expense)),
                summed,
            )
        living = month.line_ids.filtered(lambda one: one.kind_id.code == "living")
        self.assertEqual(
            (3000.05, 0, 830.63, 2169.42),
            (living.opening, living.income, living.expense, living.closing),
        )

    def test_a_standard_changes_within_a_month(self):
        self.env["civil.institution.ledger.standard"].create(
            {"date_from": "2024-05-11", "amount": 22.5, "legal_basis": "调标通知"}
        )
        self.assertEqual(4 * (10 * 20 + 21 * 22.5), self.month().budget)
        self.env["civil.institution.ledger.standard"].create(
            {
                "date_from": "2024-04-01",
                "amount": 25,
                "institution_id": self.home.id,
                "legal_basis": "院民大会",
            }
        )
        june = self.month("2024-04-01")
        self.assertEqual(4 * 30 * 25, june.budget)

    def test_a_closed_month_does_not_change(self):
        self.fill()
        month = self.month()
        draft = self.voucher("social", "receipt", 1, "elder_fee", enter=False)
        with self.assertRaisesRegex(UserError, "aren't entered"):
            month.action_close()
        draft.unlink()
        month.action_close()
        names = ["spent", "surplus", "meal_days", "line_ids"]
        before = month.read(names)[0]
        for change in (
            lambda: self.voucher("social", "receipt", 1, "elder_fee"),
            lambda: self.voucher(
                "social", "receipt", 1, "elder_fee", date="2024-04-30"
            ),
            lambda: self.purchase((self.rice, 1, 1)),
            lambda: self.issue((self.rice, 1)),
            lambda: self.meals("2024-05-31", 1),
        ):
            with self.assertRaisesRegex(UserError, "closed"), self.env.cr.savepoint():
                change()
        month.action_refresh()
        with self.assertRaises(UserError):
            month.write({"spent": 1})
        with self.assertRaises(UserError):
            month.unlink()
        self.voucher("social", "receipt", 5, "elder_fee", date="2024-06-01")
        self.assertEqual(before, month.read(names)[0])

    def test_months_are_closed_in_turn_and_when_over(self):
        june = self.home._begin_months() or self.env[
            "civil.institution.ledger.month"
        ].with_user(self.keeper).search([("month", "=", "2024-06-01")])
        with self.assertRaisesRegex(UserError, "isn't over"):
            june.action_close()
        april, may = self.month("2024-04-01"), self.month()
        with self.assertRaisesRegex(UserError, "earlier"):
            may.action_close()
        april.action_close()
        may.action_close()

    def test_the_committee_signs_what_is_posted(self):
        self.fill()
        month = self.month()
        month.action_close()
        with self.assertRaisesRegex(UserError, "3 members"):
            month.action_post()
        month.signer_ids = [Command.set(self.stays[:3].ids)]
        with self.assertRaisesRegex(UserError, "only members"):
            month.action_post()
        self.post(month)
        self.assertEqual("posted", month.state)
        self.assertTrue(month.posting_file)
        self.assertIn(".pdf", month.posting_name)
        document = month.with_env(self.env).document_ids
        self.assertEqual("issued", document.state)
        for word in ("程咬金", "88人天", "830.63", "2,169.42", "2024-06-20"):
            self.assertIn(word, document.body)
        with self.assertRaises(UserError):
            month.signer_ids = False

    def test_what_waits(self):
        month = self.month()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", month._name), ("res_id", "=", month.id)]
        )
        self.assertEqual(self.keeper | self.second_keeper, todos.user_id)
        self.assertEqual({datetime.date(2024, 6, 5)}, {t.due_at.date() for t in todos})
        month.action_close()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", month._name), ("res_id", "=", month.id)]
        )
        self.assertEqual({datetime.date(2024, 6, 10)}, {t.due_at.date() for t in todos})

    def test_the_committee_lives_there(self):
        stay = self.stays[0].copy({"institution_id": self.other.id})
        with self.assertRaises(UserError):
            self.home.committee_ids = [Command.link(stay.id)]
