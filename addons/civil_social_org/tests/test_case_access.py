from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .case_common import SECTION, SocialCase

#: The models of the cases.
MODELS = (
    "civil.social.audit",
    "civil.social.audit.finding",
    "civil.social.liquidation",
    "civil.social.liquidator",
    "civil.social.change",
    "civil.social.person",
    "civil.social.charter",
    "civil.social.org.stamp",
)


@tagged("post_install", "-at_install")
class TestCaseAccess(SocialCase):
    """Who must not, can't: by role, by division, by section."""

    def setUp(self):
        super().setUp()
        self.org = self.founded()
        item = self.env.ref(f"{SECTION}.item_domicile")
        self.case = self.apply_for(
            self.org,
            "change",
            social_change_ids=[
                Command.create({"item_id": item.id, "value": "西镇二路2号"})
            ],
            social_person_ids=[self.person("何静", is_legal_representative=False)],
        )
        self.accepted_founding = self.founding(
            social_name_trade="康宁", social_person_ids=[self.person("何静")]
        )
        self.accept(self.accepted_founding)
        self.plan = self.audit(self.org, "departure", report=False)
        self.reported = self.audit(self.org, "reelection", report=False)
        self.reported.action_engage()
        self.reported.write(
            {
                "report_no": "1",
                "issued_on": "2024-12-31",
                "opinion": "qualified",
                "attachment_ids": [Command.set(self.file().ids)],
                "finding_ids": [
                    Command.create({"description": "白条", "due_on": "2025-01-31"})
                ],
            }
        )
        self.reported.action_report()
        self.liquidation = (
            self.env["civil.social.liquidation"]
            .with_user(self.clerk)
            .create(
                {
                    "org_id": self.org.id,
                    "consent_no": "1",
                    "consent_date": "2024-03-01",
                    "member_ids": [Command.create({"name": "陈明", "is_head": True})],
                }
            )
        )
        self.org._stamp_inspection(2023, "qualified")

    def records(self):
        """One record of each model that the setup made."""
        return {
            "civil.social.audit": self.plan,
            "civil.social.audit.finding": self.reported.finding_ids,
            "civil.social.liquidation": self.liquidation,
            "civil.social.liquidator": self.liquidation.member_ids,
            "civil.social.change": self.case.social_change_ids,
            "civil.social.person": self.case.social_person_ids,
            "civil.social.charter": self.org.charter_ids,
            "civil.social.org.stamp": self.org.stamp_ids,
        }

    def steps(self):
        """What changes something: records, the step, its arguments."""
        founding = self.accepted_founding
        return [
            (founding, "action_social_consult", ()),
            (founding.social_person_ids, "action_find_fit", ()),
            (founding.social_person_ids, "action_find_unfit", ("虚假",)),
            (self.plan, "action_engage", ()),
            (self.plan, "action_report", ()),
            (self.plan, "action_cancel", ()),
            (self.reported, "action_close", ()),
            (self.reported.finding_ids, "action_rectify", ("已改",)),
            (self.liquidation, "action_start", ()),
            (self.liquidation, "action_finish", ()),
            (self.liquidation, "action_cancel", ("不注销了",)),
            (self.liquidation, "action_collect_certificate", ()),
            (self.liquidation, "action_collect_seals", ()),
            (self.liquidation, "action_collect_vouchers", ()),
        ]

    def test_who_decides_or_audits_takes_no_clerks_step(self):
        for user in (self.deputy, self.auditor):
            for records, step, arguments in self.steps():
                with self.subTest(user=user.login, step=step):
                    with self.assertRaises(AccessError):
                        getattr(records.with_user(user), step)(*arguments)

    def test_another_division_takes_no_step_and_sees_nothing(self):
        for records, step, arguments in self.steps():
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(records.with_user(self.stranger), step)(*arguments)
        for model, records in self.records().items():
            with self.subTest(model=model):
                found = self.env[model].with_user(self.stranger).search([])
                self.assertFalse(found & records.with_user(self.stranger))

    def test_a_step_of_the_head_isnt_the_clerks(self):
        for records, step, arguments in (
            (self.plan, "action_cancel", ()),
            (self.reported, "action_close", ()),
        ):
            with self.subTest(step=step), self.assertRaisesRegex(UserError, "role"):
                getattr(records.with_user(self.clerk2), step)(*arguments)
        self.liquidation.action_start()
        with self.assertRaisesRegex(UserError, "role"):
            self.liquidation.action_cancel("不注销了")

    def test_who_decides_or_audits_reads_and_writes_nothing(self):
        for user in (self.deputy, self.auditor):
            for model, records in self.records().items():
                with self.subTest(user=user.login, model=model):
                    seen = records.with_user(user)
                    self.assertTrue(seen.read(["display_name"]))
                    with self.assertRaises(AccessError):
                        seen.check_access("write")
                    for operation in ("create", "unlink"):
                        with self.assertRaises(AccessError):
                            self.env[model].with_user(user).check_access(operation)

    def test_clerks_neither_stamp_nor_approve_charters(self):
        for model in ("civil.social.charter", "civil.social.org.stamp"):
            for operation in ("write", "create", "unlink"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(self.clerk).check_access(operation)

    def test_other_sections_see_nothing(self):
        other = self.make_user("s-other", "civil_license.group_head")
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(other).search([])
        cases = self.env["civil.case"].with_user(other)
        mine = (self.case | self.accepted_founding).ids
        self.assertFalse(cases.search([("id", "in", mine)]))
        # The general form opens for them all the same.
        cases.get_view(view_type="form")

    def test_the_section_opens_every_form(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            for record in (
                self.case,
                self.accepted_founding,
                self.plan,
                self.liquidation,
                self.org,
            ):
                with self.subTest(user=user.login, record=record):
                    self.assertTrue(Form(record.with_user(user)).id)

    def test_every_matter_is_set_up(self):
        matters = self.env["civil.case.kind"].with_context(active_test=False)
        matters = matters.search([("social_action", "!=", False)])
        self.assertEqual(27, len(matters))
        for matter in matters:
            with self.subTest(matter=matter.code):
                action = matter.social_action
                if action in ("renewal", "reissue"):
                    action = "certificate"
                self.assertEqual(f"civil.social.case.{action}", matter.handler)
                self.assertTrue(matter.material_ids and matter.decision_clock_id)
                foundation = matter.social_kind_id.code == "foundation"
                self.assertEqual(not foundation, matter.active)

    def test_portal_and_public_see_nothing(self):
        portal = new_test_user(self.env, "s-portal", "base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])

    def test_windows_open_for_who_may_read_only(self):
        for name, arguments in (
            ("action_start_social_case", ("change",)),
            ("action_view_social_cases", ()),
            ("action_view_audits", ()),
            ("action_liquidate", ()),
            ("action_open_certificate", ()),
        ):
            with self.subTest(name=name):
                self.assertTrue(getattr(self.org, name)(*arguments))
                with self.assertRaises(AccessError):
                    getattr(self.org.with_user(self.stranger), name)(*arguments)

    def test_there_are_no_other_matters(self):
        for action in ("founding", "name_check", "unlink"):
            with self.assertRaisesRegex(UserError, "no such matter"):
                self.org.action_start_social_case(action)

    def test_contexts_open_no_lock(self):
        keys = {
            "civil_social_charter_making": True,
            "civil_social_org_stamping": True,
            "civil_social_change_former": True,
        }
        with self.assertRaises(UserError):
            self.env["civil.social.charter"].with_context(**keys).create(
                {"org_id": self.org.id}
            )
        with self.assertRaises(UserError):
            self.case.social_change_ids.with_context(**keys).write({"former": "别处"})
        with self.assertRaises(UserError):
            self.case.with_context(**keys).write({"social_late_note": "x"})

    def test_a_case_of_another_division_isnt_begun(self):
        with self.assertRaises(AccessError):
            self.apply_for(self.org, "charter", user=self.stranger)
