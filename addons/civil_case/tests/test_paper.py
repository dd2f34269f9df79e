import io

import pypdf

from .common import CaseCase


class TestPaper(CaseCase):
    """What leaves the office is opened and read."""

    prints = True

    def text(self, attachment):
        reader = pypdf.PdfReader(io.BytesIO(attachment.raw))
        return "".join(page.extract_text() for page in reader.pages)

    def test_acceptance_on_paper(self):
        case = self.accepted()
        paper = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_acceptance"
        )
        text = self.text(paper.attachment_id)
        self.assertIn(case.name, text)
        self.assertIn("2024", text)
        # The limit and the promise stand side by side.
        self.assertIn("2024年4月1日", paper.body)
        self.assertIn("2024年3月18日", paper.body)

    def test_archive_file_on_paper(self):
        case = self.received()
        case.action_withdraw("Given up.")
        case.action_archive_case()
        file = case.sudo().archive_file_ids
        self.assertEqual(2, len(file.item_ids))
        self.assertIn(case.name, self.text(file.attachment_id))
        file.action_verify()
