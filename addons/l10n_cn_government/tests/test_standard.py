from odoo.tests import TransactionCase, tagged

from ..tools.standard import normal_side

CREDIT = """
1219 1602 1702 1802 1832 2001 210301 2303 2901 3001 3301 400101 4601 60010101 6609
810107 810205 820105 820204 8301 8501 8701
"""
DEBIT = "100101 1011 1201 1601 1891 1902 500103 5901 710199 7901 800101 800103"


@tagged("standard", "post_install", "-at_install")
class TestStandard(TransactionCase):
    """On which side a balance stands, by the standard's codes (财会〔2017〕25号)."""

    def test_sides(self):
        for side, codes in (("credit", CREDIT), ("debit", DEBIT)):
            for code in codes.split():
                with self.subTest(code=code):
                    self.assertEqual(normal_side(code), side)
