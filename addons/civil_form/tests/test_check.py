from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FormCase


@tagged("post_install", "-at_install")
class TestCheck(FormCase):
    """Relations between cells hold or are explained."""

    def setUp(self):
        super().setUp()
        self.filing = self.open_filing()

    def check(self, expression, **vals):
        return self.env["civil.form.check"].create(
            {
                "version_id": self.version.id,
                "name": "合计",
                "expression": expression,
                **vals,
            }
        )

    def findings(self):
        self.filing.action_fill()
        return self.filing.finding_ids.mapped("name")

    def test_relations_that_hold_are_not_mentioned(self):
        self.check("B7 = B5 + B6")
        self.check("D5 >= B5")
        self.check("D7 = SUM(D5:D6)")
        self.assertFalse(self.findings())

    def test_a_relation_that_does_not_hold_says_both_sides(self):
        self.check("B5 = B6")
        [name] = self.findings()
        self.assertIn("B5 = B6 doesn't hold; left 2, right 1, difference 1", name)
        self.type_in(self.filing)
        with self.assertRaisesRegex(UserError, "still to be explained"):
            self.filing.with_user(self.head).action_check()
        self.filing.finding_ids.explanation = "东镇多一村"
        self.filing.with_user(self.head).action_check()
        self.assertEqual("checked", self.filing.state)

    def test_an_explanation_holds_while_the_finding_says_the_same(self):
        self.check("B5 = B6")
        self.findings()
        self.filing.finding_ids.explanation = "东镇多一村"
        self.findings()
        self.assertEqual("东镇多一村", self.filing.finding_ids.explanation)
        self.env["civil.division"].create(
            {
                "code": "990101001003",
                "name": "Third Village",
                "level": "village",
                "parent_id": self.east.id,
            }
        )
        self.findings()
        self.assertFalse(self.filing.finding_ids.explanation)

    def test_roundings_are_tolerated_as_far_as_said(self):
        self.check("B5 = B6", tolerance=1)
        self.assertFalse(self.findings())

    def test_what_can_not_be_judged_is_said(self):
        self.check("A5 = B5")
        [name] = self.findings()
        self.assertIn("can't be judged", name)
        self.assertIn("A5", name)

    def test_findings_are_neither_made_nor_dropped_by_hand(self):
        self.check("B5 = B6")
        self.findings()
        found = self.filing.finding_ids
        for change in (
            lambda: found.unlink(),
            lambda: found.write({"name": "x"}),
            lambda: found.sudo().unlink(),
            lambda: found.sudo().create(
                {"filing_id": self.filing.id, "key": "k", "name": "n"}
            ),
        ):
            with self.assertRaises(UserError):
                change()
