from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SocialCase


@tagged("post_install", "-at_install")
class TestListing(SocialCase):
    """社会组织信用信息管理办法: notice, listing, removal, and from list to list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.org = cls.make_org()

    def make(self, ground="annual_report", kind="abnormal", **values):
        return (
            self.env["civil.social.listing"]
            .with_user(self.clerk)
            .create(
                {
                    "org_id": self.org.id,
                    "kind": kind,
                    "ground_id": self.env.ref(
                        f"civil_social_org.listing_ground_{ground}"
                    ).id,
                    "facts": "未报送2023年度工作报告",
                    **values,
                }
            )
        )

    def listed(self, **values):
        with freeze_time("2024-06-03 02:00:00"):
            listing = self.make(**values)
            listing.noticed_on = "2024-05-06"
            listing.action_notice()
            listing.decision_no = "曾民社异〔2024〕1号"
            listing.with_user(self.head).action_list()
        return listing

    @freeze_time("2024-05-20 02:00:00")
    def test_notice_and_objection_come_first(self):
        listing = self.make()
        with self.refusal("notice"):
            listing.action_notice()
        listing.noticed_on = "2024-05-06"
        listing.action_notice()
        # Ten working days, with the make-up day on 11 May.
        self.assertEqual("2024-05-17", str(listing.objection_until))
        with self.refusal("decision"):
            listing.with_user(self.head).action_list()
        listing.decision_no = "曾民社异〔2024〕1号"
        with self.refusal("role"):
            listing.action_list()
        with freeze_time("2024-05-17 02:00:00"):
            with self.refusal("may object"):
                listing.with_user(self.head).action_list()
        listing.with_user(self.head).action_list()
        self.assertEqual("2024-05-20", str(listing.listed_on))
        with self.assertRaises(UserError):
            listing.listed_on = "2020-01-01"
        with self.assertRaises(UserError):
            listing.unlink()

    def test_two_years_on_the_list_lead_to_the_other(self):
        listing = self.listed()
        self.assertEqual("2026-06-03", str(listing.serious_on))
        with freeze_time("2026-06-02 02:00:00"):
            listing.invalidate_recordset()
            with self.assertRaises(UserError):
                listing.action_move_on()
        with freeze_time("2026-06-03 02:00:00"):
            listing.invalidate_recordset()
            found = listing.search([("is_due_serious", "=", True)])
            self.assertEqual(listing, found)
            action = listing.action_move_on()
        moved = listing.search(action["domain"])
        self.assertEqual(("serious", "draft"), (moved.kind, moved.state))

    def test_removal_needs_a_reason_and_where_nothing_can_be_put_right_time(self):
        put_right = self.listed().with_user(self.head)
        with self.refusal("put right"):
            put_right.action_remove()
        put_right.removal_reason = "已补报，核实无误"
        put_right.action_remove()
        self.assertEqual("removed", put_right.state)
        waiting = self.listed(ground="penalized").with_user(self.head)
        waiting.removal_reason = "期满"
        with freeze_time("2024-12-02 02:00:00"):
            with self.refusal("2024-12-03"):
                waiting.action_remove()
        with freeze_time("2024-12-03 02:00:00"):
            waiting.action_remove()

    def test_a_ground_belongs_to_its_list(self):
        with self.assertRaises(UserError):
            self.make(ground="serious_fine")
        with self.assertRaises(UserError):
            self.make(kind="serious")

    def test_a_noticed_matter_is_dropped_with_the_objection(self):
        listing = self.make(noticed_on="2024-05-06")
        listing.action_notice()
        with self.refusal("objection"):
            listing.action_drop()
        listing.objection = "系统故障，非组织责任"
        listing.action_drop()
        self.assertEqual("dropped", listing.state)
