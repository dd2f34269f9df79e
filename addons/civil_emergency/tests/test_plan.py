from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import EmergencyCase


class TestPlan(EmergencyCase):
    """A plan is approved by a second person and then stays."""

    def test_second_person_approves(self):
        """Whoever submitted the plan doesn't put it in force."""
        plan = self.make_plan(in_force=False)
        both = self.make_user(
            "emergency_both", "civil_emergency.group_clerk,civil_emergency.group_deputy"
        )
        plan.with_user(both).action_submit()
        with self.assertRaises(UserError):
            plan.with_user(both).submitted_uid = self.clerk
        with self.assertRaisesRegex(UserError, "doesn't approve"):
            plan.with_user(both).action_approve()
        plan.with_user(self.deputy).action_approve()
        self.assertEqual(plan.state, "in_force")
        self.assertEqual(str(plan.review_on), "2027-04-04")

    def test_needs_command_and_measures(self):
        """A plan without a command post or without measures isn't submitted."""
        plan = self.make_plan(in_force=False, post_ids=False)
        with self.assertRaisesRegex(UserError, "command post"):
            plan.action_submit()
        plan = self.make_plan(in_force=False, measure_ids=False)
        with self.assertRaisesRegex(UserError, "no measures"):
            plan.action_submit()

    def test_in_force_stays(self):
        """Neither the plan nor its lines change; a revision replaces it."""
        plan = self.make_plan()
        with self.assertRaises(UserError):
            plan.name = "Other"
        with self.assertRaises(UserError):
            plan.post_ids.phone = "1"
        with self.assertRaises(UserError):
            plan.measure_ids[0].unlink()
        with self.assertRaises(UserError):
            plan.post_ids = [
                Command.create({"name": "Press", "person": "Li", "phone": "2"})
            ]
        revised = plan.browse(plan.action_revise()["res_id"])
        self.assertEqual(plan.action_revise()["res_id"], revised.id)
        self.assertEqual((revised.version, revised.state), (2, "draft"))
        revised.post_ids.phone = "0722-0000002"
        revised.action_submit()
        revised.with_user(self.deputy).action_approve()
        self.assertEqual(plan.state, "replaced")
        found = plan._in_force_for(self.fire, self.east)
        self.assertEqual(found, revised)

    def test_drills_are_due(self):
        """Six months after it came in force, then after each drill that was held."""
        plan = self.make_plan()
        self.assertEqual(str(plan.drill_due_on), "2024-10-04")
        drill = (
            self.env["civil.emergency.drill"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "Fire at the cemetery",
                    "plan_id": plan.id,
                    "division_id": self.district.id,
                    "date": "2024-06-03",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "hasn't come"):
            drill.action_hold()
        with freeze_time("2024-06-03 08:00:00"):
            with self.assertRaisesRegex(UserError, "how many people"):
                drill.action_hold()
            drill.people_count = 30
            drill.action_hold()
            self.assertEqual(str(plan.drill_due_on), "2024-12-03")
            with self.assertRaisesRegex(UserError, "weaknesses"):
                drill.action_evaluate()
            drill.write({"problems": "Hoses too short", "improvements": "Longer"})
            drill.action_evaluate()
        self.assertEqual(drill.state, "evaluated")

    def test_nearest_plan_is_taken(self):
        """A town's own plan goes before the district's."""
        self.make_plan()
        own = self.make_plan(name="Fires in East Town", division_id=self.east.id)
        self.assertEqual(self.make_incident().plan_id, own)
        west = self.make_incident(division_id=self.west.id)
        self.assertNotEqual(west.plan_id, own)

    def test_contact_list_names_everybody(self):
        """The list of contacts is issued once a version, with every post."""
        plan = self.make_plan()
        plan.action_print_contacts()
        plan.action_print_contacts()
        self.assertEqual(plan.document_count, 1)
        self.assertIn("0722-0000001", plan.sudo().document_ids.body)
