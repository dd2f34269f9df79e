import io

import xlsxwriter

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .treasury_common import HEADINGS, ExchangeFileCase


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestTreasuryImport(ExchangeFileCase):
    """What the treasury has paid comes back, and a second person confirms it."""

    def all_paid(self, **changes):
        return self.table(*(self.answer(x, **changes) for x in self.applications))

    def test_nothing_is_booked_before_a_second_person_has_confirmed(self):
        file = self.brought(self.all_paid())
        self.assertEqual(file.state, "to_confirm")
        self.assertEqual(set(self.applications.mapped("state")), {"draft"})
        self.assertFalse(self.balance("4001"))
        with self.assertRaisesRegex(UserError, "second person"):
            file.with_user(self.finance).action_confirm()
        file.action_confirm()
        self.assertEqual(set(self.applications.mapped("state")), {"paid"})
        self.assertEqual(
            set(self.applications.mapped("voucher_number")), {"420000-0001"}
        )
        self.assertEqual(file.confirmed_uid, self.cashier)
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))
        self.assert_books()

    def test_vouchers_of_different_days_are_booked_on_their_days(self):
        other = {"支付凭证号": "0002", "支付日期": "2024/3/19"}
        lines = (self.answer(self.first), self.answer(self.second, **other))
        self.brought(self.table(*lines)).action_confirm()
        self.assertEqual(str(self.first.pay_date), "2024-03-20")
        self.assertEqual(str(self.second.pay_date), "2024-03-19")
        self.assertEqual(self.second.voucher_number, "0002")
        self.assertEqual(self.third.state, "draft")

    def test_a_rejected_application_goes_back_with_the_reason(self):
        self.export(self.applications)
        back = {
            "支付凭证号": "",
            "支付日期": "",
            "状态": "退回",
            "退回原因": "账号有误",
        }
        lines = (self.answer(self.first, **back), self.answer(self.second))
        file = self.brought(self.table(*lines))
        self.assertEqual(file.rejected_count, 1)
        file.action_confirm()
        self.assertEqual((self.first.state, self.second.state), ("draft", "paid"))
        self.assertFalse(self.first.export_file_id)
        self.assertIn("账号有误", str(self.first.message_ids[0].body))
        self.assertEqual(self.export(self.first).line_count, 1)

    def test_a_file_brought_in_again_changes_nothing(self):
        content = self.all_paid()
        first = self.bring(content)
        again = self.bring(content, user=self.cashier)
        self.assertTrue(first["taken"])
        self.assertFalse(again["taken"])
        self.assertEqual(again["file_id"], first["file_id"])
        self.env["civil.treasury.file"].with_user(self.cashier).browse(
            first["file_id"]
        ).action_confirm()
        self.assertFalse(self.bring(content)["taken"])
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))

    def test_a_confirmed_file_is_confirmed_once(self):
        file = self.brought(self.all_paid())
        file.action_confirm()
        file.action_confirm()
        self.assertEqual(self.balance("4001"), -self.exact("652.50"))

    def test_a_discarded_file_can_be_brought_in_again(self):
        content = self.all_paid()
        file = self.brought(content)
        asked = file.action_discard()
        self.assertEqual(asked["res_model"], "civil.subsidy.reason")
        self.env["civil.subsidy.reason"].with_user(self.cashier).with_context(
            **asked["context"]
        ).create({"reason": "错误文件"}).action_confirm()
        self.assertEqual((file.state, file.discard_reason), ("discarded", "错误文件"))
        with self.assertRaises(UserError):
            file.action_confirm()
        self.assertTrue(self.bring(content)["taken"])

    def test_gb18030_and_utf8_are_read_alike(self):
        lines = [self.answer(x, 退回原因="㐂") for x in self.applications]
        for encoding in ("gb18030", "utf-8", "utf-8-sig"):
            with self.subTest(encoding=encoding):
                file = self.brought(self.table(*lines, encoding=encoding))
                self.assertEqual(file.line_count, 3)
                file.action_discard("x")

    def test_a_separator_and_no_headings_are_read_by_position(self):
        self.layouts["payments"].write(
            {"kind": "text", "separator": "|", "headings": False, "first_row": 2}
        )
        lines = ["支付结果", "|".join(self.answer(self.first).values()), ""]
        content = "\r\n".join(lines).encode("gb18030")
        self.assertEqual(self.brought(content).line_ids.row, 2)

    def workbook(self, *rows, sheet="支付结果"):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            book.add_worksheet("说明").write(0, 0, "本表由系统导出")
            page = book.add_worksheet(sheet)
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for number, row in enumerate((("支付结果",), HEADINGS, *rows)):
                for position, value in enumerate(row):
                    if hasattr(value, "year"):
                        page.write_datetime(number, position, value, day)
                    else:
                        page.write(number, position, value)
        return stream.getvalue()

    def test_the_sample_workbook_is_read_with_its_dates_and_numbers(self):
        self.layouts["payments"].kind = "xlsx"
        day = self.env["civil.subsidy.treasury"]._fields["pay_date"].to_date
        name, amount = self.first.name, self.first.amount
        row = (name, "420000-0001", day("2024-03-20"), amount, "支付成功", "")
        total = ("合计", "", "", amount, "", "")
        file = self.brought(self.workbook(row, total), name="支付结果.xlsx")
        self.assertEqual(file.line_ids.row, 3)
        self.assertEqual(str(file.line_ids.pay_date), "2024-03-20")
        lost = (self.second.name, 4200001234567890123, *row[2:3], 1, "支付成功", "")
        self.refused(self.workbook(lost), "line 3", "支付凭证号", "lost digits")
        self.refused(self.workbook(row, sheet="其他"), "支付结果", "sheet")

    # -- faults ------------------------------------------------------------------------

    def test_each_fault_of_a_line_is_named_with_line_field_and_remedy(self):
        faults = (
            ({"申请单号": ""}, "“申请单号” is empty"),
            ({"申请单号": "ZF1999-00001"}, "no application ZF1999-00001"),
            ({"支付凭证号": ""}, "“支付凭证号” is empty"),
            ({"支付日期": "2024-02-30"}, "“支付日期” can't be read"),
            ({"支付日期": "2024-03-21"}, "still to come"),
            ({"金额": "三百"}, "“金额” can't be read"),
            ({"金额": "0.01"}, "the file says 0.01"),
            ({"金额": f"{self.second.amount:.2f}1"}, "the file says"),
            ({"状态": "在途"}, "the layout knows 已支付"),
        )
        for changes, sentence in faults:
            content = self.table(
                self.answer(self.first), self.answer(self.second, **changes)
            )
            with self.subTest(changes=changes):
                self.refused(content, sentence, "支付结果.csv, line 3")

    def test_all_faults_of_a_file_are_named_at_once(self):
        content = self.table(
            self.answer(self.first, 金额="x"),
            self.answer(self.second, 支付日期="x"),
            self.answer(self.third, 申请单号="ZF1"),
        )
        self.refused(content, "line 2", "line 3", "line 4", "nothing has changed")

    def test_an_application_comes_once(self):
        line = self.answer(self.first)
        self.refused(
            self.table(line, {**line, "支付凭证号": "2"}), "line 3", "line 2, too"
        )

    def test_a_voucher_is_of_one_day_and_of_no_other_payment(self):
        other = self.answer(self.second, 支付日期="2024-03-19")
        self.refused(self.table(self.answer(self.first), other), "another day")
        self.third.action_paid("420000-0001", "2024-03-18")
        self.applications -= self.third
        self.refused(self.table(self.answer(self.first)), "already been entered")

    def test_what_is_paid_already_is_refused(self):
        self.third.action_paid("7", "2024-03-18")
        line = self.answer(self.third)
        self.applications -= self.third
        self.refused(self.table(line), self.third.name, "only what is still")

    def test_an_application_waits_in_one_file_only(self):
        self.bring(self.table(self.answer(self.first)))
        twice = self.table(self.answer(self.first), self.answer(self.second))
        self.refused(twice, "waits to be confirmed")

    def test_files_of_another_kind_are_refused_with_the_remedy(self):
        good = self.answer(self.first)
        cut = self.table(good).replace("金额".encode(), "钱".encode())
        for content, sentence in (
            (b"", "empty"),
            (self.table(), "no payments"),
            (cut, "missing: 金额"),
            (self.workbook(), "This is a workbook"),
            (b"\xff\xff\xff", "neither in UTF-8"),
        ):
            with self.subTest(sentence=sentence):
                self.refused(content, sentence)
        self.layouts["payments"].kind = "xlsx"
        self.refused(self.table(good), "no Excel workbook")
        self.refused(b"PK\x03\x04 broken", "damaged")

    def test_what_changed_meanwhile_is_seen_when_confirming(self):
        file = self.brought(self.all_paid())
        self.third.action_paid("8", "2024-03-20")
        with self.assertRaisesRegex(UserError, self.third.name):
            file.action_confirm()
        self.assertEqual(self.first.state, "draft")

    def test_others_than_finance_neither_bring_in_nor_confirm(self):
        file = self.brought(self.all_paid())
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.accountant):
            with self.subTest(user=user.name):
                with self.assertRaises(AccessError):
                    self.bring(self.table(self.answer(self.first)), user=user)
                with self.assertRaises(AccessError):
                    file.with_user(user).action_confirm()
                with self.assertRaises(AccessError):
                    file.with_user(user).action_discard("x")

    def test_finance_of_another_place_knows_nothing_of_the_applications(self):
        east = self.cashier.copy({"login": "t-east"})
        east.division_ids = self.east
        self.refused(self.all_paid(), "no application", user=east)
        file = self.brought(self.all_paid())
        with self.assertRaises(AccessError):
            file.with_user(east).action_confirm()

    def test_the_content_has_to_be_base64(self):
        files = self.env["civil.treasury.file"].with_user(self.finance)
        with self.assertRaisesRegex(UserError, "base64"):
            files.import_payments("a.csv", "§")

    def test_the_window_says_what_came_of_the_file(self):
        wizard = (
            self.env["civil.treasury.import"]
            .with_user(self.finance)
            .create({"file": self.encoded(self.all_paid()), "filename": "a.csv"})
        )
        action = wizard.action_import()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(action["params"]["next"]["views"], [(False, "form")])
        self.assertEqual(wizard.action_import()["params"]["type"], "warning")
