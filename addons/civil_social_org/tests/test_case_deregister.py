from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .case_common import SocialCase


@tagged("post_install", "-at_install")
class TestCaseDeregister(SocialCase):
    """An organization is liquidated, then struck off the register."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def prepared(self, **values):
        return (
            self.env["civil.social.liquidation"]
            .with_user(self.clerk)
            .create(
                {
                    "org_id": self.org.id,
                    "ground": "dissolved",
                    "consent_no": "测教批〔2024〕20号",
                    "consent_date": "2024-02-28",
                    "member_ids": [
                        Command.create({"name": "陈明", "is_head": True}),
                        Command.create({"name": "何静"}),
                    ],
                    **values,
                }
            )
        )

    def liquidating(self):
        liquidation = self.prepared()
        liquidation.action_start()
        return liquidation

    def finished(self, ended_on="2024-03-04"):
        liquidation = self.liquidating()
        self.audit(self.org, "liquidation", liquidation_id=liquidation.id)
        liquidation.write(
            {
                "ended_on": ended_on,
                "report_on": ended_on,
                "attachment_ids": [Command.set(self.file("清算报告.pdf").ids)],
            }
        )
        liquidation.action_finish()
        return liquidation

    def application(self, liquidation):
        return self.apply_for(
            self.org, "deregister", social_liquidation_id=liquidation.id
        )

    def test_a_liquidation_needs_group_and_consent(self):
        with self.assertRaisesRegex(UserError, "liquidation group"):
            self.prepared(member_ids=False).action_start()

    def test_a_liquidation_needs_the_supervisors_consent(self):
        with self.assertRaisesRegex(UserError, "supervisor's consent"):
            self.prepared(consent_no=False).action_start()

    def test_who_is_liquidated_may_do_nothing_else(self):
        self.liquidating()
        self.assertEqual("deregistering", self.org.state)
        item = self.env.ref("civil_social_org.item_domicile")
        case = self.apply_for(
            self.org,
            "change",
            social_change_ids=[
                Command.create({"item_id": item.id, "value": "西镇二路2号"})
            ],
        )
        case.action_receive()
        self.papers(case)
        with self.assertRaisesRegex(UserError, "nothing but liquidate"):
            case.action_accept()

    def test_what_was_applied_for_before_isnt_granted_either(self):
        item = self.env.ref("civil_social_org.item_domicile")
        case = self.apply_for(
            self.org,
            "change",
            social_change_ids=[
                Command.create({"item_id": item.id, "value": "西镇二路2号"})
            ],
        )
        self.accept(case)
        self.liquidating()
        with self.assertRaisesRegex(UserError, "nothing but liquidate"):
            case.action_submit()

    def test_a_liquidation_ends_with_report_and_audit(self):
        liquidation = self.liquidating()
        with self.assertRaisesRegex(UserError, "attach the report"):
            liquidation.action_finish()
        liquidation.write(
            {
                "ended_on": "2024-03-04",
                "report_on": "2024-03-04",
                "attachment_ids": [Command.set(self.file().ids)],
                "remaining": 5000,
            }
        )
        with self.assertRaisesRegex(UserError, "audit of the liquidation"):
            liquidation.action_finish()
        self.audit(self.org, "liquidation", liquidation_id=liquidation.id)
        with self.assertRaisesRegex(UserError, "remaining property"):
            liquidation.action_finish()
        liquidation.disposal = "捐给测试区养老协会"
        liquidation.action_finish()
        clock = liquidation.sudo().clock_ids
        self.assertEqual("2024-03-19 23:59", self.local(clock.limit_at))
        with self.assertRaisesRegex(UserError, "gone further"):
            liquidation.remaining = 0

    def test_deregistration_comes_after_the_liquidation(self):
        case = self.apply_for(self.org, "deregister")
        case.action_receive()
        self.papers(case)
        with self.assertRaisesRegex(UserError, "liquidated first"):
            case.action_accept()

    def test_everything_is_handed_in_before_the_grant(self):
        self.hand_out(self.org.license_id)
        liquidation = self.finished()
        case = self.application(liquidation)
        self.accept(case)
        for collect, words in (
            ("action_collect_certificate", "Certificate Handed In"),
            ("action_collect_seals", "Seals Handed In"),
            ("action_collect_vouchers", "Vouchers Handed In"),
        ):
            with self.assertRaisesRegex(UserError, words):
                case.action_submit()
            getattr(liquidation, collect)()
        self.decide(case)
        self.assertEqual(
            ("deregistered", "closed", "cancelled"),
            (self.org.state, liquidation.state, self.org.license_id.state),
        )
        self.assertEqual("2024-03-04", str(self.org.end_date))
        papers = self.org.license_id.copy_ids
        self.assertEqual({"collected"}, set(papers.mapped("state")))
        documents = case.sudo().document_ids
        self.assertLessEqual(
            {
                "social_deregistration",
                "social_deregistration_proof",
                "social_announce_deregistration",
            },
            set(documents.mapped("kind_code")),
        )
        proof = documents.filtered(
            lambda one: one.kind_code == "social_deregistration_proof"
        )
        self.assertIn(self.org.credit_code, proof.body)

    def test_who_applies_late_is_warned(self):
        liquidation = self.finished()
        with self.at("2024-03-25 09:00"):
            case = self.application(liquidation)
            self.assertEqual("2024-03-19", str(case.social_apply_by))
            self.accept(case)
            self.assertIn("6 days late", case.social_late_note)
            self.assertEqual("late", liquidation.sudo().clock_ids.state)

    def test_who_applies_in_time_stops_the_clock(self):
        liquidation = self.finished()
        case = self.application(liquidation)
        self.accept(case)
        self.assertFalse(case.social_late_note)
        self.assertEqual("met", liquidation.sudo().clock_ids.state)

    def test_a_liquidation_is_given_up_by_the_head(self):
        liquidation = self.liquidating()
        with self.assertRaisesRegex(UserError, "role"):
            liquidation.action_cancel("恢复业务")
        liquidation.with_user(self.head).action_cancel("恢复业务")
        self.assertEqual(("cancelled", "normal"), (liquidation.state, self.org.state))

    def test_an_applied_for_liquidation_isnt_given_up(self):
        liquidation = self.finished()
        case = self.application(liquidation)
        self.accept(case)
        with self.assertRaisesRegex(UserError, "withdrawn first"):
            liquidation.with_user(self.head).action_cancel("恢复业务")

    def test_a_charity_forms_its_group_in_time(self):
        self.org.sudo().is_charity = True
        liquidation = self.prepared(ground_date="2024-03-04")
        clock = liquidation.sudo().clock_ids
        self.assertEqual("2024-04-03 23:59", self.local(clock.limit_at))
        liquidation.action_start()
        self.assertEqual("met", clock.state)


@tagged("post_install", "-at_install")
class TestCertificate(SocialCase):
    """Renewal, reissue and stamps of a certificate."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()

    def test_a_renewal_prolongs_the_term(self):
        self.hand_out(self.org.license_id)
        with self.at("2028-01-10 09:00"):
            case = self.apply_for(self.org, "renewal")
            self.assertEqual(self.org.license_id, case.license_id)
            self.accept(case)
            self.decide(case)
            self.assertEqual("2032-03-03", str(self.org.certificate_until))
            self.assertEqual("2032-03-03", str(self.org.license_id.valid_until))

    def test_a_lost_certificate_is_made_again(self):
        papers = self.hand_out(self.org.license_id)
        case = self.apply_for(self.org, "reissue", reissue_cause="lost")
        case.action_receive()
        self.papers(case)
        with self.assertRaisesRegex(UserError, "made public first"):
            case.action_accept()
        case.write({"loss_medium": "随州日报", "loss_date": "2024-03-01"})
        case.action_accept()
        self.decide(case)
        self.assertEqual({"void"}, set(papers.mapped("state")))
        self.assertEqual(4, len(self.org.license_id.copy_ids))

    def test_inspections_stamp_once(self):
        stamps = self.org._stamp_inspection(2023, "qualified")
        again = self.org._stamp_inspection(2023, "qualified")
        self.assertEqual((stamps, 1), (again, len(self.org.stamp_ids)))
        self.assertEqual(self.org.license_id, stamps.license_id)
        other = self.org._stamp_inspection(2023, "basically")
        self.assertEqual((False, True), (stamps.is_current, other.is_current))

    def test_many_are_stamped_at_once(self):
        orgs = self.org | self.founded("association", social_name_field="钓鱼")
        orgs._stamp_inspection(2023, "qualified")
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        orgs._stamp_inspection(2024, "qualified")
        self.env.flush_all()
        two = self.env.cr.sql_log_count - before
        self.assertLess(two, 40)
        self.assertEqual(2, len(orgs.stamp_ids.filtered(lambda s: s.year == 2024)))

    def test_each_has_its_own_conclusion_and_day(self):
        other = self.founded("association", social_name_field="垂钓")
        orgs = self.org | other
        orgs._stamp_inspection(
            2023, {self.org.id: "qualified", other.id: "basically"}, "2024-02-01"
        )
        self.assertEqual("qualified", self.org.stamp_ids.conclusion)
        self.assertEqual("basically", other.stamp_ids.conclusion)
        self.assertEqual("2024-02-01", str(other.stamp_ids.stamped_on))

    def test_nobody_stamps_by_hand(self):
        stamps = self.env["civil.social.org.stamp"]
        with self.assertRaises(UserError):
            stamps.create(
                {"org_id": self.org.id, "year": 2023, "conclusion": "qualified"}
            )
