import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SafetyCase, picture

JULY = datetime.date(2024, 7, 1)


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestSelfCheck(SafetyCase):
    """Every filed institution checks itself each month, and files it once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check = cls.open_month()

    def test_filed_institutions_are_asked_once(self):
        new = self.make_home(name="未备案养老院")
        self.assertTrue(self.check)
        self.assertEqual(len(self.check_of(self.other)), 1)
        self.checks._open_month(datetime.date(2024, 6, 28))
        self.assertEqual(len(self.check_of(self.home)), 1)
        self.assertFalse(self.check_of(new))
        self.other.sudo()._write_guarded({"state": "suspended"})
        self.checks._open_month(JULY)
        self.assertTrue(self.check_of(self.home, JULY))
        self.assertFalse(self.check_of(self.other, JULY))

    def test_the_sheet_has_the_eleven_parts(self):
        sections = self.check._page_sections()
        self.assertEqual(len(sections), 11)
        self.assertTrue(all(len(part["lines"]) >= 2 for part in sections))
        self.assertEqual(
            {line.hazard_level for line in self.check.line_ids}, {"general", "major"}
        )

    def test_drafts_are_kept_and_nothing_is_filed(self):
        first, second = self.check.line_ids[:2]
        mine = self.as_home(self.check)
        state = mine._page_save({str(first.id): {"result": "yes"}})
        self.assertEqual(state["answered"], 1)
        mine._page_save({second.id: {"result": "no", "note": " 灭火器过期 "}})
        self.assertEqual((first.result, second.note), ("yes", "灭火器过期"))
        self.assertEqual(self.check.state, "due")
        self.assertFalse(self.check.hazard_ids)
        with self.assertRaisesRegex(UserError, "no answer"):
            mine._page_save({first.id: {"result": "perhaps"}})
        foreign = self.check_of(self.other).line_ids[0]
        mine._page_save({foreign.id: {"result": "no"}})
        self.assertFalse(foreign.result)

    def test_filing_makes_hazards_and_moves_the_last_month(self):
        self.home.last_self_check = "2024-04-01"
        self.filed(self.check, self.exits(self.check))
        self.assertEqual(self.check.state, "filed")
        self.assertEqual(self.check.filed_uid, self.person)
        self.assertEqual(self.home.last_self_check, datetime.date(2024, 6, 1))
        hazard = self.check.hazard_ids
        self.assertEqual(
            (hazard.level, hazard.found_by, hazard.user_id),
            ("major", "self", self.clerk),
        )
        self.assertEqual(hazard.institution_id, self.home)
        self.assertFalse(self.person.partner_id & hazard.message_partner_ids)

    def test_an_older_month_moves_nothing_back(self):
        self.home.last_self_check = "2024-06-01"
        may = self.open_month(datetime.date(2024, 5, 3))
        self.filed(may)
        self.assertEqual(self.home.last_self_check, datetime.date(2024, 6, 1))

    def test_pressed_twice_it_is_filed_once(self):
        self.answer(self.check, self.exits(self.check))
        mine = self.as_home(self.check)
        self.assertTrue(mine._page_file("王芳", self.check.month))
        self.assertFalse(mine._page_file("王芳", self.check.month))
        self.assertEqual(len(self.check.hazard_ids), 1)
        with self.assertRaisesRegex(UserError, "was filed and stays"):
            mine._page_save({self.check.line_ids[0].id: {"result": "na"}})

    def test_what_is_missing_is_said(self):
        mine = self.as_home(self.check)
        with self.assertRaisesRegex(UserError, "aren't answered"):
            mine._page_file("王芳", self.check.month)
        self.answer(self.check)
        with self.assertRaisesRegex(UserError, "who checked"):
            mine._page_file(" ", self.check.month)
        for day in (None, datetime.date(2024, 5, 31), datetime.date(2024, 6, 6)):
            with self.assertRaisesRegex(UserError, "first of the month"):
                mine._page_file("王芳", day)
        self.assertEqual(self.check.state, "due")

    def test_late_is_marked_to_the_minute(self):
        self.answer(self.check)
        with freeze_time("2024-06-30 15:59:00"):
            self.as_home(self.check)._page_file("王芳", self.check.month)
        self.assertFalse(self.check.is_filed_late)
        other = self.check_of(self.other)
        self.answer(other)
        with freeze_time("2024-06-30 16:01:00"):
            self.as_home(other, self.other_person)._page_file("赵强", other.month)
        self.assertTrue(other.is_filed_late)

    def test_reminded_before_and_urged_after_the_end_once(self):
        self.filed(self.check_of(self.other))
        with freeze_time("2024-06-24 01:00:00"):
            self.checks._cron_urge()
        self.assertFalse(self.notices(self.home))
        for _time in range(2):
            with freeze_time("2024-06-26 01:00:00"):
                self.checks._cron_urge()
        self.assertEqual(len(self.notices(self.home)), 1)
        self.assertFalse(self.todos(self.check, "urge"))
        with freeze_time("2024-07-01 01:00:00"):
            self.checks._cron_urge()
            self.assertEqual(self.todos(self.check, "urge").user_id, self.clerk)
            self.check.invalidate_recordset()
            self.assertTrue(self.check.is_late)
            self.assertEqual(self.home.self_check_state, "none")
        with freeze_time("2024-07-02 01:00:00"):
            self.checks._cron_urge()
        self.assertEqual(len(self.notices(self.home)), 2)
        self.assertFalse(self.notices(self.other))

    def test_urging_by_hand(self):
        self.check.with_user(self.clerk).action_urge()
        self.assertEqual(self.notices(self.home).url, "/my/self-checks")
        with self.assertRaises(UserError):
            self.check.with_user(self.auditor).action_urge()

    def test_photos_are_photos_and_not_too_large(self):
        line = self.as_home(self.check.line_ids[0])
        line._take_photo("photo", "现场.png", picture("PNG"))
        self.assertTrue(line.photo)
        for name, content, said in (
            ("脚本.html", b"<script>alert(1)</script>", "is no photo"),
            ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no photo"),
            ("空.jpg", b"", "is empty"),
            ("大.jpg", picture() + b"0" * 11 * 1024 * 1024, "larger than 10 MB"),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, said):
                line._take_photo("photo", name, content)

    def test_other_kinds_of_objects_keep_their_way(self):
        kind = self.env.ref("civil_inspection.kind_safety")
        thing = self.env["civil.inspection.object"].create(
            {
                "name": "公墓",
                "kind_ids": [(6, 0, kind.ids)],
                "division_id": self.east.id,
            }
        )
        self.checks._open_month(JULY)
        check = self.checks.search([("object_id", "=", thing.id)])
        self.assertFalse(check.institution_id)
        self.assertTrue(self.todos(check, "file"))
