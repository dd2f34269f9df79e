import datetime
import io

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.civil_institution_safety_ledger import FIGURES
from .common import SafetyCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestLedger(SafetyCase):
    """The month's report: every number is that of its list, and stays once filed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.check = cls.open_month()

    def draw(self):
        """May: one filed with a hazard; June: three hazards, one of them closed."""
        self.filed(self.check, self.exits(self.check))
        closed = self.assigned()
        self.corrected(closed)
        closed.with_user(self.clerk2).action_verify()
        closed.with_user(self.head).action_close()
        self.assigned(found_date="2024-05-20")
        self.env["civil.emergency.incident"].create(
            {
                "name": "跌倒",
                "kind_id": self.env.ref(
                    "civil_institution_safety.emergency_kind_fall"
                ).id,
                "level_id": self.env.ref("civil_emergency.level_4").id,
                "division_id": self.east.id,
                "place": "203室",
                "organization_id": self.home.organization_id.id,
            }
        )

    def report(self, month="2024-06-17"):
        return (
            self.env["civil.institution.safety.ledger"]
            .with_user(self.clerk)
            .create({"month": month, "division_id": self.district.id})
        )

    def figures(self, report):
        report.invalidate_recordset()
        return {figure: report[f"{figure}_count"] for figure in FIGURES}

    def test_the_numbers(self):
        self.draw()
        report = self.report()
        self.assertEqual(str(report.month), "2024-06-01")
        self.assertEqual(
            self.figures(report),
            {
                "institutions": 2,
                "asked": 2,
                "filed": 1,
                "late": 0,
                "checked": 0,
                "found": 2,
                "major": 1,
                "closed": 1,
                "open": 2,
                "overdue": 1,
                "due": 2,
                "due_closed": 1,
                "incidents": 1,
            },
        )
        self.assertEqual((report.filed_rate, report.closed_rate), (50, 50))
        towns = {row["town"]: row["found"] for row in report._rows()}
        self.assertEqual(towns, {"East Town": 2, "West Town": 0})

    def test_every_number_is_that_of_its_list(self):
        self.draw()
        report = self.report()
        for figure, count in self.figures(report).items():
            action = report.action_view(figure)
            found = self.env[action["res_model"]].search_count(action["domain"])
            self.assertEqual(found, count, figure)
        with self.assertRaises(UserError):
            report.action_view("salaries")

    def test_what_is_filed_stays(self):
        self.draw()
        report = self.report()
        report.action_file()
        before = self.figures(report)
        self.make_hazard()
        self.assertEqual(self.figures(report), before)
        with self.assertRaisesRegex(UserError, "was filed"):
            report.write({"note": "x"})
        with self.assertRaises(UserError):
            report.unlink()
        with self.assertRaises(UserError):
            report.action_reopen()
        report.with_user(self.head).action_reopen()
        self.assertEqual(self.figures(report)["found"], 3)

    def test_no_month_ahead_is_filed(self):
        with self.assertRaisesRegex(UserError, "hasn't come"):
            self.report("2024-07-01").action_file()

    def test_the_month_ends_by_the_countrys_clock(self):
        hazard = self.assigned()
        self.corrected(hazard)
        hazard.with_user(self.clerk2).action_verify()
        with freeze_time("2024-06-30 16:30:00"):
            hazard.with_user(self.head).action_close()
        self.assertEqual(self.figures(self.report())["closed"], 0)
        self.assertEqual(self.figures(self.report("2024-07-01"))["closed"], 1)

    def test_as_a_workbook(self):
        self.draw()
        report = self.report()
        content, kind = self.env["ir.actions.report"]._render_xlsx(
            "civil_institution_safety.ledger_xlsx", report.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        self.assertEqual(rows[-1][1:3], (2, 2))
        self.assertEqual(len(rows[2]), len(FIGURES) + 3)

    def test_as_a_page(self):
        self.draw()
        html = self.env["ir.qweb"]._render(
            "civil_institution_safety.report_ledger", {"docs": self.report()}
        )
        self.assertIn("East Town", str(html))

    def test_one_report_a_month(self):
        self.report()
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.report("2024-06-02")
        self.assertIn("month", str(caught.exception))
        self.assertEqual(datetime.date(2024, 6, 1), self.check.month)
