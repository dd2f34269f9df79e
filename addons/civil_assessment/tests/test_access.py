from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AssessmentCase


@tagged("post_install", "-at_install")
class TestAccess(AssessmentCase):
    """Who sees and does what; who mustn't, can't."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.env["civil.assessment"].create(
            {
                "resident_id": cls.person.id,
                "date": "2024-06-03",
                "assessor1_id": cls.nurse.id,
                "assessor2_id": cls.nurse2.id,
            }
        )
        cls.risk = cls.env["civil.assessment.risk"].create(
            {"resident_id": cls.person.id, "user_id": cls.nurse.id}
        )

    def seen(self, user):
        found = self.env["civil.assessment"].with_user(user).search([])
        return self.draft in found

    def test_reading(self):
        for user in (
            self.nurse,
            self.nurse2,
            self.as_clerk,
            self.as_head,
            self.as_deputy,
            self.auditor,
        ):
            self.assertTrue(self.seen(user), user.login)
            self.assertEqual(26, len(self.draft.with_user(user).answer_ids))
            if user != self.nurse2:
                self.assertEqual(9, len(self.risk.with_user(user).line_ids))
        for user in (self.other_nurse, self.south_nurse, self.as_south):
            self.assertFalse(self.seen(user), user.login)
            with self.assertRaises(AccessError):
                self.risk.with_user(user).read(["date"])
            with self.assertRaises(AccessError):
                self.draft.with_user(user).read(["total"])
        for user in (self.staff, self.clerk, self.finance):
            with self.assertRaises(AccessError):
                self.env["civil.assessment"].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.env["civil.assessment.risk"].with_user(user).search([])

    def test_rows_follow_their_sheet(self):
        rows = self.env["civil.assessment.answer"]
        for user in (self.other_nurse, self.as_south):
            self.assertFalse(rows.with_user(user).search([]) & self.draft.answer_ids)
            self.assertFalse(
                self.env["civil.assessment.risk.line"].with_user(user).search([])
                & self.risk.line_ids
            )

    def test_readers_change_nothing(self):
        for user in (self.as_deputy, self.auditor):
            with self.assertRaises(AccessError):
                self.draft.with_user(user).note = "x"
            with self.assertRaises(AccessError):
                self.draft.answer_ids[0].with_user(user).is_refused = True
            with self.assertRaises(AccessError):
                self.risk.with_user(user).told_to = "x"
            with self.assertRaises(AccessError):
                self.sheet(user=user)

    def test_buttons_refuse_others(self):
        for name in (
            "action_score",
            "action_incomplete",
            "action_sign_first",
            "action_sign_second",
            "action_reopen",
        ):
            for user in (self.as_deputy, self.auditor, self.as_south, self.staff):
                with self.subTest(name=name, user=user.login):
                    with self.assertRaises(AccessError):
                        getattr(self.draft.with_user(user), name)()
        for name in ("action_assess", "action_sign", "action_reopen"):
            for user in (self.as_deputy, self.auditor, self.as_south, self.staff):
                with self.subTest(name=name, user=user.login):
                    with self.assertRaises(AccessError):
                        getattr(self.risk.with_user(user), name)()

    def test_voiding_is_for_heads(self):
        sheet = self.signed()
        for user in (self.nurse, self.as_clerk):
            with self.assertRaisesRegex(UserError, "your role"):
                sheet.with_user(user).action_void("误评")
        for user in (self.as_deputy, self.auditor, self.as_south):
            with self.assertRaises(AccessError):
                sheet.with_user(user).action_void("误评")
        asked = sheet.with_user(self.as_head).action_ask_void()
        wizard = (
            self.env["civil.assessment.reason"]
            .with_user(self.as_head)
            .with_context(**asked["context"])
            .create({"reason": "误评"})
        )
        wizard.action_confirm()
        self.assertEqual("voided", sheet.state)
        with self.assertRaises(AccessError):
            self.env["civil.assessment.reason"].with_user(self.as_clerk).create(
                {
                    "reason": "x",
                    "res_model": "civil.assessment",
                    "res_ids": sheet.ids,
                    "method": "action_void",
                }
            )

    def test_nobody_signs_for_others(self):
        sheet = self.fill(self.sheet(), 70)
        sheet.action_score()
        for user in (self.as_clerk, self.as_head):
            with self.assertRaisesRegex(UserError, "first assessor"):
                sheet.with_user(user).action_sign_first()

    def test_standards_are_the_heads(self):
        for user in (self.nurse, self.as_clerk, self.as_deputy, self.auditor):
            with self.assertRaises(AccessError):
                self.standard.with_user(user).name = "x"
            with self.assertRaises(AccessError):
                self.standard.item_ids[0].option_ids[0].with_user(user).name = "x"
            with self.assertRaises(AccessError):
                self.dementia.with_user(user).name = "x"

    def test_context_opens_nothing(self):
        sheet = self.signed().with_user(self.as_head)
        for context in ({"civil_workflow_pass": True}, {"civil_workflow_pass": "x"}):
            with self.assertRaises(UserError):
                sheet.with_context(**context).write({"state": "draft"})
            with self.assertRaises(UserError):
                sheet.with_context(**context).write({"has_coma": True})

    def test_numbers_are_masked(self):
        mine = self.draft.with_user(self.nurse)
        self.assertIn("****", mine.identity_masked)
        names = mine.fields_get(attributes=[]).keys() - {"document_ids"}
        number = self.person.sudo().identity_number
        self.assertNotIn(number, str(mine.read(list(names))), "no field shows it")
        with self.assertRaises(AccessError):
            self.person.with_user(self.nurse).read(["identity_number"])
        with self.assertRaises(AccessError):
            self.draft.with_user(self.as_deputy).read(["provider_phone"])

    def test_assessor_changes_no_resident(self):
        with self.assertRaises(AccessError):
            self.person.with_user(self.nurse).name = "x"
        self.assertEqual("程咬金", self.person.with_user(self.nurse).name)

    def test_button_of_the_resident(self):
        action = self.person.with_user(self.nurse).action_view_assessments()
        self.assertEqual("civil.assessment", action["res_model"])
        self.assertEqual(1, self.person.with_user(self.nurse).assessment_count)
        with self.assertRaises(AccessError):
            self.person.with_user(self.clerk).action_view_assessments()
        self.assertEqual(0, self.person.with_user(self.clerk).assessment_count)
