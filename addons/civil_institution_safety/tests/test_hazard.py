import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FIVE, SafetyCase, picture


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestHazard(SafetyCase):
    """The institution plans and corrects; the district decides and checks again."""

    def test_the_whole_course(self):
        hazard = self.make_hazard()
        self.plan(hazard)
        self.assertTrue(hazard.plan_date)
        hazard.action_assign()
        self.assertEqual(hazard.document_ids.kind_id.code, "hazard_order")
        self.assertIn("二楼通道", hazard.document_ids.body)
        self.corrected(hazard)
        self.assertEqual(
            (hazard.state, hazard.rectified_uid), ("rectified", self.person)
        )
        hazard.action_verify()
        hazard.with_user(self.head).action_close()
        self.assertEqual(hazard.state, "closed")
        with self.assertRaisesRegex(UserError, "stays"):
            self.plan(hazard)

    def test_the_five_are_all_asked_for(self):
        hazard = self.make_hazard()
        for name in ("responsible", "measures", "deadline", "protection"):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(UserError, "Write who"),
            ):
                self.plan(hazard, **{name: False})
        for funds in (None, -1.0):
            with self.assertRaisesRegex(UserError, "money in yuan"):
                self.plan(hazard, funds=funds)
        with self.assertRaisesRegex(UserError, "before the discovery"):
            self.plan(hazard, deadline=datetime.date(2024, 6, 4))
        with self.assertRaises(UserError):
            hazard.action_assign()

    def test_a_photo_shows_that_it_is_put_right(self):
        hazard = self.assigned()
        with self.assertRaisesRegex(UserError, "photo of how it is now"):
            self.as_home(hazard)._page_report("已清理")
        self.as_home(hazard)._take_photo("evidence_photo", "a.jpg", picture())
        with self.assertRaisesRegex(UserError, "write what was done"):
            self.as_home(hazard)._page_report(" ")
        self.assertTrue(self.as_home(hazard)._page_report("已清理"))
        self.assertFalse(self.as_home(hazard)._page_report("又清理"))
        self.assertEqual(hazard.rectified_note, "已清理")

    def test_photos_before_are_the_inspectors(self):
        hazard = self.make_hazard()
        self.assertEqual(hazard._page_photo_field("before"), "photo")
        self.assertFalse(hazard._page_photo_field("after"))
        self.as_home(hazard)._take_photo("photo", "a.jpg", picture())
        self.assertFalse(hazard._page_photo_field("before"))
        self.plan(hazard)
        hazard.action_assign()
        self.assertEqual(hazard._page_photo_field("after"), "evidence_photo")

    def test_not_gone_is_escalated(self):
        hazard = self.assigned()
        self.corrected(hazard)
        hazard.with_user(self.clerk2).action_fail("纸箱还在")
        self.assertEqual((hazard.state, hazard.failed_count), ("rectifying", 1))
        self.assertTrue(hazard.escalated_date)
        self.assertTrue(self.todos(hazard, "urge"))
        self.assertIn("纸箱还在", self.notices(self.home).mapped("body"))

    def test_who_corrected_never_checks_again(self):
        hazard = self.assigned()
        hazard.write({"rectified_note": "已清理"})
        hazard.action_rectified()
        with self.assertRaisesRegex(UserError, "doesn't check it again"):
            hazard.action_verify()
        with self.assertRaises(UserError):
            self.as_home(hazard).action_verify()
        hazard.with_user(self.clerk2).action_verify()

    def test_institutions_take_no_step_of_the_district(self):
        hazard = self.make_hazard(**FIVE)
        mine = self.as_home(hazard)
        for step in ("action_assign", "action_verify", "action_close", "action_list"):
            with self.subTest(step=step), self.assertRaises(UserError):
                getattr(mine, step)()
        self.assertEqual(hazard.state, "open")

    def test_more_time_is_asked_for_once_and_granted_by_the_head(self):
        hazard = self.assigned()
        mine = self.as_home(hazard)
        later = datetime.date(2024, 7, 5)
        with self.assertRaisesRegex(UserError, "Write why"):
            mine._page_ask_extension("", later)
        with self.assertRaisesRegex(UserError, "later day"):
            mine._page_ask_extension("材料未到", FIVE["deadline"])
        mine._page_ask_extension("材料未到", later)
        self.assertTrue(hazard.is_extension_asked)
        head = self.env.ref("civil_institution.group_head")
        self.assertEqual(self.todos(hazard, "extend").group_id, head)
        with self.assertRaises(UserError):
            hazard.action_extend()
        hazard.with_user(self.head).action_extend()
        self.assertEqual(
            (hazard.deadline, hazard.extension_reason), (later, "材料未到")
        )
        self.assertFalse(self.todos(hazard, "extend"))
        with self.assertRaisesRegex(UserError, "once only"):
            mine._page_ask_extension("还要", datetime.date(2024, 8, 1))

    def test_what_was_assigned_stays(self):
        """The limit grows by more time only, and the level by no pen."""
        hazard = self.assigned()
        with self.assertRaisesRegex(UserError, "extended by the button"):
            hazard.deadline = "2024-12-31"
        with self.assertRaisesRegex(UserError, "extended by the button"):
            hazard.deadline = False
        hazard.write({"deadline": FIVE["deadline"], "measures": "清理并上锁"})
        hazard.level = "major"
        hazard.with_user(self.head).action_list()
        with self.assertRaisesRegex(UserError, "its level stays"):
            hazard.level = "general"
        self.assertEqual(hazard.deadline, FIVE["deadline"])

    def test_refused_time_stays_refused(self):
        hazard = self.assigned()
        mine = self.as_home(hazard)
        mine._page_ask_extension("材料未到", datetime.date(2024, 7, 5))
        with self.assertRaises(UserError):
            hazard.action_refuse_extension("不行")
        hazard.with_user(self.head).action_refuse_extension("不行")
        self.assertFalse(hazard.is_extension_asked)
        self.assertEqual(hazard.deadline, FIVE["deadline"])
        with self.assertRaisesRegex(UserError, "once only"):
            mine._page_ask_extension("还要", datetime.date(2024, 8, 1))
        with self.assertRaisesRegex(UserError, "nobody waits"):
            hazard.with_user(self.head).action_refuse_extension("不行")

    def test_no_shorter_limit_by_more_time(self):
        hazard = self.assigned()
        with self.assertRaisesRegex(UserError, "later day"):
            hazard.with_user(self.head).action_extend("理由", "2024-06-10")

    def test_major_ones_are_listed_and_departments_told(self):
        fire = self.env.ref("civil_inspection.criterion_f2")
        hazard = self.assigned(level="major", criterion_id=fire.id)
        with self.assertRaises(UserError):
            hazard.action_list()
        hazard.with_user(self.head).action_list()
        codes = hazard.document_ids.kind_id.mapped("code")
        self.assertEqual(
            set(codes), {"hazard_order", "hazard_listing", "hazard_letter"}
        )
        letter = hazard.document_ids.filtered(
            lambda one: one.kind_id.code == "hazard_letter"
        )
        self.assertEqual(letter.addressee, "Fire and Rescue")
        self.assertEqual(hazard.report_ids.recipient, "department")
        hazard.with_user(self.head).action_notify_units()
        self.assertEqual(len(hazard.report_ids), 1)
        hazard.notify_unit_ids = self.env.ref("civil_inspection.unit_ga")
        hazard.with_user(self.head).action_notify_units()
        self.assertEqual(len(hazard.report_ids), 2)

    def test_admissions_stop_until_it_is_gone(self):
        hazard = self.assigned(level="major")
        general = self.make_hazard()
        with self.assertRaisesRegex(UserError, "major hazard"):
            general.with_user(self.head).action_stop_admission()
        with self.assertRaises(UserError):
            hazard.action_stop_admission()
        self.assertFalse(self.home._admission_refusal())
        head = hazard.with_user(self.head)
        head.action_list()
        head.action_stop_admission()
        self.assertIn("stopped new admissions", self.home._admission_refusal())
        self.assertFalse(self.other._admission_refusal())
        home = self.home.with_user(self.head)
        with self.assertRaisesRegex(UserError, "isn't struck off"):
            home.action_allow_admission("已整改")
        with self.assertRaises(UserError):
            self.home.with_user(self.clerk).action_allow_admission("已整改")
        with self.assertRaises(UserError):
            self.home.with_user(self.clerk).write({"admission_stopped": False})
        self.corrected(hazard)
        hazard.with_user(self.clerk2).action_verify()
        self.env["civil.hazard.report"].create(
            {"hazard_id": hazard.id, "content": "重大隐患"}
        )
        head.action_close()
        home.action_allow_admission("已整改")
        self.assertFalse(self.home._admission_refusal())

    def test_overdue_is_escalated_and_told_once(self):
        hazard = self.assigned()
        before = len(self.notices(self.home))
        for _time in range(2):
            with freeze_time("2024-06-21 04:00:00"):
                self.hazards._cron_escalate()
        self.assertTrue(hazard.escalated_date)
        self.assertEqual(len(self.notices(self.home)), before + 1)
        self.assertEqual(self.home.open_hazard_count, 1)
        with freeze_time("2024-06-21 04:00:00"):
            self.home.invalidate_recordset()
            self.assertEqual(self.home.overdue_hazard_count, 1)

    def test_nobody_in_charge_waits_for_the_clerks(self):
        self.home.user_id = False
        check = self.filed_check()
        hazard = check.hazard_ids
        self.plan(hazard)
        hazard.with_user(self.clerk).action_assign()
        clerk = self.env.ref("civil_institution.group_clerk")
        self.assertEqual(self.todos(hazard, "follow").group_id, clerk)
        self.assertFalse(hazard.document_ids)

    def filed_check(self):
        check = self.open_month()
        return self.filed(check, self.exits(check))
