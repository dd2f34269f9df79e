import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import SQL

from ..tools import split


@tagged("standard", "post_install", "-at_install")
class TestSplit(BaseCase):
    """Rows and columns of a split foot, whatever the amounts."""

    def test_the_examples_hold(self):
        failed, tried = doctest.testmod(split)
        self.assertTrue(tried)
        self.assertFalse(failed)

    @settings(derandomize=True, deadline=None)
    @given(
        st.lists(st.integers(0, 5_000_00), min_size=1, max_size=30),
        st.lists(st.integers(1, 100), min_size=1, max_size=5),
    )
    def test_rows_and_columns_foot_and_nothing_is_negative(self, rows, weights):
        columns, left = [], sum(rows)
        for place, weight in enumerate(weights):
            part = left * weight // sum(weights[place:])
            columns.append(part)
            left -= part
        columns[-1] += left
        table = split.spread(rows, columns)
        self.assertEqual([sum(row) for row in table], rows)
        self.assertEqual([sum(column) for column in zip(*table, strict=True)], columns)
        self.assertGreaterEqual(min(map(min, table)), 0)

    @settings(derandomize=True, deadline=None)
    @given(st.lists(st.integers(0, 5_000_00), min_size=1, max_size=30), st.data())
    def test_no_cell_is_far_from_its_proportion(self, rows, data):
        whole = sum(rows)
        first = data.draw(st.integers(0, whole))
        for row, cells in zip(
            rows, split.spread(rows, [first, whole - first]), strict=True
        ):
            self.assertLess(abs(cells[0] * whole - row * first), max(whole, 1))

    def test_other_sums_are_refused(self):
        for rows, columns in (([1], [2]), ([-1, 2], [1])):
            with self.subTest(rows=rows), self.assertRaises(ValueError):
                split.spread(rows, columns)


@tagged("standard", "post_install", "-at_install")
class TestSplitInTheDatabase(TransactionCase):
    """The one statement for all lines follows the same rule."""

    @settings(derandomize=True, deadline=None, max_examples=60)
    @given(
        st.lists(st.integers(0, 90_000_000_000), min_size=1, max_size=12),
        st.lists(st.integers(0, 100), min_size=1, max_size=4),
    )
    def test_it_gives_the_same_shares(self, rows, weights):
        weights[0] += 1
        columns = [sum(rows) * weight // sum(weights) for weight in weights]
        columns[-1] += sum(rows) - sum(columns)
        lines = SQL(
            "SELECT * FROM (VALUES %s) AS line (id, cents)",
            SQL(", ").join(
                SQL("(%s, %s::bigint)", place, cents)
                for place, cents in enumerate(rows)
            ),
        )
        query = self.env["civil.subsidy.fund.split"]._shares(
            list(enumerate(columns)), lines
        )
        found = self.env.execute_query(SQL("SELECT * FROM (%s) x ORDER BY id", query))
        self.assertEqual(
            [[int(cents) for cents in row[1:]] for row in found],
            split.spread(rows, columns),
        )
