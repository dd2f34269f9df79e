import datetime
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, TransactionCase, tagged

from ..tools import Societies, society_oracle

REGISTER = Path(__file__).parent.parent / "data" / "social_organizations_2024.xlsx"
AS_OF = datetime.date(2024, 6, 1)
DAYS = (AS_OF, datetime.date(2024, 2, 29), datetime.date(2025, 12, 31))


def sorted_lists(found):
    """Lists without an order; numbers as they are."""
    return {
        code: value if isinstance(value, int) else sorted(value)
        for code, value in found.items()
    }


class TestSocieties(BaseCase):
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
        societies = Societies(seed, count, as_of, share, careless)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "register.xlsx"
            societies.write_file(path)
            self.assertEqual(
                sorted_lists(society_oracle(path, as_of)),
                sorted_lists(societies.truth()),
            )

    def test_everything_occurs(self):
        truth = Societies(3, 400, share=0.8).truth()
        self.assertTrue(all(truth.values()), truth)


@tagged("post_install", "-at_install")
class TestRegisterTruth(TransactionCase):
    """The import, and the register that it fills, find what the oracle finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        divisions = cls.env["civil.division"]
        if not divisions._open_district():
            divisions.create({"code": "421303", "name": "曾都区", "level": "district"})

    def compare(self, path, as_of, truth):
        found = self.env["civil.import"]._run_findings("organizations", path, as_of)
        self.assertEqual(sorted_lists(truth), sorted_lists(found))

    def test_the_bureaus_register(self):
        truth = society_oracle(REGISTER, AS_OF)
        self.assertEqual(
            [4, 3, 22, 5, 3, 7, 4, 5, 16, 152, 9],
            [one if isinstance(one, int) else len(one) for one in truth.values()],
        )
        self.compare(REGISTER, AS_OF, truth)

    def test_invented_registers(self):
        for seed in range(12):
            as_of = DAYS[seed % len(DAYS)]
            societies = Societies(seed, 90, as_of, share=0.7)
            with (
                self.subTest(seed=seed, as_of=as_of),
                tempfile.TemporaryDirectory() as folder,
            ):
                path = Path(folder) / "register.xlsx"
                societies.write_file(path)
                self.compare(path, as_of, societies.truth())
