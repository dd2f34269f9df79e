import datetime
import logging
import time
from collections import Counter

from freezegun import freeze_time

from odoo.tests import tagged

from ..tools.sample import PATTERNS, answer_reports, decide_all, seed_organizations
from .common import InspectionCase

SIZE = 1000
_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestYear(InspectionCase):
    """A whole inspection year with a thousand organizations, by sets."""

    def year(self, kind, count):
        """Go through a year; return the inspection and its statements by step."""
        self.env.invalidate_all()
        units = self.school_board | self.health_board
        seed_organizations(self.env, kind, self.east, units, count)
        inspection = self.make_inspection(kind)
        statements = {}
        start = time.monotonic()
        with freeze_time("2024-01-05"):
            self.step(statements, inspection, "action_open")
        answer_reports(self.env, inspection)
        with freeze_time("2024-04-10"):
            self.step(statements, inspection, "action_find")
        with freeze_time("2024-06-03"):
            self.step(statements, inspection, "action_close")
            decide_all(self.env, inspection)
            self.step(statements, inspection, "action_publish")
        _logger.info("%s organizations: %.1f s", count, time.monotonic() - start)
        return inspection, statements

    def step(self, statements, inspection, name):
        inspection = inspection.with_user(self.head)
        inspection.env.invalidate_all()
        with self.count_statements() as counted:
            getattr(inspection, name)()
        statements[name] = counted[0]

    def test_a_year_takes_as_many_statements_for_many_as_for_few(self):
        few = self.year(self.foundation, 120)[1]
        inspection, many = self.year(self.unit_kind, SIZE)
        for name, count in many.items():
            self.assertLessEqual(count, few[name] + 12, name)
            self.assertLess(count, 220, name)
        self.assert_as_recomputed(inspection.with_env(self.env))

    def assert_as_recomputed(self, inspection):
        """Compare everything with what follows from the pattern, worked out anew."""
        expected, serious = self.expected_grounds()
        found = {}
        for finding in inspection.report_ids.finding_ids:
            number = int(finding.report_id.name[3:])
            found.setdefault(number, set()).add(finding.ground_id.code)
        self.assertEqual(expected, found)
        conclusions = {}
        for number in self.due():
            grounds = expected.get(number, set())
            if number % PATTERNS["absent"] == 0:
                conclusions[number] = "not_inspected"
            elif grounds & serious:
                conclusions[number] = "unqualified"
            else:
                conclusions[number] = "basically" if grounds else "qualified"
        reports = inspection.report_ids
        self.assertEqual(
            conclusions,
            {int(report.name[3:]): report.conclusion for report in reports},
        )
        self.assert_counts(inspection, Counter(conclusions.values()))
        results = self.env["civil.social.org.result"].search(
            [("kind_id", "=", inspection.kind_id.id), ("year", "=", inspection.year)]
        )
        self.assertEqual(
            conclusions,
            {int(result.org_id.name[3:]): result.conclusion for result in results},
        )

    def due(self):
        """Numbers of those registered in time that are still there."""
        return [n for n in range(1, SIZE + 1) if n % 50 != 1 and n % 100 != 3]

    def expected_grounds(self):
        minor = (
            "term_overdue",
            "party_missing",
            "change_not_registered",
            "fees_not_published",
        )
        serious = {"no_activity", "net_assets_below_fund", "branches_not_allowed"}
        expected = {}
        for number in self.due():
            if number % PATTERNS["absent"] == 0:
                continue
            grounds = {
                name for name in (*minor, *serious) if number % PATTERNS[name] == 0
            }
            if number % PATTERNS["net_assets_below_fund"] == 0:
                # 50,000 to 20,000 is a change of three fifths.
                grounds.add("sudden_change")
            if grounds:
                expected[number] = grounds
        return expected, serious

    def assert_counts(self, inspection, conclusions):
        excluded = Counter(inspection.exclusion_ids.mapped("reason"))
        self.assertEqual({"new": SIZE // 50, "ended": SIZE // 100}, dict(excluded))
        self.assertEqual(SIZE, inspection.total_count)
        self.assertEqual(
            inspection.total_count, inspection.due_count + inspection.excluded_count
        )
        self.assertEqual(conclusions["not_inspected"], inspection.absent_count)
        for name in ("qualified", "basically", "unqualified"):
            self.assertEqual(conclusions[name], inspection[f"{name}_count"])
        taken = inspection.due_count - inspection.absent_count
        self.assertAlmostEqual(
            100 * taken / inspection.due_count,
            inspection.participation_rate,
            delta=0.051,
        )
        orders = self.env["civil.social.rectification"].search(
            [("inspection_id", "=", inspection.id)]
        )
        self.assertEqual(
            conclusions["basically"] + conclusions["unqualified"], len(orders)
        )
        self.assertEqual({datetime.date(2024, 9, 3)}, set(orders.mapped("due_on")))
        self.assertEqual(
            [orders.ids],
            [orders.clock_ids.mapped("res_id")],
            "each order has its limit",
        )
        self.assertEqual({datetime.date(2024, 9, 3)}, set(orders.mapped("due_date")))
