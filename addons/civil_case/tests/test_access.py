from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import CaseCase


class TestAccess(CaseCase):
    """Who may do what with cases: by role, kind and division."""

    def refused(self, case, user, method, *args):
        """The step is refused to the user, and nothing has changed."""
        case = case.with_user(user)
        state = case.sudo().state
        with self.assertRaises(UserError):
            getattr(case, method)(*args)
        case.invalidate_recordset()
        self.assertEqual(state, case.sudo().state, (user.login, method))

    def steps(self):
        """Each step with a case in which a person of the right role may take it."""
        noticed = self.received()
        noticed.material_ids.check_result = "missing"
        rest = self.env.ref("civil_case.pause_reason_hearing").id
        waiting = self.received()
        waiting.material_ids.check_result = "missing"
        ready = self.received()
        ready.material_ids.check_result = "ok"
        noticed.action_notice()
        second = self.submitted()
        second.with_user(self.head).action_review()
        ended = self.received()
        ended.action_withdraw("Given up.")
        accepted = self.accepted()
        return [
            (self.make_case(), "action_receive"),
            (waiting, "action_notice"),
            (noticed, "action_correct"),
            (ready, "action_accept"),
            (ready, "action_not_accept", self.ground_acceptance.ids, "None needed."),
            (accepted, "action_submit"),
            (accepted, "action_propose", "grant", "Fit."),
            (accepted, "action_rest", rest),
            (accepted, "action_ask_extension", "Hard."),
            (accepted, "action_withdraw", "Given up."),
            (accepted, "action_take_back"),
            (self.submitted(), "action_review"),
            (second, "action_grant"),
            (ended, "action_archive_case"),
        ]

    def test_who_reads_only_takes_no_step(self):
        for case, method, *args in self.steps():
            for user in (self.auditor, self.staff):
                self.refused(case, user, method, *args)

    def test_who_is_elsewhere_takes_no_step(self):
        for case, method, *args in self.steps():
            self.refused(case, self.stranger, method, *args)

    def test_deputy_takes_no_step_of_the_clerk(self):
        for case, method, *args in self.steps():
            if method not in ("action_grant",):
                self.refused(case, self.deputy, method, *args)

    def test_deputy_changes_no_content(self):
        case = self.accepted().with_user(self.deputy)
        for vals in ({"summary": "x"}, {"proposal": "refuse"}, {"opinion": "x"}):
            with self.assertRaises(AccessError):
                case.write(vals)

    def test_clerk_decides_nothing(self):
        for case, method, *args in self.steps():
            if method in ("action_review", "action_grant"):
                self.refused(case, self.clerk2, method, *args)
        case = self.accepted()
        case.action_ask_extension("Hard.")
        self.refused(case, self.clerk2, "action_approve_extension")
        self.refused(case, self.clerk2, "action_decline_extension", "No.")
        self.refused(self.submitted(), self.clerk2, "action_send_back", "No.")

    def test_maker_reviewer_and_approver_are_three(self):
        case = self.accepted(user=self.head)
        case.with_user(self.head).action_submit()
        self.refused(case, self.head, "action_review")
        self.refused(self.submitted(), self.deputy, "action_grant")

    def test_other_divisions_are_not_seen(self):
        case = self.received()
        cases = self.env["civil.case"].with_user(self.stranger)
        self.assertFalse(cases.search([("id", "=", case.id)]))
        for line in case.material_ids:
            with self.assertRaises(AccessError):
                line.with_user(self.stranger).read(["name"])
        clock = case.sudo().clock_ids.with_user(self.stranger)
        with self.assertRaises(AccessError):
            clock.read(["limit_at"])

    def test_kinds_are_for_their_groups(self):
        group = self.env["res.groups"].create({"name": "Own"})
        own = self.make_kind("own", group_ids=[Command.set(group.ids)])
        self.clerk.group_ids += group
        case = self.accepted(kind_id=own.id)
        case.visit_ids = [Command.create({"place": "Yard"})]
        for user in (self.clerk2, self.head, self.deputy):
            cases = self.env["civil.case"].with_user(user)
            self.assertFalse(cases.search([("id", "=", case.id)]))
            with self.assertRaises(AccessError):
                case.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                case.visit_ids.with_user(user).read(["place"])
            self.refused(case, user, "action_submit")
        self.assertTrue(case.with_user(self.auditor).name)
        self.clerk.group_ids -= group
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).read(["name"])

    def test_case_for_a_kind_that_is_not_ones_own(self):
        group = self.env["res.groups"].create({"name": "Own"})
        own = self.make_kind("own", group_ids=[Command.set(group.ids)])
        with self.assertRaises(AccessError):
            self.make_case(kind_id=own.id)

    def test_case_for_a_division_that_is_not_ones_own(self):
        with self.assertRaises(AccessError):
            self.make_case(division_id=self.elsewhere.id)

    def test_auditor_reads_and_changes_nothing(self):
        case = self.received().with_user(self.auditor)
        self.assertTrue(case.name)
        with self.assertRaises(AccessError):
            case.write({"summary": "x"})
        with self.assertRaises(AccessError):
            case.material_ids.write({"note": "x"})
        with self.assertRaises(AccessError):
            case.unlink()

    def test_staff_without_the_module_sees_nothing(self):
        case = self.accepted()
        for records in (case, case.material_ids, case.sudo().clock_ids):
            with self.assertRaises(AccessError):
                records.with_user(self.staff).read(["display_name"])

    def test_nobody_changes_time_limits(self):
        case = self.accepted()
        clock = case.sudo().clock_ids[0]
        admin = self.make_user("c-admin", "civil_base.group_admin")
        for user in (self.clerk, self.head, self.deputy, self.auditor, admin):
            with self.assertRaises(AccessError):
                clock.with_user(user).write({"limit_at": "2030-01-01"})
            with self.assertRaises(AccessError):
                clock.with_user(user).unlink()
        with self.assertRaises(UserError):
            case.write({"due_at": "2030-01-01"})

    def test_kinds_are_kept_by_the_head(self):
        with self.assertRaises(AccessError):
            self.kind.with_user(self.clerk).name = "x"
        self.kind.with_user(self.head).name = "Renamed"
        clocks = self.env["civil.clock.kind"].search([], limit=1)
        with self.assertRaises(AccessError):
            clocks.with_user(self.head).name = "x"

    def test_context_opens_nothing(self):
        case = self.make_case().with_context(
            civil_workflow_pass=True, skip_validation_check=True
        )
        with self.assertRaises(UserError):
            case.write({"state": "granted"})
        with self.assertRaises(UserError):
            self.env["civil.case"].with_user(self.clerk).with_context(
                default_state="granted"
            ).create(
                {
                    "kind_id": self.kind.id,
                    "division_id": self.town.id,
                    "organization_id": self.organization.id,
                }
            )

    def test_desk_shows_what_waits(self):
        case = self.received()
        todo = self.env["civil.todo"].search(
            [("res_model", "=", "civil.case"), ("res_id", "=", case.id)]
        )
        self.assertEqual(self.clerk, todo.user_id)
        self.assertEqual(case.due_at, todo.due_at)
        case.user_id = self.clerk2
        self.assertEqual(self.clerk2, todo.user_id)

    def test_handed_over_under_approval_too(self):
        case = self.submitted()
        case._hand_over(self.clerk2)
        self.assertEqual(self.clerk2, case.user_id)
