import decimal
import doctest
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import arithmetic, domains, periods, places, workbook
from ..tools.fault import Fault

_SIGNS = {"+": "+", "-": "-", "×": "*", "÷": "/", "*": "*", "/": "/"}
_LEAVES = st.decimals(0, 10**6, places=2).map(lambda number: (str(number), number))


def _joined(children):
    """Formulas as text beside the value that the decimals themselves give."""
    return st.tuples(children, st.sampled_from(sorted(_SIGNS)), children).map(_join)


def _join(parts):
    (left, first), sign, (right, second) = parts
    text = f"({left}) {sign} ({right})"
    if first is None or second is None or (_SIGNS[sign] == "/" and not second):
        return text, None
    with decimal.localcontext(arithmetic._CONTEXT):
        work = {
            "+": first.__add__,
            "-": first.__sub__,
            "*": first.__mul__,
            "/": first.__truediv__,
        }
        return text, work[_SIGNS[sign]](second)


@tagged("standard", "at_install")
class TestArithmetic(BaseCase):
    def value(self, text, **names):
        values = {name: Decimal(value) for name, value in names.items()}
        return arithmetic.evaluate(arithmetic.parse(text), values.__getitem__)

    def fault(self, text, **names):
        with self.assertRaises(Fault) as caught:
            self.value(text, **names)
        return caught.exception.key

    @settings(derandomize=True, deadline=None, max_examples=200)
    @given(st.recursive(_LEAVES, _joined, max_leaves=12))
    def test_any_formula_is_worth_what_decimals_say(self, pair):
        text, value = pair
        assume(value is not None)
        self.assertEqual(value, self.value(text))

    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(st.text("ab1.5+-×÷*/()（） ,SUM:!='%", max_size=25))
    def test_any_text_is_a_formula_or_a_fault(self, text):
        try:
            tree = arithmetic.parse(text)
        except Fault as fault:
            self.assertIn(fault.key, {"empty", "sign", "end", "depth"})
        else:
            self.assertIsInstance(arithmetic.names(tree), list)

    def test_multiplication_binds_closer_and_equals_go_from_the_left(self):
        self.assertEqual(Decimal(7), self.value("1 + 2 × 3"))
        self.assertEqual(Decimal(9), self.value("（1＋2）×3"))
        self.assertEqual(Decimal(1), self.value("6 - 3 - 2"))
        self.assertEqual(Decimal("0.5"), self.value("8 ÷ 4 ÷ 4"))
        self.assertEqual(Decimal(-4), self.value("-(a) - 1", a=3))

    def test_money_stays_exact(self):
        self.assertEqual(Decimal("0.3"), self.value("a + b", a="0.1", b="0.2"))
        whole = self.value("a ÷ 10000", a="123456789.01")
        self.assertEqual(Decimal("12345.678901"), whole)
        self.assertEqual(Decimal("0.13"), arithmetic.rounded("0.125", 2))
        self.assertEqual(Decimal("-0.13"), arithmetic.rounded("-0.125", 2))

    def test_faults_say_what_is_wrong(self):
        self.assertEqual("empty", self.fault(" "))
        self.assertEqual("end", self.fault("a +", a=1))
        self.assertEqual("end", self.fault("(1 + 2"))
        self.assertEqual("sign", self.fault("1 2"))
        self.assertEqual("sign", self.fault("a ** 2", a=1))
        self.assertEqual("sign", self.fault("a; b", a=1))
        self.assertEqual("sign", self.fault("a.b", a=1))
        self.assertEqual("division", self.fault("1 / (a - a)", a=3))
        self.assertEqual("depth", self.fault("(" * 200 + "1" + ")" * 200))

    def test_nothing_runs(self):
        self.assertEqual("sign", self.fault("__import__('os')"))
        self.assertEqual("sign", self.fault("open(1)"))

    def test_doctests(self):
        for module in (arithmetic, domains, periods, places, workbook):
            self.assertEqual(0, doctest.testmod(module).failed)

    def test_relations(self):
        cells = {"C5": Decimal(5), "C6": Decimal(2), "C7": [Decimal(1), Decimal(2)]}

        def judge(text, tolerance=0):
            relation = arithmetic.parse_relation(text)
            return arithmetic.judge(relation, cells.__getitem__, tolerance)

        self.assertEqual((5, 5, True), judge("C5 = C6 + SUM(C7)"))
        self.assertEqual((5, 2, False), judge("C5 ≤ C6"))
        self.assertTrue(judge("C5 >= C6")[2])
        self.assertTrue(judge("C5 <> C6")[2])
        self.assertTrue(judge("C5 = 5.4", Decimal("0.5"))[2])
        self.assertFalse(judge("C5 = 5.6", Decimal("0.5"))[2])
        for text in ("C5", "1 < C5 < 9", "C5 = = C6"):
            with self.assertRaises(Fault):
                judge(text)
