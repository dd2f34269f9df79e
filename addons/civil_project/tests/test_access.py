from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import ProjectCase

ACTIONS = (
    "action_start",
    "action_suspend",
    "action_resume",
    "action_complete",
    "action_reopen",
    "action_cancel",
)
STAGE_ACTIONS = ("action_start", "action_finish", "action_skip", "action_reopen")
WITH_REASON = {"action_suspend", "action_reopen", "action_cancel", "action_skip"}


class TestAccess(ProjectCase):
    """Who must not, can't."""

    def _press(self, record, name):
        reason = name in WITH_REASON and not (
            record._name == "civil.project.stage" and name == "action_reopen"
        )
        return getattr(record, name)(**({"reason": "x"} if reason else {}))

    def test_others_press_nothing(self):
        """Neither strangers nor auditors nor who is of another place."""
        project = self.make_project()
        for user in (self.outsider, self.staff, self.auditor, self.west_head):
            for record, names in (
                (project, ACTIONS),
                (project.stage_ids[0], STAGE_ACTIONS),
            ):
                for name in names:
                    with (
                        self.subTest(user=user.login, action=name),
                        self.assertRaises(AccessError),
                    ):
                        self._press(record.with_user(user), name)

    def test_clerk_does_not_lead(self):
        """Resting, completing, giving up and leaving out are the head's."""
        project = self.make_project()
        project.action_start()
        for record, name in (
            (project, "action_suspend"),
            (project, "action_cancel"),
            (project.stage_ids[1], "action_skip"),
        ):
            with self.subTest(action=name), self.assertRaises(UserError):
                self._press(record.with_user(self.clerk), name)
        self.assertEqual(project.state, "running")

    def test_kinds_are_kept_apart(self):
        """A project of a kind of others isn't seen, nor what hangs on it."""
        group = self.env["res.groups"].create({"name": "Others"})
        project = self.make_project()
        entry = self.env["civil.project.entry"].create(
            {"project_id": project.id, "text": "Begun"}
        )
        self.project_kind.group_ids = [Command.set(group.ids)]
        for record in (project, project.stage_ids, project.paper_ids, entry):
            seen = record.with_user(self.clerk).search([("id", "in", record.ids)])
            self.assertFalse(seen, record._name)
            seen = record.with_user(self.auditor).search([("id", "in", record.ids)])
            self.assertEqual(seen.ids, record.ids, record._name)

    def test_state_is_not_written(self):
        """The state follows steps only."""
        project = self.make_project()
        with self.assertRaises(UserError):
            project.state = "completed"
        with self.assertRaises(UserError):
            project.stage_ids[0].state = "done"
        with self.assertRaises(UserError):
            project.number = "1"
