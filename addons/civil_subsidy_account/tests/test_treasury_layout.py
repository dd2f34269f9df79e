from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, tagged

from ..tools.treasury_layout import Column, Layout, LayoutError
from ..tools.treasury_read import read_payments
from ..tools.treasury_render import render
from .treasury_common import ExchangeFileCase

_AMOUNTS = st.decimals("0.01", "99999999999.99", places=2)
_NUMBERS = st.from_regex(r"[A-Z]{1,3}[0-9]{1,12}", fullmatch=True)
_DAYS = st.dates(date(2000, 1, 1), date(2024, 12, 31))
_KINDS = st.sampled_from(("xlsx", "csv", "text"))


@tagged("standard", "post_install", "-at_install")
class TestTreasuryFormat(TransactionCase):
    """What is written in a layout is read back as it was."""

    @given(
        _KINDS,
        st.booleans(),
        st.integers(1, 3),
        st.lists(
            st.tuples(_NUMBERS, _NUMBERS, _DAYS, _AMOUNTS),
            min_size=1,
            max_size=5,
            unique_by=(lambda row: row[0], lambda row: row[1]),
        ),
    )
    @settings(derandomize=True, deadline=None, max_examples=60)
    def test_payments_come_back_as_they_were_written(self, kind, head, first, rows):
        keys = ("application_number", "voucher_number", "pay_date", "amount")
        columns = tuple(map(Column, ("申请单号", "支付凭证号", "日期", "金额"), keys))
        layout = Layout(
            "payments", kind, columns, "gb18030", headings=head, first_row=first
        )
        written = [(row[0], dict(zip(keys, row, strict=True))) for row in rows]
        content = render(layout, written)
        self.assertEqual(content, render(layout, written))
        read, problems = read_payments(layout, content, "f", date(2024, 12, 31))
        self.assertEqual(problems, [])
        self.assertEqual([tuple(row[key] for key in keys) for row in read], rows)

    def test_an_amount_is_never_rounded(self):
        yuan = Column("元", "amount", decimals=0)
        columns = (Column("号", "application_number"), yuan)
        layout = Layout("applications", "csv", columns)
        row = {"application_number": "1", "amount": Decimal("1.50")}
        with self.assertRaises(LayoutError) as caught:
            render(layout, [("1", row)])
        self.assertEqual(caught.exception.problems[0].key, "decimals")

    def test_what_is_too_long_or_not_in_the_encoding_is_refused(self):
        columns = (Column("号", "application_number", width=3), Column("元", "amount"))
        for number, encoding, key in (
            ("1234", "gbk", "too_long"),
            ("1\n", "gbk", "control_sign"),
            ("𠮷", "gbk", "sign"),
        ):
            layout = Layout("applications", "csv", columns, encoding)
            row = {"application_number": number, "amount": Decimal("1")}
            with self.subTest(number=number), self.assertRaises(LayoutError) as caught:
                render(layout, [(number, row)])
            self.assertEqual([p.key for p in caught.exception.problems], [key])


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestTreasuryLayout(ExchangeFileCase):
    """Layouts are data, and say themselves what they lack."""

    def column(self, layout, key):
        return layout.column_ids.filtered(lambda column: column.key == key)

    def test_the_samples_are_complete(self):
        for layout in self.layouts.values():
            self.assertFalse(layout.incomplete)

    def test_a_layout_names_what_it_lacks_and_is_not_used(self):
        layout = self.layouts["applications"]
        self.column(layout, "amount").unlink()
        layout.word_ids.filtered(lambda x: x.meaning == "is_direct.no").unlink()
        self.assertIn("“Amount”. Add it", layout.incomplete)
        self.assertIn("“Direct Funds: No” is missing", layout.incomplete)
        with self.assertRaisesRegex(UserError, "Add it"):
            self.export(self.first)

    def test_a_column_holds_a_named_value_of_its_direction_only(self):
        layout = self.layouts["applications"]
        for values in (
            {"key": "debit"},
            {"key": "amount", "constant": "1"},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                layout.write(
                    {"column_ids": [self.command.create({"heading": "x", **values})]}
                )
        with self.assertRaises(ValueError):
            layout.write(
                {
                    "column_ids": [
                        self.command.create(
                            {"heading": "x", "key": "batch_id.create_uid.password"}
                        )
                    ]
                }
            )
        with self.assertRaises(ValidationError):
            layout.direction = "vouchers"

    def test_file_names_are_names_of_files(self):
        layout = self.layouts["applications"]
        for pattern in ("../{number}", "{date}", "a/{number}"):
            with self.subTest(pattern=pattern), self.assertRaises(ValidationError):
                layout.file_name = pattern

    def test_a_fixed_text_stands_in_every_line(self):
        layout = self.layouts["applications"]
        layout.write(
            {
                "kind": "csv",
                "encoding": "utf-8",
                "column_ids": [
                    self.command.create(
                        {"heading": "单位", "constant": "曾都区民政局", "sequence": 999}
                    )
                ],
            }
        )
        file = self.export(self.applications)
        lines = self.decoded(file.content).decode().splitlines()
        self.assertTrue(lines[0].endswith(",单位"))
        self.assertEqual([x.rsplit(",")[-1] for x in lines[1:]], ["曾都区民政局"] * 3)

    def test_only_finance_and_administration_keep_layouts(self):
        layout = self.layouts["applications"]
        layout.with_user(self.finance).sheet = "申请"
        for user in (self.clerk, self.deputy, self.auditor, self.accountant):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                layout.with_user(user).sheet = "x"
