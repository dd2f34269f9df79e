import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CemeteryCase


@tagged("post_install", "-at_install")
class TestPlot(CemeteryCase):
    """Facilities, zones, plots and the limits of their types."""

    def test_numbers_and_kinds(self):
        self.assertEqual("GZ-990101-01", self.public.unit_number)
        self.assertEqual("GZ-990101-02", self.commercial.unit_number)
        self.assertEqual(
            self.env.ref("civil_organization.kind_cemetery_public"),
            self.public.kind_ids,
        )
        self.assertEqual("operating", self.public.state)

    def test_limits_by_kind_type_and_day(self):
        """湖北: public single 0.5, double 0.8; commercial 1.0; bodies 4 and 6 m²."""
        rules = self.env["civil.cemetery.area.rule"]
        for kind, code, limit in (
            ("public", "single", 0.5),
            ("public", "double", 0.8),
            ("commercial", "single", 1.0),
            ("commercial", "double", 1.0),
            ("public", "body_single", 4),
            ("commercial", "body_double", 6),
        ):
            plot_type = self.env.ref(f"civil_cemetery.plot_type_{code}")
            rule = rules._find(kind, plot_type, self.east, self.day("2024-06-01"))
            self.assertEqual(limit, rule.max_area, (kind, code))
            self.assertTrue(rule.legal_basis)
        none = rules._find("public", self.single, self.east, self.day("1990-01-01"))
        self.assertFalse(none)

    def day(self, text):
        return self.env["civil.parameter"]._fields["date_from"].to_date(text)

    def test_a_rule_of_the_division_comes_first(self):
        rule = self.env["civil.cemetery.area.rule"].create(
            {
                "facility_kind": "public",
                "plot_type_id": self.double.id,
                "division_id": self.east.id,
                "date_from": "2024-01-01",
                "max_area": 0.7,
                "legal_basis": "东镇规定",
            }
        )
        found = rule._find("public", self.double, self.east, self.day("2024-06-01"))
        self.assertEqual(rule, found)
        self.assertTrue(self.plot.is_over_limit)
        over = self.env["civil.cemetery.plot"].search([("is_over_limit", "=", True)])
        self.assertEqual(self.plots, over)

    def test_a_plot_over_the_limit_is_not_offered(self):
        plots = self.make_plots(
            self.zone,
            self.single,
            rows=3,
            number_from=11,
            numbers=11,
            area=0.6,
            offer=False,
        )
        with self.assertRaisesRegex(UserError, "0.6 m² is over the 0.5 m²"):
            plots.with_user(self.clerk).action_offer()
        self.assertEqual({"unbuilt"}, set(plots.mapped("state")))
        plots.write({"area": 0.5, "stone_height": 0.9})
        with self.assertRaisesRegex(UserError, "0.9 m is over the 0.8 m"):
            plots.with_user(self.clerk).action_offer()

    def test_a_place_is_there_once(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.plot.create(
                {
                    "zone_id": self.zone.id,
                    "row": 1,
                    "number": 1,
                    "plot_type_id": self.double.id,
                }
            )
            self.env.flush_all()

    def test_made_plots_are_as_the_orm_makes_them(self):
        niches = self.make_zone(self.public, "N", "niche")
        single = self.env.ref("civil_cemetery.plot_type_niche_single")
        made = self.make_plots(
            niches,
            single,
            rows=1,
            numbers=1,
            rack_from=1,
            rack_to=1,
            area=0.1,
            price=30,
        )
        wizard_values = made.read()[0]
        by_orm = self.plot.create(
            {
                "zone_id": niches.id,
                "rack": 1,
                "row": 1,
                "number": 2,
                "plot_type_id": single.id,
                "area": 0.1,
                "price": 30,
            }
        )
        by_orm.with_user(self.clerk).action_offer()
        orm_values = by_orm.read()[0]
        differ = {n for n, v in wizard_values.items() if orm_values[n] != v}
        expected = {"id", "display_name", "code", "number", "x", "create_uid"}
        self.assertLessEqual(
            differ - expected, {"create_date", "write_date", "write_uid"}
        )
        self.assertEqual("N-1-1-1", made.code)

    def test_plots_are_made_with_few_statements(self):
        zone = self.make_zone(self.public, "C")
        wizard = self.env["civil.cemetery.generate"].create(
            {
                "zone_id": zone.id,
                "plot_type_id": self.double.id,
                "row_to": 100,
                "number_to": 200,
                "aisle_numbers": 20,
                "aisle_rows": 10,
            }
        )
        self.assertEqual(20000, wizard.count)
        with self.count_statements() as counted:
            wizard.action_generate()
        self.assertLess(counted[0], 25)
        self.assertEqual(20000, zone.plot_count)
        last = self.plot._find_plot(self.public, "C", 100, 200)
        # Nine aisles before the last number, nine before the last row.
        self.assertEqual((209, 109), (last.x, last.y))

    def test_nothing_is_made_twice_or_backwards(self):
        wizard = self.env["civil.cemetery.generate"].create(
            {"zone_id": self.zone.id, "plot_type_id": self.double.id}
        )
        with self.assertRaisesRegex(UserError, "A-1-1 is there already"):
            wizard.action_generate()
        with self.assertRaises(ValidationError):
            wizard.row_from = 20

    def test_a_facility_with_matters_pending_is_not_closed(self):
        self.reserve().action_reserve()
        with self.assertRaisesRegex(UserError, "1 plots are reserved"):
            self.public.with_user(self.head).action_close()

    def test_suspended_facilities_give_nothing(self):
        self.public.with_user(self.head).action_suspend()
        reservation = self.reserve()
        with self.assertRaisesRegex(UserError, "doesn't operate"):
            reservation.action_reserve()

    def test_the_facility_is_entered_on_its_form(self):
        form = Form(self.env["civil.cemetery.facility"].with_user(self.clerk))
        form.name = "西村公益性墓地"
        form.kind = "public"
        form.division_id = self.west
        facility = form.save()
        self.assertEqual("preparing", facility.state)
        with self.assertRaisesRegex(UserError, "role doesn't allow"):
            facility.action_operate()
        with self.assertRaisesRegex(UserError, "when it was approved"):
            facility.with_user(self.head).action_operate()
