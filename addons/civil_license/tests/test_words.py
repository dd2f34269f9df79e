import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.civil_license.tools.words import (
    chinese_date,
    chinese_span,
    without_identity_numbers,
)


def test_dates_are_written_without_zeros():
    assert chinese_date(datetime.date(2024, 3, 9)) == "2024年3月9日"
    assert chinese_date(False) == ""


def test_a_term_without_end_is_named_so():
    assert chinese_span(datetime.date(2024, 3, 9), False) == "2024年3月9日起长期有效"


@settings(derandomize=True, deadline=None)
@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_no_identity_number_leaves_in_the_clear(number):
    assert number not in without_identity_numbers(f"经营者（{number}）")


@settings(derandomize=True, deadline=None)
@given(st.from_regex(r"[0-9]{1,17}", fullmatch=True))
def test_other_numbers_stay(number):
    assert without_identity_numbers(f"电话{number}转") == f"电话{number}转"
