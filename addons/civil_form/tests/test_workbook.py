import io
import zipfile

import openpyxl
from openpyxl.chart import BarChart

from odoo.tests import BaseCase, tagged

from ..tools import workbook
from ..tools.fault import Fault
from ..tools.places import match_places
from .common import SHEET, content, make_book, unlocked


class Place:
    def __init__(self, name):
        self.name = name


@tagged("standard", "at_install")
class TestWorkbook(BaseCase):
    def fault(self, method, *arguments):
        with self.assertRaises(Fault) as caught:
            method(*arguments)
        return caught.exception.key

    def test_files_that_are_no_workbook_to_fill(self):
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        self.assertEqual("xls", self.fault(workbook.open_book, old))
        locked = old + "EncryptedPackage".encode("utf-16-le")
        self.assertEqual("encrypted", self.fault(workbook.open_book, locked))
        self.assertEqual("damaged", self.fault(workbook.open_book, b""))
        self.assertEqual("damaged", self.fault(workbook.open_book, b"PK\x03\x04rest"))
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as parts:
            parts.writestr("letter.txt", "no workbook")
        self.assertEqual("damaged", self.fault(workbook.open_book, other.getvalue()))

    def test_what_would_be_lost_is_refused(self):
        book = make_book()
        book.active.add_chart(BarChart(), "F2")
        self.assertEqual("drawings", self.fault(workbook.open_book, content(book)))
        macros = io.BytesIO(content(make_book()))
        with zipfile.ZipFile(macros, "a") as parts:
            parts.writestr("xl/vbaProject.bin", b"")
        self.assertEqual("macros", self.fault(workbook.open_book, macros.getvalue()))

    def test_addresses(self):
        book = make_book()
        self.assertEqual("B5", workbook.place(book, SHEET, " $b$5"))
        self.assertEqual("B2", workbook.place(book, SHEET, "D2"))
        for address, key in (
            ("5B", "address"),
            ("XFE1", "address"),
            ("B5:B7", "address"),
            ("Z99", "outside"),
            ("D5", "formula"),
        ):
            found = self.fault(workbook.place, book, SHEET, address)
            self.assertEqual(key, found, address)
        self.assertEqual("sheet", self.fault(workbook.place, book, "年报", "B5"))

    def test_a_protected_sheet_is_filled_where_its_maker_allows(self):
        book = unlocked(make_book(), "B5")
        self.assertEqual("B5", workbook.place(book, SHEET, "B5"))
        self.assertEqual("locked", self.fault(workbook.place, book, SHEET, "B6"))

    def test_numbers_are_read_through_formulas(self):
        book = make_book()
        sheet = book.active
        sheet["B5"], sheet["C5"], sheet["B6"] = 3, 1.5, 2
        reader = workbook.Reader(book, SHEET)
        self.assertEqual("4.5", str(reader.value("D5")))
        self.assertEqual(5, reader.value("B7"))
        self.assertEqual(5, reader.value(f"{SHEET}!$B$7"))
        self.assertEqual("text", self.fault(reader.value, "A5"))
        sheet["E1"], sheet["E2"] = "=E2", "=E1"
        self.assertEqual("cycle", self.fault(reader.value, "E1"))
        sheet["E3"] = '=IF(B5>1,"x","y")'
        self.assertEqual("formula_unread", self.fault(reader.value, "E3"))

    def test_a_wide_range_is_refused_before_it_is_read(self):
        reader = workbook.Reader(make_book(), SHEET)
        self.assertEqual("address", self.fault(reader.value, "A1:ZZ999999"))

    def test_empty_framed_cells_are_proposed_with_their_words(self):
        found = {cell: words for _s, cell, *words in workbook.proposals(make_book())}
        self.assertEqual([("East Town", "A"), ("村数", "B")], found["B5"])
        self.assertEqual([("低保资金", "A"), ("村数", "B")], found["B9"])
        self.assertNotIn("D5", found)
        self.assertNotIn("B7", found)
        few = list(workbook.proposals(make_book(), limit=2))
        self.assertEqual(2, len(few))

    def test_rich_text_and_comments_survive(self):
        book = make_book()
        book.active["A4"].comment = openpyxl.comments.Comment("按季末数", "局")
        again = workbook.open_book(
            workbook.save_book(workbook.open_book(content(book)))
        )
        self.assertEqual("按季末数", again.active["A4"].comment.text)

    def test_names_of_places(self):
        north, south, park = Place("北郊街道"), Place("南郊街道办事处"), Place("万店镇")
        whole = Place("曾都区")
        names = [(5, "北 郊"), (6, "南郊街道"), (7, "开发区"), (8, "合计")]
        rows, unknown, left = match_places(names, [north, south, park], whole)
        self.assertEqual([(5, north), (6, south), (8, whole)], rows)
        self.assertEqual([(7, "开发区")], unknown)
        self.assertEqual([park], left)

    def test_a_stem_that_two_places_share_is_not_guessed(self):
        street, town = Place("洛阳街道"), Place("洛阳镇")
        rows, unknown, _left = match_places(
            [(5, "洛阳"), (6, "洛阳镇")], [street, town], Place("曾都区")
        )
        self.assertEqual([(6, town)], rows)
        self.assertEqual([(5, "洛阳")], unknown)
