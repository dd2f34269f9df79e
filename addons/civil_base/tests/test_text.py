import datetime
import doctest
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import text

settings.register_profile("civil", deadline=None, derandomize=True)
settings.load_profile("civil")

#: What people leave around the words of a cell.
DIRT = st.text(" \u3000\xa0\u200b\ufeff\t\r\n", max_size=4)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@tagged("post_install", "-at_install")
class TestText(BaseCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(text).failed)

    @given(st.text(), DIRT, DIRT)
    def test_clean_is_final(self, words, before, after):
        once = text.clean(before + words + after)
        self.assertEqual(once, text.clean(once))
        self.assertEqual(once, once.strip())
        self.assertNotIn("  ", once)
        self.assertNotIn("\u200b", once)

    @given(DIRT, st.sampled_from(["张三", "古丽·买买提", "Anna Lee"]), DIRT)
    def test_names_lose_what_is_around_them(self, before, name, after):
        self.assertEqual(name, text.clean_name(before + name + after))

    @given(st.text("0123456789ABCX", min_size=1, max_size=20), DIRT)
    def test_codes_lose_spaces_anywhere(self, code, dirt):
        spoiled = dirt.join(code).lower()
        self.assertEqual(code, text.clean_code(f"'{spoiled}"))
        self.assertEqual(code, text.clean_code(_full_width(code)))

    def test_whole_numbers_become_their_digits(self):
        self.assertEqual("421303", text.clean_code(421303.0))
        self.assertEqual("4.5", text.clean_code(4.5))

    @given(DAYS, DIRT)
    def test_every_way_to_write_a_day(self, day, dirt):
        ways = (
            day,
            datetime.datetime(day.year, day.month, day.day, 13, 5),
            day.isoformat(),
            f"{day.isoformat()} 13:05:00",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month:02d}.{day.day:02d}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y%m%d}",
            int(f"{day:%Y%m%d}"),
            float(f"{day:%Y%m%d}"),
        )
        for way in ways:
            self.assertEqual(day, text.parse_date(way), way)
            if isinstance(way, str):
                self.assertEqual(day, text.parse_date(dirt + _full_width(way) + dirt))

    @given(st.integers(20000, 60000))
    def test_serial_numbers_are_days_as_numbers_only(self, serial):
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=serial)
        self.assertEqual(day, text.parse_date(serial))
        self.assertEqual(day, text.parse_date(serial + 0.5))
        self.assertIsNone(text.parse_date(str(serial)))

    def test_unreal_days_are_none(self):
        for value in (
            "2023-02-29",
            "20231301",
            "2024-3/5",
            "",
            None,
            True,
            19999,
            60001,
            float("nan"),
            float("inf"),
            "三月五日",
        ):
            self.assertIsNone(text.parse_date(value), value)

    @given(DAYS, DIRT)
    def test_every_way_to_write_a_month(self, day, dirt):
        first = day.replace(day=1)
        ways = (
            day,
            day.isoformat(),
            f"{day.year}.{day.month:02d}",
            f"{day.year}-{day.month}",
            f"{day.year}/{day.month}",
            f"{day.year}年{day.month}月",
            f"{day.year}年{day.month:02d}月份",
            f"{day:%Y%m}",
            int(f"{day:%Y%m}"),
            float(f"{day:%Y%m}"),
            int(f"{day:%Y%m%d}"),
        )
        for way in ways:
            self.assertEqual(first, text.parse_month(way), way)
            if isinstance(way, str):
                self.assertEqual(first, text.parse_month(dirt + way + dirt), way)

    @given(st.integers(1900, 2099), st.integers(1, 12))
    def test_a_month_as_a_decimal_number_is_ambiguous(self, year, month):
        self.assertIsNone(text.parse_month(float(f"{year}.{month:02d}")))

    def test_unreal_months_are_none(self):
        for value in ("2021.13", "2021.00", "永久", "", None, 202113, 12, True):
            self.assertIsNone(text.parse_month(value), value)

    @given(st.text())
    def test_any_text_is_judged_without_an_error(self, words):
        text.parse_date(words)
        text.parse_month(words)
        text.clean_name(words)
        text.clean_code(words)


def _full_width(words):
    """Return the text as a Chinese keyboard in full-width mode types it."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words)
    assert unicodedata.normalize("NFKC", wide) == words
    return wide
