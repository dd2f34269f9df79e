from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_base.tools.sheets import read_sheets

from .common import InspectionCase

AFTER = "2024-06-03 02:00:00"


@tagged("post_install", "-at_install")
class TestPublish(InspectionCase):
    """Closing, announcing, and what follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        direct = {"supervisor_type": "direct", "supervisor_id": False}
        cls.orgs = [
            cls.make_org(name, **direct) for name in ("甲中心", "乙中心", "丙中心")
        ]
        cls.good, cls.bad, cls.absent = cls.orgs

    def run_year(self, year=2023, result=("qualified", "unqualified", None)):
        """Inspect the three for a year; None is who doesn't take part."""
        with freeze_time(f"{year + 1}-03-20 02:00:00"):
            inspection, reports = self.open_inspection(*self.orgs, year=year)
            for report, conclusion in zip(reports, result, strict=True):
                if not conclusion:
                    continue
                worse = {"activity_count": 0} if conclusion == "unqualified" else {}
                self.submit(report, **worse)
                report.finding_ids.filtered(
                    lambda found: found.ground_id.code != "no_activity"
                ).with_user(self.clerk).action_dismiss("核实无误")
                self.review(report)
        with freeze_time(f"{year + 1}-06-03 02:00:00"):
            inspection.action_close()
            inspection.action_publish()
        return inspection, reports

    def test_organizations_may_report_until_the_last_day(self):
        inspection, reports = self.open_inspection(*self.orgs)
        with freeze_time("2024-05-31 02:00:00"):
            with self.assertRaisesRegex(UserError, "may report until 2024-05-31"):
                inspection.action_close()
        reports[0].with_user(self.head).action_extend("2024-06-10", "财务人员变动")
        with freeze_time(AFTER):
            with self.assertRaisesRegex(UserError, "given more time"):
                inspection.action_close()
        with freeze_time("2024-06-11 02:00:00"):
            inspection.action_close()
        self.assertEqual(
            {("not_participated", "not_inspected")},
            {(report.state, report.conclusion) for report in reports},
        )

    def test_closing_can_be_taken_back(self):
        inspection, reports = self.open_inspection(*self.orgs)
        with freeze_time(AFTER):
            inspection.action_close()
            inspection.action_reopen()
            self.assertEqual({"not_started"}, {report.state for report in reports})
            self.assertFalse(any(report.conclusion for report in reports))
            self.submit(reports[0])
        self.assertTrue(reports[0].is_late)

    def test_nothing_is_announced_before_everything_is_concluded(self):
        inspection, reports = self.open_inspection(*self.orgs)
        self.submit(reports[0])
        with freeze_time(AFTER):
            inspection.action_close()
            with self.assertRaisesRegex(UserError, "1 reports have no conclusion"):
                inspection.action_publish()

    def test_a_returned_report_that_never_came_back_is_absent(self):
        inspection, reports = self.open_inspection(*self.orgs)
        self.submit(reports[0])
        reports[0].with_user(self.clerk).action_return("补正")
        heads = reports[0].with_user(self.head)
        with self.assertRaisesRegex(UserError, "handed in until 2024-05-31"):
            heads.action_mark_absent("未补正")
        with freeze_time(AFTER):
            inspection.action_close()
            heads.action_mark_absent("逾期未补正")
            inspection.action_publish()
        self.assertEqual("not_inspected", reports[0].conclusion)

    def test_the_register_gets_results_and_years(self):
        inspection, reports = self.run_year()
        self.assertEqual(
            ["qualified", "unqualified", "not_inspected"],
            [org.result_ids.conclusion for org in self.orgs],
        )
        ground = self.env.ref("civil_social_org_inspection.ground_no_activity")
        language = self.env["civil.paper"]._language()
        name = ground.with_context(lang=language).name
        self.assertEqual(name, self.bad.result_ids.ground)
        year = self.good.year_ids
        self.assertEqual((2023, 60000), (year.year, year.net_assets))
        self.assertEqual(40000, year.income_total)
        self.assertFalse(self.absent.year_ids)
        stamps = self.env["civil.social.org.stamp"].search([("year", "=", 2023)])
        self.assertEqual(
            {self.good: "qualified", self.bad: "unqualified"},
            {stamp.org_id: stamp.conclusion for stamp in stamps},
        )
        self.assertEqual(
            ["published", "published", "not_participated"],
            [report.state for report in reports],
        )
        self.assertEqual("2024-06-03", str(inspection.published_on))

    def test_a_result_that_a_file_brought_is_replaced(self):
        self.env["civil.social.org.result"].create(
            {"org_id": self.bad.id, "year": 2023, "conclusion": "qualified"}
        )
        self.run_year()
        self.assertEqual(["unqualified"], self.bad.result_ids.mapped("conclusion"))

    def test_the_announcement_names_everybody(self):
        inspection, _reports = self.run_year()
        document = inspection.announcement_id
        self.assertEqual("issued", document.state)
        self.assertIn("应参检3家，参检2家", document.body)
        names = dict(inspection._announced())
        self.assertEqual(
            [["甲中心"], [], ["乙中心"], ["丙中心"]],
            [[row[0] for row in rows] for rows in names.values()],
        )
        self.assertIn("乙中心", document.sudo()._html())

    def test_rectification_has_three_months_and_a_clock(self):
        inspection, reports = self.run_year()
        order = self.env["civil.social.rectification"].search(
            [("inspection_id", "=", inspection.id)]
        )
        self.assertEqual(reports[1], order.report_id)
        self.assertEqual("2024-09-03", str(order.due_on))
        self.assertEqual("2024-09-03", str(order.due_date))
        self.assertEqual("rectifying", reports[1].rectify_state)
        with freeze_time("2024-08-01 02:00:00"):
            order.with_user(self.clerk).action_report("已开展活动四次")
            self.assertIn("recheck", self.todos(order).mapped("key"))
            order.with_user(self.clerk).action_pass("核查属实")
        self.assertEqual("rectified", reports[1].rectify_state)
        self.assertFalse(self.todos(order))
        self.assertFalse(order.due_at)

    def todos(self, record):
        return self.env["civil.todo"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def test_a_failed_rectification_proposes_the_list(self):
        _inspection, reports = self.run_year()
        order = self.env["civil.social.rectification"].search(
            [("report_id", "=", reports[1].id)]
        )
        order.with_user(self.clerk).action_fail("仍无活动")
        self.assertEqual("failed", reports[1].rectify_state)
        listed = self.consequences(self.bad).filtered(
            lambda one: one.measure == "abnormal"
        )
        self.assertEqual("failed", listed.rule_id.occasion)

    def consequences(self, org):
        return self.env["civil.social.consequence"].search([("org_id", "=", org.id)])

    def test_one_bad_year_is_a_warning(self):
        self.run_year()
        self.assertEqual(
            {"warning", "abnormal"},
            set(self.consequences(self.absent).mapped("measure")),
        )
        self.assertEqual(["warning"], self.consequences(self.bad).mapped("measure"))
        self.assertFalse(self.consequences(self.good))

    def test_two_years_in_a_row_are_annulment_and_a_mixed_pair_is_not(self):
        self.run_year(2022, ("unqualified", "unqualified", None))
        self.run_year(2023, (None, "unqualified", None))
        measures = {
            org: set(
                self.consequences(org)
                .filtered(lambda one: one.year == 2023)
                .mapped("measure")
            )
            for org in self.orgs
        }
        self.assertEqual({"warning", "abnormal"}, measures[self.good], "mixed")
        self.assertEqual({"annul"}, measures[self.bad])
        self.assertEqual({"annul", "abnormal"}, measures[self.absent])

    def test_years_apart_are_not_in_a_row(self):
        self.env["civil.social.org.result"].create(
            {"org_id": self.absent.id, "year": 2021, "conclusion": "not_inspected"}
        )
        self.run_year()
        self.assertNotIn("annul", self.consequences(self.absent).mapped("measure"))

    def test_what_the_head_accepts_goes_to_enforcement_and_to_the_list(self):
        self.run_year()
        proposed = self.consequences(self.absent)
        with self.assertRaisesRegex(UserError, "role"):
            proposed.with_user(self.clerk).sudo().action_accept()
        proposed.with_user(self.head).action_accept()
        by_measure = {one.measure: one for one in proposed}
        clue = by_measure["warning"].clue_id
        self.assertEqual(self.absent.organization_id, clue.organization_id)
        self.assertIn("Not inspected for a year", clue.summary)
        listing = by_measure["abnormal"].listing_id
        self.assertEqual((self.absent, "draft"), (listing.org_id, listing.state))

    def test_what_the_head_drops_keeps_the_reason(self):
        self.run_year()
        proposed = self.consequences(self.bad).with_user(self.head)
        proposed.action_drop("已注销申请受理")
        self.assertEqual(
            ("dropped", "已注销申请受理"), (proposed.state, proposed.reason)
        )
        self.assertFalse(proposed.clue_id)

    def test_an_open_rectification_is_a_ground_the_next_year(self):
        self.run_year()
        with freeze_time("2025-03-20 02:00:00"):
            _inspection, reports = self.open_inspection(*self.orgs, year=2024)
            self.submit(
                reports[1], opening_net_assets=60000, net_assets=70000, assets=80000
            )
        finding = self.found(reports[1])["rectification_open"]
        self.assertEqual(("2023", "2024-09-03"), (finding.value, finding.comparison))

    def test_all_results_as_a_workbook(self):
        inspection, _reports = self.run_year()
        report = self.env.ref("civil_social_org_inspection.action_report_results_xlsx")
        content, kind = report.with_user(self.deputy)._render_xlsx(
            report.report_name, inspection.ids, {}
        )
        self.assertEqual("xlsx", kind)
        [sheet] = read_sheets(content)
        names = [row[1] for row in sheet.rows[2:]]
        self.assertEqual({"甲中心", "乙中心", "丙中心"}, set(names))
