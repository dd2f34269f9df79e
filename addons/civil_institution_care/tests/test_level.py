from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestLevel(CareCase):
    """Care levels follow from the ability, and change by assessment and consent."""

    def moved_in(self, total=70):
        stay = self.assessed(total=total)
        self.agree(stay)
        stay.action_sign()
        stay.action_move_in(bed_id=self.beds[0].id)
        return stay

    def test_level_by_ability(self):
        expected = {90: "self", 70: "self", 50: "half", 40: "full", 10: "full"}
        for order, (total, code) in enumerate(expected.items()):
            person = self.make_resident("甲", "19400305", f"10{order}")
            stay = self.assessed(person, total)
            self.assertEqual(code, stay._proposed_level().code, total)

    def test_level_that_doesnt_fit(self):
        stay = self.assessed(total=50)
        self.agree(stay)
        stay.action_sign()
        with self.assertRaisesRegex(UserError, "Full Care doesn't fit"):
            stay.action_move_in(bed_id=self.beds[0].id, level_id=self.full.id)
        stay.action_move_in(bed_id=self.beds[0].id)
        self.assertEqual(self.half, stay.care_level_id)

    def test_change(self):
        stay = self.moved_in()
        change = {"level_id": self.half.id, "date": "2024-06-03"}
        with self.assertRaisesRegex(UserError, "same assessment"):
            stay.action_change_level(**change)
        person = stay.resident_id.with_env(self.env)
        sheet = self.assess(person, 50, date="2024-06-02", reason="change")
        with self.assertRaisesRegex(UserError, "no supplementary agreement"):
            stay.action_change_level(**change)
        agreement = self.agree(stay, kind="supplement", level_id=self.half.id)
        with self.assertRaisesRegex(UserError, "Full Care is signed"):
            stay.action_change_level(level_id=self.full.id)
        stay.action_change_level(**change)
        self.assertEqual(self.half, stay.care_level_id)
        self.assertEqual(sheet, stay.assessment_id.with_env(self.env))
        old, new = stay.level_ids.sorted("id")
        self.assertEqual((self.half, "程咬金"), (new.level_id, new.consent_by))
        self.assertEqual("2024-06-01", str(new.notified_on))
        self.assertEqual(agreement, new.agreement_id)
        self.assertEqual(new.date_from, old.date_to)
        with self.assertRaisesRegex(UserError, "has this level already"):
            stay.action_change_level(**change)

    def test_self_care_test_of_the_destitute(self):
        self.home.kind_id = self.env.ref("civil_institution.kind_rural")
        person = self.make_resident("乙", "19900604", "013")
        stay = self.enquire(person, payer="destitute")
        stay.action_apply()
        sheet = self.assess(person, 99, instrument="self_care")
        stay.action_assess()
        self.assertEqual(sheet, stay.assessment_id.with_env(self.env))
        fits = {0: self.self_care, 1: self.half, 2: self.full}
        self.assertEqual(fits[sheet.final_level], stay._proposed_level())
