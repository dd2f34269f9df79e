from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .case_common import SocialCase, credit_code


@tagged("post_install", "-at_install")
class TestCaseChange(SocialCase):
    """What is registered changes by a granted case, and never before."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def change(self, *lines, **values):
        """A draft of a change: pairs of an item's code and what it is to be."""
        commands = []
        for code, new in lines:
            item = self.env.ref(f"civil_social_org.item_{code}")
            field = {"fund": "amount", "supervisor": "supervisor_id"}.get(code, "value")
            commands.append(Command.create({"item_id": item.id, field: new}))
        return self.apply_for(self.org, "change", social_change_ids=commands, **values)

    def refused_at(self, case, words):
        case.action_receive()
        self.papers(case)
        with self.assertRaisesRegex(UserError, words):
            case.action_accept()

    def test_the_new_holds_from_the_grant_on(self):
        case = self.change(("domicile", "西镇二路2号"), ("fund", 80000))
        self.assertEqual(
            {"东镇一路1号", "50,000.00元"}, set(case.social_change_ids.mapped("former"))
        )
        self.accept(case)
        self.assertEqual("东镇一路1号", self.org.address)
        self.decide(case)
        self.assertEqual(
            ("西镇二路2号", 80000), (self.org.address, self.org.registered_fund)
        )
        license_ = self.org.license_id
        self.assertEqual(2, len(license_.version_ids))
        content = {row["key"]: row["value"] for row in license_.version_id.content}
        self.assertEqual("80,000.00元", content["fund"])
        codes = case.sudo().document_ids.mapped("kind_code")
        self.assertLessEqual({"social_change", "social_announce_change"}, set(codes))
        decision = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "social_change"
        )
        self.assertIn("由“东镇一路1号”变更为“西镇二路2号”", decision.body)

    def test_what_isnt_public_isnt_announced(self):
        case = self.change(("fund", 80000))
        self.accept(case)
        self.decide(case)
        codes = case.sudo().document_ids.mapped("kind_code")
        self.assertNotIn("social_announce_change", codes)

    def test_what_is_so_far_comes_from_the_register(self):
        case = self.change(("domicile", "西镇二路2号"))
        with self.assertRaises(UserError):
            case.social_change_ids.write({"former": "别处"})
        made = (
            self.env["civil.social.change"]
            .with_user(self.clerk)
            .create(
                {
                    "case_id": case.id,
                    "item_id": self.env.ref("civil_social_org.item_fund").id,
                    "former": "0",
                    "amount": 1,
                }
            )
        )
        self.assertEqual("50,000.00元", made.former)

    def test_the_register_is_closed_without_a_case(self):
        with self.assertRaises(UserError):
            self.org.address = "西镇二路2号"

    def test_a_credit_code_doesnt_change(self):
        with self.assertRaises(ValidationError):
            self.change(("credit_code", credit_code("52", 3)))

    def test_what_doesnt_change_is_no_change(self):
        self.refused_at(self.change(("domicile", "东镇一路1号")), "isn't to change")

    def test_a_new_name_is_checked(self):
        case = self.change(
            ("name", "测试区康宁养老服务中心"),
            social_name_area="测试区",
            social_name_trade="康宁",
            social_name_field="养老",
            social_name_form="公司",
        )
        self.refused_at(case, "isn't what the parts make")
        case.social_name_form = "服务中心"
        case.action_accept()
        self.decide(case)
        self.assertEqual("测试区康宁养老服务中心", self.org.name)
        self.assertEqual("测试区康宁养老服务中心", self.org.license_id.holder_name)
        former = self.env["civil.social.name.former"].search([])
        self.assertIn("测试区安康养老服务中心", former.mapped("name"))

    def test_funds_stay_above_the_minimum(self):
        self.refused_at(self.change(("fund", 20000)), "30,000")

    def new_head(self, **values):
        return self.change(
            ("legal_representative", "何静"),
            social_person_ids=[self.person("何静", is_initiator=False)],
            **values,
        )

    def test_another_head_needs_the_audit_of_the_former(self):
        case = self.new_head()
        self.accept(case)
        self.check_people(case)
        with self.assertRaisesRegex(UserError, "On Leaving Office"):
            case.action_submit()
        audit = self.audit(self.org, "departure", report=False)
        audit.action_engage()
        with self.assertRaisesRegex(UserError, "no report yet"):
            case.action_submit()
        self.audit(self.org, "departure")
        self.decide(case)
        self.assertEqual("何静", self.org.legal_representative)
        heads = self.org.officer_ids.filtered("is_legal_representative")
        self.assertEqual(["何静"], heads.mapped("name"))
        self.assertEqual("何静", self.org.license_id.representative)
        codes = case.sudo().document_ids.mapped("kind_code")
        self.assertIn("social_announce_change", codes)

    def test_an_audit_for_something_else_doesnt_do(self):
        case = self.new_head()
        self.accept(case)
        self.check_people(case)
        self.audit(self.org, "reelection")
        with self.assertRaisesRegex(UserError, "On Leaving Office"):
            case.action_submit()

    def test_the_new_head_is_looked_at(self):
        unnamed = self.change(("legal_representative", "何静"))
        self.refused_at(unnamed, "among the proposed officers")
        unnamed.action_withdraw("录入有误")
        case = self.new_head()
        self.accept(case)
        with self.assertRaisesRegex(UserError, "check first whether 何静"):
            case.action_submit()

    def test_who_comes_late_is_warned_and_not_refused(self):
        case = self.change(
            ("domicile", "西镇二路2号"), social_consent_date="2024-01-31"
        )
        self.assertEqual("2024-03-01", str(case.social_apply_by))
        self.accept(case)
        self.assertIn("3 days late", case.social_late_note)
        with self.assertRaises(UserError):
            case.social_late_note = False

    def test_who_comes_on_the_last_day_is_in_time(self):
        case = self.change(
            ("domicile", "西镇二路2号"), social_consent_date="2024-02-03"
        )
        self.assertEqual("2024-03-04", str(case.social_apply_by))
        self.accept(case)
        self.assertFalse(case.social_late_note)

    def test_one_change_at_a_time(self):
        first = self.change(("domicile", "西镇二路2号"))
        self.accept(first)
        self.refused_at(self.change(("fund", 80000)), first.name)

    def test_the_matter_is_of_the_kind_of_organization(self):
        case = self.change(
            ("domicile", "西镇二路2号"), kind_id=self.matter("association", "change").id
        )
        self.refused_at(case, "choose the matter of that kind")

    def test_the_organization_stays_once_received(self):
        case = self.change(("domicile", "西镇二路2号"))
        case.action_receive()
        with self.assertRaisesRegex(UserError, "in a draft only"):
            case.social_org_id = False
