from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SocialCase


@tagged("post_install", "-at_install")
class TestRegister(SocialCase):
    """Registration items are locked; they change with a case or by a correction."""

    def test_registered_items_are_locked_for_everybody(self):
        org = self.make_org()
        locked = {
            "name": "测试区坏人协会",
            "purpose": "别的",
            "registered_fund": 1,
            "credit_code": False,
            "kind_id": self.kind_of("foundation").id,
        }
        for name, value in locked.items():
            for user in (self.clerk, self.head, self.env.user):
                with self.subTest(item=name, user=user.login):
                    with self.refusal("change registration"):
                        org.with_user(user).write({name: value})

    def test_no_context_key_opens_the_lock(self):
        org = self.make_org()
        for key in ("civil_social_org_change", "civil_social_org_correct"):
            with self.assertRaises(UserError):
                org.with_context(**{key: True}).purpose = "别的"

    def test_items_are_locked_in_the_file_of_organizations(self):
        org = self.make_org()
        with self.refusal("change registration"):
            org.organization_id.with_user(self.clerk).name = "测试区坏人协会"
        org.organization_id.with_user(self.clerk).phone = "0722-1"
        self.assertEqual("0722-1", org.phone)

    def test_what_is_empty_may_be_filled_in(self):
        org = self.make_org()
        org.write({"address": "东镇一路1号", "scope": "助老"})
        with self.assertRaises(UserError):
            org.address = "东镇二路2号"

    def test_what_is_no_item_of_the_kind_is_free(self):
        unit = self.make_org("测试区安康服务中心", "private_unit", area="全区")
        unit.area = "东镇"
        self.assertEqual("东镇", unit.area)

    def test_the_same_value_is_no_change(self):
        org = self.make_org()
        org.write({"name": org.name, "registered_fund": 50000, "term_end": False})
        self.assertFalse(org.term_end)

    @freeze_time("2024-06-01 02:00:00")
    def test_a_case_changes_items_and_blocks_the_old_name(self):
        org = self.make_org()
        org._change({"name": "测试区善人协会", "purpose": "行善"}, "2024-06-01")
        self.assertEqual("测试区善人协会", org.name)
        former = self.env["civil.social.name.former"].search([("org_id", "=", org.id)])
        self.assertEqual(
            ("测试区好人协会", "renamed", "2025-05-31"),
            (former.name, former.cause, str(former.blocked_until)),
        )

    def test_heads_correct_with_a_reason_that_stays(self):
        org = self.make_org()
        with self.assertRaises(AccessError):
            org.action_correct("purpose", "服务会员", "录入错误")
        theirs = org.with_user(self.head)
        with self.refusal("reason"):
            theirs.action_correct("purpose", "服务会员", " ")
        with self.refusal("no item"):
            theirs.action_correct("phone", "1", "录入错误")
        theirs.action_correct("purpose", "服务会员", "录入错误")
        kept = org.correction_ids
        self.assertEqual(
            ("服务社会", "服务会员", "录入错误", self.head),
            (kept.old_value, kept.new_value, kept.reason, kept.corrected_uid),
        )
        with self.assertRaises(UserError):
            kept.sudo().write({"reason": "x"})
        with self.assertRaises(UserError):
            kept.sudo().unlink()

    def test_the_window_corrects_an_amount(self):
        org = self.make_org()
        item = self.env.ref("civil_social_org.item_fund")
        window = self.env["civil.social.correct"].with_user(self.head)
        window = window.create(
            {
                "org_id": org.id,
                "item_id": item.id,
                "new_fund": 30000,
                "reason": "验资报告为3万元",
            }
        )
        window.action_confirm()
        self.assertEqual(30000, org.registered_fund)
        self.assertFalse(
            self.env["civil.social.name.former"].search([("org_id", "=", org.id)])
        )

    def test_the_end_ceases_the_organization_and_blocks_its_name(self):
        org = self.make_org().with_user(self.head)
        with self.refusal("which day"):
            org._transition("annulled")
        org._begin_liquidation()
        org._end("deregistered", "2024-06-01", "准予注销登记决定书1号")
        self.assertEqual("deregistered", org.state)
        self.assertEqual("ceased", org.organization_id.state)
        self.assertFalse(org.object_id.active)
        former = self.env["civil.social.name.former"].search([("org_id", "=", org.id)])
        self.assertEqual("ended", former.cause)

    def test_heads_suspend_with_a_reason(self):
        org = self.make_org()
        with self.assertRaises(UserError):
            org.action_suspend("处罚决定")
        org.with_user(self.head).action_suspend("处罚决定3号")
        self.assertEqual(("suspended", "处罚决定3号"), (org.state, org.state_reason))
        org.with_user(self.head).action_resume()
        self.assertEqual("normal", org.state)
        with self.assertRaises(UserError):
            org.state = "revoked"

    def test_every_organization_is_an_object_of_spot_checks(self):
        org = self.make_org()
        self.assertEqual(org.name, org.object_id.name)
        self.assertIn("social_org", org.object_id.kind_ids.mapped("code"))

    def test_it_is_found_by_initials_and_code(self):
        org = self.make_org("测试区志愿者协会")
        for typed in ("csqzyz", org.credit_code[:8], "志愿"):
            with self.subTest(typed=typed):
                found = self.orgs.search([("display_name", "ilike", typed)])
                self.assertIn(org, found)
