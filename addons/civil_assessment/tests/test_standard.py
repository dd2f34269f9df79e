from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AssessmentCase

#: GB/T 42195-2022, appendix B: the highest points of every item.
MAXIMA = {
    **{f"B.1.{n}": 4 for n in range(1, 9)},
    **{f"B.2.{n}": 4 for n in range(1, 4)},
    "B.2.4": 3,
    **{f"B.3.{n}": 4 for n in range(1, 7)},
    "B.3.7": 1,
    "B.3.8": 1,
    "B.3.9": 2,
    "B.4.1": 2,
    "B.4.2": 2,
    "B.4.3": 4,
    "B.4.4": 3,
    "B.4.5": 4,
}


@tagged("post_install", "-at_install")
class TestStandard(AssessmentCase):
    """The shipped standards are those that were issued."""

    def test_maxima(self):
        items = self.standard.item_ids
        self.assertEqual(26, len(items))
        self.assertEqual(MAXIMA, {item.code: item.max_score for item in items})
        self.assertEqual(
            [("B.1", 32), ("B.2", 15), ("B.3", 28), ("B.4", 15)],
            [(area.code, area.max_score) for area in self.standard.area_ids],
        )
        self.assertEqual(90, sum(items.mapped("max_score")))
        self.assertFalse(self.standard.fault)

    def test_ladders_run_down_to_zero_without_a_gap(self):
        for item in self.standard.item_ids:
            scores = item.option_ids.mapped("score")
            self.assertEqual(list(range(item.max_score, -1, -1)), scores, item.code)

    def test_faults_are_named(self):
        self.standard.date_to = "2029-12-31"
        self.env.flush_all()
        copy = self.standard.copy(
            {"date_from": "2030-01-01", "code": "X", "date_to": "2031-01-01"}
        )
        self.assertIn("0 items instead of 26", copy.fault)

    def test_versions_dont_overlap(self):
        with self.assertRaisesRegex(Exception, "overlap|exclusion|Another version"):
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.standard.copy({"code": "X"})
                self.env.flush_all()

    def test_used_standard_stays(self):
        item = self.standard.item_ids[0]
        item.with_user(self.as_head).description = "先改一下"
        self.signed()
        with self.assertRaisesRegex(UserError, "people were scored by it"):
            item.with_user(self.as_head).description = "再改"
        with self.assertRaisesRegex(UserError, "people were scored by it"):
            item.option_ids[0].with_user(self.as_head).unlink()
        with self.assertRaisesRegex(UserError, "people were scored by it"):
            self.standard.with_user(self.as_head).max_score = 100
        self.standard.with_user(self.as_head).date_to = "2030-12-31"

    def test_none_in_force(self):
        with self.assertRaisesRegex(UserError, "No assessment standard"):
            self.sheet(date="2022-12-29")
        self.assertEqual(self.standard, self.sheet(date="2022-12-30").standard_id)
