from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.domains import names_in, read_domain
from ..tools.fault import Fault

VALUES = {"period_start": "2024-04-01", "division": 7}
_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda parts: st.lists(parts, max_size=3) | st.tuples(parts, parts, parts),
    max_leaves=8,
)


@tagged("standard", "at_install")
class TestDomains(BaseCase):
    @settings(derandomize=True, deadline=None)
    @given(st.lists(_PLAIN, max_size=4))
    def test_what_is_written_is_read(self, domain):
        self.assertEqual(domain, read_domain(repr(domain), VALUES))

    @settings(derandomize=True, deadline=None, max_examples=200)
    @given(st.text("[]('a.,|=division)+*-7{}:", max_size=25))
    def test_any_text_is_a_domain_or_a_fault(self, text):
        try:
            self.assertIsInstance(read_domain(text, VALUES), list)
        except Fault as fault:
            self.assertIn(fault.key, {"syntax", "name", "forbidden"})

    def test_names_are_values_and_fields_are_none(self):
        text = "[('division_id', 'child_of', division), ('day', '>', period_start)]"
        found = read_domain(text, VALUES)
        self.assertEqual(
            [("division_id", "child_of", 7), ("day", ">", "2024-04-01")], found
        )
        self.assertEqual({"division", "period_start"}, names_in(text))
        self.assertFalse(names_in("[('division_id', '=', 1)]"))

    def test_nothing_runs(self):
        for text in ("[open('x')]", "[(1).__class__]", "[x for x in ()]", "[f'{1}']"):
            with self.assertRaises(Fault):
                read_domain(text, VALUES)
