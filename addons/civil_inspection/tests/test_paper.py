import io
import unicodedata

from pypdf import PdfReader

from .common import InspectionCase

#: Characters that print as radicals; the text layer has those.
_RADICALS = str.maketrans("⺠⻚⻓⻢⻔⻅⻋⻥⻜⻛⻩⻬⻰", "民页长马门见车鱼飞风黄齐龙")


class TestPaper(InspectionCase):
    """What leaves the office, opened and read."""

    prints = True

    def text(self, record, kind):
        document = record.document_ids.filtered(lambda d: d.kind_id.code == kind)
        reader = PdfReader(io.BytesIO(document.attachment_id.raw))
        text = "".join(page.extract_text() for page in reader.pages)
        text = unicodedata.normalize("NFKC", text).translate(_RADICALS)
        return document, "".join(text.split())

    def test_notice_record_and_order(self):
        record = self.signed()
        notice, text = self.text(record, "inspection_notice")
        for wanted in (
            "检查通知书",
            "曾民检通字",
            "Home0",
            record.number,
            "2024年3月5日",
            "InspectorA(17A001)",
            "InspectorB(17B001)",
            "执法证件",
        ):
            self.assertIn(wanted, text)
        self.assertEqual(notice.state, "issued")
        _paper, text = self.text(record, "inspection_record")
        for wanted in ("检查记录", "Boxesintheexit", "2024年3月4日", "10/10"):
            self.assertIn(wanted, text)
        record.action_order_rectification()
        order = record.rectification_ids
        order.action_issue()
        _paper, text = self.text(order, "rectification_order")
        for wanted in (
            "责令整改通知书",
            "曾民责改字",
            "Boxesintheexit",
            "Rule1",
            "2024年4月3日前",
            "第二十八条",
        ):
            self.assertIn(wanted, text)
