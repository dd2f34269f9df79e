from odoo.tests import tagged

from .common import AssessmentCase


@tagged("post_install", "-at_install")
class TestSelfCare(AssessmentCase):
    """The six activities of the destitute: another instrument, other boundaries."""

    def test_boundaries(self):
        # 民发〔2021〕43号: none, one to three, four to six not done.
        for undone, level in ((0, 0), (1, 1), (3, 1), (4, 2), (6, 2)):
            with self.subTest(undone=undone):
                sheet = self.sheet(instrument="self_care")
                self.assertEqual(6, len(sheet.answer_ids))
                for number, answer in enumerate(sheet.answer_ids):
                    self.choose(answer, 0 if number < undone else 1)
                self.assertEqual(level, sheet.final_level)
                self.assertTrue(sheet.final_level_id)

    def test_no_change_rules(self):
        sheet = self.sheet(instrument="self_care", event_fall="3", has_coma=True)
        for answer in sheet.answer_ids:
            self.choose(answer, 1)
        self.assertEqual(0, sheet.final_level)
        self.assertFalse(sheet.basis_coma or sheet.basis_events)

    def test_instruments_stand_beside_each_other(self):
        ability = self.signed()
        test = self.sheet(instrument="self_care")
        for answer in test.answer_ids:
            self.choose(answer, 1)
        self.sign(test)
        self.assertEqual("signed", ability.state)
        day = test.date
        self.assertEqual(ability, self.person._assessment_on(day))
        self.assertEqual(test, self.person._assessment_on(day, instrument="self_care"))
