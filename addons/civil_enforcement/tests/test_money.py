from decimal import Decimal

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestMoney(EnforcementCase):
    """Administrative Penalty Law, articles 66, 67, 72, 73: to the cent."""

    def setUp(self):
        super().setUp()
        self.case = self.served(self.sanction(amount=3333.33))

    def assertMoney(self, surcharge, outstanding):
        self.case.invalidate_recordset()
        self.assertEqual(Decimal(f"{self.case.surcharge_amount:.2f}"), surcharge)
        self.assertEqual(Decimal(f"{self.case.outstanding_amount:.2f}"), outstanding)

    def test_article_67_fifteen_days(self):
        self.assertEqual(str(self.case.fine_due_on), "2024-03-29")
        self.travel("2024-03-29")
        self.assertMoney(0, Decimal("3333.33"))
        self.assertFalse(self.case.is_fine_late)

    def test_article_72_three_per_cent_a_day(self):
        self.travel("2024-03-30")
        self.assertMoney(Decimal("100.00"), Decimal("3433.33"))
        self.assertTrue(self.case.is_fine_late)
        self.assertIn(self.case, self.case.search([("is_fine_late", "=", True)]))
        self.travel("2024-04-08")
        self.assertMoney(Decimal("1000.00"), Decimal("4333.33"))

    def test_article_72_capped_at_the_fine(self):
        self.travel("2024-12-31")
        self.assertMoney(Decimal("3333.33"), Decimal("6666.66"))

    def test_the_rate_is_the_one_of_the_due_day(self):
        rate = self.env.ref("civil_enforcement.parameter_surcharge_rate")
        rate.date_to = "2024-03-31"
        self.env.flush_all()
        rate.copy({"value": "0.05", "date_from": "2024-04-01", "date_to": False})
        self.travel("2024-04-08")
        self.assertMoney(Decimal("1000.00"), Decimal("4333.33"))

    def test_paid_money_stops_it(self):
        self.travel("2024-04-08")
        self.pay(self.case, 3333.33, day="2024-03-31")
        self.assertMoney(Decimal("200.00"), Decimal("200.00"))
        self.pay(self.case, 200, receipt="R2")
        self.assertMoney(Decimal("200.00"), Decimal("0"))
        self.assertFalse(self.case.is_fine_late)
        clock = self.case._clocks("enforcement.payment")
        self.assertNotIn("running", clock.mapped("state"))

    def test_article_67_only_finance_records_what_the_bank_took(self):
        for user in (self.clerk, self.head, self.deputy):
            with self.assertRaises(UserError):
                self.pay(self.case, 10, user=user)
        payment = self.pay(self.case, 10)
        with self.assertRaises(UserError):
            payment.write({"amount": 11})
        with self.assertRaises(UserError):
            payment.unlink()
        with self.assertRaises(UserError):
            self.pay(self.case, 3323.34, receipt="R2")
        self.assertEqual(self.case.paid_amount, 10)

    def test_a_wrong_payment_is_cancelled(self):
        payment = self.pay(self.case, 3333.33)
        self.assertEqual(payment.action_cancel()["res_model"], "civil.enforcement.step")
        with self.assertRaises(UserError):
            payment.with_user(self.clerk).action_cancel(reason="x")
        payment.action_cancel(reason="Another party's receipt")
        self.assertMoney(0, Decimal("3333.33"))
        clock = self.case._clocks("enforcement.payment")
        self.assertIn("running", clock.mapped("state"))
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.pay(self.case, -5, receipt="R9")

    def test_article_66_instalments(self):
        self.case.write(
            {
                "instalment_ids": [
                    Command.create({"due_on": "2024-04-15", "amount": 1000}),
                    Command.create({"due_on": "2024-05-15", "amount": 2333}),
                ]
            }
        )
        with self.assertRaisesRegex(UserError, "3,333.33"):
            self.case.with_user(self.head).action_grant_instalments()
        self.case.instalment_ids[1].amount = 2333.33
        with self.assertRaisesRegex(UserError, "role"):
            self.case.action_grant_instalments()
        self.case.with_user(self.head).action_grant_instalments()
        self.travel("2024-04-15")
        self.assertMoney(0, Decimal("3333.33"))
        self.travel("2024-04-17")
        self.assertMoney(Decimal("60.00"), Decimal("3393.33"))
        with self.assertRaisesRegex(UserError, "they stay"):
            self.case.instalment_ids[0].write({"due_on": "2024-06-15"})

    def test_article_73_not_during_reconsideration(self):
        self.travel("2024-04-18")
        self.assertMoney(Decimal("2000.00"), Decimal("5333.33"))
        remedy = {
            "kind": "reconsideration",
            "body": "District Government",
            "filed_on": "2024-04-01",
        }
        self.case.write({"remedy_ids": [Command.create(remedy)]})
        self.assertMoney(Decimal("200.00"), Decimal("3533.33"))
        self.case.remedy_ids.write({"result": "upheld", "resulted_on": "2024-04-10"})
        self.assertMoney(Decimal("1000.00"), Decimal("4333.33"))

    def test_a_result_changes_what_is_owed(self):
        remedy = {
            "kind": "lawsuit",
            "body": "District Court",
            "filed_on": "2024-03-14",
            "result": "changed",
            "resulted_on": "2024-03-14",
            "changed_fine": 1000,
        }
        self.case.write({"remedy_ids": [Command.create(remedy)]})
        self.assertMoney(0, Decimal("1000"))
        self.assertEqual(self.case.fine_amount, 3333.33)
        self.case.remedy_ids.result = "annulled"
        self.assertMoney(0, 0)
