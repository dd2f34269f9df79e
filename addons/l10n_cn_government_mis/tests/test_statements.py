from odoo.tests import tagged

from .common import StatementCase


@tagged("post_install", "-at_install")
class TestStatements(StatementCase):
    """Figures of the statements, cell by cell, before and after the closings."""

    def assertCells(self, sheet, **cells):
        """Assert figures of rows, and that no check row is on the sheet."""
        for name, values in cells.items():
            self.assertEqual(sheet[name], values, name)
        wrong = {name for name in sheet if name in ("check", "check_funds", "unmarked")}
        self.assertFalse(wrong)

    def test_balance_sheet_of_a_month(self):
        """会政财01表: monthly, against the opening of the year."""
        sheet = self.sheet("balance_sheet", "2024-01", "month")
        self.assertCells(
            sheet,
            money=[1000, 1000],
            current_assets=[1000, 1000],
            fixed_cost=[5000, 5000],
            fixed_depreciation=[500, 500],
            fixed_net=[4500, 4500],
            noncurrent_assets=[4500, 4500],
            assets=[5500, 5500],
            subsidies_payable=[50, 0],
            current_liabilities=[50, 0],
            liabilities=[50, 0],
            surplus=[5500, 5500],
            period_surplus=[-50, 0],
            net_assets=[5450, 5500],
            claims=[5500, 5500],
        )

    def test_trust_stands_apart(self):
        """受托代理资产 isn't in 货币资金, and 应缴财政款 is a liability."""
        self.assertCells(
            self.sheet("balance_sheet", "2024-02", "month"),
            money=[1068.5, 1000],
            trust_assets=[60, 0],
            trust_liabilities=[60, 0],
            due_to_finance=[40, 0],
            subsidies_payable=[10, 0],
            fixed_net=[4450, 4500],
            assets=[5578.5, 5500],
            surplus=[5525, 5500],
            period_surplus=[-56.5, 0],
            claims=[5578.5, 5500],
        )

    def test_income_of_a_month(self):
        """会政财02表: this month and the year to date."""
        self.assertCells(
            self.sheet("income", "2024-02", "month"),
            fiscal=[940, 1890],
            fiscal_fund=[940, 940],
            interest=[3.5, 3.5],
            income=[943.5, 1893.5],
            activity_expenses=[950, 1950],
            expenses=[950, 1950],
            surplus=[-6.5, -56.5],
        )

    def test_income_of_the_year(self):
        sheet = self.sheet("income", "2024-12")
        self.assertCells(sheet, income=[1893.5, 0], surplus=[-56.5, 0])
        later = self.sheet("income", "2025-12")
        self.assertCells(later, income=[0, 1893.5], surplus=[0, -56.5])

    def test_net_assets(self):
        """会政财03表: the correction of last year stands apart from the surplus."""
        self.assertCells(
            self.sheet("net_assets", "2024-12"),
            closing_before=[5500, 5500, 0, 0],
            prior_year=[25, 25, 0, 0],
            opening=[5525, 5525, 0, 0],
            year_surplus=[-56.5, -56.5, 0, 0],
            changes=[-56.5, -56.5, 5500, 5500],
            closing=[5468.5, 5468.5, 5500, 5500],
        )

    def test_what_goes_on_to_the_surplus_is_still_of_last_year(self):
        """Row 5e in one entry: 1201 to 3501, and that to 3001 at once."""
        self.enter(
            self.general,
            "2024-03-05",
            [("1201", 30, 0), ("3501", 0, 30), ("3501", 30, 0), ("3001", 0, 30)],
        )
        self.enter(self.general, "2024-03-06", [("3001", 7, 0), ("100201", 0, 7)])
        self.assertCells(
            self.sheet("net_assets", "2024-12"),
            closing_before=[5500, 5500, 0, 0],
            prior_year=[55, 55, 0, 0],
            opening=[5555, 5555, 0, 0],
            pooled=[-7, -7, 5500, 5500],
            closing=[5491.5, 5491.5, 5500, 5500],
        )

    def test_budget(self):
        """会政预01表."""
        self.assertCells(
            self.sheet("budget", "2024-12"),
            fiscal=[1890, 0],
            fiscal_fund=[940, 0],
            other=[3.5, 0],
            interest=[3.5, 0],
            income=[1893.5, 0],
            administrative=[1890, 0],
            expenditure=[1890, 0],
            difference=[3.5, 0],
        )

    def test_budget_balances(self):
        """会政预02表: opening, adjustment, changes, closing."""
        self.assertCells(
            self.sheet("budget_balances", "2024-12"),
            opening=[1000, 0],
            opening_fiscal=[300, 0],
            opening_other=[700, 0],
            adjusted=[25, 0],
            adjusted_fiscal=[25, 0],
            fiscal_difference=[0, 0],
            other_difference=[3.5, 0],
            changes=[3.5, 0],
            closing=[1028.5, 1000],
            fiscal_carried=[325, 300],
            other_surplus=[703.5, 700],
        )

    def test_fiscal(self):
        """会政预03表: by kind of appropriation, basic and project expenditure."""
        sheet = self.sheet("fiscal", "2024-12")
        columns = (
            "opening_carried opening_surplus adjusted pooled_in pooled_out "
            "moved_carried moved_surplus income expenditure closing_carried "
            "closing_surplus"
        ).split()
        figures = {
            name: dict(zip(columns, values, strict=True))
            for name, values in sheet.items()
        }
        self.assertNotIn("check", sheet)
        self.assertNotIn("unmarked", sheet)
        self.assertEqual(figures["general_personnel"]["income"], 200)
        self.assertEqual(figures["general_personnel"]["expenditure"], 200)
        self.assertEqual(figures["general_basic"]["expenditure"], 200)
        project = figures["general_project"]
        self.assertEqual(project["opening_carried"], 300)
        self.assertEqual(project["adjusted"], 25)
        self.assertEqual((project["income"], project["expenditure"]), (750, 750))
        self.assertEqual(project["closing_carried"], 325)
        self.assertEqual(figures["fund"]["income"], 940)
        self.assertEqual(figures["capital"]["income"], 0)
        self.assertEqual(figures["total"]["income"], 1890)
        self.assertEqual(figures["total"]["closing_carried"], 325)

    def test_reconciliation(self):
        """The note explains the difference of surplus and budget to the cent."""
        self.assertCells(
            self.sheet("reconciliation", "2024-12"),
            budget=[3.5],
            add_paid=[1690],
            less_payable=[1700],
            less_depreciation=[50],
            major=[-60],
            # Dues to the treasury and the correction of last year: money came in.
            cash_difference=[100],
            trust_difference=[-100],
            net_asset_difference=[-25],
            balance_difference=[-25],
            other=[0],
            surplus=[-56.5],
        )

    def test_same_after_the_year_is_closed(self):
        """Income still shows the year; the surplus is now accumulated (C.4, 3)."""
        forms = ("income", "net_assets", "budget", "budget_balances", "fiscal")
        before = {form: self.sheet(form, "2024-12") for form in forms}
        note = self.sheet("reconciliation", "2024-12")
        self.close_year()
        for form in forms:
            self.assertEqual(self.sheet(form, "2024-12"), before[form], form)
        self.assertEqual(self.sheet("reconciliation", "2024-12"), note)
        self.assertCells(
            self.sheet("balance_sheet", "2024-12"),
            assets=[5578.5, 5500],
            surplus=[5468.5, 5500],
            period_surplus=[0, 0],
            claims=[5578.5, 5500],
        )
        self.assertCells(
            self.sheet("balance_sheet", "2025-01", "month"),
            surplus=[5468.5, 5468.5],
        )

    def test_same_after_a_month_is_closed(self):
        before = self.sheet("balance_sheet", "2024-01", "month")
        income = self.sheet("income", "2024-01", "month")
        self.close("2024-01")
        self.assertEqual(self.sheet("balance_sheet", "2024-01", "month"), before)
        self.assertEqual(self.sheet("income", "2024-01", "month"), income)

    def test_year_that_was_never_closed(self):
        """The sheet foots where last year's income was left on its accounts."""
        self.assertCells(
            self.sheet("balance_sheet", "2025-03", "month"),
            assets=[5578.5, 5578.5],
            period_surplus=[-56.5, -56.5],
            claims=[5578.5, 5578.5],
        )

    def test_check_shows_what_is_in_no_row(self):
        """An account outside the forms makes the check row appear, and red."""
        other = (
            self.env["account.account"]
            .with_company(self.unit)
            .create(
                {
                    "code": "1990",
                    "name": "自设科目",
                    "account_type": "asset_current",
                    "company_ids": [(6, 0, self.unit.ids)],
                }
            )
        )
        self.enter(self.general, "2024-03-05", [(other.code, 7, 0), ("2307", 0, 7)])
        sheet = self.sheet("balance_sheet", "2024-03", "month")
        self.assertEqual(sheet["check"], [-7, 0])
        matrix = self.instance("balance_sheet", "2024-03", "month")._compute_matrix()
        row = next(r for r in matrix.iter_rows() if r.kpi.name == "check")
        colors = [cell.style_props.background_color for cell in row.iter_cells()]
        self.assertEqual(colors[0], "#C62828")
        self.assertNotEqual(colors[1], "#C62828")

    def test_drafts_only_where_asked_for(self):
        self.draft("2024-03-08", amount=30)
        statements = self.env["l10n_cn.statement"].with_user(self.reader)
        statement = statements.with_company(self.unit).create(
            {"frequency": "month", "year": 2024, "month": "3", "posted_only": False}
        )
        content = statement._make_instance()._l10n_cn_sheet()
        money = next(row for row in content["left"] if row["name"] == "money")
        self.assertEqual(money["values"][0], 1038.5)
        money = self.sheet("balance_sheet", "2024-03", "month")["money"]
        self.assertEqual(money[0], 1068.5)

    def test_drill_down(self):
        """A figure opens exactly the items that make it up."""
        instance = self.instance("income", "2024-02", "month")
        matrix = instance._compute_matrix()
        row = next(r for r in matrix.iter_rows() if r.kpi.name == "fiscal")
        cell = next(iter(row.iter_cells()))
        action = instance.drilldown(cell.drilldown_arg)
        items = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(sum(items.mapped("credit")), 940)
        self.assertEqual(items.account_id, self.account("400102"))
