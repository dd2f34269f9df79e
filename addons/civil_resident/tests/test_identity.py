import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from odoo.tests import BaseCase

from ..tools import identity, pinyin
from ..tools.identity import (
    mask,
    mask_account,
    parse_certificate,
    parse_flag,
    parse_grade,
    parse_identity,
    parse_kind,
)

ON = date(2024, 3, 1)

valid_numbers = st.builds(
    lambda place, born, order: (
        (body := f"{place:06d}{born:%Y%m%d}{order:03d}")
        + ric.calc_check_digit(f"{body}0")
    ),
    st.integers(100000, 999999),
    st.dates(date(1900, 1, 1), ON),
    st.integers(0, 999),
)


class TestIdentity(BaseCase):
    """Numbers as the identity card's standard GB 11643-1999 makes them."""

    def test_doctests(self):
        for module in (identity, pinyin):
            self.assertEqual(doctest.testmod(module).failed, 0)

    @settings(deadline=None)
    @given(valid_numbers)
    def test_a_made_number_is_valid(self, number):
        parsed = parse_identity(f" {number.lower()}　", ON)
        self.assertTrue(parsed.valid)
        self.assertEqual(parsed.number, number)
        self.assertEqual(f"{parsed.birth_date:%Y%m%d}", number[6:14])
        self.assertEqual(parsed.sex == "male", int(number[16]) % 2 == 1)

    @settings(deadline=None)
    @given(valid_numbers, st.integers(0, 16), st.integers(1, 9))
    def test_any_single_wrong_digit_shows(self, number, place, shift):
        digit = str((int(number[place]) + shift) % 10)
        wrong = number[:place] + digit + number[place + 1 :]
        self.assertFalse(parse_identity(wrong, ON).valid)

    @settings(deadline=None)
    @given(valid_numbers)
    def test_first_generation_is_refused(self, number):
        old = number[:6] + number[8:17]
        self.assertEqual(parse_identity(old, ON).problem, "first_generation")

    @settings(deadline=None)
    @given(st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.booleans()))
    def test_nothing_raises(self, value):
        if value in (float("inf"), float("-inf")) or value != value:
            return
        for parse in (parse_certificate, parse_kind, parse_grade, parse_flag):
            parse(value)
        self.assertIsInstance(parse_identity(value, ON).number, str)

    @settings(deadline=None)
    @given(valid_numbers)
    def test_a_spreadsheet_number_is_wrong_though_its_check_fits(self, number):
        if number[-1] != "X" and number[0] != "0":
            self.assertEqual(
                parse_identity(int(number), ON).problem, "spreadsheet_number"
            )

    def test_region_is_not_judged(self):
        body = "99999919500101001"
        number = body + ric.calc_check_digit(f"{body}0")
        self.assertTrue(parse_identity(number, ON).valid)

    def test_born_today_is_valid_and_tomorrow_is_not(self):
        for day, problem in ((ON, None), (ON + timedelta(days=1), "future")):
            body = f"421303{day:%Y%m%d}001"
            number = body + ric.calc_check_digit(f"{body}0")
            self.assertEqual(parse_identity(number, ON).problem, problem)

    def test_characters(self):
        for number, problem in (
            ("", "empty"),
            ("42130319500101001", "length"),
            ("4213031950010100AX", "characters"),
            ("421303195002300017", "date"),
            ("١٢٣٤٥٦١٩٥٠٠١٠١٠٠١٤", "characters"),
        ):
            self.assertEqual(parse_identity(number, ON).problem, problem, number)

    @settings(deadline=None)
    @given(valid_numbers, st.sampled_from("1234567"), st.sampled_from("1234"))
    def test_certificate(self, number, kind, grade):
        for suffix in ("", "B1", "b12"):
            parsed = parse_certificate(f"{number}{kind}{grade}{suffix}")
            self.assertEqual(parsed[1:], (True, number, kind, grade))
        self.assertFalse(parse_certificate(f"{number}{kind}").valid)

    def test_certificate_kept_as_number(self):
        self.assertFalse(parse_certificate(4.2130319500101e19).valid)

    def test_labels(self):
        self.assertEqual(
            [parse_kind(v) for v in (" 听 力", "多重残疾", "４", 6.0, "8", None, True)],
            ["2", "7", "4", "6", None, None, None],
        )
        self.assertEqual(
            [parse_grade(v) for v in ("一级", "Ⅱ级", "叁级", "4", 5, "", "特级")],
            ["1", "2", "3", "4", None, None, None],
        )

    @given(st.text(alphabet="0123456789X", max_size=40))
    def test_masks_hide_the_middle(self, number):
        masked = mask(number)
        self.assertEqual(len(masked), len(number))
        self.assertLessEqual(sum(c != "*" for c in masked), 8)
        self.assertLessEqual(len(mask_account(number)), 8)
