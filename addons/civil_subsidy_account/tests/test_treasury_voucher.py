import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .treasury_common import ExchangeFileCase, sheet_rows


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestTreasuryVoucher(ExchangeFileCase):
    """Posted vouchers go to the finance bureau's system, once."""

    def setUp(self):
        super().setUp()
        self.pay()
        self.vouchers = self.env["account.parallel.voucher"].search(
            [("company_id", "=", self.company.id), ("state", "=", "posted")]
        )

    def file(self, vouchers, user=None, layout=None):
        records = vouchers.with_user(user or self.accountant)
        action = records.action_export_treasury(layout)
        return self.env["civil.treasury.file"].browse(action["res_id"])

    def rows(self, file):
        content = base64.b64decode(file.content)
        headings, *rows = sheet_rows(content, "记账凭证")
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def test_every_line_is_written_with_account_amount_and_dimensions(self):
        file = self.file(self.vouchers)
        rows = self.rows(file)
        lines = self.vouchers.line_ids
        self.assertEqual(len(rows), len(lines))
        self.assertEqual({row["会计类别"] for row in rows}, {"财务会计", "预算会计"})
        for side, heading in (("debit", "借方金额"), ("credit", "贷方金额")):
            written = sum(self.exact(row[heading] or 0) for row in rows)
            self.assertEqual(written, sum(map(self.exact, lines.mapped(side))))
        self.assertEqual(
            {row["科目编码"] for row in rows}, set(lines.account_id.mapped("code"))
        )
        paid = [row for row in rows if row["科目编码"].startswith("7101")]
        self.assertTrue(paid)
        for row in paid:
            self.assertIn("2081107", row["辅助核算"])
            self.assertIn("30305", row["辅助核算"])

    def test_dates_and_numbers_are_the_vouchers(self):
        voucher = self.vouchers[0]
        row = self.rows(self.file(voucher))[0]
        self.assertEqual(row["凭证日期"], str(voucher.date))
        self.assertEqual(row["凭证编号"], voucher.name)
        self.assertEqual(row["凭证字"], "记")
        self.assertEqual(row["凭证号"], str(voucher.number))

    def test_a_voucher_is_written_once_in_a_layout(self):
        first, *others = self.vouchers
        file = self.file(first)
        self.assertEqual(self.file(first, user=self.finance), file)
        rest = self.file(self.vouchers)
        self.assertEqual(rest.line_ids.voucher_id, self.vouchers - first)
        action = self.vouchers.with_user(self.finance).action_export_treasury()
        self.assertEqual(action["domain"], [("id", "in", (file | rest).ids)])
        self.assertEqual(self.env["civil.treasury.file"].search_count([]), 2)
        self.assertTrue(others)

    def test_many_vouchers_take_no_more_statements_than_one(self):
        def statements(vouchers):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            vouchers._export_treasury(self.layouts["vouchers"])
            self.env.flush_all()
            return self.cr.sql_log_count - before

        first, *others = self.vouchers
        statements(first)
        one = statements(others[0])
        many = statements(self.vouchers - first - others[0])
        self.assertGreater(len(self.vouchers), 4)
        self.assertLessEqual(many, one + 2)

    def test_another_layout_has_files_of_its_own(self):
        layout = self.layouts["vouchers"]
        other = layout.copy({"name": "Other"})
        first = self.file(self.vouchers, layout=layout.id)
        second = self.file(self.vouchers, layout=other.id)
        self.assertNotEqual(first, second)
        self.assertEqual(first.sha256, second.sha256)

    def test_only_posted_vouchers_go(self):
        draft = self.vouchers[:1].copy()
        with self.assertRaisesRegex(UserError, "Only posted vouchers"):
            self.file(self.vouchers | draft)

    def test_who_keeps_no_books_writes_no_file(self):
        for user in (self.clerk, self.deputy, self.auditor, self.staff):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.file(self.vouchers, user=user)

    def test_bookkeepers_see_files_of_vouchers_only(self):
        mine = self.file(self.vouchers)
        self.bring(self.paid_again())
        files = self.env["civil.treasury.file"].with_user(self.accountant).search([])
        self.assertEqual(files, mine.with_user(self.accountant))
        self.assertTrue(files.content)

    def paid_again(self):
        """A file about an application that is still to be paid."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE civil_subsidy_treasury SET state = 'applied' WHERE id = %s",
            [self.first.id],
        )
        self.env.invalidate_all()
        return self.table(self.answer(self.first))
