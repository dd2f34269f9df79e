"""Writes a register of plots and the register of cremations as offices keep them."""

import csv
import io
from datetime import date, timedelta

import xlsxwriter

HEADERS = (
    ("cemetery", ("公墓", "公墓名称")),
    ("zone", ("区", "墓区")),
    ("row", ("排", "排号")),
    ("number", ("号", "墓号")),
    ("type", ("类型", "墓型")),
    ("area", ("占地面积㎡", "占地面积", "占地面积（㎡）")),
    ("state", ("状态",)),
    ("holder", ("购墓人",)),
    ("identity", ("购墓人身份证号",)),
    ("certificate", ("使用证号",)),
    ("start", ("起始日期",)),
    ("years", ("缴费年限",)),
    ("count", ("安放人数",)),
    ("cremation", ("最近安放者火化证编号", "火化证编号")),
)
WORDS = {"单穴": ("单穴", "单人墓"), "双穴": ("双穴", "双人墓", "合葬墓")}


class PlotPaper:
    """How the plots and the cremations are written down; the plots come elsewhere.

    ``plots``, ``known`` numbers, ``hand``, ``dice``, ``people``, ``directory``,
    ``as_of``, ``merges`` and ``untidy`` are the generator's.
    """

    def write_files(self):
        """Write both files; return ``(plots, register)``."""
        self.plots.sort(key=lambda plot: (plot.cemetery, plot.zone, plot.row))
        return self.write_plots(), self.write_register()

    def write_plots(self):
        """Write the workbook, as one sheet or a sheet a cemetery."""
        path = self.directory / "plots.xlsx"
        split = self.dice.random() < 0.4
        groups = {}
        for plot in self.plots:
            groups.setdefault(plot.cemetery if split else "墓位", []).append(plot)
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for title, plots in groups.items():
                named = split and self.dice.random() < 0.5
                self.write_sheet(book.add_worksheet(title), day, plots, named)
        return path

    def write_sheet(self, sheet, day, plots, named):
        """Write a sheet with everything that stands around the plots.

        :param named: whether the sheet's name says which cemetery it is
        """
        dice, at = self.dice, 0
        headers = [(key, dice.choice(names)) for key, names in HEADERS]
        if named:
            headers = headers[1:]
        if self.untidy:
            # Where a part of a place may be blank, it stands behind what it is in.
            rest = headers[len(headers) - 10 :]
            dice.shuffle(rest)
            headers = headers[: len(headers) - 10] + rest
            sheet.write(0, 0, "墓位登记表")
            sheet.write(1, 0, "单位：平方米、年、人")
            at = 2
        for column, (_key, name) in enumerate(headers):
            sheet.write(at, column, name)
        first = at + 1
        rows = list(plots)
        if self.untidy and rows:
            rows.insert(dice.randrange(len(rows)), dice.choice(rows))
            rows.sort(key=lambda plot: (plot.cemetery, plot.zone, plot.row))
        for at, plot in enumerate(rows, first):
            cells = self.cells(plot)
            for column, (key, _name) in enumerate(headers):
                self.put(sheet, at, column, cells[key], day)
        if self.merges:
            self.merge(sheet, first, rows, headers)
        if self.untidy:
            sheet.write(first + len(rows), 0, "合计")
            sheet.write(first + len(rows), 4, f"{len(rows)}")
            sheet.write(first + len(rows) + 1, 0, "制表人：张三")
            sheet.write(first + len(rows) + 1, 5, "审核人：李四")

    def put(self, sheet, row, column, value, day):
        """Write one cell as what it is."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, day)
        elif isinstance(value, str):
            sheet.write_string(row, column, value) if value else None
        elif value is not None:
            sheet.write_number(row, column, value)

    def merge(self, sheet, first, rows, headers):
        """Merge places that stand below each other, or leave the repeats blank."""
        for column, (key, _name) in enumerate(headers):
            if key not in ("cemetery", "zone", "row"):
                continue
            start = 0
            for at in range(1, len(rows) + 1):
                if at < len(rows) and self.same(rows[at], rows[start], key):
                    continue
                if at - start > 1:
                    value = getattr(rows[start], key)
                    sheet.merge_range(
                        first + start, column, first + at - 1, column, value
                    )
                start = at

    def same(self, one, other, key):
        """Tell whether two plots share a place and everything that it is in."""
        keys = ("cemetery", "zone", "row")
        upto = keys[: keys.index(key) + 1]
        return all(getattr(one, name) == getattr(other, name) for name in upto)

    def cells(self, plot):
        """Return the cells of a plot, as somebody types them."""
        hand, dice = self.hand, self.dice
        cells = {
            "cemetery": hand.name(plot.cemetery),
            "zone": hand.code(plot.zone) if hand.care < 0.1 else plot.zone,
            "row": self.place(plot.row, "排"),
            "number": self.place(plot.number, "号"),
            "type": hand.name(dice.choice(WORDS[plot.type])),
            "area": self.area(plot.area),
            "state": hand.name(plot.state),
            "holder": hand.name(plot.holder),
            "identity": hand.code(plot.identity),
            "certificate": hand.code(plot.certificate),
            "start": plot.start and self.day(plot.start),
            "years": plot.years and self.years(plot.years),
            "count": f"{plot.count}人" if hand.slips() else plot.count,
            "cremation": hand.code(plot.cremation),
        }
        return {**cells, **plot.typed}

    def place(self, number, unit):
        """Return the number of a row or plot."""
        if not self.hand.slips():
            return number
        wide = str(number).translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        )
        ways = (str(number), wide, f"第{number}{unit}", f"{number:02d}", float(number))
        return self.dice.choice(ways)

    def area(self, area):
        """Return an area, now and then as text or as computers add."""
        if not self.hand.slips():
            return area
        return self.dice.choice(
            (f"{area}㎡", f"{area} 平方米", f" {area}", area + 1e-12)
        )

    def day(self, start):
        """Return a day as people write it or spreadsheets keep it."""
        serial = (start - date(1899, 12, 30)).days
        ways = (start, start, self.hand.day(start))
        return self.dice.choice((*ways, serial) if self.hand.slips() else ways)

    def years(self, years):
        """Return the paid years."""
        if not self.hand.slips():
            return years
        ways = [f"{years}年", f" {years} ", float(years)]
        return self.dice.choice([*ways, "二十年"] if years == 20 else ways)

    def write_register(self):
        """Write the register, as text in GB18030 or UTF-8 or as a workbook."""
        header = "火化证编号 死者姓名 身份证号 死亡日期 火化日期 殡仪馆".split()
        rows = []
        for number in self.known:
            identity = self.people.identity()
            if self.dice.random() < 0.1:
                # The line can't be taken, and the number was given all the same.
                identity = identity[:-2]
            row = [self.hand.code(number).strip("\n"), self.people.name(), identity]
            died = self.as_of - timedelta(days=self.dice.randrange(1, 300))
            rows.append([*row, f"{died}", f"{died}", "曾都区殡仪馆"])
        way = self.dice.choice(("gb18030", "utf-8-sig", "xlsx"))
        path = self.directory / f"register.{'xlsx' if way == 'xlsx' else 'csv'}"
        if way == "xlsx":
            with xlsxwriter.Workbook(path) as book:
                sheet = book.add_worksheet("火化登记")
                sheet.write(0, 0, "曾都区殡仪馆火化登记表")
                for at, row in enumerate([header, *rows], 1):
                    sheet.write_row(at, 0, row)
        else:
            lines = io.StringIO()
            csv.writer(lines).writerows([header, *rows])
            path.write_bytes(lines.getvalue().encode(way))
        return path
