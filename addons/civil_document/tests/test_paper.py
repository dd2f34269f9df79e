import io

import pypdf

from odoo.tests import tagged

from .common import DocumentCase, read_pages


@tagged("post_install", "-at_install")
class TestPaper(DocumentCase):
    """What leaves the office, printed and read."""

    _prints = True

    def fonts(self, content):
        """Whether each font of a PDF is embedded."""
        for page in pypdf.PdfReader(io.BytesIO(content)).pages:
            for font in page["/Resources"].get("/Font", {}).values():
                font = font.get_object()
                for part in font.get("/DescendantFonts", [font]):
                    descriptor = part.get_object().get("/FontDescriptor")
                    yield any("/FontFile" in key for key in descriptor.get_object())

    def test_the_form_of_a_decision(self):
        self.kind.write(
            {
                "date_style": "words",
                "remedies_text": "不服本决定的，可以申请行政复议。",
            }
        )
        document = self.issue(enclosures="许可证正本\n许可证副本")
        content = document.sudo().attachment_id.raw
        [page] = read_pages(content)
        places = [
            "测试区民政局",
            "行政许可决定书",
            "t_grant〔2024〕第1号",
            "随州白云公墓有限公司:",
            "申请材料齐全。",
            "根据规定",
            "不服本决定的",
            "1.许可证正本",
            "二〇二四年三月一日",
        ]
        found = [page.find(text) for text in places]
        self.assertNotIn(-1, found, page)
        self.assertEqual(found, sorted(found))
        self.assertRegex(page, r"(第1页共1页|Page1of1)$")
        self.assertTrue(all(self.fonts(content)))

    def test_pages_are_counted(self):
        document = self.issue(body="\n".join(f"第{n}段内容。" for n in range(60)))
        pages = read_pages(document.sudo().attachment_id.raw)
        count = len(pages)
        self.assertGreater(count, 2)
        for number, page in enumerate(pages, 1):
            self.assertRegex(page, rf"(第{number}页共{count}页|Page{number}of{count})$")

    def test_the_red_heading(self):
        kind = self.make_kind("t_notice", red_head=True, body_text="请遵照执行。")
        document = self.matter.with_user(self.clerk)._issue_document("t_notice")
        self.assertIn("red-head", document.sudo().content)
        [page] = read_pages(document.sudo().attachment_id.raw)
        self.assertLess(page.find("t_notice〔2024〕"), page.find(kind.name))
        self.assertLess(page.find("测试区民政局"), page.find("t_notice〔2024〕"))

    def test_an_addon_brings_its_own_body(self):
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "name": "t",
                "key": "civil_document.test_body",
                "arch": "<t t-name='civil_document.test_body'><p>理由：<t "
                "t-out=\"values['ground']\"/>，办件<t t-out='record.name'/></p></t>",
            }
        )
        view = self.env["ir.ui.view"].search([("key", "=", "civil_document.test_body")])
        self.env["ir.model.data"].create(
            {
                "module": "civil_document",
                "name": "test_body",
                "model": "ir.ui.view",
                "res_id": view.id,
            }
        )
        self.kind.template_key = "civil_document.test_body"
        document = self.issue(ground="<b>特殊</b>情形")
        [page] = read_pages(document.sudo().attachment_id.raw)
        self.assertIn("理由:<b>特殊</b>情形,办件办件一", page)

    def test_the_preview_has_no_number_and_issues_nothing(self):
        draft = self.matter.with_user(self.clerk)._draft_document("t_grant")
        [page] = read_pages(draft._preview_pdf())
        self.assertNotIn("第1号", page)
        self.assertEqual((draft.state, draft.number), ("draft", False))
        self.assertFalse(draft.sudo().attachment_id)

    def test_the_receipt_of_service(self):
        document = self.issue()
        self.env["civil.document.service"].with_user(self.clerk).create(
            {
                "document_id": document.id,
                "method": "left",
                "sent_at": "2024-03-01",
                "served_at": "2024-03-02",
                "witness": "村委会李某",
                "server": "王某、张某",
                "place": "北镇1号",
            }
        )
        reports = self.env["ir.actions.report"].with_user(self.clerk)
        content, _kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf("civil_document.report_receipt", document.ids)
        [page] = read_pages(content)
        for text in (
            "t_grant〔2024〕第1号",
            "随州白云公墓有限公司",
            "村委会李某",
            "王某、张某",
            "北镇1号",
            "2024年3月2日",
        ):
            self.assertIn(text, page)
