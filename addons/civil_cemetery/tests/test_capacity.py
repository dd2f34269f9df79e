from odoo.tests import tagged

from .common import CemeteryCase


@tagged("post_install", "-at_install")
class TestCapacity(CemeteryCase):
    """For how many years the free places of a town last."""

    def line(self, town, user=None):
        self.env.flush_all()
        capacity = self.env["civil.cemetery.capacity"].with_user(user or self.clerk)
        capacity.invalidate_model()
        return capacity.search([("town_id", "=", town.id)])

    def deaths(self, town, *days):
        self.env["civil.death"].create(
            [
                {"name": f"人{n}", "division_id": town.id, "death_date": day}
                for n, day in enumerate(days)
            ]
        )

    def test_free_places_by_yearly_need(self):
        # Ten double plots; six deaths in 2021 to 2023 are two a year.
        years = ("2021-01-01", "2021-05-01", "2022-01-01", "2022-02-01")
        self.deaths(self.east, *years, "2023-03-01", "2023-12-31")
        # Before and after the years that count.
        self.deaths(self.east, "2020-12-31", "2024-01-01")
        line = self.line(self.east)
        self.assertEqual((20, 6, 2), (line.free_places, line.deaths, line.yearly_need))
        self.assertEqual(10, line.years_left)
        self.assertFalse(line.is_short)

    def test_warning_below_the_threshold(self):
        self.deaths(self.east, *["2023-03-01"] * 21)
        line = self.line(self.east)
        self.assertEqual(7, line.yearly_need)
        self.assertAlmostEqual(20 / 7, line.years_left, 1)
        self.assertTrue(line.is_short)
        self.env["civil.parameter"].search(
            [("code", "=", "cemetery.warn_years")]
        ).value = "2"
        self.assertFalse(self.line(self.east).is_short)

    def test_burials_count_where_they_are_more(self):
        agreements = self.env["civil.cemetery.agreement"]._record_existing(
            [
                {
                    "plot_id": plot.id,
                    "holder_name": "李四",
                    "start": plot.env["civil.parameter"]
                    ._fields["date_from"]
                    .to_date("2022-07-01"),
                    "interments": [{"name": "张三", "interred_on": "2022-07-01"}],
                }
                for plot in self.plots[:3]
            ]
        )
        self.assertEqual(3, len(agreements))
        self.deaths(self.east, "2022-01-01")
        line = self.line(self.east)
        self.assertEqual(
            (3, 1, 14), (line.interments, line.yearly_need, line.free_places)
        )

    def test_a_shared_facility_is_shared_by_need(self):
        self.public.service_division_ids = self.east | self.west
        self.deaths(self.east, *["2023-03-01"] * 3)
        self.deaths(self.west, *["2023-03-01"] * 9)
        self.assertEqual(5, self.line(self.east).free_places)
        self.assertEqual(15, self.line(self.west).free_places)
        self.assertEqual(5, self.line(self.west).years_left)

    def test_what_does_not_operate_does_not_count(self):
        self.public.with_user(self.head).action_suspend()
        self.assertEqual(0, self.line(self.east).free_places)

    def test_one_sees_the_own_towns(self):
        self.assertTrue(self.line(self.east, self.east_clerk))
        self.assertFalse(self.line(self.west, self.east_clerk))
        self.assertTrue(self.line(self.west, self.auditor))
