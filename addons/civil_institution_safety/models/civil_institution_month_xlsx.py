from odoo import models

#: What stands in the lines below the institutions.
_TOTALS = (
    ("filed", "due"),
    ("in_time",),
    ("checked",),
    ("covered", "homes"),
    ("general",),
    ("major",),
)


class CivilInstitutionMonthXlsx(models.AbstractModel):
    """The institutions by the months of a year (机构安全月历), as a workbook."""

    _name = "report.civil_institution_safety.month_xlsx"
    _description = "Workbook of Institutions by Month"
    _inherit = ["report.report_xlsx.abstract"]

    def _get_objs_for_report(self, docids, data):
        """The board isn't made of records that were chosen."""
        return self.env["civil.institution"]

    def generate_xlsx_report(self, workbook, data, objects):
        """Write a row for each institution, as the board shows it to the user.

        :param dict data: ``year``, and ``division_id`` or False
        """
        board = self.env["civil.institution.month"].board(
            int(data["year"]), division_id=data.get("division_id") or None
        )
        style = {
            name: workbook.add_format({"border": 1, "text_wrap": True, **look})
            for name, look in (
                ("head", {"bold": True, "align": "center"}),
                ("name", {}),
                ("none", {"align": "center"}),
                ("good", {"align": "center", "bg_color": "#d9ead3"}),
                ("fair", {"align": "center", "bg_color": "#fff2cc"}),
                ("bad", {"align": "center", "bg_color": "#f4cccc"}),
            )
        }
        sheet = workbook.add_worksheet(str(board["year"]))
        title = self.env._("Safety of Institutions %(year)s", year=str(board["year"]))
        sheet.merge_range(0, 0, 0, 13, title, style["head"])
        self._write_heads(sheet, style)
        row = self._write_homes(sheet, style, board)
        self._write_totals(sheet, style, board["totals"], row)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 28)
        sheet.set_column(2, 13, 13)
        sheet.freeze_panes(2, 2)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)

    def _write_heads(self, sheet, style):
        months = [
            self.env._("Month %(month)s", month=str(month)) for month in range(1, 13)
        ]
        heads = (self.env._("Town"), self.env._("Institution"), *months)
        for column, head in enumerate(heads):
            sheet.write(1, column, head, style["head"])

    def _write_homes(self, sheet, style, board):
        row = 2
        for town in board["towns"]:
            for home in town["homes"]:
                sheet.write(row, 0, town["name"], style["name"])
                sheet.write(row, 1, home["name"], style["name"])
                for month, cell in enumerate(home["cells"]):
                    look = style[grade(cell)]
                    sheet.write(row, 2 + month, self._text(cell), look)
                row += 1
        return row

    def _text(self, cell):
        """What a cell says, one fact a line."""
        own, inspections, general, major = cell
        names = {
            "time": self.env._("self-check filed"),
            "open": self.env._("self-check to be filed"),
            "late": self.env._("self-check filed late"),
            "missing": self.env._("self-check missing"),
        }
        facts = [names.get(own)]
        if inspections:
            facts.append(self.env._("checked %(count)s×", count=inspections))
        if general:
            facts.append(self.env._("general hazards %(count)s", count=general))
        if major:
            facts.append(self.env._("major hazards %(count)s", count=major))
        return "\n".join(filter(None, facts))

    def _write_totals(self, sheet, style, totals, row):
        names = [
            self.env._("Self-checks filed / due"),
            self.env._("Filed in time"),
            self.env._("Checked in the month"),
            self.env._("Checked since January / all"),
            self.env._("Open general hazards"),
            self.env._("Open major hazards"),
        ]
        for name, keys in zip(names, _TOTALS, strict=True):
            sheet.merge_range(row, 0, row, 1, name, style["head"])
            for month, total in enumerate(totals):
                text = " / ".join(str(total[key]) for key in keys)
                sheet.write(row, 2 + month, text, style["none"])
            row += 1


def grade(cell):
    """Tell how a cell is: ``bad``, ``fair``, ``good`` or ``none``."""
    own, inspections, general, major = cell
    if major or own == "missing":
        return "bad"
    if general or own in ("late", "open"):
        return "fair"
    return "good" if own or inspections else "none"
