import collections
import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import draw as drawing

CALM = settings(derandomize=True, deadline=None, max_examples=60)

rates = st.integers(1, 100).map(lambda percent: f"{percent / 100:.2f}")
seeds = st.text("0123456789abcdef", min_size=64, max_size=64)


def population(count, people, rate, conflicts=(), units=(), excluded=0):
    """A population of one stratum; ``excluded`` objects count, but aren't in it."""
    return drawing.make_population(
        {
            "campaign": "X",
            "draw": 1,
            "days": [],
            "inspectors_per_object": 2,
            "units": list(units),
            "rates": {"b": rate},
            "counts": {"b": count + excluded},
        },
        [
            {"code": f"O{n:03}", "name": f"Home {n}", "stratum": "b"}
            for n in range(count)
        ],
        [{"code": f"I{n:02}", "name": "", "unit": f"U{n % 2}"} for n in range(people)],
        list(conflicts),
    )


class TestDrawAlgorithm(BaseCase):
    """What holds for every draw, whatever the seed."""

    @CALM
    @given(seeds, rates, st.integers(1, 60), st.integers(2, 9))
    def test_same_seed_same_draw(self, seed, rate, count, people):
        frozen = population(count, people, rate)
        again = drawing.make_draw(population(count, people, rate), seed)
        self.assertEqual(drawing.make_draw(frozen, seed), again)

    @CALM
    @given(seeds, rates, st.integers(1, 60), st.integers(0, 20))
    def test_size_is_the_share_rounded_up(self, seed, rate, count, excluded):
        """Of all objects, the excluded ones too; never more than are left."""
        drawn = drawing.make_draw(population(count, 4, rate, excluded=excluded), seed)
        exact = Fraction(rate) * (count + excluded)
        size = min(count, -(-exact.numerator // exact.denominator))
        self.assertEqual(len(drawn), size)
        self.assertEqual(len({entry["code"] for entry in drawn}), size)

    @CALM
    @given(seeds, st.sets(st.tuples(st.integers(0, 5), st.integers(0, 19))))
    def test_nobody_inspects_in_a_conflict(self, seed, pairs):
        conflicts = [(f"I{who:02}", f"O{what:03}") for who, what in pairs]
        frozen = population(20, 8, "1", conflicts)
        for entry in drawing.make_draw(frozen, seed):
            self.assertEqual(len(set(entry["inspectors"])), 2)
            for who in entry["inspectors"]:
                self.assertNotIn((who, entry["code"]), conflicts)

    @CALM
    @given(seeds, st.integers(0, 1000))
    def test_the_order_of_the_population_is_irrelevant(self, seed, shuffle):
        frozen = population(30, 6, "0.4", [("I01", "O001"), ("I00", "O002")])
        mixed = {
            **frozen,
            **{
                name: random.Random(shuffle).sample(frozen[name], len(frozen[name]))
                for name in ("objects", "inspectors", "conflicts")
            },
        }
        again = drawing.make_population(
            mixed, mixed["objects"], mixed["inspectors"], mixed["conflicts"]
        )
        self.assertEqual(drawing.canonical(frozen), drawing.canonical(again))
        self.assertEqual(
            drawing.make_draw(frozen, seed), drawing.make_draw(mixed, seed)
        )

    @CALM
    @given(seeds, st.integers(2, 9), st.integers(1, 40))
    def test_load_is_balanced(self, seed, people, count):
        """Without conflicts nobody has more than one object more than another."""
        drawn = drawing.make_draw(population(count, people, "1"), seed)
        load = collections.Counter(who for e in drawn for who in e["inspectors"])
        loads = [load[f"I{n:02}"] for n in range(people)]
        self.assertLessEqual(max(loads) - min(loads), 1)

    @CALM
    @given(seeds)
    def test_every_unit_of_a_joint_inspection_sends_somebody(self, seed):
        frozen = population(20, 6, "0.5", units=["U0", "U1"])
        units = {who["code"]: who["unit"] for who in frozen["inspectors"]}
        for entry in drawing.make_draw(frozen, seed):
            sent = {units[who] for who in entry["inspectors"]}
            self.assertEqual(sent, {"U0", "U1"})

    def test_every_object_has_the_same_chance(self):
        """Over 2,000 seeds each of ten objects is drawn in about three of ten."""
        frozen = population(10, 2, "0.3")
        seen = collections.Counter(
            entry["code"]
            for number in range(2000)
            for entry in drawing.make_draw(frozen, drawing.sha256(str(number)))
        )
        self.assertEqual(sum(seen.values()), 6000)
        for count in seen.values():
            self.assertAlmostEqual(count, 600, delta=90)

    def test_size_is_exact(self):
        """A population of 121 at 5 % gives 7, at 3 % 4; 7 % of 100 are 7, not 8."""
        self.assertEqual(drawing.sample_size("0.05", 121), 7)
        self.assertEqual(drawing.sample_size("0.03", 121), 4)
        self.assertEqual(drawing.sample_size("0.07", 100), 7)
        self.assertEqual(drawing.sample_size("0.05", 120), 6)

    def test_too_few_inspectors(self):
        frozen = population(3, 2, "1", [("I00", "O001")])
        with self.assertRaises(drawing.DrawError) as caught:
            drawing.check_teams(frozen)
        self.assertEqual(caught.exception.object_code, "O001")

    def test_an_example_for_other_languages(self):
        """The example of readme/DRAW.md, which anybody can check by sha256sum."""
        frozen = population(4, 3, "0.5")
        digest = drawing.sha256(drawing.canonical(frozen))
        seed = drawing.make_seed(digest, "00" * 32, "3 5 1")
        self.assertEqual(
            seed,
            drawing.sha256(f"civil-draw-1\n{digest}\n{'00' * 32}\n3 5 1"),
        )
        tickets = {
            code: drawing.sha256(f"{seed}\nobject\n{code}")
            for code in ("O000", "O001", "O002", "O003")
        }
        drawn = [entry["code"] for entry in drawing.make_draw(frozen, seed)]
        self.assertEqual(drawn, sorted(tickets, key=tickets.get)[:2])
