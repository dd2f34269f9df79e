import datetime
import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.civil_funeral_reconciliation import COUNTS
from .common import number
from .reconciliation_common import ReconciliationCase

REGISTER = "火化证编号,死者姓名,身份证号,死亡日期,火化日期,殡仪馆\n"


@tagged("post_install", "-at_install")
class TestReconciliation(ReconciliationCase):
    """What matches, what doesn't, and that every death is counted once."""

    def findings(self, record):
        line = record.line_ids
        self.assertEqual(1, len(line))
        names = ("not_cremated", "without_case", "not_placed", "single_source")
        return {name for name in names if line[name]}

    def test_a_whole_course_matches(self):
        self.place_ashes(self.case())
        record = self.reconcile()
        self.assertEqual(set(), self.findings(record))
        self.assertEqual("matched", record.line_ids.result)
        self.assertFalse(self.env["civil.funeral.check"].search([]))

    def test_cancelled_by_the_police_and_never_cremated(self):
        self.fact("police")
        found = self.findings(self.reconcile())
        self.assertEqual({"not_cremated", "single_source"}, found)

    def test_two_sources(self):
        self.fact("police", order=7)
        self.fact("health", order=7)
        record = self.reconcile()
        self.assertEqual({"not_cremated"}, self.findings(record))
        self.assertEqual("health,police", record.line_ids.sources)

    def test_there_is_time_for_the_cremation(self):
        """Seven days from the death, by the dated parameter."""
        self.fact("police", order=7, day="2026-08-25")
        self.fact("health", order=7, day="2026-08-25")
        self.clock.move_to("2026-09-01 02:00:00")
        self.assertEqual(set(), self.findings(self.reconcile()))

    def test_cremated_without_a_case(self):
        self.fact("cremation", order=7, cremation_date="2026-08-11")
        self.fact("police", order=7)
        found = self.findings(self.reconcile())
        self.assertEqual({"without_case", "not_placed"}, found)

    def test_ashes_not_placed_and_deposits_that_are_over(self):
        self.case(state="placement_pending")
        self.assertEqual({"not_placed"}, self.findings(self.reconcile()))

    def test_a_deposit_counts_until_it_ends(self):
        self.place_ashes(self.case(), "deposit", "2026-09-15")
        record = self.reconcile()
        self.assertEqual(set(), self.findings(record))
        self.assertEqual(0, record.placement_rate)
        self.clock.move_to("2026-09-16 02:00:00")
        action = record.action_compute_again()
        again = record.browse(action["res_id"])
        self.assertEqual({"not_placed"}, self.findings(again))

    def test_before_the_rule_everybody_is_exempt(self):
        """Cremation is compulsory for deaths from 2024-03-20 00:00."""
        for day, result in (("2024-03-19", "exempt"), ("2024-03-20", "unmatched")):
            self.fact("police", day=day)
            record = self.reconcile(period=datetime.date(2024, 3, 1))
            line = record.line_ids.filtered(
                lambda line, day=day: str(line.death_date) == day
            )
            self.assertEqual(result, line.result)
            record.sudo()._write_guarded({"state": "replaced"})

    def test_the_earliest_of_several_days_counts(self):
        self.fact("health", order=7, day="2026-07-31")
        self.fact("police", order=7, day="2026-08-02")
        self.assertFalse(self.reconcile().line_ids)
        july = self.reconcile(period=datetime.date(2026, 7, 1))
        self.assertEqual("2026-07-31", str(july.line_ids.death_date))

    def test_a_register_that_took_over_a_case(self):
        """The fact of the case became the register's: both know of the death."""
        case = self.case()
        death = self.fact("cremation", order=self.order, cremation_date="2026-08-11")
        case._write_guarded({"death_id": death.id})
        record = self.reconcile()
        self.assertEqual({"not_placed"}, self.findings(record))
        self.assertEqual(case, record.line_ids.case_id)

    def test_versions_are_kept(self):
        self.fact("police")
        first = self.reconcile()
        self.fact("police")
        action = first.action_compute_again()
        second = first.browse(action["res_id"])
        self.assertEqual((1, 2), (first.death_count, second.death_count))
        self.assertEqual(("replaced", 2), (first.state, second.version))
        self.assertEqual(["replaced"], first.line_ids.mapped("state"))
        for vals in ({"death_count": 9}, {"period": "2026-01-01"}, {"as_of": False}):
            with self.assertRaises(UserError):
                second.write(vals)
        with self.assertRaises(UserError):
            second.unlink()

    def test_figures_lead_to_their_deaths(self):
        self.fact("police")
        self.place_ashes(self.case())
        record = self.reconcile()
        lines = self.env["civil.funeral.reconciliation.line"]
        for name in COUNTS:
            action = record.action_view_lines(name)
            self.assertEqual(record[name], lines.search_count(action["domain"]), name)
        for town in record.town_ids:
            for name in COUNTS:
                action = town.action_view_lines(name)
                self.assertEqual(town[name], lines.search_count(action["domain"]))

    def test_a_few_statements_whatever_the_number(self):
        for _each in range(3):
            self.fact("police")
        with self.count_statements() as few:
            self.reconcile()
        for _each in range(30):
            self.fact("police", day="2026-07-10")
        with self.count_statements() as many:
            self.reconcile(period=datetime.date(2026, 7, 1))
        # Checks are records with a desk; the comparison itself doesn't grow.
        self.assertLess(many[0] - few[0], 30)

    def test_reports_hold_the_figures(self):
        self.fact("police")
        self.place_ashes(self.case())
        record = self.reconcile()
        report = self.env["ir.actions.report"]
        content, kind = report._render_xlsx(
            "civil_funeral.monthly_xlsx", record.ids, {}
        )
        self.assertEqual("xlsx", kind)
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        self.assertEqual((2, 2, 0, 1, 1, 1), rows[-1][1:7])
        self.assertEqual((50.0, 100.0, 0.0), rows[-1][-3:])
        self.assertEqual(2, len(list(book.worksheets[1].iter_rows())))
        html, _kind = report._render_qweb_html(
            "civil_funeral.report_monthly", record.ids
        )
        self.assertIn(b"50.00", html)
        self.assertIn(b"East Town", html)

    def test_the_bureaus_register(self):
        """A register as the home sends it, in GB18030, goes through."""
        rows = [
            f"曾火2026{at:05d},逝者{at},{number(at)},2026-08-{at:02d},"
            f"2026/08/{at + 1},馆"
            for at in range(1, 11)
        ]
        content = (REGISTER + "\n".join(rows)).encode("gb18030")
        job = (
            self.env["civil.import"]
            .with_user(self.clerk)
            ._load(
                "cremation", "火化.csv", content, division=self.district, take="good"
            )
        )
        self.assertEqual(10, len(job.line_ids))
        record = self.reconcile()
        self.assertEqual((10, 10), (record.death_count, record.must_cremated_count))
        self.assertEqual(100, record.cremation_rate)
        self.assertEqual({"cremation"}, set(record.line_ids.mapped("sources")))
