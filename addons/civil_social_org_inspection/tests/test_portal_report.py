import json

from odoo.tests import HttpCase, tagged

from .portal_common import PortalCase, PortalPagesMixin, typed_in

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\n%%EOF"
)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
    b"\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe"
    b"\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


@tagged("post_install", "-at_install")
class TestPortalReport(PortalPagesMixin, PortalCase, HttpCase):
    """An organization fills in, signs and hands in its report on its pages."""

    def setUp(self):
        super().setUp()
        self.enter()

    def page(self):
        return self.url_open(f"/my/reports/{self.report.id}").text

    # -- saving ------------------------------------------------------------------

    def test_answers_are_kept_one_by_one(self):
        state = self.save({"contact_name": " 王 联系 ", "staff_count": "１２"}, 0)
        self.assertEqual(state["refused"], {})
        self.assertEqual(state["revision"], 1)
        self.assertEqual(self.report.contact_name, "王 联系")
        self.assertEqual(self.report.staff_count, 12)
        self.assertNotIn("contact_name", state["problems"])

    def test_sums_follow_from_their_parts(self):
        state = self.save({"income_donation": "1,000.10", "income_other": "0.2元"})
        self.assertEqual(state["values"]["income"], "1000.30")
        state = self.save({"assets": "70000", "liabilities": "10000.5"})
        self.assertEqual(state["values"]["net_assets"], "59999.50")
        # Who sends a sum of his own doesn't get it.
        state = self.save({"income": "5"})
        self.assertEqual(state["values"]["income"], "1000.30")

    def test_what_can_not_be_read_is_named_and_the_rest_kept(self):
        wrong = {
            "staff_count": "-1",
            "full_time_count": "1.5",
            "assets": "很多",
            "liabilities": "1e400",
            "income_donation": "1" * 40,
            "income_other": "0.001",
            "term_end_on": "2024-02-30",
            "party_form": "x",
            "contact_name": "王" * 300,
        }
        state = self.save({**wrong, "contact_phone": "0722-1"})
        self.assertEqual(state["refused"].keys(), wrong.keys())
        self.assertEqual(self.report.contact_phone, "0722-1")
        self.assertFalse(self.report.staff_count)

    def test_odd_values_are_refused(self):
        for value in ([1], {"a": 1}, True):
            with self.subTest(value=value):
                state = self.save({"contact_name": value, "staff_count": value})
                self.assertEqual(len(state["refused"]), 2)

    def test_only_what_is_asked_for_is_kept(self):
        for name in ("state", "conclusion", "org_id", "inspection_id", "due_on", "no"):
            with self.subTest(name=name):
                self.assertIn("closed", self.save({name: "1"}))
        self.assertIn("closed", self.save(["contact_name"]))
        self.assertEqual(self.report.state, "not_started")

    def test_markup_stays_text(self):
        text = "<script>alert(1)</script>{{ 7*7 }}"
        self.save({"activity_note": text})
        self.assertEqual(self.report.activity_note, text)
        self.assertNotIn("<script>alert(1)", self.page())

    def test_later_window_is_told(self):
        self.save({"contact_name": "第一"}, 0)
        state = self.save({"contact_name": "第二"}, 0)
        self.assertTrue(state["conflict"])
        self.assertEqual(state["values"]["contact_name"], "第一")
        self.assertEqual(self.report.contact_name, "第一")
        self.assertFalse(self.save({"contact_name": "第二"}, None)["conflict"])
        self.assertEqual(self.report.contact_name, "第二")

    def test_closed_inspection_takes_nothing(self):
        self.inspection._write_guarded({"state": "closed"})
        self.assertIn("closed", self.save({"contact_name": "x"}))
        self.assertIn("error", self.hand_in("a.pdf", PDF))
        self.complete_refused()

    def complete_refused(self):
        answer = self.submit_page()
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.report.state, "not_started")

    # -- another organization's --------------------------------------------------------

    def test_report_of_another_organization_is_not_there(self):
        number = self.other_report.id
        for path in ("", "/submit", "/sheet", "/versions/1", "/files/1"):
            with self.subTest(path=path):
                answer = self.url_open(f"/my/reports/{number}{path}")
                self.assertEqual(answer.status_code, 404)
        state = self.save({"contact_name": "x"}, report=self.other_report)
        self.assertEqual(state, {"error": 404})
        answer = self.send(f"/my/reports/{number}/files", {"file": ("a.pdf", PDF)})
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn(self.other_org.name, self.url_open("/my/reports").text)

    def test_file_of_another_report_is_not_there(self):
        file = self.other_report.sudo()._portal_add_file("report", "a.pdf", "JVBERg==")
        path = f"/my/reports/{self.report.id}/files/{file.id}"
        self.assertEqual(self.url_open(path).status_code, 404)
        self.url_open(f"{path}/remove", json={"params": {}})
        self.assertTrue(file.exists())

    # -- papers --------------------------------------------------------------------

    def test_papers_are_handed_in_shown_and_taken_away(self):
        answer = self.hand_in("../../年报.pdf", PDF)
        self.assertEqual(answer["name"], "年报.pdf")
        path = f"/my/reports/{self.report.id}/files/{answer['id']}"
        shown = self.url_open(path)
        self.assertEqual(shown.content, PDF)
        self.assertEqual(shown.headers["Content-Type"], "application/pdf")
        self.assertEqual(shown.headers["X-Content-Type-Options"], "nosniff")
        photo = self.hand_in("证书.PNG", PNG, kind="certificate")
        self.assertNotIn("error", photo)
        self.url_open(f"{path}/remove", json={"params": {}})
        self.assertEqual(self.report.file_ids.mapped("name"), ["证书.PNG"])

    def test_papers_that_are_refused(self):
        page = b"<html><script>alert(1)</script></html>"
        for name, content in (
            ("a.html", page),
            ("a.pdf", page),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.png", PDF),
            ("a.exe", b"MZ\x90\x00"),
            ("a", PDF),
            ("a.pdf", b""),
            ("a.pdf", PDF + b"0" * (11 * 1024 * 1024)),
        ):
            with self.subTest(name=name, size=len(content)):
                self.assertIn("error", self.hand_in(name, content))
        self.assertIn("error", self.hand_in("a.pdf", PDF, kind="unknown"))
        self.assertFalse(self.report.file_ids)

    def test_number_of_files_is_a_rule(self):
        for number in range(10):
            self.assertNotIn("error", self.hand_in(f"{number}.pdf", PDF))
        self.assertIn("error", self.hand_in("11.pdf", PDF))
        # The same name replaces.
        self.assertNotIn("error", self.hand_in("1.pdf", PDF))
        self.assertEqual(len(self.report.file_ids), 10)

    # -- submitting, and what comes after -----------------------------------------

    def test_incomplete_report_is_not_submitted(self):
        answer = self.url_open(f"/my/reports/{self.report.id}/submit")
        self.assertIn("#field_contact_name", answer.text)
        self.submit_page()
        self.assertEqual(self.report.state, "not_started")

    def test_commitment_has_to_be_signed(self):
        self.complete()
        self.submit_page(agreed="")
        self.submit_page(name=" ")
        self.assertEqual(self.report.state, "not_started")
        self.assertFalse(self.report.signed_name)
        self.submit_page()
        self.assertEqual(self.report.state, "registrar_review")
        self.assertEqual(self.report.signed_name, "李园长")
        self.assertEqual(self.report.submitted_uid, self.person)
        version = self.report.version_ids
        self.assertEqual(version.content["commitment"]["name"], "李园长")
        self.assertIn("承诺", version.content["commitment"]["text"])

    def test_what_was_submitted_stays(self):
        self.complete()
        self.submit_page()
        self.assertIn("closed", self.save({"contact_name": "x"}))
        self.assertIn("error", self.hand_in("a.pdf", PDF))
        self.submit_page()
        self.assertEqual(len(self.report.version_ids), 1)
        pdf = self.url_open(f"/my/reports/{self.report.id}/versions/1")
        self.assertEqual(pdf.headers["Content-Type"], "application/pdf")
        self.assertNotIn("o_civil_report", self.page())

    def test_returned_report_shows_what_is_to_be_put_right(self):
        self.complete()
        self.submit_page()
        self.report.with_user(self.clerk).action_return(
            reason="请补充", remarks={"contact_phone": "电话打不通"}
        )
        self.env.flush_all()
        page = self.page()
        self.assertIn("请补充", page)
        self.assertIn("电话打不通", page)
        notice = self.org.sudo().organization_id.portal_notice_ids
        self.assertEqual(notice.url, f"/my/reports/{self.report.id}")
        self.save({"contact_phone": "0722-3322222"})
        self.submit_page()
        self.assertEqual(self.report.state, "registrar_review")
        self.assertEqual(len(self.report.version_ids), 2)
        self.assertNotIn("电话打不通", self.page())

    def test_conclusion_shows_when_it_is_announced(self):
        self.complete()
        self.submit_page()
        report = self.report.with_context(lang=self.person.lang)
        labels = dict(report._fields["conclusion"]._description_selection(report.env))
        failed = labels["unqualified"]
        self.report._write_guarded({"conclusion": "unqualified", "state": "concluded"})
        self.env.flush_all()
        listed = self.url_open("/my/reports").text
        self.assertNotIn(failed, listed)
        self.report._write_guarded({"state": "published"})
        self.env.flush_all()
        self.assertIn(failed, self.url_open("/my/reports").text)

    def test_reminder_is_a_notice(self):
        self.report.with_user(self.clerk).action_remind("请尽快填报")
        notice = self.org.sudo().organization_id.portal_notice_ids
        self.assertEqual(notice.body, "请尽快填报")
        self.assertEqual(notice.deadline, self.report.due_on)
        self.assertFalse(self.other_org.sudo().organization_id.portal_notice_ids)

    def test_home_tells_the_last_day(self):
        cards = self.org.sudo().organization_id._portal_cards()
        card = next(card for card in cards if card["url"] == "/my/reports")
        self.assertEqual((card["count"], card["deadline"]), (1, self.report.due_on))

    # -- the workbook ----------------------------------------------------------------

    def sheet(self):
        return self.url_open(f"/my/reports/{self.report.id}/sheet").content

    def bring(self, content, name="年报.xlsx"):
        path = f"/my/reports/{self.report.id}/sheet/read"
        return self.send(path, {"file": (name, content)})

    def test_workbook_out_and_in(self):
        answers = {"contact_name": "王联系", "staff_count": 4, "assets": 70000.25}
        answer = self.bring(typed_in(self.sheet(), answers))
        self.assertIn("taken=3", answer.url)
        self.assertEqual(self.report.contact_name, "王联系")
        self.assertEqual(self.report.net_assets, 70000.25)

    def test_every_fault_is_named_and_nothing_taken(self):
        answers = {
            "contact_name": "王联系",
            "staff_count": "四个",
            "term_end_on": "不知道",
        }
        answer = self.bring(typed_in(self.sheet(), answers))
        self.assertIn("/sheet/read", answer.url)
        self.assertEqual(answer.text.count("list-group-item"), 2)
        self.assertRegex(answer.text, r">D\d+<")
        self.assertFalse(self.report.contact_name)
        values = json.dumps({"contact_name": "王联系"})
        path = f"/my/reports/{self.report.id}/sheet/take"
        self.send(path, values=values)
        self.assertEqual(self.report.contact_name, "王联系")

    def test_confirmed_answers_are_judged_again(self):
        path = f"/my/reports/{self.report.id}/sheet/take"
        for values in ('{"state": "published"}', '{"staff_count": "-1"}', "x", "[]"):
            with self.subTest(values=values):
                self.send(path, values=values)
                self.assertEqual(self.report.state, "not_started")
                self.assertFalse(self.report.answer_revision)

    def test_empty_cells_take_nothing_away(self):
        self.save({"contact_name": "王联系"})
        self.bring(typed_in(self.sheet(), {"contact_name": None, "staff_count": 1}))
        self.assertEqual(self.report.contact_name, "王联系")

    def test_wrong_workbooks(self):
        other = self.other_report.sudo()._sheet()
        for content in (b"", b"x", b"PK\x03\x04", b"<html/>", PDF, other):
            with self.subTest(size=len(content)):
                answer = self.bring(content)
                self.assertEqual(answer.status_code, 200)
                self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.report.answer_revision)

    def test_formulas_are_never_written(self):
        self.save({"contact_name": "=HYPERLINK(1)", "activity_note": "@SUM(1)"})
        content = typed_in(self.sheet(), {})
        self.assertNotIn(b"<f>", content)
        self.bring(content)
        self.assertEqual(self.report.contact_name, "=HYPERLINK(1)")
