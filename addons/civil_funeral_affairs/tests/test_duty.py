from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .common import AffairsCase


class TestDuty(AffairsCase):
    """A duty plan is approved, kept, reported on day by day, and closed."""

    def approve(self, duty):
        duty.action_submit()
        duty.with_user(self.deputy).action_approve()
        return duty

    def test_sites_have_people_and_fire_prevention(self):
        """Nothing is submitted without them."""
        duty = self.make_duty()
        duty.site_ids.fire_measures = False
        with self.assertRaisesRegex(UserError, "fire prevention.*East cemetery"):
            duty.action_submit()
        duty.site_ids.fire_measures = "Basins"
        duty.site_ids.shift_ids.unlink()
        with self.assertRaisesRegex(UserError, "nobody is on duty"):
            duty.action_submit()

    def test_second_person_approves(self):
        """Whoever submitted the plan doesn't approve it."""
        duty = self.make_duty()
        both = self.make_user(
            "affairs_both",
            "civil_funeral_affairs.group_clerk,civil_funeral_affairs.group_deputy",
        )
        duty.with_user(both).action_submit()
        with self.assertRaisesRegex(UserError, "doesn't approve"):
            duty.with_user(both).action_approve()

    def test_nobody_is_in_two_places(self):
        """Not on one day at one time; a night after a day is possible."""
        duty = self.make_duty()
        shift = {"date": "2024-04-04", "user_ids": [Command.set(self.clerk2.ids)]}
        other = self.make(
            "duty.site",
            duty_id=duty.id,
            name="West gate",
            leader="Zhao",
            phone="1",
            shift_ids=[Command.create({**shift, "period": "night"})],
        )
        for period in ("day", "morning"):
            with self.assertRaisesRegex(ValidationError, "East cemetery"):
                self.make("duty.shift", site_id=other.id, period=period, **shift)
        with self.assertRaisesRegex(ValidationError, "nobody is on duty"):
            self.make("duty.shift", site_id=other.id, date="2024-04-04")
        with self.assertRaisesRegex(ValidationError, "outside the days"):
            self.make("duty.shift", site_id=other.id, date="2024-04-06", people="Li")

    def test_only_shifts_change_afterwards(self):
        """People fall ill; sites and days stay."""
        duty = self.approve(self.make_duty())
        with self.assertRaises(UserError):
            duty.date_to = "2024-04-06"
        with self.assertRaises(UserError):
            duty.site_ids.unlink()
        duty.site_ids.shift_ids.write(
            {"user_ids": [Command.clear()], "people": "Sun Invented"}
        )
        self.assertEqual(duty.site_ids.shift_ids._names(), "Sun Invented")

    def test_every_site_reports_every_day(self):
        """Days that are over without a report are counted; the plan stays open."""
        duty = self.approve(self.make_duty())
        self.assertEqual(duty.missing_count, 2)
        duty.action_make_reports()
        duty.action_make_reports()
        self.assertEqual(
            sorted(str(day) for day in duty.report_ids.mapped("date")),
            ["2024-04-03", "2024-04-04"],
        )
        self.assertEqual(duty.missing_count, 2, "laid out isn't reported")
        duty.report_ids.staff_count = 5
        self.assertEqual(duty.missing_count, 0)
        duty.report_ids[0].visitor_count = 1200
        self.assertEqual(duty.visitor_count, 1200)
        with self.assertRaises(ValidationError):
            self.make("duty.report", site_id=duty.site_ids.id, date="2024-04-05")
        headed = duty.with_user(self.head)
        headed.summary = "In order"
        with self.assertRaisesRegex(UserError, "aren't over"):
            headed.action_close()
        with freeze_time("2024-04-06 01:00:00"):
            duty.invalidate_recordset()
            with self.assertRaisesRegex(UserError, "1 reports are missing"):
                headed.action_close()
            duty.action_make_reports()
            duty.report_ids.staff_count = 5
            headed.action_close()
            with self.assertRaises(UserError):
                duty.report_ids[0].visitor_count = 1
            with self.assertRaises(UserError):
                duty.site_ids.shift_ids.people = "Somebody"

    def test_roster_names_the_shifts(self):
        """A changed shift makes a new roster; the same makes none."""
        duty = self.approve(self.make_duty())
        duty.action_print_roster()
        duty.action_print_roster()
        roster = duty.sudo().document_ids
        self.assertEqual(len(roster), 1)
        self.assertIn("East cemetery", roster.body)
        self.assertIn(self.clerk2.name, roster.body)
