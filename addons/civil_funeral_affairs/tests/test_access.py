from odoo.exceptions import AccessError, UserError

from .common import AffairsCase

ACTIONS = {
    "duty": (
        "action_submit",
        "action_back",
        "action_approve",
        "action_close",
        "action_reopen",
        "action_make_reports",
    ),
    "round": ("action_start", "action_close", "action_reopen"),
    "complaint": (
        "action_take",
        "action_answer",
        "action_close",
        "action_again",
        "action_transfer",
        "action_make_clue",
    ),
}


class TestAccess(AffairsCase):
    """Who must not, can't."""

    def setUp(self):
        super().setUp()
        self.records = {
            "duty": self.make_duty(),
            "round": self.make(
                "publicity.round",
                name="Round",
                division_id=self.east.id,
                date_from="2024-03-01",
                date_to="2024-06-30",
            ),
            "complaint": self.make_complaint(),
        }

    def test_others_press_nothing(self):
        """Neither strangers nor auditors nor who is of another place."""
        for user in (self.outsider, self.staff, self.auditor, self.west_head):
            for key, names in ACTIONS.items():
                for name in names:
                    with (
                        self.subTest(user=user.login, action=name),
                        self.assertRaises(UserError),
                    ):
                        getattr(self.records[key].with_user(user), name)()

    def test_clerk_neither_approves_nor_closes(self):
        """Approving is the deputy's, closing the head's."""
        duty = self.records["duty"]
        duty.action_submit()
        for user in (self.clerk, self.head, self.auditor, self.west_head):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                duty.with_user(user).action_approve()
        with self.assertRaises(UserError):
            duty.with_user(self.auditor).action_back()
        self.records["round"].action_start()
        self.records["round"].summary = "Done"
        with self.assertRaises(UserError):
            self.records["round"].action_close()

    def test_complainants_are_shown_to_handlers_only(self):
        """The auditor reads complaints, without who complained."""
        complaint = self.records["complaint"].with_user(self.auditor)
        self.assertEqual(complaint.subject, "Charged twice")
        with self.assertRaises(AccessError):
            complaint.read(["complainant"])

    def test_lines_follow_their_plan(self):
        """Sites, shifts and reports of another place aren't seen."""
        duty = self.records["duty"]
        for lines in (duty.site_ids, duty.site_ids.shift_ids):
            seen = lines.with_user(self.west_head).search([("id", "in", lines.ids)])
            self.assertFalse(seen, lines._name)
