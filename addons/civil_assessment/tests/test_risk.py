from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AssessmentCase

NINE = "噎食 食品药品误食 压疮 烫伤 坠床 跌倒 他伤和自伤 走失 文体活动意外".split()


@tagged("post_install", "-at_install")
class TestRisk(AssessmentCase):
    """The nine risks of GB 38600-2019: levels, measures, the family's signature."""

    def risks(self, **values):
        return (
            self.env["civil.assessment.risk"]
            .with_user(self.nurse)
            .create({"resident_id": self.person.id, "date": "2024-06-01", **values})
        )

    def level(self, sheet, **levels):
        for line in sheet.line_ids:
            line.level = levels.get(line.kind_id.code, "none")

    def signed_risks(self, **values):
        sheet = self.risks(**values)
        self.level(sheet)
        sheet.action_assess()
        sheet.write(
            {"told_to": "程处默", "told_relation": "长子", "told_on": sheet.date}
        )
        sheet.action_sign()
        return sheet

    def test_nine_risks(self):
        self.assertEqual(NINE, self.risks().line_ids.kind_id.mapped("name"))

    def test_each_has_a_level_and_measures(self):
        sheet = self.risks()
        with self.assertRaisesRegex(UserError, "missing: 噎食、食品"):
            sheet.action_assess()
        self.level(sheet, fall="high", scald="protect")
        self.assertEqual((2, 1), (sheet.risk_count, sheet.high_count))
        with self.assertRaisesRegex(UserError, "measures against: 烫伤、跌倒"):
            sheet.action_assess()
        for line in sheet.line_ids.filtered(lambda row: row.level != "none"):
            line.measures = "加装扶手，专人看护"
        sheet.action_assess()
        with self.assertRaisesRegex(UserError, "no draft any more"):
            sheet.line_ids[0].level = "high"
        with self.assertRaises(UserError):
            sheet.date = "2024-05-01"

    def test_family_is_told_and_signs(self):
        sheet = self.risks()
        self.level(sheet)
        sheet.action_assess()
        with self.assertRaisesRegex(UserError, "who of the family"):
            sheet.action_sign()
        sheet.write(
            {"told_to": "程处默", "told_relation": "长子", "told_on": "2024-05-31"}
        )
        with self.assertRaisesRegex(UserError, "before the assessment"):
            sheet.action_sign()
        sheet.told_on = "2024-06-02"
        sheet.action_sign()
        self.assertEqual(date(2025, 6, 1), sheet.review_date)
        with self.assertRaises(UserError):
            sheet.told_to = "别人"

    def test_later_one_replaces_and_voiding_restores(self):
        first = self.signed_risks(date="2024-05-01")
        second = self.signed_risks(reason="change")
        self.assertEqual(("replaced", "signed"), (first.state, second.state))
        with self.assertRaisesRegex(UserError, "your role"):
            second.action_void("误评")
        second.with_user(self.as_head).action_void("误评")
        self.assertEqual(("signed", "voided"), (first.state, second.state))

    def test_reopen(self):
        sheet = self.risks()
        self.level(sheet)
        sheet.action_assess()
        sheet.action_reopen()
        sheet.line_ids[0].write({"level": "high", "measures": "糊状饮食"})
        self.assertEqual(1, sheet.high_count)
