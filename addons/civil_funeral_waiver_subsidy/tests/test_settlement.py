from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlement(SettlementCase):
    """A home's claim: real use, exact sums, nothing twice, corrections next month."""

    def test_the_claim_is_what_was_waived(self):
        """By other means: the lines of the sheets, added in Python's decimals."""
        sheets = self.waive() | self.waive(("遗体接运", 1), ("遗体冷藏", 7))
        self.waive(("遗体接运", 1), claims_waiver=False)
        claim = self.claim()
        waived = sum(
            (Decimal(f"{line.claimed:.2f}") for line in sheets.line_ids), Decimal(0)
        )
        self.assertEqual(Decimal("2285.00"), waived)
        self.assertEqual(waived, Decimal(f"{claim.total:.2f}"))
        self.assertEqual(2, claim.person_count)
        self.assertEqual(set(sheets.ids), set(claim.line_ids.charge_id.ids))

    def test_only_up_to_the_end_of_the_month(self):
        self.waive()
        self.clock.move_to("2026-08-31 16:00:00")  # Midnight in China.
        late = self.claim("2026-08-01")
        self.assertEqual(1880, late.total)
        self.assertFalse(self.claim("2026-07-01").line_ids)

    def test_nothing_is_claimed_twice(self):
        self.waive()
        first = self.claim()
        second = self.claim("2026-09-01")
        self.assertEqual((1880, 0), (first.total, second.total))
        line = first.line_ids[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO civil_funeral_settlement_line (settlement_id, kind,"
                " charge_line_id, charge_id, currency_id, amount) VALUES"
                " (%s, 'claim', %s, %s, %s, 1)",
                [second.id, line.charge_line_id.id, line.charge_id.id, 1],
            )
        first.action_compute()
        self.assertEqual(1880, first.total)

    def test_one_claim_a_month(self):
        self.claim()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.claim()

    def test_the_books_of_the_home_have_to_agree(self):
        self.waive()
        claim = self.claim()
        claim.stated = 1880.01
        with self.assertRaisesRegex(UserError, "1880.01"):
            claim.action_submit()
        claim.stated = 1880
        claim.action_submit()
        self.assertEqual("submitted", claim.state)

    def test_sums_are_counted_again_at_the_check(self):
        self.waive()
        claim = self.claim()
        claim.stated = claim.total
        claim.action_submit()
        self.env.cr.execute(
            "UPDATE civil_funeral_settlement_line SET amount = amount + 1"
            " WHERE settlement_id = %s",
            [claim.id],
        )
        with self.assertRaisesRegex(UserError, "1883.00"):
            claim.with_user(self.clerk).action_check()

    def test_a_sheet_voided_meanwhile(self):
        sheet = self.waive()
        claim = self.claim()
        claim.stated = claim.total
        claim.action_submit()
        sheet.with_user(self.clerk).action_void("重复")
        with self.assertRaisesRegex(UserError, "was voided since"):
            claim.with_user(self.clerk).action_check()
        claim.with_user(self.clerk).action_return("请重新核算")
        claim.action_compute()
        self.assertEqual(0, claim.total)
        claim.stated = 0
        with self.assertRaisesRegex(UserError, "nothing to pay"):
            claim.action_submit()

    def test_corrections_come_with_the_next_month(self):
        """1880 were claimed for 72 hours; 60 hours were right: 180 less."""
        sheet = self.waive()
        self.approve(self.claim())
        with self.assertRaisesRegex(UserError, "section's clerk"):
            sheet.action_void("录错")
        self.clock.move_to("2026-09-10 02:00:00")
        again = self.replace(sheet, 60)
        self.clock.move_to("2026-10-01 02:00:00")
        self.waive()
        self.clock.move_to("2026-10-01 02:00:00")
        claim = self.claim("2026-09-01")
        kinds = {"claim": 0, "reversal": 0}
        for line in claim.line_ids:
            kinds[line.kind] += line.amount
        self.assertEqual(-1880, kinds["reversal"])
        self.assertEqual(1700 + 1880, kinds["claim"])
        self.assertEqual(1700, claim.total)
        self.assertIn(again, claim.line_ids.charge_id)
        self.approve(claim)
        self.assertFalse(self.claim("2026-10-01").line_ids)

    def test_a_claim_of_less_than_nothing_waits(self):
        sheet = self.waive()
        self.approve(self.claim())
        self.clock.move_to("2026-09-10 02:00:00")
        sheet.with_user(self.clerk).action_void("非本区户籍")
        claim = self.claim("2026-09-01")
        self.assertEqual(-1880, claim.total)
        claim.stated = claim.total
        with self.assertRaisesRegex(UserError, "stays for the next"):
            claim.action_submit()
        claim.unlink()
        self.waive()
        self.clock.move_to("2026-10-10 02:00:00")
        self.assertEqual(0, self.claim("2026-10-01").total)

    def test_four_eyes(self):
        self.waive()
        claim = self.claim(user=self.clerk)
        claim.stated = claim.total
        claim.action_submit()
        with self.assertRaisesRegex(UserError, "another person"):
            claim.action_check()
        with self.assertRaises(UserError):
            claim.with_user(self.head).action_review()
        claim.with_user(self.head).action_check()
        with self.assertRaises(UserError):
            claim.with_user(self.head).action_review()
        self.assertEqual("under_approval", claim.state)

    def test_what_was_handed_in_stays(self):
        self.waive()
        claim = self.claim()
        claim.stated = claim.total
        claim.action_submit()
        for write in (
            lambda: claim.write({"stated": 1}),
            lambda: claim.write({"period": "2026-01-01"}),
            lambda: claim.write({"total": 1}),
            lambda: claim.write({"state": "approved"}),
            lambda: claim.action_compute(),
            lambda: claim.unlink(),
            lambda: claim.sudo().line_ids[0].write({"amount": 1}),
            lambda: claim.sudo().line_ids.create({}),
        ):
            with self.assertRaises(UserError):
                write()

    def test_a_payee_is_needed(self):
        self.waive()
        self.home.payee_partner_id = False
        claim = self.claim()
        claim.stated = claim.total
        with self.assertRaisesRegex(UserError, "account holder"):
            claim.action_submit()
