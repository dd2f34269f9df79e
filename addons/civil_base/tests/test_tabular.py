import csv
import datetime
import doctest
import io
import os
import tempfile

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import tabular
from ..tools.tabular import Column, FileUnreadable, TableNotFound
from .common import workbook

COLUMNS = (
    Column("name", ("姓名", "人员姓名")),
    Column("number", ("身份证号", "身份证号码")),
    Column("amount", ("金额(元)",), required=False),
)
ROWS = [["张三", "42130119540105624X", 80.5], ["李四", "421301195610109092", 100]]
WORDS = st.text("张三李四王五赵六", min_size=1, max_size=4)
LINES = st.lists(st.tuples(WORDS, st.text("0123456789", min_size=18, max_size=18)))


@tagged("post_install", "-at_install")
class TestTabular(BaseCase):
    def book(self, rows, **others):
        """Return a workbook with a sheet of ``rows``, and others."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "table.xlsx")
            return workbook(path, {"花名册": rows, **others})

    def table(self, rows):
        [sheet] = tabular.read_sheets(self.book(rows), "table.xlsx")
        return tabular.find_table(sheet, COLUMNS)

    def test_doctests(self):
        self.assertFalse(doctest.testmod(tabular).failed)

    def test_a_workbook_as_towns_send_it(self):
        table = self.table(
            [
                ["西城街道发放花名册"],
                ["填报单位：西城街道", None, "所属月份：2024年3月"],
                ["序号", "身份证\n号", " 姓 名 ", "金额（元）"],
                [1, ROWS[0][1], ROWS[0][0], ROWS[0][2]],
                [None, None, None, None],
                ["序号", "身份证号", "姓名", "金额（元）"],
                [2, ROWS[1][1], ROWS[1][0], ROWS[1][2]],
                ["小计", "2人", None, 180.5],
                [3, None, "王五", None],
                ["合计", "3人", None, 180.5],
                ["填表人：甲", None, "审核人：乙", None],
                ["单位负责人：", None, None, None],
            ]
        )
        self.assertEqual(3, table.header_row)
        self.assertEqual({"number": 1, "name": 2, "amount": 3}, table.columns)
        self.assertEqual("所属月份：2024年3月", table.above[1][2])
        self.assertEqual([4, 7, 9], [row.number for row in table.rows])
        self.assertEqual(
            {"name": "张三", "number": ROWS[0][1], "amount": 80.5}, table.rows[0].cells
        )
        self.assertEqual([3, None, "王五", None], table.rows[2].values)

    def test_a_total_without_gaps_is_a_total(self):
        columns = (Column("name", ("项目",)), Column("amount", ("金额",)))
        sheet = tabular.Sheet("s", [["项目", "金额"], ["补贴", 1], ["合 计", 1]])
        self.assertEqual(1, len(tabular.find_table(sheet, columns).rows))

    def test_numbers_stay_numbers_and_dates_stay_dates(self):
        table = self.table([["姓名", "身份证号码"], ["张三", 421301195401056246.0]])
        self.assertIsInstance(table.rows[0].cells["number"], float)
        rows = [["姓名", "身份证号"], ["甲", datetime.date(2024, 3, 5)]]
        text = tabular.read_sheets("姓名,身份证号\n甲,0421".encode(), "a.csv")
        self.assertEqual("0421", text[0].rows[1][1])
        self.assertEqual(2, len(rows))

    def test_missing_headings_are_named(self):
        with self.assertRaises(TableNotFound) as caught:
            self.table([["花名册"], ["姓名", "金额(元)"], ["张三", 1]])
        self.assertEqual(["身份证号"], caught.exception.params["missing"])
        self.assertEqual("花名册", caught.exception.params["sheet"])

    def test_empty_sheets_are_left_out(self):
        content = self.book([["姓名", "身份证号"]], Sheet2=[])
        sheets = tabular.read_sheets(content, "a.xlsx")
        self.assertEqual(["花名册"], [sheet.name for sheet in sheets])

    @given(
        LINES,
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
        st.sampled_from(",\t;|"),
        st.permutations(["姓名", "身份证号", "备注"]),
    )
    def test_text_comes_back_as_written(self, lines, encoding, delimiter, headers):
        stream = io.StringIO()
        writer = csv.DictWriter(stream, headers, delimiter=delimiter)
        writer.writeheader()
        for name, number in lines:
            writer.writerow({"姓名": name, "身份证号": number, "备注": "a\nb"})
        content = stream.getvalue().encode(encoding)
        [sheet] = tabular.read_sheets(content, "list.csv")
        self.assertEqual("list", sheet.name)
        rows = tabular.find_table(sheet, COLUMNS).rows
        read = [(row.cells["name"], row.cells["number"]) for row in rows]
        self.assertEqual(lines, read)

    @settings(max_examples=25)
    @given(LINES, st.integers(0, 5))
    def test_workbooks_come_back_as_written(self, lines, above):
        rows = [["标题"]] * above + [["身份证号", "姓名"]]
        table = self.table(rows + [[number, name] for name, number in lines])
        self.assertEqual(above + 1, table.header_row)
        read = [(row.cells["name"], row.cells["number"]) for row in table.rows]
        self.assertEqual(lines, read)

    def test_formula_text_of_exports(self):
        content = '姓名,身份证号\n甲,="0123"\n'.encode("gb18030")
        self.assertEqual(["甲", "0123"], tabular.read_sheets(content, "a")[0].rows[1])

    def test_unreadable_files_say_why(self):
        for content, key in (
            (b"", "empty"),
            (b" \r\n", "empty"),
            (b"<html><table></table></html>", "html"),
            (b"PK\x03\x04 no archive", "damaged"),
            (b"\xd0\xcf\x11\xe0 no workbook", "damaged"),
            (b"\x81\xff\xff\xff", "encoding"),
            (self.book([]), "empty"),
        ):
            with self.assertRaises(FileUnreadable) as caught:
                tabular.read_sheets(content, "file")
            self.assertEqual(key, caught.exception.key, content[:20])
