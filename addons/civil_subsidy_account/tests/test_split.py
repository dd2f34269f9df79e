import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

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
