import doctest

import hypothesis
from hypothesis import strategies
from stdnum.cn import uscc

from odoo.tests import TransactionCase, tagged

from ..tools import credit_code

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@tagged("post_install", "-at_install")
class TestCreditCode(TransactionCase):
    """Unified social credit codes (GB 32100-2015)."""

    def test_examples(self):
        self.assertFalse(doctest.testmod(credit_code).failed)

    @hypothesis.settings(derandomize=True, deadline=None, max_examples=200)
    @hypothesis.given(
        strategies.text(_ALPHABET, min_size=9, max_size=9),
        strategies.integers(0, 16),
        strategies.sampled_from(_ALPHABET),
    )
    def test_one_wrong_character_is_found(self, inner, place, other):
        body = f"51421303{inner}"
        good = body + uscc.calc_check_digit(body)
        self.assertIsNone(credit_code.code_problem(good))
        self.assertIsNone(credit_code.code_problem(f" {good[:9]}　{good[9:].lower()}"))
        digit = place in range(2, 8)
        if other == good[place] or (digit and not other.isdecimal()):
            return
        wrong = good[:place] + other + good[place + 1 :]
        self.assertEqual(credit_code.code_problem(wrong), "check")
