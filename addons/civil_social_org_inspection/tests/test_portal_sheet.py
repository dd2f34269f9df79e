import datetime
import decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.civil_base.tools.sheets import Fault

from ..tools.answers import read_answer
from ..tools.report_sheet import read_sheet, write_sheet
from .portal_common import typed_in

CHOICES = [("yes", "是"), ("no", "否")]
KINDS = {
    "name": "char",
    "note": "text",
    "count": "integer",
    "amount": "monetary",
    "day": "date",
    "choice": "selection",
}
WORDS = dict.fromkeys(
    "sheet number label answer last hint required computed choose whole".split(), "字"
)
TEXT = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs")
    ),
    max_size=60,
)
ANSWERS = st.fixed_dictionaries(
    {
        "name": TEXT,
        "note": st.lists(TEXT, max_size=3).map("\n".join),
        "count": st.integers(0, 99_999_999),
        "amount": st.decimals(-99_999_999_999, 99_999_999_999, places=2),
        "day": st.dates(datetime.date(1949, 10, 1), datetime.date(2099, 12, 31)),
        "choice": st.sampled_from(["yes", "no"]),
    }
)
FAST = settings(derandomize=True, deadline=None, max_examples=60, database=None)


def sections(values):
    """Return a report of all kinds of fields, as it is declared."""
    fields = [
        {
            "name": name,
            "label": name,
            "type": kind,
            "selection": CHOICES if kind == "selection" else [],
            "required": False,
            "hint": "",
            "value": values.get(name),
            "last": None,
        }
        for name, kind in KINDS.items()
    ]
    return [{"key": "all", "label": "全部", "fields": fields}]


def plain(values):
    """Return values as the report declares them."""
    return {
        name: value
        if isinstance(value, int)
        else value.isoformat()
        if isinstance(value, datetime.date)
        else str(value) or None
        for name, value in values.items()
    }


@tagged("post_install", "-at_install")
class TestPortalSheet(BaseCase):
    """What a workbook says comes back as it was, and nothing else."""

    @FAST
    @given(ANSWERS)
    def test_answers_come_back(self, values):
        declared = sections(plain(values))
        content = write_sheet("标题", "1:2023", declared, WORDS, ())
        taken, faults = read_sheet(content, "1:2023", declared, ())
        self.assertFalse(faults)
        expected = {
            name: read_answer(KINDS[name], value, CHOICES)
            for name, value in values.items()
        }
        expected = {
            name: value for name, value in expected.items() if value is not None
        }
        self.assertEqual(taken, expected)

    @FAST
    @given(
        st.sampled_from(sorted(KINDS)),
        st.one_of(
            st.text(max_size=30),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.none(),
            st.lists(st.integers(), max_size=2),
            st.dates(),
        ),
    )
    def test_anything_is_read_or_refused(self, name, raw):
        try:
            value = read_answer(KINDS[name], raw, CHOICES)
        except Fault:
            return
        kinds = {
            "integer": int,
            "monetary": decimal.Decimal,
            "date": datetime.date,
        }
        self.assertIsInstance(value, (kinds.get(KINDS[name], str), type(None)))

    @FAST
    @given(st.decimals(-99_999_999_999, 99_999_999_999, places=2))
    def test_amounts_are_kept_to_the_cent(self, amount):
        read = read_answer("monetary", str(amount))
        self.assertEqual(decimal.Decimal(repr(float(read))), amount)

    def test_faults_name_their_cells(self):
        declared = sections({})
        content = write_sheet("标题", "1:2023", declared, WORDS, ())
        content = typed_in(content, {"count": "一", "day": "x", "name": "好"})
        taken, faults = read_sheet(content, "1:2023", declared, ())
        self.assertEqual(taken, {"name": "好"})
        self.assertEqual(
            [(cell, fault.key) for cell, _label, fault in faults],
            [("D7", "number"), ("D9", "date")],
        )

    def test_another_ones_workbook(self):
        declared = sections({})
        content = write_sheet("标题", "2:2023", declared, WORDS, ())
        with self.assertRaises(Fault) as caught:
            read_sheet(content, "1:2023", declared, ())
        self.assertEqual(caught.exception.key, "whose")

    def test_what_is_computed_is_not_read(self):
        declared = sections({})
        content = write_sheet("标题", "1:2023", declared, WORDS, ("amount",))
        content = typed_in(content, {"amount": 5, "count": 1})
        taken, _faults = read_sheet(content, "1:2023", declared, ("amount",))
        self.assertEqual(taken, {"count": 1})
