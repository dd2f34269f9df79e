import datetime
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, TransactionCase, tagged

from ..tools import Homes, home_oracle

REGISTER = Path(__file__).parent.parent / "data" / "welfare_institutions_2024.xlsx"
AS_OF = datetime.date(2024, 6, 1)
DAYS = (AS_OF, datetime.date(2024, 1, 31), datetime.date(2025, 12, 31))


def sorted_lists(found):
    """Lists without an order."""
    return {code: sorted(names) for code, names in found.items()}


class TestHomes(BaseCase):
    """What was planted is what a careful reader finds in the register."""

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(
        seed=st.integers(0, 10**6),
        count=st.integers(1, 60),
        as_of=st.sampled_from(DAYS),
        share=st.floats(0, 1),
        careless=st.floats(0, 1),
    )
    def test_oracle_finds_what_was_planted(self, seed, count, as_of, share, careless):
        homes = Homes(seed, count, as_of, share, careless)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "register.xlsx"
            homes.write_file(path)
            self.assertEqual(
                sorted_lists(home_oracle(path, as_of)), sorted_lists(homes.truth())
            )

    def test_everything_occurs(self):
        truth = Homes(3, 200, share=0.8).truth()
        self.assertTrue(all(truth.values()), truth)


@tagged("post_install", "-at_install")
class TestHomeRegisterTruth(TransactionCase):
    """The import finds what the oracle finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        divisions = cls.env["civil.division"]
        if not divisions._open_district():
            divisions.create({"code": "421303", "name": "曾都区", "level": "district"})

    def compare(self, path, as_of, truth):
        found = self.env["civil.import"]._run_findings("institutions", path, as_of)
        self.assertEqual(sorted_lists(truth), sorted_lists(found))

    def test_the_bureaus_register(self):
        truth = home_oracle(REGISTER, AS_OF)
        self.assertEqual([3, 13, 11, 5, 0], [len(names) for names in truth.values()])
        self.compare(REGISTER, AS_OF, truth)

    def test_invented_registers(self):
        for seed in range(9):
            as_of = DAYS[seed % len(DAYS)]
            homes = Homes(seed, 60, as_of, share=0.7)
            with (
                self.subTest(seed=seed, as_of=as_of),
                tempfile.TemporaryDirectory() as folder,
            ):
                path = Path(folder) / "register.xlsx"
                homes.write_file(path)
                self.compare(path, as_of, homes.truth())
