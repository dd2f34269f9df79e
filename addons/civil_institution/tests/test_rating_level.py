import doctest
import fractions

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from ..tools import rating as tool

PARTS = (120, 130, 150, 600)
TABLE = (("1", 360, 40), ("2", 450, 50), ("3", 570, 60), ("4", 780, 80), ("5", 900, 90))
RULES = [tool.LevelRule(*row) for row in TABLE]
TENTH = fractions.Fraction(1, 10)

points = st.tuples(
    *(st.integers(0, high * 10).map(lambda n: n * TENTH) for high in PARTS)
)


def level(got):
    return tool.level_of(RULES, list(zip(got, PARTS, strict=True)))


@tagged("post_install", "-at_install")
class TestRatingLevel(TransactionCase):
    def test_doctests(self):
        self.assertFalse(doctest.testmod(tool).failed)

    def test_the_data_are_the_table(self):
        standard = self.env.ref("civil_institution.rating_standard_2018")
        rows = tuple((r.level, r.total, r.share) for r in standard._rules())
        self.assertEqual(TABLE, rows)
        self.assertEqual(PARTS, tuple(standard.part_ids.mapped("max_score")))
        self.assertFalse(standard.fault)
        self.assertEqual(1000, sum(standard.item_ids.mapped("max_score")))

    def test_totals_at_and_a_tenth_below(self):
        # The shares of the table alone make more than most of its totals: here they
        # are left out.
        for rule in RULES:
            with self.subTest(level=rule.level):
                alone = tool.LevelRule(rule.level, rule.total, 0)
                parts = [(fractions.Fraction(rule.total), 1000), (0, 120)]
                self.assertTrue(tool.fulfils(alone, parts))
                parts[0] = (rule.total - TENTH, 1000)
                self.assertFalse(tool.fulfils(alone, parts))

    def test_each_parts_share_at_and_a_tenth_below(self):
        for rule in RULES:
            for place in range(4):
                with self.subTest(level=rule.level, part=place):
                    at = [fractions.Fraction(high) for high in PARTS]
                    at[place] = tool.least(PARTS[place], rule.share)
                    if sum(at) >= rule.total:
                        self.assertGreaterEqual(level(at), rule.level)
                    at[place] -= TENTH
                    self.assertLess(level(at) or "0", rule.level)

    def test_a_total_alone_is_not_enough(self):
        self.assertEqual("1", level([48, 130, 150, 600]))
        self.assertIsNone(level([47, 130, 150, 600]))

    def test_totals_of_the_table_exactly(self):
        # All parts at the level's share, the rest given to the service.
        for rule in RULES:
            parts = [tool.least(high, rule.share) for high in PARTS]
            parts[3] += max(0, rule.total - sum(parts))
            self.assertEqual(max(rule.total, 10 * rule.share), sum(parts))
            self.assertEqual(rule.level, level(parts))

    @settings(derandomize=True, deadline=None)
    @given(points, st.integers(0, 3), st.integers(1, 6000))
    def test_more_points_never_give_less(self, got, place, more):
        better = list(got)
        better[place] = min(PARTS[place], better[place] + more * TENTH)
        self.assertGreaterEqual(level(better) or "0", level(got) or "0")

    @settings(derandomize=True, deadline=None)
    @given(points)
    def test_never_above_what_shares_and_total_allow(self, got):
        found = level(got) or "0"
        for rule in RULES:
            short = any(
                part * 100 < rule.share * high
                for part, high in zip(got, PARTS, strict=True)
            )
            if short or sum(got) < rule.total:
                self.assertLess(found, rule.level)
            else:
                self.assertGreaterEqual(found, rule.level)

    @settings(derandomize=True, deadline=None)
    @given(st.lists(st.integers(0, 1000), min_size=1, max_size=9))
    def test_means_are_exact_and_never_shown_higher(self, tenths):
        values = [tool.points(n / 10) for n in tenths]
        mean = tool.mean(values)
        self.assertEqual(fractions.Fraction(sum(tenths), 10 * len(tenths)), mean)
        self.assertLessEqual(tool.shown(mean), mean)
        self.assertLess(mean - fractions.Fraction(tool.shown(mean)), TENTH / 10)
