import base64
import io

import openpyxl
from openpyxl.styles import Border, Font, PatternFill, Protection, Side

from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.civil_base.tests.common import CivilBaseCase

#: Early May: April has ended and is due on the 10th.
TODAY = "2024-05-06"
SHEET = "月报表"


def make_book(rows=("East Town", "West Town", "合计")):
    """Return a blank form like those of a superior: title, heads, towns, total.

    Column B is to hold figures, column C too, column D adds both by a formula; below
    the towns stand a total by formula and one line for typing.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = "民政事业月报"
    sheet["A1"].font = Font(name="SimHei", size=18, bold=True)
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "填报期:"
    sheet.merge_cells("B2:D2")
    for column, title in zip("ABCD", ("镇街", "村数", "居民数", "共计"), strict=True):
        sheet[f"{column}4"] = title
        sheet[f"{column}4"].fill = PatternFill("solid", fgColor="FFDDEEFF")
    thin = Side(style="thin")
    for number, name in enumerate(rows, start=5):
        sheet[f"A{number}"] = name
        for column in "BCD":
            sheet[f"{column}{number}"].border = Border(thin, thin, thin, thin)
            sheet[f"{column}{number}"].number_format = "#,##0"
        sheet[f"D{number}"] = f"=B{number}+C{number}"
    last = 4 + len(rows)
    sheet[f"B{last}"] = f"=SUM(B5:B{last - 1})"
    sheet[f"A{last + 2}"] = "低保资金"
    sheet[f"B{last + 2}"].border = Border(thin, thin, thin, thin)
    sheet.column_dimensions["A"].width = 33
    return book


def content(book):
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def unlocked(book, *addresses):
    """Protect the first sheet of a workbook, leaving some cells to be filled."""
    sheet = book.worksheets[0]
    for address in addresses:
        sheet[address].protection = Protection(locked=False)
    sheet.protection.sheet = True
    sheet.protection.password = "secret"
    return book


class FormCase(CivilBaseCase):
    """A monthly form of a district, people who fill and check it, and a town's clerk.

    The records that are counted are the divisions themselves: two towns, one village
    each, and one more village in East Town.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(TODAY)
        freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.clerk = cls.make_user("form_clerk", "civil_form.group_clerk")
        cls.other_clerk = cls.make_user("form_clerk_2", "civil_form.group_clerk")
        cls.head = cls.make_user("form_head", "civil_form.group_head")
        cls.deputy = cls.make_user("form_deputy", "civil_form.group_deputy")
        cls.town_clerk = cls.make_user("form_town", "civil_form.group_clerk")
        cls.town_clerk.division_ids = [Command.set(cls.east.ids)]
        cls.env["civil.division"].create(
            {
                "code": "990101001002",
                "name": "Second Village",
                "level": "village",
                "parent_id": cls.east.id,
            }
        )
        cls.villages = cls.make_figure(
            "villages", domain="[('level', '=', 'village')]", name="村数"
        )
        cls.typed = cls.make_figure("typed", source="manual", name="低保资金", digits=2)
        cls.form = cls.make_form()
        cls.version = cls.make_version()
        cls.make_cells(
            {"address": "B5", "kind": "block", "figure": cls.villages, "column": "A"},
            {"address": "B9", "figure": cls.typed},
            {"address": "C2", "kind": "period"},
        )

    @classmethod
    def make_figure(cls, code, **vals):
        """Return a figure, counted from divisions by default."""
        records = {"source": "records", "source_model": "civil.division"}
        if vals.get("source", "records") != "records":
            records = {}
        return cls.env["civil.form.figure"].create(
            {"code": code, "name": code, **records, **vals}
        )

    @classmethod
    def make_form(cls, **vals):
        """Return a monthly form, due ten days after the end."""
        return cls.env["civil.form"].create(
            {
                "name": "民政事业月报",
                "issuer": "市民政局",
                "division_id": cls.district.id,
                "due_ids": [
                    Command.create(
                        {
                            "days": 10,
                            "date_from": "2020-01-01",
                            "legal_basis": "市民函〔2020〕1号",
                        }
                    )
                ],
                **vals,
            }
        )

    @classmethod
    def make_version(cls, book=None, form=None, **vals):
        """Return a version of the form with a workbook."""
        return cls.env["civil.form.version"].create(
            {
                "form_id": (form or cls.form).id,
                "date_from": "2023-01-01",
                "workbook": base64.b64encode(content(book or make_book())),
                "filename": "form.xlsx",
                **vals,
            }
        )

    @classmethod
    def make_cells(cls, *cells, version=None):
        """Map cells, given as dicts with address, kind, figure and column."""
        return cls.env["civil.form.cell"].create(
            [
                {
                    "version_id": (version or cls.version).id,
                    "address": cell["address"],
                    "kind": cell.get("kind", "figure"),
                    "figure_id": cell["figure"].id if "figure" in cell else False,
                    "name_column": cell.get("column"),
                    "division_id": cell.get("division", cls.district.browse()).id,
                    "sheet": cell.get("sheet"),
                }
                for cell in cells
            ]
        )

    def open_filing(self, period="2024-04-01", user=None, form=None):
        """Return the filing of a period, as somebody who fills."""
        form = (form or self.form).with_user(user or self.clerk)
        action = form.action_open_filing(period)
        return (
            self.env["civil.form.filing"]
            .with_user(user or self.clerk)
            .browse(action["res_id"])
        )

    def value_of(self, filing, figure, division=None):
        """Return the value of a figure in a filing."""
        return filing.value_ids.filtered(
            lambda value: (
                value.figure_id == figure
                and value.division_id == (division or self.district)
            )
        )

    def type_in(self, filing, text="1,234.50", note="财政拨款单"):
        """Type the one value that is typed."""
        row = self.value_of(filing, self.typed)
        row.write({"shown": text, "note": note})
        return row

    def checked(self, period="2024-04-01"):
        """Return a filing that the head has checked."""
        filing = self.open_filing(period)
        filing.action_fill()
        self.type_in(filing)
        filing.with_user(self.head).action_check()
        return filing

    def sheet_of(self, record):
        """Return the first sheet of a record's workbook."""
        data = base64.b64decode(record.with_context(bin_size=False).workbook)
        return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
