import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import generate, generate_months, generator, oracle
from ..tools.faults import FAULTS
from ..tools.rules import REASONS
from ..tools.standards import VARIANTS

PERIODS = ("2024-03", "2023-12", "2024-02", "2025-01")


class TestGenerator(BaseCase):
    """What was planted is what a careful reader finds in the files."""

    def directory(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return Path(folder.name)

    def test_same_seed_same_month(self):
        first, second = self.directory(), self.directory()
        truth = generate(first, lines=200, seed=7)
        self.assertEqual(truth, generate(second, lines=200, seed=7))
        self.assertNotEqual(truth, generate(second, lines=200, seed=8))
        for name in ("standards.csv", "cremations_2024Q1_gbk.csv"):
            generate(second, lines=200, seed=7)
            same = (first / name).read_bytes() == (second / name).read_bytes()
            self.assertTrue(same, name)

    def test_without_faults_everything_is_payable(self):
        folder = self.directory()
        truth = generate(folder, lines=150, faults=False)
        self.assertEqual(truth, oracle(folder, "2024-03"))
        self.assertEqual(truth["rows"], 150)
        self.assertEqual({claim[5] for claim in truth["claims"]}, {"payable"})
        self.assertFalse(truth["reasons"] or truth["rejected"])

    def test_every_reason_occurs(self):
        options = {"lines": 1500, "share": 0.2, "standards": "twice"}
        truth = generate(self.directory(), refused=False, **options)
        self.assertEqual(set(truth["reasons"]), set(REASONS))
        self.assertTrue(truth["rejected"])
        outcomes = {claim[5] for claim in truth["claims"]}
        self.assertEqual(outcomes, {"payable", "held", "blocked", "not_due"})

    def test_refused_sheet_counts_nowhere(self):
        folder = self.directory()
        truth = generate(folder, lines=120, share=0, refused=True)
        self.assertEqual(truth, oracle(folder, "2024-03"))
        [(town, _row, _sentence)] = truth["rejected"]
        self.assertNotIn(town, {claim[0] for claim in truth["claims"]})
        self.assertLess(truth["rows"], 120)

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(
        seed=st.integers(0, 10**6),
        lines=st.integers(0, 120),
        share=st.floats(0, 1),
        period=st.sampled_from(PERIODS),
        standards=st.sampled_from(VARIANTS),
    )
    def test_oracle_finds_what_was_planted(self, seed, lines, share, period, standards):
        with tempfile.TemporaryDirectory() as folder:
            truths = generate_months(
                folder,
                period,
                seed=seed,
                lines=lines,
                share=share,
                standards=standards,
            )
            for each, truth in truths.items():
                self.assertEqual(oracle(folder, each), truth)

    def test_sums_agree_with_claims(self):
        truth = generate(self.directory(), lines=400, share=0.5)
        counts = [
            cell["count"]
            for program in truth["programs"].values()
            for cell in program.values()
        ]
        self.assertEqual(sum(counts), len(truth["claims"]))
        payable = [claim for claim in truth["claims"] if claim[5] == "payable"]
        towns = truth["towns"].values()
        self.assertEqual(sum(town["count"] for town in towns), len(payable))
        for *_head, outcome, amount, reasons in truth["claims"]:
            self.assertEqual(bool(reasons), outcome in ("blocked", "held"))
            self.assertEqual(amount == "0.00", outcome in ("blocked", "not_due"))

    def test_next_month_moves_on(self):
        months = generate_months(self.directory(), lines=1000, share=0.02)
        march, april = (
            {claim[3] for claim in truth["claims"]} for truth in months.values()
        )
        self.assertTrue(march - april)
        self.assertTrue(april - march)
        self.assertGreater(len(march & april), 0.8 * len(march))

    def test_each_fault_alone(self):
        for kind in FAULTS:
            with self.subTest(kind), tempfile.TemporaryDirectory() as folder:
                self.check_fault(kind, folder)

    def check_fault(self, kind, folder):
        """Plant one kind only, often."""
        with patch.object(generator, "FAULTS", {kind: FAULTS[kind]}):
            truth = generate(folder, lines=30, share=0.5, standards="sound")
        self.assertEqual(oracle(folder, "2024-03"), truth)
