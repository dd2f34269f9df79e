import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AssessmentCase
from .test_standard import MAXIMA

AREAS = ("B.1", "B.2", "B.3", "B.4")
#: Total on either side of every boundary, and its level.
BOUNDARIES = (
    (90, 0),
    (89, 1),
    (66, 1),
    (65, 2),
    (46, 2),
    (45, 3),
    (30, 3),
    (29, 4),
    (0, 4),
)


def expected_level(total):
    """The level by the standard's table, written down once more."""
    for lowest, level in ((90, 0), (66, 1), (46, 2), (30, 3), (0, 4)):
        if total >= lowest:
            return level
    raise AssertionError(total)


def expected_final(level, coma, mental, events, cumulative):
    if coma:
        return 4
    raised = mental + events if cumulative else (mental or events)
    return min(4, level + raised)


@tagged("post_install", "-at_install")
class TestScore(AssessmentCase):
    """Points and levels, on both sides of every boundary of the standard."""

    def dement(self, sheet, document="区人民医院2024年5月诊断证明", disease=None):
        sheet.diagnosis_ids = [
            Command.create(
                {"disease_id": (disease or self.dementia).id, "document": document}
            )
        ]

    def test_boundaries(self):
        for total, level in BOUNDARIES:
            with self.subTest(total=total):
                sheet = self.fill(self.sheet(), total)
                self.assertTrue(sheet.final_level_id)
                self.assertEqual(level, sheet.preliminary_level)
                self.assertEqual(level, sheet.final_level)
                sheet.action_score()
                self.assertEqual("scored", sheet.state)

    def test_every_item_counts_up_to_its_maximum(self):
        sheet = self.fill(self.sheet(), 0)
        for answer in sheet.answer_ids:
            highest = MAXIMA[answer.item_id.code]
            self.choose(answer, highest)
            self.assertEqual(highest, sheet.total, answer.item_id.code)
            area = answer.item_id.area_id
            self.assertEqual(
                highest,
                next(a["score"] for a in sheet.area_scores if a["id"] == area.id),
            )
            self.choose(answer, 0)
        self.assertEqual(0, sheet.total)

    def test_change_rules_and_their_combinations(self):
        flags = (False, True)
        sheet = self.sheet()
        for total, level in ((90, 0), (70, 1), (50, 2), (40, 3), (10, 4)):
            self.fill(sheet, total)
            for coma, mental, events in itertools.product(flags, repeat=3):
                for cumulative in (0, 1):
                    self.cumulate(cumulative)
                    sheet.basis_coma = coma
                    sheet.basis_mental = mental
                    sheet.basis_events = events
                    self.assertEqual(
                        expected_final(level, coma, mental, events, cumulative),
                        sheet.final_level,
                        (total, coma, mental, events, cumulative),
                    )
                    self.assertEqual(level, sheet.preliminary_level)

    def cumulate(self, value):
        self.env.ref("civil_assessment.parameter_cumulative").value = str(value)

    def test_coma_needs_no_low_total(self):
        sheet = self.fill(self.sheet(), 90)
        sheet.has_coma = True
        self.assertTrue(sheet.basis_coma)
        self.assertEqual(0, sheet.preliminary_level)
        self.assertEqual(4, sheet.final_level)
        sheet.basis_coma = False
        with self.assertRaisesRegex(UserError, "a coma always leads"):
            sheet.action_score()

    def test_dementia_needs_its_document(self):
        sheet = self.fill(self.sheet(), 70)
        self.dement(sheet, document=False)
        self.assertFalse(sheet.basis_mental)
        self.assertEqual(1, sheet.final_level)
        sheet.diagnosis_ids.document = "  "
        self.assertFalse(sheet.basis_mental)
        sheet.diagnosis_ids.document = "诊断证明"
        self.assertTrue(sheet.basis_mental)
        self.assertEqual(2, sheet.final_level)

    def test_other_mental_disorder_and_plain_disease(self):
        sheet = self.fill(self.sheet(), 66)
        self.dement(sheet, disease=self.mental)
        self.assertEqual(2, sheet.final_level)
        other = self.fill(self.sheet(), 66)
        self.dement(other, disease=self.env.ref("civil_assessment.disease_diabetes"))
        self.assertEqual(1, other.final_level)

    def test_codes_lie_in_the_disease(self):
        sheet = self.sheet()
        for code in ("F00", "F03.9", "f01"):
            sheet.diagnosis_ids = [
                Command.create({"disease_id": self.dementia.id, "icd_code": code})
            ]
        for code in ("F04", "E14", "F99"):
            with self.assertRaisesRegex(ValidationError, "F00 to F03"):
                sheet.diagnosis_ids = [
                    Command.create({"disease_id": self.dementia.id, "icd_code": code})
                ]
        for code in ("F04", "F99.1"):
            sheet.diagnosis_ids = [
                Command.create({"disease_id": self.mental.id, "icd_code": code})
            ]
        with self.assertRaisesRegex(ValidationError, "F04 to F99"):
            sheet.diagnosis_ids = [
                Command.create({"disease_id": self.mental.id, "icd_code": "F03"})
            ]

    def test_two_events_of_any_kind(self):
        sheet = self.fill(self.sheet(), 70)
        self.assertFalse(sheet.basis_events)
        sheet.event_fall = "1"
        self.assertFalse(sheet.basis_events)
        sheet.event_choke = "1"
        self.assertEqual(2, sheet.event_count)
        self.assertTrue(sheet.basis_events)
        self.assertEqual(2, sheet.final_level)
        sheet.event_choke = "0"
        self.assertFalse(sheet.basis_events)
        for name in ("fall", "lost", "choke", "suicide", "other"):
            sheet.event_fall = "0"
            sheet[f"event_{name}"] = "2"
            self.assertTrue(sheet.basis_events, name)
            sheet[f"event_{name}"] = "0"

    def test_basis_is_left_out_with_a_reason_only(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.event_fall = "3"
        sheet.basis_events = False
        with self.assertRaisesRegex(UserError, "write why it isn't applied"):
            sheet.action_score()
        sheet.basis_note = "三次跌倒均为同一天同一原因，经评估不提高"
        sheet.action_score()
        self.assertEqual(1, sheet.final_level)

    def test_basis_without_data(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.basis_mental = True
        with self.assertRaisesRegex(UserError, "nothing on the sheet shows"):
            sheet.action_score()

    def test_all_items_are_needed(self):
        sheet = self.fill(self.sheet(), 90)
        self.assertEqual("", sheet.missing_names or "")
        self.answer_of(sheet, "B.4.5").option_id = False
        self.assertEqual(1, sheet.missing_count)
        self.assertEqual("社会交往能力", sheet.missing_names)
        self.assertFalse(sheet.final_level_id)
        with self.assertRaisesRegex(UserError, "missing: 社会交往能力"):
            sheet.action_score()

    def test_refusal_is_no_zero(self):
        sheet = self.fill(self.sheet(), 90)
        answer = self.answer_of(sheet, "B.1.3")
        answer.write({"option_id": False, "is_refused": True})
        self.assertEqual((0, 1), (sheet.missing_count, sheet.refused_count))
        self.assertFalse(sheet.preliminary_level_id)
        with self.assertRaisesRegex(UserError, "1 items were refused"):
            sheet.action_score()
        sheet.action_incomplete()
        self.assertEqual("incomplete", sheet.state)
        self.assertFalse(self.person._assessment_on(sheet.date))
        whole = self.fill(self.sheet(), 90)
        with self.assertRaisesRegex(UserError, "no item was refused"):
            whole.action_incomplete()

    def test_finding_belongs_to_its_item(self):
        sheet = self.sheet()
        wrong = self.answer_of(sheet, "B.1.2").item_id.option_ids[0]
        with self.assertRaisesRegex(ValidationError, "belongs to another item"):
            self.answer_of(sheet, "B.1.1").option_id = wrong

    def test_against_a_second_computation(self):
        sheet = self.sheet()
        codes = list(MAXIMA)
        scores = st.tuples(*(st.integers(0, MAXIMA[code]) for code in codes))

        @settings(derandomize=True, deadline=None, max_examples=25)
        @given(scores, st.booleans(), st.booleans(), st.booleans(), st.booleans())
        def check(found, coma, mental, events, cumulative):
            self.cumulate(int(cumulative))
            for code, score in zip(codes, found, strict=True):
                self.choose(self.answer_of(sheet, code), score)
            sheet.write(
                {
                    "basis_coma": coma,
                    "basis_mental": mental,
                    "basis_events": events,
                }
            )
            total = sum(found)
            level = expected_level(total)
            self.assertEqual(total, sheet.total)
            self.assertEqual(level, sheet.preliminary_level)
            self.assertEqual(
                expected_final(level, coma, mental, events, cumulative),
                sheet.final_level,
            )
            by_area = {
                area: sum(s for c, s in zip(codes, found, strict=True) if c[:3] == area)
                for area in AREAS
            }
            self.assertEqual(
                by_area, {a["code"]: a["score"] for a in sheet.area_scores}
            )

        check()
