"""Writes a month's files in the shape in which the bureau receives them."""

import csv
from datetime import date, timedelta
from io import StringIO

import xlsxwriter

from .faults import as_number

LABELS = {
    "number": "序号",
    "village": "村（社区）",
    "name": "姓名",
    "sex": "性别",
    "identity": "身份证号",
    "certificate": "残疾人证号",
    "kind": "残疾类别",
    "grade": "残疾等级",
    "minimum_living": "是否低保",
    "programs": "补贴类型",
    "first_month": "享受起始月",
    "bank": "开户银行",
    "account": "银行账号",
    "holder": "户名",
    "agent": "代领人",
    "phone": "联系电话",
    "note": "备注",
}
SIGNATURES = {0: "填表人：", 3: "审核人：", 6: "单位负责人："}
MONTH_COLUMN = 10


class Workbook:
    """A large workbook, written row by row."""

    def __init__(self, path):
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self.day_format = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.book.close()

    def sheet(self, name):
        """Return a function that appends a row to a new sheet and tells its number."""
        sheet = self.book.add_worksheet(name)
        rows = iter(range(1048576))

        def append(cells=()):
            at = next(rows)
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(at, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, self.day_format)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
            return at + 1

        return append


class TownSheet:
    """A town's sheet of the roster, with everything that stands around the lines.

    :param hand: types the cells
    :param append: appends a row, returns its number
    :param untidy: columns in another order, headers repeated, rows left out …
    """

    def __init__(self, hand, append, untidy):
        self.hand = hand
        self.append = append
        self.untidy = untidy
        self.columns = list(LABELS)
        if untidy:
            hand.dice.shuffle(self.columns)

    def fill(self, town, entries, stated):
        """Write the sheet, set each line's row; return the row of the month."""
        self.append([f"{town}残疾人两项补贴发放花名册"])
        if self.untidy:
            self.append()
        month_row = self.append(self.unit_row(town, stated))
        self.header()
        for number, entry in enumerate(entries, 1):
            cells = self.cells(number, entry)
            entry.row = self.append([cells[key] for key in self.columns])
            if self.untidy and number % 97 == 0:
                self.between(number)
        self.append(["合计", f"{len(entries)}人"])
        self.append([SIGNATURES.get(column, "") for column in range(len(LABELS))])
        return month_row

    def unit_row(self, town, stated):
        """Return the row with the reporting unit and the month."""
        row = [""] * len(LABELS)
        row[0] = f"填报单位：{town}人民政府（办事处）"
        row[MONTH_COLUMN] = f"所属月份：{stated}"
        return row

    def header(self):
        """Write the names of the columns."""
        labels = [LABELS[key] for key in self.columns]
        if self.untidy:
            labels = [self.hand.name(label) for label in labels]
        self.append(labels)

    def between(self, number):
        """Write what a page break leaves between two lines."""
        self.append(["小计", f"{number}人"])
        self.append()
        self.header()

    def cells(self, number, entry):
        """Return the cells of a line."""
        hand, typed = self.hand, entry.cells
        cells = {
            "number": number,
            "village": hand.name(entry.village),
            "name": hand.name(entry.name),
            "sex": entry.sex,
            "bank": entry.bank,
            "holder": hand.name(entry.holder),
            "agent": hand.name(entry.agent),
            "phone": entry.phone,
            "note": "",
        }
        for key in ("identity", "certificate", "account"):
            cell = typed.get(key, getattr(entry, key))
            cells[key] = hand.code(cell) if isinstance(cell, str) else cell
        for key, way in (
            ("kind", hand.kind),
            ("grade", hand.grade),
            ("minimum_living", hand.flag),
            ("programs", hand.programs),
            ("first_month", hand.month),
        ):
            cells[key] = typed[key] if key in typed else way(getattr(entry, key))
        return cells


def write_standards(path, rows):
    """Write the table of standards."""
    with open(path, "w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow("programme category amount date_from date_to note".split())
        writer.writerows([*row, "演示标准"] for row in rows)


def write_deaths(path, deaths, hand):
    """Write the funeral home's register, GB18030 with CRLF."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow("火化证编号 死者姓名 身份证号 死亡日期 火化日期 殡仪馆".split())
    for number, death in enumerate(deaths, 1):
        cremated = death.died + timedelta(days=hand.dice.randrange(1, 4))
        identity = hand.code(death.identity).replace("\n", " ")
        row = [f"曾火{death.died:%Y}{number:05d}", hand.name(death.name), identity]
        row += [hand.day(death.died), f"{cremated:%Y-%m-%d}", "曾都区殡仪馆"]
        writer.writerow(cell.strip("\n") for cell in row)
    path.write_bytes(text.getvalue().encode("gb18030"))


def write_destitute(path, destitute, month, hand):
    """Write the list of the destitute."""
    with Workbook(path) as book:
        append = book.sheet("特困人员")
        append([f"曾都区特困供养人员花名册（{month.year}年{month.month}月）"])
        append("序号 镇街 姓名 身份证号 供养方式 自理能力".split())
        for number, line in enumerate(destitute, 1):
            identity = line.identity
            identity = as_number(identity) if line.as_number else hand.code(identity)
            mode = hand.dice.choice(("集中供养", "分散供养"))
            care = hand.dice.choice(("半护理", "全自理", "全护理"))
            append([number, line.town, hand.name(line.name), identity, mode, care])
