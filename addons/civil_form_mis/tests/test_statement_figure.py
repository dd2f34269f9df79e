from datetime import date
from decimal import Decimal

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.civil_form.tools.periods import Period
from odoo.addons.l10n_cn_government_mis.tests.common import StatementCase

MARCH = Period.of("month", date(2024, 3, 1))
QUARTER = Period.of("quarter", date(2024, 3, 1))
YEAR = Period.of("year", date(2024, 3, 1))


@tagged("post_install", "-at_install")
class TestStatementFigure(StatementCase):
    """A cell of a form shows what the official statement shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.env["civil.division"].create(
            {"code": "990101", "name": "Test District", "level": "district"}
        )
        cls.filler = new_test_user(
            cls.env,
            "t-filler",
            "civil_form.group_clerk,account.group_account_readonly",
            company_id=cls.unit.id,
            company_ids=[(6, 0, cls.unit.ids)],
        )

    def kpi(self, form, name):
        return self.env.ref(f"l10n_cn_government_mis.mis_report_unit_{form}_{name}")

    def figure(self, form, name, span="now", column=None, **vals):
        figures = self.env["civil.form.figure"].with_company(self.unit)
        code = f"s_{form}_{name}_{span}"
        return figures.create(
            {
                "code": code,
                "name": code,
                "digits": 2,
                "source": "statement",
                "statement_form": form,
                "statement_kpi_id": self.kpi(form, name).id,
                "statement_span": span,
                "statement_subkpi_id": column
                and self.env.ref(
                    f"l10n_cn_government_mis.mis_report_unit_{form}_{column}"
                ).id,
                **vals,
            }
        )

    def amount(self, figure, period, user=None):
        figure = figure.with_user(user or self.filler).with_company(self.unit)
        return figure._amounts(period, self.place)[figure, self.place]

    def test_the_same_numbers_as_on_the_statement(self):
        """会政财01、02表 monthly, 会政预01、03表 yearly."""
        monthly = self.sheet("balance_sheet", "2024-03", "month")
        income = self.sheet("income", "2024-03", "month")
        cases = [
            (("balance_sheet", "money"), MARCH, monthly["money"][0]),
            (("balance_sheet", "money", "before"), MARCH, monthly["money"][1]),
            (
                ("balance_sheet", "subsidies_payable"),
                QUARTER,
                monthly["subsidies_payable"][0],
            ),
            (("balance_sheet", "current_assets"), MARCH, monthly["current_assets"][0]),
            (("income", "activity_expenses"), MARCH, income["activity_expenses"][0]),
            (
                ("income", "activity_expenses", "year"),
                MARCH,
                income["activity_expenses"][1],
            ),
            (
                ("budget", "administrative", "year"),
                YEAR,
                self.sheet("budget", "2024-12")["administrative"][0],
            ),
        ]
        seen = set()
        for asked, period, shown in cases:
            with self.subTest(asked):
                figure = self.figure(*asked)
                value = self.amount(figure, period)
                self.assertEqual(value, Decimal(str(shown or 0)).quantize(value))
                seen.add(value)
        self.assertGreater(len(seen), 3, "the numbers are told apart")

    def test_a_quarter_is_its_three_months(self):
        figure = self.figure("income", "activity_expenses")
        months = [
            self.amount(figure, Period.of("month", date(2024, month, 1)))
            for month in (1, 2, 3)
        ]
        self.assertTrue(sum(months))
        self.assertEqual(self.amount(figure, QUARTER), sum(months))

    def test_a_yearly_statement_up_to_the_periods_end(self):
        figure = self.figure("budget", "administrative", "year")
        january = self.amount(figure, Period.of("month", date(2024, 1, 1)))
        year = self.amount(figure, YEAR)
        self.assertTrue(0 < january < year)

    def test_a_column_of_a_statement(self):
        sheet = self.sheet("fiscal", "2024-12")
        columns = ("expenditure", 8)
        figure = self.figure("fiscal", "row_general_project", "year", columns[0])
        shown = sheet["general_project"][columns[1]]
        self.assertTrue(shown)
        self.assertEqual(self.amount(figure, YEAR), Decimal(str(shown)))

    def test_last_year(self):
        figure = self.figure("balance_sheet", "money", "last_year")
        self.assertEqual(
            self.amount(figure, Period.of("month", date(2025, 3, 1))),
            self.amount(self.figure("balance_sheet", "money"), MARCH),
        )

    def test_statements_are_computed_once(self):
        figures = self.figure("balance_sheet", "money")
        one = self.count(figures)
        for name in ("subsidies_payable", "current_assets", "other_receivable"):
            figures |= self.figure("balance_sheet", name)
        self.assertLessEqual(self.count(figures), one + 8)

    def count(self, figures):
        figures = figures.with_user(self.filler).with_company(self.unit)
        figures._amounts(MARCH, self.place)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        figures._amounts(MARCH, self.place)
        return self.env.cr.sql_log_count - before

    def test_formulas_take_rows(self):
        row = self.figure("balance_sheet", "money")
        formula = self.env["civil.form.figure"].create(
            {
                "code": "in_wan",
                "name": "货币资金（万元）",
                "digits": 6,
                "source": "formula",
                "formula": f"{row.code} / 10000",
            }
        )
        self.assertEqual(self.amount(formula, MARCH), self.amount(row, MARCH) / 10000)

    def test_a_number_leads_to_its_entries(self):
        row = self.figure("balance_sheet", "subsidies_payable")
        row = row.with_user(self.filler).with_company(self.unit)
        action = row._statement_action(MARCH)
        items = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(
            -Decimal(str(round(sum(items.mapped("balance")), 2))),
            self.amount(row, MARCH),
        )
        total = self.figure("balance_sheet", "current_assets")
        total = total.with_user(self.filler).with_company(self.unit)
        self.assertEqual(
            total._statement_action(MARCH)["res_model"], "mis.report.instance"
        )

    def test_what_makes_no_sense_is_refused(self):
        cases = {
            "no such amount": {
                "form": "balance_sheet",
                "name": "money",
                "span": "year",
            },
            "choose the column": {
                "form": "fiscal",
                "name": "row_general_project",
                "span": "year",
            },
        }
        for message, asked in cases.items():
            with (
                self.subTest(message),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self.figure(**asked)
        with self.assertRaisesRegex(ValidationError, "one of its rows"):
            self.figure("balance_sheet", "money", statement_form="income")

    def test_who_may_not_read_the_books_gets_no_figure(self):
        clerk = new_test_user(self.env, "t-form", "civil_form.group_clerk")
        clerk.company_ids |= self.unit
        with self.assertRaisesRegex(AccessError, "finance section"):
            self.amount(self.figure("balance_sheet", "money"), MARCH, clerk)

    def test_a_unit_without_the_chart(self):
        other = self.env["res.company"].create({"name": "无账套单位"})
        self.filler.company_ids |= other
        figure = self.figure("balance_sheet", "money").with_user(self.filler)
        with self.assertRaisesRegex(UserError, "无账套单位"):
            figure.with_company(other)._amounts(MARCH, self.place)

    def test_the_screen_offers_rows_of_the_own_chart(self):
        figures = self.env["civil.form.figure"].with_company(self.unit)
        with Form(figures) as form:
            form.code = "on_screen"
            form.source = "statement"
            form.statement_form = "budget"
            self.assertEqual(form.statement_span, "year")
            form.statement_kpi_id = self.kpi("budget", "administrative")
            self.assertEqual(form.name, form.statement_kpi_id.description)
        self.assertEqual(
            form.record.statement_report_id,
            self.env.ref("l10n_cn_government_mis.mis_report_unit_budget"),
        )

    def test_figures_that_come_along(self):
        for name in ("money", "subsidies_payable", "fiscal_income", "administrative"):
            figure = self.env.ref(f"civil_form_mis.figure_statement_{name}")
            self.assertTrue(figure._problem() is False)
            self.assertIsInstance(self.amount(figure, QUARTER), Decimal)
