from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_license.tests.common import LicenseCase


@tagged("post_install", "-at_install")
class TestShopLicense(LicenseCase):
    """A shop follows its license from the grant to the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        section = "civil_funeral_goods"
        cls.clerk = cls.make_user("fg-clerk", f"{section}.group_clerk")
        cls.head = cls.make_user("fg-head", f"{section}.group_head")
        cls.deputy = cls.make_user("fg-deputy", f"{section}.group_deputy")
        cls.license_kind = cls.env.ref(f"{section}.license_kind_shop")
        cls.matters = {
            matter.license_action: matter for matter in cls.license_kind.case_kind_ids
        }
        cls.shop = (
            cls.env["civil.funeral.shop"]
            .with_user(cls.clerk)
            .create(
                {
                    "name": "安记花圈店",
                    "legal_representative": "李四",
                    "address": "东镇一路1号",
                    "division_id": cls.town.id,
                    "shop_kind_id": cls.env.ref(f"{section}.shop_kind_wreath").id,
                    "registration": "license",
                    "valid_until": "2024-01-31",
                }
            )
        )

    def shop_license(self):
        action = self.shop.action_apply()
        context = {
            key.removeprefix("default_"): value
            for key, value in action["context"].items()
        }
        case = self.env["civil.case"].with_user(self.clerk).create(context)
        self.fill(case, scope="花圈、挽联")
        self.accept(case)
        self.visit(case)
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        return case.license_id.with_user(self.clerk)

    def visit(self, case):
        """Have two people look at the premises, as the kind demands."""
        visit = (
            self.env["civil.case.visit"]
            .with_user(self.clerk)
            .create(
                {
                    "case_id": case.id,
                    "place": "东镇一路1号",
                    "user_ids": [(6, 0, (self.clerk | self.clerk2).ids)],
                    "findings": "符合要求",
                    "result": "fit",
                }
            )
        )
        self.assertEqual(4, len(visit.license_check_ids))
        visit.license_check_ids.result = "met"
        visit.action_finish()

    def test_a_grant_gives_the_shop_its_term(self):
        license_ = self.shop_license()
        self.assertEqual(license_, self.shop.license_id)
        self.assertEqual(
            (date(2024, 3, 4), license_.valid_until),
            (self.shop.registered_on, self.shop.valid_until),
        )
        self.assertEqual("花圈、挽联", self.shop.scope)
        self.assertIn("殡营许字〔2024〕", license_.number)

    def test_a_revoked_license_stops_the_shop(self):
        license_ = self.shop_license()
        decision = self.decision()
        with self.assertRaisesRegex(UserError, "role"):
            license_.with_user(self.clerk).action_revoke(decision.id, "出售棺材")
        license_.with_user(self.deputy).action_revoke(decision.id, "出售棺材")
        self.assertEqual("suspended", self.shop.state)
        self.assertEqual(date(2024, 3, 4), self.shop.valid_until)

    def test_licenses_of_shops_are_seen_by_their_section_only(self):
        license_ = self.shop_license()
        other = self.make_user("fg-other", "civil_license.group_head")
        licenses = self.env["civil.license"]
        self.assertFalse(licenses.with_user(other).search([("id", "=", license_.id)]))
        for user in (self.clerk, self.deputy, self.auditor):
            self.assertTrue(licenses.with_user(user).search([("id", "=", license_.id)]))
