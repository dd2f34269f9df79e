from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import InspectionCase

MODELS = (
    "civil.inspection.object",
    "civil.inspection.campaign",
    "civil.inspection.draw",
    "civil.inspection.draw.line",
    "civil.inspection",
    "civil.inspection.line",
    "civil.inspection.signature",
    "civil.rectification",
    "civil.rectification.item",
    "civil.hazard",
    "civil.safety.check",
    "civil.safety.check.line",
    "civil.safety.figure",
)


class TestAccess(InspectionCase):
    """Who sees and does what: role, division, kind, company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.self_check = True

    def setUp(self):
        super().setUp()
        self.campaign_made, self.draw = self.drawn()
        self.order = self.ordered()
        self.order.inspection_id.action_record_hazards()
        self.hazard = self.order.inspection_id.hazard_ids
        self.env["civil.safety.check"]._open_month(self.hazard.found_date)
        self.env.flush_all()

    def seen(self, user, model):
        return self.env[model].with_user(user).search_count([])

    def test_people_of_the_module_see_everything_of_their_division(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            for model in MODELS:
                self.assertTrue(self.seen(user, model), (user.login, model))

    def test_people_of_other_divisions_see_nothing(self):
        for model in MODELS:
            self.assertFalse(self.seen(self.stranger, model), model)

    def test_other_staff_see_nothing(self):
        for model in MODELS:
            with self.assertRaises(AccessError):
                self.seen(self.staff, model)

    def test_kinds_are_for_their_groups(self):
        """A kind for one group hides its records from everybody else."""
        group = self.env["res.groups"].create({"name": "Cemeteries only"})
        self.kind.group_ids = group
        for model in MODELS:
            self.assertFalse(self.seen(self.clerk, model), model)
            self.assertFalse(self.seen(self.head, model), model)
            self.assertTrue(self.seen(self.auditor, model), model)
        self.clerk.group_ids += group
        for model in MODELS:
            self.assertTrue(self.seen(self.clerk, model), model)

    def test_companies_are_apart(self):
        company = self.env["res.company"].create({"name": "Another Bureau"})
        self.clerk.write(
            {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
        )
        for model in MODELS:
            self.assertFalse(self.seen(self.clerk, model), model)

    def test_a_division_taken_away_is_gone_at_once(self):
        self.assertTrue(self.seen(self.clerk, "civil.inspection"))
        self.clerk.division_ids = self.elsewhere
        self.assertFalse(self.seen(self.clerk, "civil.inspection"))

    def test_auditors_change_nothing(self):
        for record in (
            self.campaign_made,
            self.order,
            self.hazard,
            self.order.inspection_id,
            self.objects[0],
            self.inspectors[0],
        ):
            with self.assertRaises(AccessError):
                record.with_user(self.auditor).write({"active": True, "name": "x"})
            with self.assertRaises(AccessError):
                record.with_user(self.auditor).unlink()

    def refused(self, user, *actions):
        for action in actions:
            with self.assertRaises((UserError), msg=(user.login, action)):
                action()

    def test_every_action_is_denied_to_auditor_and_strangers(self):
        """Role and division are judged by the method, whatever the screen shows."""
        waiting = self.special()
        draft = self.campaign(approved=False)
        approved = self.campaign()
        check = self.env["civil.safety.check"].search(
            [("kind_id", "=", self.kind.id)], limit=1
        )
        for user in (self.auditor, self.stranger, self.staff):
            made = self.campaign_made.with_user(user)
            record, order = waiting.with_user(user), self.order.with_user(user)
            hazard, signed = (
                self.hazard.with_user(user),
                self.order.inspection_id.with_user(user),
            )
            self.refused(
                user,
                draft.with_user(user).action_approve,
                approved.with_user(user).action_freeze,
                approved.with_user(user).action_draw,
                lambda m=made: m.action_redraw("Why"),
                made.action_close,
                lambda m=made: m.action_cancel("Why"),
                self.draw.with_user(user).action_draw,
                record.action_notify,
                record.action_start,
                record.action_sign,
                record.action_unsign,
                lambda r=record: r.action_cancel("Why"),
                lambda r=record: r.action_replace_inspector(
                    self.inspectors[0].id, self.inspectors[1].id, "Why"
                ),
                signed.action_publish,
                signed.action_record_hazards,
                order.action_issue,
                order.action_report,
                order.action_pass,
                lambda o=order: o.action_fail("Why"),
                lambda o=order: o.action_extend("Why"),
                lambda o=order: o.action_hand_over("Why"),
                lambda o=order: o.action_withdraw("Why"),
                order.action_escalate,
                hazard.action_assign,
                hazard.action_rectified,
                hazard.action_verify,
                lambda h=hazard: h.action_fail("Why"),
                hazard.action_close,
                lambda h=hazard: h.action_extend("Why"),
                hazard.action_list,
                check.with_user(user).action_file,
                check.with_user(user).line_ids.action_yes
                if user == self.auditor
                else check.with_user(user).action_file,
                self.env["civil.safety.check"].with_user(user).action_open_month
                if user != self.stranger
                else check.with_user(user).action_file,
            )

    def test_strangers_do_not_repeat_or_export_draws(self):
        for user in (self.stranger, self.staff):
            with self.assertRaises(AccessError):
                self.draw.with_user(user).action_recompute()
            with self.assertRaises(AccessError):
                self.draw.with_user(user).action_export()

    def test_clerks_do_not_decide(self):
        record = self.order.inspection_id
        self.refused(
            self.clerk,
            record.action_publish,
            lambda: self.order.action_hand_over("Why"),
            lambda: self.order.action_extend("Why"),
            self.order.action_escalate,
            self.hazard.with_user(self.clerk).action_list,
            lambda: self.campaign_made.action_redraw("Why"),
            self.campaign(approved=False).action_approve,
        )

    def test_registers_of_inspectors_are_kept_by_heads(self):
        people = self.env["civil.inspection.inspector"]
        with self.assertRaises(AccessError):
            people.with_user(self.clerk).create(
                {"name": "Myself", "unit_id": self.unit.id}
            )
        self.assertTrue(
            people.with_user(self.head).create(
                {"name": "Somebody", "unit_id": self.unit.id}
            )
        )

    def test_plans(self):
        plan = (
            self.env["civil.inspection.plan"]
            .with_user(self.clerk)
            .create({"name": "2024", "year": 2024, "division_id": self.district.id})
        )
        with self.assertRaisesRegex(UserError, "no campaign"):
            plan.with_user(self.head).action_approve()
        self.campaign(approved=False, plan_id=plan.id)
        with self.assertRaisesRegex(UserError, "your role"):
            plan.action_approve()
        plan.with_user(self.deputy).action_approve()
        plan.action_publish()
        self.assertEqual(plan.state, "published")
        with self.assertRaises(UserError):
            plan.write({"year": 2025})
        with self.assertRaises(UserError):
            plan.unlink()
