from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestFindings(LedgerCase):
    def found(self, kind):
        self.home.with_user(self.clerk).action_look()
        return self.env["civil.institution.ledger.finding"].search(
            [("institution_id", "=", self.home.id), ("kind", "=", kind)], order="date"
        )

    def test_ghosts_at_meals(self):
        self.away(self.stays[0], "leave", "2024-05-05", "2024-05-08")
        for day, persons in (("04", 4), ("05", 3), ("06", 4), ("08", 4), ("09", 5)):
            self.meals(f"2024-05-{day}", persons)
        found = self.found("ghost")
        self.assertEqual(["06", "09"], [f"{one.date:%d}" for one in found])
        self.assertIn("4 residents were booked for meals, 3", found[0].sentence)
        action = found[0].with_user(self.auditor).action_open_source()
        self.assertEqual("civil.institution.ledger.meal", action["res_model"])

    def test_meals_that_are_not_put_down(self):
        self.month("2024-05-01")
        for day in range(1, 31):
            self.meals(f"2024-05-{day:02d}", 4)
        found = self.found("no_meals").filtered(lambda one: one.date.month == 5)
        self.assertEqual(["2024-05-31"], [str(one.date) for one in found])

    def heads(self, **months):
        """Money by head: months of each resident, by number."""
        return [
            Command.create(
                {"stay_id": self.stays[int(at[1:])].id, "month": month, "amount": 10}
            )
            for at, month in months.items()
        ]

    def test_money_of_the_dead_stops_with_the_next_month(self):
        self.stays[0].resident_id.write({"death_date": "2024-04-20"})
        for month, dead in (("2024-04-01", 0), ("2024-05-01", 1)):
            voucher = self.voucher(
                "living",
                "receipt",
                20,
                "living_grant",
                person_ids=self.heads(_0=month, _1=month),
            )
            found = self.found("dead")
            self.assertEqual(dead, len(found), month)
        self.assertEqual(voucher.id, found.res_id)
        self.assertEqual(10, found.amount)
        self.assertIn("程咬金", found.sentence)
        voucher.action_take_back("死亡停发")
        self.assertFalse(self.found("dead"))

    def test_money_for_who_did_not_live_there(self):
        self.stays[2].with_user(self.keeper).action_discharge(
            kind="left", date="2024-05-01", reason="回家"
        )
        self.voucher(
            "living",
            "receipt",
            30,
            "living_grant",
            person_ids=self.heads(_0="2024-05-01", _1="2024-03-01", _2="2024-05-01"),
        )
        words = " ".join(self.found("stranger").mapped("sentence"))
        self.assertEqual(2, len(self.found("stranger")))
        self.assertIn("秦叔宝", words)
        self.assertIn("尉迟恭", words)

    def test_cash_over_the_limit(self):
        self.voucher("social", "receipt", 1500, "elder_fee", place="cash")
        self.voucher("production", "receipt", 500, "production", place="cash")
        self.assertFalse(self.found("cash_over"))
        self.voucher("production", "receipt", 0.01, "production", place="cash")
        found = self.found("cash_over")
        self.assertEqual(0.01, found.amount)

    def test_cash_is_banked_within_days_and_not_spent(self):
        self.voucher(
            "social", "receipt", 100, "elder_fee", place="cash", date="2024-06-18"
        )
        self.assertFalse(self.found("cash_late"), "two days ago")
        with freeze_time("2024-06-21 02:00:00"):
            self.assertEqual(100, self.found("cash_late").amount)
        self.voucher("social", "payment", 40, "energy", place="cash", date="2024-06-19")
        self.voucher("social", "banking", 60, date="2024-06-20")
        with freeze_time("2024-06-21 02:00:00"):
            found = self.found("cash_late")
            self.assertEqual(40, found.amount)
            self.assertIn("Fees of Paying Elders", found.sentence)

    def test_one_user_puts_down_and_accepts(self):
        self.purchase((self.rice, 1, 1))
        self.assertFalse(self.found("one_person"))
        purchase = self.purchase((self.rice, 2, 1), accept=False)
        purchase.with_user(self.keeper).action_accept()
        found = self.found("one_person")
        self.assertEqual(purchase.id, found.res_id)

    def test_more_than_the_standard(self):
        self.env["civil.institution.ledger.standard"].search([]).amount = 0.01
        self.purchase((self.rice, 10, 5))
        self.issue((self.rice, 10))
        month = self.month()
        self.assertFalse(self.found("over_standard"), "the month is open")
        month.action_close()
        self.assertEqual(50 - 1.24, self.found("over_standard").amount)

    def test_findings_speak_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.meals("2024-05-04", 9)
        found = self.found("ghost")
        english = found.with_context(lang="en_US").sentence
        chinese = found.with_context(lang="zh_CN").sentence
        self.assertNotEqual(english, chinese)
