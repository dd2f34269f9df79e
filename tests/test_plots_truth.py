"""Registers of plots with planted faults, against what is known to be in them."""

import tempfile
from datetime import date
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from odoo.addons.civil_demo.tools.plots_generator import generate_plots

DAYS = (date(2024, 6, 1), date(2023, 12, 31), date(2025, 3, 1), date(2026, 2, 28))


@tagged("standard", "post_install", "-at_install")
class TestPlotsFound(TransactionCase):
    """The import finds what was planted and what the oracle finds, and nothing else."""

    def folder(self):
        """Return a folder that goes with the test."""
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        return Path(directory.name)

    def found(self, seed, as_of, plots=150):
        """What the suite finds in generated files, and what it ought to."""
        plots, register, truth = generate_plots(
            self.folder(), seed=seed, plots=plots, share=0.4, as_of=as_of
        )
        with self.env.cr.savepoint() as kept:
            found = self.env["civil.import"]._run_findings(
                "cemetery", plots, as_of, register
            )
            kept.rollback()
        self.env.invalidate_all()
        return {code: sorted(labels) for code, labels in found.items()}, truth

    def test_generated_files(self):
        for seed in range(12):
            for as_of in DAYS[seed % 2 :: 2]:
                with self.subTest(seed=seed, as_of=as_of):
                    self.assertEqual(*self.found(seed, as_of))
