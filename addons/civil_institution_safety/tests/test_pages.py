import json

from odoo import fields
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import PASSWORD, SafetyCase, picture


@tagged("post_install", "-at_install")
class TestPages(SafetyCase, HttpCase):
    """What an institution sees and sends on its pages. No frozen day: as it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        cls.check = cls.open_month(cls.today)
        cls.path = f"/my/self-checks/{cls.check.id}"

    def setUp(self):
        super().setUp()
        self.authenticate(self.person.login, PASSWORD)

    def send(self, path, files=None, **data):
        data["csrf_token"] = Request.csrf_token(self)
        answer = self.url_open(path, data=data, files=files)
        self.env.invalidate_all()
        return answer

    def call(self, path, **params):
        answer = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.env.invalidate_all()
        return answer["result"]

    def test_home_has_the_cards(self):
        page = self.url_open("/my").text
        for path in ("self-checks", "hazards", "incidents", "drills"):
            self.assertIn(f'href="/my/{path}"', page)

    def test_every_page_is_there(self):
        hazard = self.make_hazard(found_date=self.today)
        for path in (
            "/my/self-checks",
            self.path,
            f"{self.path}/sections/1",
            f"{self.path}/file",
            "/my/hazards",
            f"/my/hazards/{hazard.id}",
            "/my/incidents",
            "/my/incidents/new",
            "/my/drills",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 200)
        self.filed(self.check, self.exits(self.check))
        self.assertIn("二楼通道", self.url_open(self.path).text)
        last = f"{self.path}/sections/12"
        self.assertEqual(self.url_open(last).status_code, 404)

    def test_a_section_is_kept_and_leads_on(self):
        lines = self.check._page_sections()[0]["lines"]
        answer = self.send(
            f"{self.path}/sections/1",
            **{f"result_{lines[0].id}": "no", f"note_{lines[0].id}": "通道堵塞"},
            to="next",
        )
        self.assertTrue(answer.url.endswith("/sections/2"))
        self.assertEqual((lines[0].result, lines[0].note), ("no", "通道堵塞"))
        self.assertIn("通道堵塞", self.url_open(f"{self.path}/sections/1").text)
        back = self.send(f"{self.path}/sections/2", to="previous")
        self.assertTrue(back.url.endswith("/sections/1"))

    def test_answers_are_kept_as_they_are_given(self):
        line = self.check.line_ids[3]
        told = self.call(
            f"{self.path}/answers", answers={line.id: {"result": "na", "note": ""}}
        )
        self.assertEqual(told["answered"], 1)
        self.assertEqual(line.result, "na")

    def test_filed_by_its_form_once(self):
        early = self.send(f"{self.path}/file", checker="王芳", checked_date=self.today)
        self.assertIn("alert-danger", early.text)
        self.answer(self.check, self.exits(self.check))
        for _time in range(2):
            answer = self.send(
                f"{self.path}/file", checker="王芳", checked_date=str(self.today)
            )
            self.assertIn("filed=1", answer.url)
        self.assertEqual(self.check.state, "filed")
        self.assertEqual(len(self.check.hazard_ids), 1)
        log = self.env["civil.organization.log"].search(
            [("event", "=", "submitted"), ("account_user_id", "=", self.person.id)]
        )
        self.assertEqual(len(log), 1)

    def test_photos_come_in_and_are_shown(self):
        path = f"{self.path}/photos/{self.check.line_ids[0].id}"
        good = self.send(path, {"file": ("a.jpg", picture())}).json()
        self.assertEqual(good, {"ok": 1})
        shown = self.url_open(path)
        self.assertEqual(shown.headers["Content-Type"], "image/jpeg")
        bad = self.send(path, {"file": ("a.jpg", b"<html>")}).json()
        self.assertIn("a.jpg", bad["error"])
        self.assertEqual(self.call(f"{path}/remove"), {"ok": 1})
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_another_institutions_are_not_found(self):
        other = self.check_of(self.other, self.today)
        hazard = self.hazards.create(
            {
                "name": "绝密隐患",
                "object_id": self.other.object_id.id,
                "kind_id": self.check.kind_id.id,
            }
        )
        line = other.line_ids[0].id
        for path in (
            f"/my/self-checks/{other.id}",
            f"/my/self-checks/{other.id}/sections/1",
            f"/my/self-checks/{other.id}/file",
            f"/my/self-checks/{other.id}/photos/{line}",
            f"{self.path}/photos/{line}",
            f"/my/hazards/{hazard.id}",
            f"/my/hazards/{hazard.id}/photos/before",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        self.assertNotIn("绝密", self.url_open("/my/hazards").text)

    def test_a_hazard_by_its_forms(self):
        hazard = self.make_hazard(found_date=self.today)
        path = f"/my/hazards/{hazard.id}"
        bad = self.send(path, do="plan", responsible="刘主任")
        self.assertIn("alert-danger", bad.text)
        self.assertIn("刘主任", bad.text, "nothing typed is lost")
        self.send(
            path,
            do="plan",
            responsible="刘主任",
            measures="清理",
            funds="1,200.50",
            deadline=str(fields.Date.add(self.today, days=10)),
            protection="看守",
        )
        self.assertEqual((hazard.responsible, hazard.funds), ("刘主任", 1200.5))
        hazard.action_assign()
        self.send(
            path,
            do="extend",
            reason="材料未到",
            until=str(fields.Date.add(self.today, days=20)),
        )
        self.assertTrue(hazard.is_extension_asked)
        refused = self.send(path, do="report", note="已清理")
        self.assertIn("alert-danger", refused.text)
        photo = self.send(f"{path}/photos/after", {"file": ("后.png", picture("PNG"))})
        self.assertEqual(photo.json(), {"ok": 1})
        self.send(path, do="report", note="已清理")
        self.assertEqual(hazard.state, "rectified")
        again = self.send(f"{path}/photos/after", {"file": ("x.png", picture("PNG"))})
        self.assertIn("error", again.json())
        self.assertEqual(self.send(path, do="action_close").status_code, 404)

    def test_an_incident_by_its_forms(self):
        kind = self.env.ref("civil_institution_safety.emergency_kind_fall")
        form = {
            "kind": kind.id,
            "occurred_at": f"{self.today}T00:00",
            "place": "203室",
            "description": "跌倒",
            "person_count": "1",
            "token": "t" * 32,
        }
        first = self.send("/my/incidents/new", **form)
        second = self.send("/my/incidents/new", **form)
        self.assertEqual(first.url, second.url)
        incident = self.env["civil.emergency.incident"].search(
            [("institution_id", "=", self.home.id)]
        )
        self.assertEqual(len(incident), 1)
        self.send(f"/my/incidents/{incident.id}", do="written", text="已送医")
        self.assertFalse(incident.owes_written_report)
        self.send(
            f"/my/incidents/{incident.id}",
            do="family",
            family_notified_at=f"{self.today}T00:00",
            family_notified_way="电话",
            family_notified_by="王芳",
        )
        self.assertEqual(incident.family_notified_by, "王芳")
        wrong = self.send("/my/incidents/new", **{**form, "token": "u", "kind": "0"})
        self.assertIn("alert-danger", wrong.text)

    def test_a_drill_by_its_form(self):
        form = {
            "name": "火灾疏散",
            "date": str(self.today),
            "people_count": "30",
            "course": "疏散",
            "token": "d" * 32,
        }
        for _time in range(2):
            self.send("/my/drills", **form)
        drill = self.env["civil.institution.drill"].search(
            [("institution_id", "=", self.home.id)]
        )
        self.assertEqual(len(drill), 1)
        path = f"/my/drills/{drill.id}/photo"
        self.assertEqual(
            self.send(path, {"file": ("a.jpg", picture())}).json(), {"ok": 1}
        )
        self.assertIn("error", self.send(path, {"file": ("b.jpg", picture())}).json())

    def test_organizations_that_are_no_institution_find_nothing(self):
        organization = self.env["civil.organization"].create(
            {
                "name": "测试区书画协会",
                "division_id": self.east.id,
                "kind_ids": [
                    (
                        6,
                        0,
                        self.env.ref("civil_organization.kind_social_organization").ids,
                    )
                ],
            }
        )
        organization.with_user(self.clerk).action_open_account("13900139000", "李四")
        user = organization.portal_account_ids.user_id
        user.write({"password": PASSWORD, "organization_password_pending": False})
        self.authenticate(user.login, PASSWORD)
        self.assertNotIn("/my/self-checks", self.url_open("/my").text)
        for path in ("self-checks", "hazards", "incidents", "drills", "incidents/new"):
            self.assertEqual(self.url_open(f"/my/{path}").status_code, 404, path)
