import datetime
from decimal import Decimal

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..tools.periods import Period
from .common import FormCase

#: Figures that can't be meant, and what is said of them.
_WRONG = (
    ({"code": "Bad Code"}, "small letters"),
    ({"source": "formula", "formula": "villages +"}, "ends too early"),
    ({"source": "formula", "formula": "nowhere + 1"}, "nowhere"),
    ({"measure": "sum", "measure_field": "name"}, "numbers"),
    ({"measure": "sum"}, "numbers"),
    ({"date_field": "name"}, "stored date"),
    ({"span": "year"}, "beginning of the year"),
    ({"domain": "[('nothing', '=', 1)]"}, "doesn't fit"),
    ({"domain": "[('name', '=', today)]"}, "doesn't know “today”"),
    ({"domain": "[('name', '=', __import__('os').name)]"}, "may not stand"),
    ({"domain": "os.system('x')"}, "no list of conditions"),
    ({"domain": "[('level', '='"}, "no list of conditions"),
)
APRIL = Period("month", datetime.date(2024, 4, 1))


@tagged("post_install", "-at_install")
class TestFigure(FormCase):
    """What figures amount to, for whom."""

    def amount(self, figure, division=None, period=APRIL, user=None, given=None):
        division = division or self.district
        figure = figure.with_user(user or self.clerk)
        return figure._amounts(period, division, given)[figure, division]

    def test_places_add_up_to_those_above_in_one_statement(self):
        places = self.district | self.east | self.west
        figure = self.villages.with_user(self.clerk)
        figure._amounts(APRIL, places)
        with self.count_statements() as counted:
            values = figure._amounts(APRIL, places)
        self.assertEqual([3, 2, 1], [values[figure, place] for place in places])
        self.assertLessEqual(counted[0], 4)

    def test_a_domain_may_name_the_place(self):
        figure = self.make_figure(
            "below", domain="[('parent_id', '=', division), ('level', '=', 'village')]"
        )
        self.assertEqual(2, self.amount(figure, self.east))
        self.assertEqual(0, self.amount(figure))

    def test_formulas_of_formulas(self):
        self.make_figure("half", source="formula", formula="villages ÷ 2", digits=2)
        double = self.make_figure(
            "double", source="formula", formula="half × 4 - typed", digits=1
        )
        self.assertIsNone(self.amount(double))
        given = {(self.typed, self.district): Decimal("0.25")}
        self.assertEqual(Decimal("5.8"), self.amount(double, given=given))

    def dated(self, code, **vals):
        return self.make_figure(
            code,
            source_model="civil.import",
            date_field="create_date",
            **vals,
        )

    def test_spans_and_shifts(self):
        model = "civil.form.figure"
        self.patch(
            type(self.env[model]),
            "_form_models",
            lambda self: {"civil.import": None},
        )
        for day in (
            "2023-04-15",
            "2024-01-10",
            "2024-03-31 15:59:59",
            "2024-03-31 16:00",
        ):
            job = self.load(f"code,name\n{day}".encode(), filename=f"{day}.csv").sudo()
            self.env.cr.execute(
                "UPDATE civil_import SET create_date = %s WHERE id = %s",
                [day if ":" in day else f"{day} 04:00", job.id],
            )
        self.env["civil.import"].invalidate_model()
        for code, count, vals in (
            ("period", 1, {}),
            ("year", 3, {"span": "year"}),
            ("as_at", 4, {"span": "as_at"}),
            ("before", 1, {"shift": "previous"}),
            ("last_year", 1, {"shift": "last_year"}),
            ("named", 2, {"domain": "[('create_date', '>=', year_start)]"}),
        ):
            span = {"span": "as_at"} if code == "named" else {}
            figure = self.dated(code, **span, **vals)
            found = self.amount(figure, user=self.admin)
            self.assertEqual(count + (code == "named"), found, code)

    def test_measures(self):
        model = "civil.form.figure"
        self.patch(
            type(self.env[model]),
            "_form_models",
            lambda self: {"civil.department": "division_id"},
        )
        departments = self.env["civil.department"]
        for number, sequence in enumerate((10, 20, 31)):
            departments.create(
                {
                    "code": f"T{number}",
                    "name": "Test",
                    "sequence": sequence,
                    "division_id": (self.east if number else self.west).id,
                }
            )
        for measure, whole, west in (
            ("sum", "61", "10"),
            ("avg", "20.33", "10"),
            ("min", "10", "10"),
            ("max", "31", "10"),
        ):
            figure = self.make_figure(
                f"m_{measure}",
                source_model="civil.department",
                measure=measure,
                measure_field="sequence",
                digits=2,
            )
            self.assertEqual(Decimal(whole), self.amount(figure))
            self.assertEqual(Decimal(west), self.amount(figure, self.west))
        village = self.divisions["990101002001"]
        self.assertIsNone(self.amount(figure, village))

    def test_a_towns_clerk_counts_the_town_only(self):
        rule = self.env["ir.rule"].create(
            {
                "name": "Own divisions",
                "model_id": self.env["ir.model"]._get_id("civil.division"),
                "domain_force": "[('id', 'child_of', user.division_ids.ids)]",
                "groups": [Command.link(self.env.ref("civil_form.group_clerk").id)],
            }
        )
        self.assertTrue(rule)
        self.assertEqual(3, self.amount(self.villages))
        self.assertEqual(2, self.amount(self.villages, user=self.town_clerk))
        self.assertEqual(0, self.amount(self.villages, self.west, user=self.town_clerk))

    def test_what_one_may_not_read_is_not_counted(self):
        self.patch(
            type(self.env["civil.form.figure"]),
            "_form_models",
            lambda self: {"res.users.role": None},
        )
        roles = self.make_figure("roles", source_model="res.users.role", name="角色数")
        with self.assertRaisesRegex(AccessError, "“角色数”.*which you may not read"):
            self.amount(roles)

    def test_wrong_figures_are_refused_in_words(self):
        for number, (vals, words) in enumerate(_WRONG):
            with self.assertRaisesRegex(ValidationError, words):
                self.make_figure(**{"code": f"wrong_{number}", **vals})

    def test_a_formula_that_leads_back_is_refused(self):
        first = self.make_figure("first", source="formula", formula="villages")
        self.make_figure("second", source="formula", formula="first + 1")
        with self.assertRaisesRegex(ValidationError, "leads back"):
            first.formula = "second"
        with self.assertRaisesRegex(ValidationError, "leads back"):
            first.formula = "first"

    def test_only_what_is_listed_is_counted(self):
        models = self.env["civil.form.figure"]._form_models()
        self.assertIn("civil.division", models)
        self.assertFalse({name for name in models if name.startswith("civil.form")})
        with self.assertRaisesRegex(ValidationError, "choose what is counted"):
            self.make_figure("users", source_model="res.users")

    def test_trying_tells_the_value_where_one_works(self):
        action = self.villages.with_user(self.town_clerk).action_try()
        self.assertIn("East Town: 2", action["params"]["message"])
