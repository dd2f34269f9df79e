from odoo.tests import tagged

from .common import TODAY, CareCase


@tagged("post_install", "-at_install")
class TestTodo(CareCase):
    """What waits, and for whom."""

    def waiting(self, stay):
        todos = self.env["civil.todo"].search(
            [("res_model", "=", stay._name), ("res_id", "=", stay.id)]
        )
        return {
            (
                todo.key.split("-")[0],
                todo.user_id or todo.group_id,
                str(todo.due_at.date()),
            )
            for todo in todos
        }

    def test_trial_and_assessment(self):
        stay = self.assessed()
        self.agree(stay, kind="trial")
        self.assertFalse(self.waiting(stay))
        stay.action_start_trial(bed_id=self.beds[0].id, days=10)
        self.assertEqual(
            {("trial", self.keeper, "2024-06-12")},
            self.waiting(stay),
        )

    def test_not_back_in_time(self):
        stay = self.living(
            self.other_beds[0], home=self.other, person=self.make_resident()
        )
        stay.action_leave(date="2024-05-20", destination="家", expected_on="2024-06-01")
        # A home without users of its own: the section is told.
        clerk = self.env.ref("civil_institution.group_clerk")
        self.assertEqual({("overdue", clerk, "2024-06-01")}, self.waiting(stay))
        stay.action_return()
        self.assertFalse(self.waiting(stay))

    def test_agreement_and_plan(self):
        stay = self.living()
        self.agree(stay, date_until="2024-06-30")
        names = {key for key, _who, _due in self.waiting(stay)}
        self.assertEqual({"agreement"}, names)
        plans = self.env["civil.institution.plan"].with_user(self.keeper)
        plan = plans.create(
            {"stay_id": stay.id, "agreed_by": "程小妹", "review_on": TODAY}
        )
        plan.action_confirm()
        names = {key for key, _who, _due in self.waiting(stay)}
        self.assertIn("plan", names)
        stay.action_discharge(kind="left")
        self.assertFalse(self.waiting(stay))

    def test_carers_of_the_home_arent_independent(self):
        stay = self.living()
        self.assessor.group_ids += self.env.ref("civil_institution.group_home")
        self.home.user_ids += self.assessor
        sheet = (
            self.env["civil.assessment"]
            .with_user(self.assessor)
            .create(
                {
                    "resident_id": stay.resident_id.id,
                    "assessor1_id": self.assessor.id,
                    "assessor2_id": self.second.id,
                    "drives_subsidy": True,
                }
            )
        )
        self.assertIn(self.assessor.name, sheet.independence_warning)
        stay.action_discharge(kind="left")
        sheet.invalidate_recordset()
        self.assertFalse(sheet.independence_warning)
