from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_common import SocialCase, credit_code


@tagged("post_install", "-at_install")
class TestCaseFounding(SocialCase):
    """A name is checked, an organization is founded and has its certificate."""

    def name_check(self, **values):
        return self.make_case(
            **{
                "kind_id": self.matter("private_unit", "name_check").id,
                "social_name_area": "测试区",
                "social_name_trade": "安康",
                "social_name_field": "养老",
                "social_name_form": "服务中心",
                **values,
            }
        )

    def refusal(self, case):
        """Why the case can't be accepted, as the screen says it."""
        with self.assertRaises(UserError) as caught:
            case.action_accept()
        return str(caught.exception)

    def test_a_name_is_built_and_checked_from_its_parts(self):
        case = self.name_check()
        self.assertEqual("测试区安康养老服务中心", case.social_name)
        self.assertFalse(case.social_name_problem)
        case.social_name_form = "公司"
        self.assertIn("公司", case.social_name_problem)
        case.action_receive()
        self.papers(case)
        self.assertIn("公司", self.refusal(case))

    def test_a_checked_name_is_kept_for_who_applied_first(self):
        first, second = self.name_check(), self.name_check()
        self.accept(first)
        self.decide(first)
        second.action_receive()
        self.papers(second)
        self.assertIn(first.name, self.refusal(second))
        notice = first.sudo().document_ids.filtered(
            lambda document: document.kind_code == "social_name"
        )
        self.assertIn("2024年9月4日", notice.body)
        early = self.founding(social_name_case_id=second.id)
        early.action_receive()
        self.papers(early)
        self.assertIn("hasn't been granted", self.refusal(early))
        third = self.founding(social_name_case_id=first.id)
        self.accept(third)
        self.assertEqual("accepted", third.state)

    def test_a_checked_name_is_kept_for_a_time_only(self):
        first = self.name_check()
        self.accept(first)
        self.decide(first)
        case = self.founding(social_name_case_id=first.id)
        with self.at("2024-09-05 09:00"):
            case.action_receive()
            self.papers(case)
            self.assertIn("kept until", self.refusal(case))

    def test_a_similar_name_needs_a_reason(self):
        self.founded()
        case = self.name_check(social_name_trade="安糠")
        self.assertTrue(case.social_name_hint)
        case.action_receive()
        self.papers(case)
        self.assertIn("Write why", self.refusal(case))
        case.social_name_reason = "字号不同，服务地域不同"
        case.action_accept()
        self.assertEqual("accepted", case.state)

    def test_a_grant_founds_the_organization(self):
        org = self.founded()
        self.assertEqual(
            ("normal", "测试区安康养老服务中心", "52", "东镇一路1号"),
            (org.state, org.name, org.credit_code[:2], org.address),
        )
        self.assertEqual(
            ("2024-03-10", "2028-03-09", 50000.0, self.supervisor),
            (
                str(org.term_start),
                str(org.term_end),
                org.registered_fund,
                org.supervisor_id.sudo(False).with_env(self.env),
            ),
        )
        officer = org.officer_ids
        self.assertEqual(
            ("陈明", True, "chair"),
            (officer.name, officer.is_legal_representative, officer.post),
        )
        self.assertEqual("陈明", org.legal_representative)
        self.assertTrue(org.charter_ids.attachment_ids)

    def test_the_certificate_has_an_original_and_a_copy(self):
        org = self.founded()
        license_ = org.license_id
        self.assertEqual("民办非企业单位（法人）登记证书", license_.title)
        self.assertEqual(["original", "copy"], license_.copy_ids.mapped("kind"))
        # Four years, by the parameter of the kind.
        self.assertEqual("2028-03-03", str(license_.valid_until))
        self.assertEqual(license_.valid_until, org.certificate_until)
        self.assertEqual(license_.number, org.registration_no)
        content = {row["key"]: row["value"] for row in license_.version_id.content}
        self.assertEqual("50,000.00元", content["fund"])
        self.assertEqual("测试区教育局", content["supervisor"])
        self.assertEqual(org.credit_code, content["credit_code"])

    def test_a_founding_is_decided_and_announced_in_writing(self):
        org = self.founded()
        case = org.case_ids.sudo()
        codes = case.document_ids.mapped("kind_code")
        self.assertIn("social_founding", codes)
        announcement = case.document_ids.filtered(
            lambda document: document.kind_code == "social_announce_founding"
        )
        self.assertIn(org.credit_code, announcement.body)
        self.assertNotIn("42130319750312001X", announcement.body)

    def test_the_limit_is_sixty_days_and_the_promise_working_days(self):
        case = self.founding()
        self.accept(case)
        clock = case.sudo().clock_ids.filtered(lambda c: c.code == "social.decide")
        self.assertEqual("2024-05-03 23:59", self.local(clock.limit_at))
        # Twenty working days from 4 March 2024.
        self.assertEqual("2024-04-01 23:59", self.local(clock.promise_at))

    def test_a_charity_is_decided_about_in_thirty_days(self):
        case = self.founding(social_is_charity=True)
        self.accept(case)
        clock = case.sudo().clock_ids.filtered(lambda c: c.code == "social.charity")
        self.assertEqual("2024-04-03 23:59", self.local(clock.limit_at))
        self.assertFalse(
            case.sudo().clock_ids.filtered(lambda c: c.code == "social.decide")
        )
        case.action_take_back()
        self.assertEqual("received", case.state)
        self.assertFalse(
            case.sudo().clock_ids.filtered(lambda c: c.code == "social.charity")
        )

    def test_minima_hold_at_acceptance(self):
        for number, (values, words) in enumerate(
            (
                ({"social_fund": 29999}, "30,000"),
                ({"kind": "association", "social_individual_members": 49}, "50"),
                (
                    {
                        "kind": "association",
                        "social_individual_members": 0,
                        "social_unit_members": 29,
                    },
                    "30",
                ),
                (
                    {
                        "kind": "association",
                        "social_individual_members": 20,
                        "social_unit_members": 29,
                    },
                    "50",
                ),
            )
        ):
            with self.subTest(values=values):
                case = self.founding(**values, social_name_field=f"垂钓{number}")
                case.action_receive()
                self.papers(case)
                self.assertIn(words, self.refusal(case))

    def test_thirty_units_are_enough(self):
        case = self.founding(
            "association", social_individual_members=0, social_unit_members=30
        )
        self.accept(case)
        self.assertEqual("accepted", case.state)

    def test_the_supervisors_consent_comes_first(self):
        case = self.founding(social_consent_no=False)
        case.action_receive()
        self.papers(case)
        self.assertIn("supervisor's consent", self.refusal(case))
        case.social_consent_no = "测教批〔2024〕1号"
        approval = case.material_ids.filtered(
            lambda paper: paper.social_purpose == "approval"
        )
        approval.check_result = "not_needed"
        self.assertIn("approval", self.refusal(case))

    def test_a_direct_registration_needs_a_consultation(self):
        case = self.founding(social_supervisor_type="direct", social_consent_no=False)
        case.action_receive()
        self.papers(case)
        case.material_ids.filtered(
            lambda paper: paper.social_purpose == "approval"
        ).check_result = "not_needed"
        case.action_accept()
        self.check_people(case)
        with self.assertRaisesRegex(UserError, "consultation of departments"):
            case.action_submit()
        case.action_social_consult()
        self.assertEqual({"sent"}, set(case.consultation_ids.mapped("state")))
        with self.assertRaisesRegex(UserError, "hasn't answered yet"):
            case.action_submit()
        case.consultation_ids[:1].action_answer("opposed", "已有同类机构")
        case.consultation_ids[1:].action_answer("none", "无意见")
        with self.assertRaisesRegex(UserError, "is against it"):
            case.action_submit()
        case.opinion = "服务对象不同，确有必要。"
        case.action_submit()
        self.assertEqual("under_approval", case.state)

    def test_commitments_are_there_as_signed(self):
        case = self.founding()
        case.action_receive()
        case.material_ids.check_result = "ok"
        self.assertIn("as signed", self.refusal(case))
        self.papers(case)
        signed = case.material_ids.filtered(lambda one: one.social_purpose == "credit")
        signed.check_result = "not_needed"
        self.assertIn("can't be done without", self.refusal(case))

    def test_the_assigned_code_is_of_the_kind(self):
        case = self.founding()
        self.accept(case)
        self.check_people(case)
        for code, words in (
            (False, "coding system"),
            (credit_code("51"), "begin with 52"),
            (credit_code("52")[:-1] + "?", "credit code"),
        ):
            with self.subTest(code=code):
                case.social_credit_code = code
                with self.assertRaisesRegex(UserError, words):
                    case.action_submit()

    def test_whoever_is_barred_founds_nothing(self):
        case = self.founding(social_person_ids=[self.person(is_barred=True)])
        case.action_receive()
        self.papers(case)
        self.assertIn("The law bars", self.refusal(case))
        with self.assertRaisesRegex(UserError, "The law bars"):
            case.social_person_ids.action_find_fit()

    def test_one_represents_one_association(self):
        self.founded("association")
        case = self.founding(
            "association",
            social_name_field="钓鱼",
            social_credit_code=credit_code("51", 2),
        )
        case.action_receive()
        self.papers(case)
        self.assertIn("legal representative of 测试区养老协会", self.refusal(case))

    def test_who_is_too_old_needs_a_reason(self):
        case = self.founding("association", social_person_ids=[self.person("周云")])
        self.assertIn("74", case.social_person_ids.against)
        case.action_receive()
        self.papers(case)
        self.assertIn("reason of the exception", self.refusal(case))
        case.social_person_ids.exception_reason = "业务主管单位特批"
        case.action_accept()
        self.assertEqual("accepted", case.state)

    def test_a_retired_cadre_needs_an_approval(self):
        case = self.founding(
            social_person_ids=[
                self.person(is_retired_cadre=True, exception_reason="业务需要")
            ]
        )
        case.action_receive()
        self.papers(case)
        self.assertIn("number of the approval", self.refusal(case))
        case.social_person_ids.approval_no = "曾组批〔2024〕3号"
        case.action_accept()
        self.assertEqual("accepted", case.state)

    def test_everybody_is_checked_before_the_decision(self):
        case = self.founding()
        self.accept(case)
        with self.assertRaisesRegex(UserError, "check first whether 陈明"):
            case.action_submit()
        self.check_people(case)
        case.social_person_ids.employer = "测试区某公司"
        # What changed has to be looked at again.
        self.assertEqual("none", case.social_person_ids.check_state)
        case.social_person_ids.action_find_unfit("提供虚假材料")
        with self.assertRaisesRegex(UserError, "提供虚假材料"):
            case.action_submit()

    def test_nobody_writes_a_check_by_hand(self):
        case = self.founding()
        case.social_person_ids.write({"check_state": "fit"})
        self.assertEqual("none", case.social_person_ids.check_state)

    def test_identity_numbers_are_masked(self):
        person = self.founding().social_person_ids.with_user(self.clerk2)
        self.assertNotIn("19750312", person.identity_masked)
        with self.assertRaises(AccessError):
            person.read(["identity_number"])

    def test_a_refusal_names_its_ground_of_law(self):
        case = self.founding()
        self.accept(case)
        ground = self.env.ref("civil_social_org.ground_social_similar")
        case.action_propose("refuse", "不予登记", ground.ids, "同区已有相同组织")
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_refuse()
        self.assertEqual("refused", case.state)
        self.assertFalse(case.social_org_id)
        refusal = case.sudo().document_ids.filtered(
            lambda document: document.kind_code == "case_refusal"
        )
        self.assertIn("第十三条", refusal.body)

    def test_what_is_under_approval_stays(self):
        case = self.founding()
        self.accept(case)
        self.check_people(case)
        case.action_submit()
        for records, values in (
            (case, {"social_fund": 1}),
            (case.social_person_ids, {"name": "他人"}),
        ):
            with self.assertRaises(UserError):
                records.write(values)
