import unicodedata

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.civil_document.tests.common import read_pages

from .common import AssessmentCase


@tagged("post_install", "-at_install")
class TestPaper(AssessmentCase):
    """The report of appendix C is printed, opened and read."""

    def test_report(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env.company.name = "测试区民政局"
        sheet = self.fill(
            self.sheet(place="北镇福利院", living="institution", event_fall="2"), 70
        )
        with self.assertRaisesRegex(UserError, "both assessors sign it first"):
            sheet.action_report()
        self.sign(sheet)
        action = sheet.action_report()
        paper = sheet._issued_papers()
        self.assertEqual(f"/civil/document/{paper.id}/paper", action["url"])
        sheet.action_report()
        sheet.invalidate_recordset()
        self.assertEqual(1, len(sheet.sudo().document_ids), "issued once")
        pages = read_pages(paper.attachment_id.raw)
        self.assertEqual(1, len(pages), "a report fits on its page")
        text = pages[0]
        for words in (
            "老年人能力评估报告",
            "测试区民政局",
            sheet.name,
            "程咬金",
            "自理能力",
            "评估基准日期",
            "☑30天内多次发生照护风险事件",
            "☐昏迷",
            "最终等级",
            "基础运动能力",
            "能力轻度受损（轻度失能）",
            "能力中度受损（中度失能）",
            "北镇福利院",
            "2024年6月3日",
            self.nurse.name,
            self.nurse2.name,
        ):
            plain = "".join(unicodedata.normalize("NFKC", words).split())
            self.assertIn(plain, text)
        self.assertNotIn(self.person.sudo().identity_number, text)
        for user in (self.other_nurse, self.as_south, self.staff):
            with self.assertRaises(AccessError):
                sheet.with_user(user).action_report()
        self.assertTrue(sheet.with_user(self.as_deputy).action_report())

    def test_notice_of_risks(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        sheet = (
            self.env["civil.assessment.risk"]
            .with_user(self.nurse)
            .create({"resident_id": self.person.id, "date": "2024-06-01"})
        )
        with self.assertRaisesRegex(UserError, "close the assessment first"):
            sheet.action_notice()
        sheet.line_ids.write({"level": "none"})
        fall = sheet.line_ids.filtered(lambda line: line.kind_id.code == "fall")
        fall.write({"level": "high", "measures": "加装扶手，专人看护"})
        sheet.action_assess()
        sheet.action_notice()
        sheet.action_notice()
        self.assertEqual(1, len(sheet.sudo().document_ids), "issued once")
        text = self.text_of(sheet)
        for words in ("安全风险告知书", "程咬金", "文体活动意外", "专人看护", "高风险"):
            self.assertIn(words, text)
        self.assertNotIn(self.person.sudo().identity_number, text)
        sheet.action_reopen()
        fall.measures = "夜间每两小时巡查"
        sheet.action_assess()
        sheet.action_notice()
        sheet.action_notice()
        self.assertEqual(2, len(sheet.sudo().document_ids))
        text = self.text_of(sheet)
        self.assertIn("夜间每两小时巡查", text)
        self.assertNotIn("专人看护", text)
        for user in (self.other_nurse, self.as_south, self.staff):
            with self.assertRaises(AccessError):
                sheet.with_user(user).action_notice()

    def text_of(self, sheet):
        return "".join(read_pages(sheet._issued_papers()[:1].attachment_id.raw))
