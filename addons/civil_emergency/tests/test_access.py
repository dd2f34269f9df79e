from odoo.exceptions import UserError
from odoo.fields import Command

from .common import EmergencyCase

PLAN = (
    "action_submit",
    "action_approve",
    "action_back",
    "action_end",
    "action_revise",
)
INCIDENT = (
    "action_respond",
    "action_control",
    "action_flare",
    "action_close",
    "action_unfounded",
)
DRILL = ("action_hold", "action_evaluate", "action_cancel", "action_reopen")


class TestAccess(EmergencyCase):
    """Who must not, can't."""

    def setUp(self):
        super().setUp()
        self.plan = self.make_plan()
        self.incident = self.make_incident()
        self.drill = (
            self.env["civil.emergency.drill"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "Drill",
                    "plan_id": self.plan.id,
                    "division_id": self.district.id,
                    "date": "2024-04-04",
                    "people_count": 3,
                }
            )
        )

    def test_others_press_nothing(self):
        """Neither strangers nor auditors nor who is of another place."""
        for user in (self.outsider, self.staff, self.auditor, self.west_head):
            for record, names in (
                (self.plan, PLAN),
                (self.incident, INCIDENT),
                (self.drill, DRILL),
                (self.incident.action_ids, ("action_done",)),
            ):
                for name in names:
                    with (
                        self.subTest(user=user.login, action=name),
                        self.assertRaises(UserError),
                    ):
                        reason = {"reason": "x"} if name == "action_unfounded" else {}
                        getattr(record.with_user(user), name)(**reason)

    def test_clerk_neither_approves_nor_closes(self):
        """Plans are the deputy's, closing is the head's or the deputy's."""
        draft = self.make_plan(in_force=False)
        draft.action_submit()
        for user in (self.clerk, self.head, self.auditor, self.west_head):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                draft.with_user(user).action_approve()
        with self.assertRaises(UserError):
            draft.with_user(self.auditor).action_back()
        with self.assertRaises(UserError):
            self.plan.with_user(self.clerk).action_end()
        with self.assertRaises(UserError):
            self.incident.action_unfounded(reason="x")
        with self.assertRaises(UserError):
            self.drill.action_cancel()

    def test_kinds_are_kept_apart(self):
        """Incidents of a kind of others aren't seen, nor their logs."""
        entry = self.env["civil.emergency.report"].create(
            {"incident_id": self.incident.id, "text": "Seen"}
        )
        group = self.env["res.groups"].create({"name": "Others"})
        self.fire.group_ids = [Command.set(group.ids)]
        for record in (self.incident, self.incident.action_ids, entry):
            seen = record.with_user(self.clerk).search([("id", "in", record.ids)])
            self.assertFalse(seen, record._name)

    def test_nothing_is_deleted(self):
        """Incidents and plans that were in force stay."""
        for record in (self.incident, self.plan):
            with self.assertRaises(UserError):
                record.sudo().unlink()
