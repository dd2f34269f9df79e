import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.plots_generator import generate_plots
from ..tools.plots_oracle import CODES, plots_oracle

DAYS = (date(2024, 6, 1), date(2023, 12, 31), date(2025, 3, 1), date(2026, 2, 28))


def folder(case):
    """Return a folder that goes with the test."""
    directory = tempfile.TemporaryDirectory()
    case.addCleanup(directory.cleanup)
    return Path(directory.name)


class TestPlotsGenerator(BaseCase):
    """What was planted is what a careful reader finds in the files."""

    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(
        seed=st.integers(0, 10**6),
        plots=st.integers(1, 120),
        share=st.floats(0, 1),
        as_of=st.sampled_from(DAYS),
    )
    def test_the_oracle_finds_what_was_planted(self, seed, plots, share, as_of):
        with tempfile.TemporaryDirectory() as directory:
            options = {"seed": seed, "plots": plots, "share": share, "as_of": as_of}
            *paths, truth = generate_plots(directory, **options)
            self.assertEqual(truth, plots_oracle(*paths, as_of))

    def test_every_code_occurs(self):
        *_paths, truth = generate_plots(folder(self), plots=400, share=0.5)
        self.assertEqual(set(CODES), {code for code, labels in truth.items() if labels})
