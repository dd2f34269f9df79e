import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import COMPLETE, InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestResettlement(InstitutionCase):
    """Late filings, changes that aren't filed, and where residents go in the end."""

    def waits(self, home):
        """``{key: last day}`` of what waits with the institution."""
        home.env.flush_all()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", home._name), ("res_id", "=", home.id)]
        )
        return {todo.key: todo.due_at and todo.due_at.date() for todo in todos}

    def file(self, home):
        home = home.with_user(self.clerk)
        home.write(COMPLETE)
        home.action_apply()
        home.action_file()

    def test_ten_working_days_to_file(self):
        self.home.first_admission_on = "2024-05-22"
        due = datetime.date(2024, 6, 5)
        self.assertEqual(due, self.home.filing_due)
        self.assertEqual({"file": due}, self.waits(self.home))
        late = [("is_filing_late", "=", True), ("id", "=", self.home.id)]
        self.assertFalse(self.home.is_filing_late)
        self.assertFalse(self.home.search(late))
        with freeze_time("2024-06-06 04:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.home.is_filing_late)
            self.assertEqual(self.home, self.home.search(late))

    def test_who_is_found_unfiled_is_looked_at(self):
        self.home.discovered_on = "2024-05-06"
        due = self.env["civil.workday"]._add_workdays(datetime.date(2024, 5, 6), 20)
        waits = self.waits(self.home)
        self.assertEqual({"file", "first_check"}, waits.keys())
        self.assertEqual(due, waits["first_check"])
        self.assertTrue(self.home.is_first_check_late)
        late = [("is_first_check_late", "=", True), ("id", "=", self.home.id)]
        self.assertEqual(self.home, self.home.search(late))
        self.home._note_check(datetime.date(2024, 6, 4))
        self.assertEqual({"file"}, self.waits(self.home).keys())
        # What is filed then is looked at anew.
        self.file(self.home)
        self.assertEqual({"first_check"}, self.waits(self.home).keys())

    def test_changes_are_filed_without_delay(self):
        self.file(self.home)
        self.home.write({"first_checked_on": "2024-06-05", "building_area": 300})
        changed = [("has_unfiled_changes", "=", True), ("id", "=", self.home.id)]
        self.assertEqual({}, self.waits(self.home))
        self.assertFalse(self.home.search(changed))
        for name, value in (
            ("beds_approved", 60),
            ("address", "迎宾大道2号"),
            ("building_area", 320.5),
            ("legal_representative", "张月"),
        ):
            before = self.home[name]
            self.home[name] = value
            self.assertEqual({"change"}, self.waits(self.home).keys(), name)
            self.assertEqual(self.home, self.home.search(changed), name)
            self.home[name] = before
            self.assertFalse(self.home.has_unfiled_changes, name)
            self.assertFalse(self.home.search(changed), name)
        self.home.with_user(self.clerk).beds_approved = 60
        context = self.home.with_user(self.clerk).action_file_change()["context"]
        self.assertEqual(60, context["default_institution_beds"])
        self.assertNotIn("default_institution_name", context)
        self.assertIn("40 → 60", self.home.unfiled_changes)

    def test_what_an_old_filing_lacked_is_no_change(self):
        self.home.with_user(self.clerk).action_note_filed("2021-06-19")
        self.home.address = "迎宾大道1号"
        self.assertFalse(self.home.has_unfiled_changes)
        self.home.address = "迎宾大道2号"
        self.assertIn("1号 → 迎宾大道2号", self.home.unfiled_changes)

    def test_a_grant_files_what_has_changed_already(self):
        self.file(self.home)
        self.home.beds_approved = 60
        action = self.home.with_user(self.clerk).action_file_change()
        case = (
            self.env["civil.case"]
            .with_user(self.clerk)
            .with_context(action["context"])
            .create({})
        )
        self.assertEqual({"beds_approved": 60}, case._institution_changes())
        self.env["civil.institution.case"]._grant_change(case, self.home.sudo())
        self.assertFalse(self.home.has_unfiled_changes)

    def plan(self, **vals):
        lines = self.env["civil.institution.resettlement"].with_user(self.clerk)
        return lines.create(
            {
                "institution_id": self.home.id,
                "residents": "张三等",
                "target_id": self.other.id,
                **vals,
            }
        )

    def test_each_resident_has_a_place_to_go(self):
        self.file(self.home)
        home = self.home.with_user(self.head)
        home.write(
            {"notice_on": "2024-06-05", "stop_on": "2024-08-04", "resident_count": 5}
        )
        one = self.plan(persons=4)
        with self.assertRaisesRegex(UserError, "4 residents.* 5"):
            home.action_suspend()
        two = self.plan(persons=1, goes_to="family", target_id=False)
        home.action_suspend()
        home.resident_count = 0
        with self.assertRaisesRegex(UserError, "张三"):
            home.action_close()
        (one | two).action_done()
        self.assertEqual(datetime.date(2024, 6, 5), one.done_on)
        home.action_close()
        self.assertEqual("closed", home.state)

    def test_residents_go_where_they_are_taken_in(self):
        with self.assertRaises(ValidationError):
            self.plan(target_id=self.home.id)
        with self.assertRaises(ValidationError):
            self.plan(target_id=False)
        self.other.write({"stop_on": "2024-06-05"})
        self.other.with_user(self.head).action_close()
        with self.assertRaises(ValidationError):
            self.plan()

    def test_who_keeps_the_plan(self):
        line = self.plan()
        self.home.user_ids = [Command.set(self.keeper.ids)]
        line.with_user(self.keeper).note = "车辆已安排"
        other = line.copy({"institution_id": self.other.id, "target_id": self.home.id})
        for user in (self.keeper, self.east_clerk, self.auditor, self.deputy):
            with self.assertRaises(AccessError):
                other.with_user(user).action_done()
