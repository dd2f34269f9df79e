import datetime
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.civil_institution.tests.common import rate

from .common import YEAR, IndicatorCase


@tagged("post_install", "-at_install")
class TestIndicators(IndicatorCase):
    """Every indicator of institutions comes to the list behind it."""

    def make_check(self, month, filed=None, home=None):
        first = datetime.date(2024, month, 1)
        check = self.env["civil.safety.check"].create(
            {
                "object_id": (home or self.home).object_id.id,
                "kind_id": self.inspection_kind.id,
                "month": first,
                "due_date": first + datetime.timedelta(days=19),
            }
        )
        if filed:
            self.update(check, state="filed", filed_date=filed)
        return check

    def make_hazard(self, deadline, closed=None, home=None):
        hazard = self.env["civil.hazard"].create(
            {
                "name": "安全出口堵塞",
                "object_id": (home or self.home).object_id.id,
                "kind_id": self.inspection_kind.id,
                "found_date": "2024-01-02",
                "deadline": deadline,
            }
        )
        if closed:
            self.update(hazard, state="closed", closed_date=closed)
        return hazard

    def test_public_institutions_rated(self):
        self.assertIsNone(self.measure("institution_rated").value)
        self.home.ownership = "public"
        self.other.ownership = "public_private"
        rate(self.home.with_user(self.clerk), "1", "2024-06-20")
        measure = self.measure("institution_rated")
        self.assertEqual((measure.numerator, measure.denominator), (1, 2))
        self.assertEqual((measure.value, measure.light), (Decimal("50.0"), "red"))
        gap = self.listed(self.indicator("institution_rated"), "gap")
        self.assertEqual(gap, self.other)
        # On the next day the rating has lapsed.
        with freeze_time("2024-06-21 02:00:00"):
            self.assertEqual(self.measure("institution_rated").numerator, 0)

    def test_homes_for_children_need_no_rating(self):
        self.home.write(
            {
                "ownership": "public",
                "kind_id": self.env.ref("civil_institution.kind_child").id,
            }
        )
        self.assertEqual(self.measure("institution_rated").denominator, 0)

    def test_self_checks_filed(self):
        self.make_check(1, filed="2024-01-10 02:00:00")
        self.make_check(2, filed="2024-03-05 02:00:00")  # late, but filed
        self.make_check(3)
        self.make_check(6)  # may be filed today still
        measure = self.measure("institution_self_check")
        self.assertEqual((measure.numerator, measure.denominator), (2, 3))
        self.assertEqual(measure.value, Decimal("66.7"))
        march = (datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))
        measure = self.measure("institution_self_check", dates=march)
        self.assertEqual((measure.numerator, measure.denominator), (0, 1))
        with freeze_time("2024-06-21 02:00:00"):
            self.assertEqual(self.measure("institution_self_check").denominator, 4)

    def test_hazards_closed_in_time(self):
        # On the last minute of the deadline in China, and on the first after it.
        in_time = self.make_hazard("2024-03-31", closed="2024-03-31 15:59:59")
        self.make_hazard("2024-03-31", closed="2024-03-31 16:00:00")
        self.make_hazard("2024-06-19")
        self.make_hazard("2024-06-20")  # due today, not late yet
        ahead = self.make_hazard("2024-12-31", closed="2024-06-19 02:00:00")
        measure = self.measure("institution_hazard")
        self.assertEqual((measure.numerator, measure.denominator), (1, 3))
        indicator = self.indicator("institution_hazard")
        self.assertEqual(self.listed(indicator, "numerator"), in_time)
        self.assertTrue(ahead.is_closed_in_time)

    def test_nursing_beds(self):
        self.home.write({"beds_approved": 40, "beds_nursing": 22})
        self.other.write({"beds_approved": 60, "beds_nursing": 20})
        measure = self.measure("institution_nursing_beds")
        self.assertEqual((measure.numerator, measure.denominator), (42, 100))
        self.assertEqual((measure.target, measure.light), (Decimal(55), "red"))
        measure = self.measure("institution_nursing_beds", division=self.east)
        self.assertEqual((measure.value, measure.light), (Decimal("55.0"), "green"))

    def test_rural_homes_under_direct_management(self):
        rural = self.env.ref("civil_institution.kind_rural").id
        self.home.write({"kind_id": rural, "is_direct": True})
        self.other.write({"kind_id": rural})
        measure = self.measure("institution_direct")
        self.assertEqual((measure.numerator, measure.denominator), (1, 2))
        self.update(self.other, state="closed")
        self.assertEqual(self.measure("institution_direct").light, "green")

    def test_completed_projects_against_the_plan_of_the_year(self):
        for name in ("complex", "destitute", "medical"):
            kind = self.env["civil.project.kind"].search(
                [("code", "=", f"institution_{name}")]
            )
            measure = self.measure(f"institution_{name}")
            self.assertEqual((measure.value, measure.light), (0, "amber"))
            project = (
                self.env["civil.project"]
                .with_user(self.head)
                .create(
                    {
                        "name": kind.name,
                        "kind_id": kind.id,
                        "division_id": self.east.id,
                        "date_from": "2024-01-02",
                    }
                )
            )
            project.action_start()
            for stage in project.stage_ids.sorted("sequence"):
                stage.result = "已完成"
                stage.action_finish()
            self.assertEqual(self.measure(f"institution_{name}").value, 0)
            project.action_complete()
            measure = self.measure(f"institution_{name}")
            self.assertEqual((measure.value, measure.light), (1, "green"))
            self.assertEqual(measure.target, 1)

    def test_everybody_gets_the_numbers_of_his_lists(self):
        for home in (self.home, self.other):
            home.ownership = "public"
            self.make_check(1, home=home)
            self.make_hazard("2024-03-31", home=home)
        for user, homes in (
            (self.clerk, 2),
            (self.deputy, 2),
            (self.auditor, 2),
            (self.east_clerk, 1),
        ):
            for name in ("rated", "self_check", "hazard", "nursing_beds", "direct"):
                self.measure(f"institution_{name}", user)
            measure = self.measure("institution_hazard", user)
            self.assertEqual(measure.denominator, homes)

    def test_staff_of_a_home_get_their_own_only(self):
        self.home.ownership = self.other.ownership = "public"
        measure = self.measure("institution_rated", self.keeper)
        self.assertEqual(measure.denominator, 1)
        codes = self.codes(self.keeper)
        self.assertIn("institution_rated", codes)
        self.assertNotIn("institution_hazard", codes)
        with self.assertRaises(AccessError):
            self.indicator("institution_hazard", self.keeper)._measure(*YEAR)

    def codes(self, user):
        indicators = self.env["civil.indicator"].with_user(user)
        rows = indicators.board("2024-01-01", "2024-12-31", department="YLFW")
        return [row["code"] for row in rows]

    def test_board_of_the_section(self):
        self.assertEqual(len(self.codes(self.head)), 9)
        self.assertEqual(self.codes(self.staff), [])
