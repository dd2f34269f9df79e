import base64

from odoo.tests import tagged

from odoo.addons.civil_license.tests.common import pdf_text

from .case_common import SocialCase


@tagged("post_install", "-at_install")
class TestCasePaper(SocialCase):
    """What is printed is opened and read."""

    prints = True

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def document_text(self, case, code):
        """The text of a document's file."""
        document = case.sudo().document_ids.filtered(
            lambda one: one.kind_code == code and one.state == "issued"
        )
        return pdf_text(base64.b64decode(document.attachment_id.datas))

    def test_the_decision_and_the_announcement_say_what_was_founded(self):
        case = self.org.case_ids
        text = self.document_text(case, "social_founding")
        for words in (
            "准予成立登记决定书",
            "名称:测试区安康养老服务中心",
            "法定代表人:陈明",
            "业务主管单位:测试区教育局",
            "50,000.00元",
        ):
            self.assertIn(words, text)
        text = self.document_text(case, "social_announce_founding")
        self.assertIn("社会组织成立登记公告", text)
        self.assertIn(self.org.credit_code, text)

    def test_the_certificate_is_read(self):
        license_ = self.org.license_id
        license_.copy_ids.action_print()
        original, copy = license_.copy_ids
        for paper, words in ((original, "正本"), (copy, "副本")):
            text = pdf_text(paper.sudo().attachment_id.raw)
            self.assertIn(words, text)
            for expected in (
                "民办非企业单位(法人)登记证书",
                "测试区安康养老服务中心",
                self.org.credit_code,
                "陈明",
                "东镇一路1号",
                "养老服务、咨询",
                "2024年3月4日",
                "2028年3月3日",
            ):
                self.assertIn(expected, text)

    def test_anybody_verifies_the_certificate(self):
        rows = {
            row["label"]: row["value"] for row in self.org.license_id._public_rows()
        }
        self.assertEqual("测试区安康养老服务中心", rows["名称"])
        self.assertEqual(self.org.credit_code, rows["统一社会信用代码"])
        self.assertIn("/civil/verify/", self.org.license_id.version_id.verify_url)
