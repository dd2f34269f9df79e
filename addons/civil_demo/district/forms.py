"""A superior's quarterly form, uploaded once and filled for the last quarter."""

import base64
import io

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from odoo.fields import Command

TITLE = "困难群众救助和福利补贴资金季度报表（演示）"
SHEET = "季度报表"
#: Rows of the first part: what they are called, and the figure that goes there.
MONEY = (
    ("财政拨款收入（本年累计）", "civil_form_mis.figure_statement_fiscal_income"),
    ("行政支出（本年累计）", "civil_form_mis.figure_statement_administrative"),
    ("业务活动费用（本季度）", "civil_form_mis.figure_statement_activity_expenses"),
    (
        "应付政府补贴款（期末余额）",
        "civil_form_mis.figure_statement_subsidies_payable",
    ),
    ("货币资金（期末余额）", "civil_form_mis.figure_statement_money"),
)
#: Figures told row by row for the towns: code, name, unit, measure, measured field.
BY_TOWN = (
    ("demo_paid_times", "累计发放人次", "人次", 0, "count", False),
    ("demo_paid_amount", "累计发放金额", "元", 2, "sum", "amount"),
)
_FIRST_MONEY = 5
_THIN = Side(style="thin")


class Forms:
    """Finance fills what the city asks for each quarter; the chief has to check it."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.district = desk.office.division()

    def file(self):
        """Set the form up, and fill it for the last quarter."""
        self.employ("finance", "财务报表填报", "civil_form.group_clerk")
        self.employ("chief", "财务报表审核", "civil_form.group_head")
        form = self.env["civil.form"].create(
            {
                "name": TITLE,
                "issuer": "随州市民政局",
                "legal_basis": "随民函〔2024〕9号（演示）",
                "period_kind": "quarter",
                "division_id": self.district.id,
                "due_ids": [
                    Command.create(
                        {
                            "days": 90,
                            "date_from": "2020-01-01",
                            "legal_basis": "随民函〔2024〕9号（演示）",
                        }
                    )
                ],
            }
        )
        towns = self.district.child_ids.sorted("code").mapped("name")
        self.map(form, self.upload(form, towns), _FIRST_MONEY + len(MONEY) + 3)
        filer = self.desk.act("finance", form)
        opened = filer.action_open_filing()
        filer.filing_ids.browse(opened["res_id"]).action_fill()

    def employ(self, login, name, group):
        """Give a user a role of forms."""
        role = self.env["res.users.role"].create(
            {"name": name, "implied_ids": [Command.link(self.env.ref(group).id)]}
        )
        user = self.desk.office.user(login)
        user.role_line_ids = [Command.create({"role_id": role.id})]

    def upload(self, form, towns):
        """Return the version with the blank workbook."""
        stream = io.BytesIO()
        self.book(towns).save(stream)
        return self.env["civil.form.version"].create(
            {
                "form_id": form.id,
                "date_from": "2024-01-01",
                "workbook": base64.b64encode(stream.getvalue()),
                "filename": "季度报表.xlsx",
            }
        )

    def book(self, towns):
        """Return the form as a superior sends it: blank, with its own formulas."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = SHEET
        sheet["A1"] = TITLE
        sheet["A1"].font = Font(size=16, bold=True)
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet.merge_cells("A1:C1")
        sheet["A2"], sheet["A3"] = "填报单位：", "报告期："
        self.table(sheet, _FIRST_MONEY - 1, ("一、资金情况", "金额（元）"))
        for at, (label, _figure) in enumerate(MONEY):
            self.table(sheet, _FIRST_MONEY + at, (label, None))
        head = _FIRST_MONEY + len(MONEY) + 2
        self.table(sheet, head, ("二、发放情况", "人次", "金额（元）"))
        for at, town in enumerate(towns, 1):
            self.table(sheet, head + at, (town, None, None))
        last = head + len(towns)
        sums = [f"=SUM({column}{head + 1}:{column}{last})" for column in "BC"]
        self.table(sheet, last + 1, ("合计", *sums))
        sheet[f"A{last + 3}"] = "填报人："
        sheet[f"A{last + 4}"] = "审核人："
        sheet[f"A{last + 5}"] = "填报日期："
        for column, width in {"A": 34, "B": 22, "C": 22}.items():
            sheet.column_dimensions[column].width = width
        return book

    def table(self, sheet, row, cells):
        for column, text in zip("ABC", cells, strict=False):
            cell = sheet[f"{column}{row}"]
            cell.value = text
            cell.border = Border(_THIN, _THIN, _THIN, _THIN)
            if column != "A":
                cell.number_format = "#,##0.00" if column == "C" else "#,##0.##"

    def map(self, form, version, first):
        """Say once which figure goes into which cell.

        :param first: the row of the first town
        """
        cells = [
            {"kind": "division", "address": "B2"},
            {"kind": "period", "address": "B3"},
        ]
        cells += [
            {"address": f"B{_FIRST_MONEY + at}", "figure_id": self.env.ref(name).id}
            for at, (_label, name) in enumerate(MONEY)
        ]
        cells += [
            {
                "kind": "block",
                "address": f"{column}{first}",
                "name_column": "A",
                "figure_id": self.figure(*figure).id,
            }
            for column, figure in zip("BC", BY_TOWN, strict=True)
        ]
        last = first + len(self.district.child_ids)
        cells += [
            {"kind": kind, "address": f"B{last + 2 + at}"}
            for at, kind in enumerate(("filler", "checker", "date"))
        ]
        self.env["civil.form.cell"].create(
            [{"version_id": version.id, **cell} for cell in cells]
        )

    def figure(self, code, name, unit, digits, measure, field):
        """Return a figure of what the banks have paid so far."""
        return self.env["civil.form.figure"].create(
            {
                "code": code,
                "name": name,
                "unit": unit,
                "digits": digits,
                "definition": "银行已回盘发放成功的补贴，截至报告期末。",
                "source": "records",
                "source_model": "civil.subsidy.payment",
                "domain": "[('bank_state', '=', 'paid')]",
                "measure": measure,
                "measure_field": field,
                "date_field": "period",
                "span": "as_at",
            }
        )
