import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import SafetyCase

NOW = datetime.datetime(2024, 6, 5, 4, 0)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestIncident(SafetyCase):
    """Institutions report incidents on their pages; clocks of the reports run."""

    def report(self, kind="fall", token="a", **values):
        incidents = self.env["civil.emergency.incident"].with_user(self.person).sudo()
        return incidents._page_new(
            self.home,
            self.env.ref(f"civil_institution_safety.emergency_kind_{kind}"),
            {
                "occurred_at": NOW - datetime.timedelta(minutes=20),
                "place": "203室",
                "description": "起床时跌倒",
                "person_count": "1",
                "person_names": "张三",
                **values,
            },
            token,
        )

    def clock(self, incident, code):
        return incident.clock_ids.filtered(lambda one: one.kind_id.code == code)

    def test_reported_once_with_its_clock(self):
        incident = self.report()
        self.assertEqual(self.report(), incident)
        self.assertNotEqual(self.report(token="b"), incident)
        self.assertEqual(incident.institution_id, self.home)
        self.assertEqual(incident.user_id, self.clerk)
        self.assertEqual(incident.level_id.code, "4")
        limit = self.clock(incident, "emergency.written").limit_at
        self.assertEqual(limit, NOW + datetime.timedelta(hours=24))
        self.assertFalse(self.clock(incident, "emergency.report_up"))
        self.assertNotIn("张三", incident.name)
        self.assertEqual(self.home.incident_count, 2)

    def test_grave_ones_go_to_the_district_government_within_the_hour(self):
        for kind, values in (
            ("food_poisoning", {}),
            ("death", {}),
            ("fall", {"dead_count": "1"}),
        ):
            with self.subTest(kind=kind):
                incident = self.report(kind, token=kind, **values)
                limit = self.clock(incident, "emergency.report_up").limit_at
                self.assertEqual(limit, NOW + datetime.timedelta(hours=1))

    def test_fire_is_reported_by_institutions_too(self):
        kinds = self.env["civil.emergency.kind"].search(
            [("is_institutional", "=", True)]
        )
        self.assertIn(self.env.ref("civil_emergency.kind_fire"), kinds)
        self.assertEqual(len(kinds), 15)

    def test_what_is_missing_is_said(self):
        for values in ({"description": " "}, {"occurred_at": None}):
            with self.assertRaisesRegex(UserError, "Choose what happened"):
                self.report(**values)
        with self.assertRaisesRegex(UserError, "future"):
            self.report(occurred_at=NOW + datetime.timedelta(minutes=5))

    def test_told_at_once_or_too_late(self):
        self.assertFalse(self.report().is_oral_late)
        late = self.report(token="b", occurred_at=NOW - datetime.timedelta(minutes=31))
        self.assertTrue(late.is_oral_late)
        told = self.report(
            token="c",
            occurred_at=NOW - datetime.timedelta(hours=5),
            oral_at=NOW - datetime.timedelta(hours=4, minutes=50),
        )
        self.assertFalse(told.is_oral_late)
        self.assertEqual(
            self.clock(told, "emergency.written").limit_at,
            NOW + datetime.timedelta(hours=19, minutes=10),
            "the clock runs since the call",
        )
        with self.assertRaisesRegex(UserError, "The call lies"):
            self.report(token="d", oral_at=NOW - datetime.timedelta(hours=1))

    def test_the_written_report_meets_its_clock(self):
        incident = self.report()
        self.assertTrue(incident.owes_written_report)
        mine = self.as_home(incident)
        with self.assertRaisesRegex(UserError, "Write what is reported"):
            mine._page_report("written", " ")
        mine._page_report("written", "老人已送医，情况稳定")
        mine._page_report("written", "老人已送医，情况稳定")
        self.assertEqual(self.clock(incident, "emergency.written").state, "met")
        self.assertFalse(incident.owes_written_report)
        self.assertEqual(incident.report_ids.mapped("kind"), ["written"])

    def test_no_closing_without_the_family_and_the_review(self):
        incident = self.report()
        mine = self.as_home(incident)
        mine._page_report("written", "已送医")
        clerk = incident.with_user(self.clerk)
        clerk.action_respond()
        clerk.action_control()
        self.env["civil.emergency.report"].with_user(self.clerk).create(
            {
                "incident_id": incident.id,
                "kind": "final",
                "addressee": "局",
                "text": "结",
            }
        )
        review = {"cause": "地滑", "correction": "铺防滑垫", "review": "加强巡查"}
        head = incident.with_user(self.head)
        head.write(review)
        with self.assertRaisesRegex(UserError, "family was told"):
            head.action_close()
        with self.assertRaisesRegex(UserError, "when, how and by whom"):
            mine._page_family(
                {"family_notified_at": NOW, "family_notified_way": "电话"}
            )
        with self.assertRaisesRegex(UserError, "not later than now"):
            mine._page_family(
                {
                    "family_notified_at": NOW + datetime.timedelta(hours=1),
                    "family_notified_way": "电话",
                    "family_notified_by": "王芳",
                }
            )
        mine._page_family(
            {
                "family_notified_at": NOW,
                "family_notified_way": "电话",
                "family_notified_by": "王芳",
            }
        )
        head.write({"review": False})
        with self.assertRaisesRegex(UserError, "review"):
            head.action_close()
        head.write(review)
        head.action_close()
        self.assertEqual(incident.state, "closed")
        with self.assertRaises(UserError):
            mine._page_report("further", "又")

    def test_names_are_for_those_entitled(self):
        incident = self.report()
        other = self.make_user("safety_emergency", "civil_emergency.group_head")
        self.assertFalse(
            self.env["civil.emergency.incident"]
            .with_user(other)
            .search([("id", "=", incident.id)])
        )
        fire = self.env["civil.emergency.incident"].create(
            {
                "name": "火情",
                "kind_id": self.env.ref("civil_emergency.kind_fire").id,
                "level_id": self.env.ref("civil_emergency.level_4").id,
                "division_id": self.east.id,
                "place": "厨房",
                "person_names": "李四",
                "organization_id": self.home.organization_id.id,
            }
        )
        with self.assertRaises(UserError):
            fire.with_user(other).read(["person_names"])
        self.assertEqual(
            fire.with_user(self.clerk).read(["person_names"])[0]["person_names"], "李四"
        )
        for user in (other, self.clerk, self.deputy, self.auditor):
            Form(fire.with_user(user))

    def test_without_anybody_in_charge_it_waits_for_the_clerks(self):
        self.home.user_id = False
        incident = self.report()
        clerk = self.env.ref("civil_institution.group_clerk")
        self.assertEqual(self.todos(incident, "reported").group_id, clerk)
