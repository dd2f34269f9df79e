from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_case.tests.common import blank_paper

from .common import COMPLETE, InstitutionCase


@tagged("post_install", "-at_install")
class TestCase(InstitutionCase):
    """Filing, change, suspension and end of institutions as cases."""

    @classmethod
    def setUpClass(cls):
        cls.startClassPatcher(freeze_time("2024-06-03 02:00:00"))
        super().setUpClass()
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.home.write(COMPLETE)

    def apply(self, matter, **values):
        kind = self.env.ref(f"civil_institution.case_kind_{matter}")
        cases = self.env["civil.case"].with_user(self.clerk)
        return cases.create(
            {
                "kind_id": kind.id,
                "party_type": "organization",
                "organization_id": self.home.organization_id.id,
                "division_id": self.east.id,
                "institution_id": self.home.id,
                **values,
            }
        )

    def accept(self, case):
        case.action_receive()
        case.material_ids.check_result = "ok"
        case.action_accept()

    def grant(self, case):
        self.accept(case)
        case.action_propose("grant", "拟同意")
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()
        self.assertEqual("granted", case.state)

    def refused(self, case, words):
        case.action_receive()
        case.material_ids.check_result = "ok"
        with self.assertRaisesRegex(UserError, words):
            case.action_accept()

    def test_from_filing_to_the_end(self):
        self.grant(self.apply("filing"))
        self.assertEqual("filed", self.home.state)
        receipt = self.home.document_ids
        self.assertEqual("institution_filing_receipt", receipt.kind_id.code)
        self.grant(
            self.apply("change", institution_beds=60, institution_name="东镇颐寿养老院")
        )
        self.assertEqual(
            (60, "东镇颐寿养老院"), (self.home.beds_approved, self.home.name)
        )
        changed = self.home.document_ids - receipt
        self.assertIn("40 → 60", changed.body)
        self.home.write(
            {
                "notice_on": "2024-06-03",
                "stop_on": "2024-08-02",
                "resettlement_plan": "转入区社会福利院",
            }
        )
        self.grant(self.apply("suspension"))
        self.assertEqual("suspended", self.home.state)
        self.grant(self.apply("closure"))
        self.assertEqual("closed", self.home.state)
        self.assertEqual(4, self.home.case_count)
        action = self.home.with_user(self.clerk).action_open_cases()
        found = self.env["civil.case"].search(action["domain"])
        self.assertEqual(4, len(found))

    def test_nine_beds_are_not_accepted(self):
        self.home.beds_approved = 9
        self.refused(self.apply("filing"), "9 beds")

    def test_a_change_keeps_ten_beds(self):
        self.grant(self.apply("filing"))
        self.refused(self.apply("change", institution_beds=9), "9 beds")

    def test_a_change_says_what_changes(self):
        self.grant(self.apply("filing"))
        self.refused(self.apply("change", institution_beds=40), "what changes")

    def test_without_notice_no_suspension(self):
        self.grant(self.apply("filing"))
        self.refused(self.apply("suspension"), "told")

    def test_what_is_not_filed_has_nothing_to_change(self):
        self.refused(self.apply("change", institution_beds=60), "Registered")

    def test_nothing_is_filed_twice(self):
        self.grant(self.apply("filing"))
        self.refused(self.apply("filing"), "Filed")
