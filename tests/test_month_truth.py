"""The month on invented districts, against a truth worked out another way."""

import json
import tempfile
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from odoo.addons.civil_demo.tools import generate

SEEDS = (3, 8, 21, 34)


@tagged("standard", "post_install", "-at_install")
class TestMonthTruth(TransactionCase):
    """The generator knows what it planted; the suite has to find just that."""

    def test_every_claim_ends_as_planted(self):
        for seed in SEEDS:
            with (
                self.subTest(seed=seed),
                tempfile.TemporaryDirectory() as directory,
                self.env.cr.savepoint() as savepoint,
            ):
                inputs = Path(directory)
                truth = generate(inputs, seed=seed, lines=180, share=0.5)
                report = self.env["civil.subsidy.month"]._run(
                    inputs,
                    "2024-03",
                    inputs / "report.json",
                    progress=lambda text: None,
                )
                self.assert_same(json.loads(json.dumps(report)), truth)
                savepoint.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_cache()

    def assert_same(self, report, truth):
        self.assertEqual(report["rows"], truth["rows"])
        self.assertEqual(report["programs"], truth["programs"])
        self.assertEqual(report["reasons"], truth["reasons"])
        self.assertEqual(
            {name: cell for name, cell in report["towns"].items() if cell["count"]},
            {name: cell for name, cell in truth["towns"].items() if cell["count"]},
        )
        self.assertEqual(places(report["rejected"]), places(truth["rejected"]))
        self.assertEqual(claims(report), claims(truth))


def places(rejected):
    """Town and row of what was rejected; the sentences are their writers' own."""
    return sorted((town, row) for town, row, _sentence in rejected)


def claims(report):
    """Claims without an order, and reasons without one."""
    return sorted((*claim[:7], tuple(sorted(claim[7]))) for claim in report["claims"])
