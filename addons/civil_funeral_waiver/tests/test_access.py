from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WaiverCase

USED = (("遗体接运", 1), ("普通炉火化", 1))


@tagged("post_install", "-at_install")
class TestAccess(WaiverCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strangers = (
            cls.other_home_user,
            cls.east_clerk,
            cls.informant,
            cls.deputy,
            cls.auditor,
            cls.staff,
        )

    def actions(self, record):
        """Names of the public actions that the addon itself adds to a model."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_funeral_waiver."
            )
        ]

    def refused(self, record, user, name):
        with (
            self.subTest(model=record._name, action=name, user=user.login),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            method = getattr(record.with_user(user), name)
            reason = name in ("action_void", "action_send_back")
            method("reason") if reason else method()

    def test_sheets(self):
        case = self.reach("cremated")
        draft, settled = self.sheet(case, *USED), self.sheet(case, *USED)
        settled.action_settle()
        kept = {"draft": draft, "settled": settled}
        pressed = {
            "action_fill": "draft",
            "action_settle": "draft",
            "action_void": "settled",
            "action_print": "settled",
            "action_replace": "settled",
        }
        self.assertEqual(set(self.actions(draft)), set(pressed))
        for name, which in pressed.items():
            for user in self.strangers:
                self.refused(kept[which], user, name)
        self.env.invalidate_all()
        self.assertEqual(("draft", "settled"), (draft.state, settled.state))
        self.assertFalse(settled.sudo().document_ids)

    def test_price_lists(self):
        draft = self.make_prices(self.home, date_from="2026-09-01")
        waiting = self.make_prices(self.other_home, user=self.other_home_user)
        waiting.action_submit()
        for user in (self.other_home_user, self.east_clerk, self.informant, self.staff):
            for name in ("action_submit", "action_new_version"):
                self.refused(draft, user, name)
        for name in ("action_review", "action_approve", "action_send_back"):
            for user in (self.home_user, self.clerk, self.informant, self.auditor):
                self.refused(waiting, user, name)
        for user in (self.home_user, self.head, self.deputy, self.clerk):
            self.refused(waiting, user, "action_take_back")
        self.env.invalidate_all()
        self.assertEqual(
            ("draft", "under_approval"), (draft.state, waiting.sudo().state)
        )

    def test_a_home_sees_its_own_only(self):
        case = self.reach("cremated")
        sheet = self.sheet(case, *USED)
        theirs = self.env["civil.funeral.charge"].with_user(self.other_home_user)
        self.assertFalse(theirs.search([]))
        with self.assertRaises(AccessError):
            sheet.with_user(self.other_home_user).read(["total"])
        with self.assertRaises(AccessError):
            theirs.create({"case_id": case.id})
        with self.assertRaises(AccessError):
            sheet.line_ids[0].with_user(self.other_home_user).quantity = 2
        with self.assertRaises(AccessError):
            case.with_user(self.other_home_user).action_view_charges()
        with self.assertRaises(AccessError):
            self.make_prices(self.home, user=self.other_home_user)

    def test_divisions(self):
        sheet = self.sheet(self.reach("cremated"), *USED)
        self.assertEqual(self.village, sheet.division_id)
        self.assertFalse(
            self.env["civil.funeral.charge"].with_user(self.east_clerk).search([])
        )
        self.assertEqual(
            sheet, self.env["civil.funeral.charge"].with_user(self.clerk).search([])
        )

    def test_policies_and_lists_are_the_heads(self):
        lists = self.env.ref("civil_funeral_waiver.list_basic_2026")
        for user in (self.home_user, self.clerk, self.deputy, self.auditor):
            for record in (
                self.program,
                self.items["火化"],
                self.grounds["hukou"],
                lists,
                lists.entry_ids[0],
                self.service("urn"),
            ):
                with self.subTest(model=record._name, user=user.login):
                    theirs = record.with_user(user)
                    theirs.read(["display_name"])
                    with self.assertRaises(AccessError):
                        theirs.write(
                            {"display_name": "x", "sequence": 1}
                            if "sequence" in theirs._fields
                            else {"name": "x"}
                        )
                    with self.assertRaises(AccessError):
                        theirs.unlink()
        with self.assertRaises(AccessError):
            self.program.with_user(self.informant).read(["name"])
        with self.assertRaises(AccessError):
            self.program.with_user(self.clerk).action_archive()
