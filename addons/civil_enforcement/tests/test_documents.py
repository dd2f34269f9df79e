import io
import unicodedata

from pypdf import PdfReader

from odoo.fields import Command
from odoo.tests import tagged

from .common import EnforcementCase


@tagged("post_install", "-at_install")
class TestDocuments(EnforcementCase):
    """What is printed is opened and read: article 59 and the bureau's forms."""

    prints = True

    def text(self, case, code):
        document = case.sudo().document_ids.filtered(lambda d: d.kind_id.code == code)
        self.assertEqual(len(document), 1)
        reader = PdfReader(io.BytesIO(document.attachment_id.raw))
        pages = "".join(page.extract_text() for page in reader.pages)
        # The text layer has line breaks anywhere and radicals for some characters.
        pages = unicodedata.normalize("NFKC", pages).replace("⺠", "民")
        return "".join(pages.split())

    def test_article_59_six_contents_of_a_decision(self):
        self.organization.write({"address": "East Street 5"})
        case = self.served()
        text = self.text(case, "enforcement.penalty_decision")
        document = case.sudo().document_ids.filtered(
            lambda d: d.kind_id.code == "enforcement.penalty_decision"
        )
        self.assertEqual(document.number, "曾民罚决字〔2024〕第1号")
        for content in (
            "SunsetHome",
            "EastStreet5",
            "Twelveresidentshavenoagreement",
            "Roster",
            "Measures,article46",
            "fine",
            "5,000.00",
            "15日内",
            "60日内",
            "6个月内",
            "2024年3月13日",
        ):
            self.assertIn(content, text)
        self.assertNotIn("{", text)
        self.assertTrue(document.needs_service)
        self.assertEqual(str(document.service_due), "2024-03-22")

    def test_issued_papers_have_no_empty_places(self):
        case = self.filed()
        case.write(
            {
                "facts": "Facts",
                "report": "Report",
                "outcome": "punish",
                "evidence_ids": [Command.create({"name": "Roster"})],
                "penalty_ids": [self.sanction()],
            }
        )
        for kind in self.env["civil.document.kind"].search(
            [("code", "=like", "enforcement.%")]
        ):
            draft = case._draft_document(
                kind.code,
                goods="x",
                quantity="x",
                found_at="x",
                until="x",
                begun="x",
                ended="x",
                where="x",
                subject="x",
                takers="x",
                content="x",
                signature="x",
                opinion="x",
                reviewer="x",
                held_on="x",
                chair="x",
                clerk="x",
                public="x",
                attendees="x",
                opinions="x",
                conclusion="x",
            )
            self.assertNotIn("{", draft.sudo().body, kind.code)
