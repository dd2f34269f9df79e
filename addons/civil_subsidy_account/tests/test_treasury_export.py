import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .treasury_common import ExchangeFileCase, sheet_rows


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestTreasuryExport(ExchangeFileCase):
    """Payment applications go to the integrated budget system."""

    def test_a_file_holds_the_indicator_and_the_payee_of_each_application(self):
        file = self.export(self.applications)
        self.assertEqual(file.name, f"支付申请_20240320_{file.name[-17:-5]}.xlsx")
        content = base64.b64decode(file.content)
        headings, *rows = sheet_rows(content, "支付申请")
        self.assertEqual(len(rows), 3)
        by_number = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
        for application in self.applications:
            row = by_number[application.name]
            indicator = application.indicator_id
            self.assertEqual(row["指标文号"], indicator.document_number)
            self.assertEqual(row["项目代码"], indicator.project_id.code or "")
            self.assertEqual(row["项目名称"], "残疾人两项补贴")
            self.assertEqual(row["功能分类编码"], "2081107")
            self.assertEqual(row["部门经济分类编码"], "30305")
            self.assertEqual(row["政府经济分类编码"], "50901")
            self.assertEqual(row["资金性质"], "一般公共预算资金")
            self.assertEqual(row["直达标识"], "否")
            self.assertEqual(row["收款人"], "曾都农商行")
            self.assertEqual(row["账号"], "82010000001234567")
            self.assertEqual(self.exact(row["金额"]), self.exact(application.amount))
            self.assertTrue(row["用途"].startswith("2024年3月"))
        self.assertEqual(self.exact(file.amount), self.exact("652.50"))
        self.assertEqual(file.line_count, 3)

    def test_what_is_written_is_applied_for_by_who_wrote_it(self):
        file = self.export(self.first)
        self.assertEqual(self.first.state, "applied")
        self.assertEqual(self.first.applied_uid, self.finance)
        self.assertEqual(self.first.export_file_id, file)
        self.assertEqual(file.create_uid, self.finance)
        self.assertEqual(self.second.state, "draft")

    def test_a_second_click_gives_the_same_file(self):
        file = self.export(self.applications)
        self.assertEqual(self.export(self.applications, user=self.cashier), file)
        self.assertEqual(self.env["civil.treasury.file"].search_count([]), 1)

    def test_only_what_is_in_no_file_yet_goes_into_the_next(self):
        file = self.export(self.first)
        again = self.export(self.first | self.second)
        self.assertEqual(again.line_ids.treasury_id, self.second.sudo())
        self.assertEqual(self.first.export_file_id, file)

    def test_the_same_applications_give_the_same_bytes(self):
        file = self.export(self.applications)
        self.applications.with_user(self.finance).action_take_back()
        with freeze_time("2024-03-21 02:00:00"):
            again = self.export(self.applications)
        self.assertNotEqual(again, file)
        self.assertEqual(again.sha256, file.sha256)

    def test_what_is_taken_back_stands_in_no_file(self):
        self.export(self.first)
        self.first.action_take_back()
        self.assertFalse(self.first.export_file_id)

    def test_what_was_applied_for_by_hand_can_be_written_too(self):
        self.first.action_apply()
        self.assertEqual(self.export(self.first).line_count, 1)

    def test_what_is_paid_or_not_the_treasurys_stays_out(self):
        self.first.action_paid("1", "2024-03-20")
        with self.assertRaisesRegex(UserError, self.first.name):
            self.export(self.applications)
        self.assertEqual(self.second.state, "draft")
        self.env.cr.execute(
            "UPDATE civil_subsidy_treasury SET indicator_id = NULL WHERE id = %s",
            [self.second.id],
        )
        self.second.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "own account"):
            self.export(self.second)

    def test_a_value_that_the_layout_needs_is_asked_for_by_name(self):
        layout = self.layouts["applications"]
        layout.column_ids.filtered(lambda x: x.key == "payee_account").required = True
        self.bank.payer_account = False
        with self.assertRaisesRegex(UserError, f"{self.first.name}.*账号.*empty"):
            self.export(self.first)
        self.assertEqual(self.first.state, "draft")

    def test_of_several_agent_banks_none_is_written_as_the_payees(self):
        other = self.bank.copy({"name": "随州农行", "code": "T-NH"})
        agents = self.bank | other
        with patch.object(type(self.batch), "_paying_agents", lambda batch: agents):
            file = self.export(self.first)
        rows = sheet_rows(base64.b64decode(file.content), "支付申请")
        row = dict(zip(*rows, strict=True))
        self.assertEqual((row["开户行"], row["账号"]), ("", ""))

    def test_gb18030_is_written_as_text_with_a_separator(self):
        self.layouts["applications"].write(
            {"kind": "text", "separator": r"\t", "encoding": "gb18030"}
        )
        file = self.export(self.first)
        self.assertTrue(file.name.endswith(".txt"))
        lines = base64.b64decode(file.content).decode("gb18030").split("\r\n")
        self.assertEqual(lines[0].split("\t")[:2], ["申请单号", "指标文号"])
        self.assertEqual(lines[1].split("\t")[15], f"{self.first.amount:.2f}")
        self.assertEqual(lines[2:], [""])

    def test_a_separator_inside_a_value_is_refused_not_written(self):
        self.layouts["applications"].write({"kind": "text", "separator": "〔"})
        with self.assertRaisesRegex(UserError, "指标文号.*divides the columns"):
            self.export(self.first)

    def test_two_valid_layouts_are_asked_for_and_one_is_taken(self):
        other = self.layouts["applications"].copy({"name": "Other"})
        action = self.first.action_export()
        self.assertEqual(action["res_model"], "civil.treasury.export")
        wizard = (
            self.env["civil.treasury.export"]
            .with_user(self.finance)
            .with_context(**action["context"])
            .create({"layout_id": other.id})
        )
        file = self.env["civil.treasury.file"].browse(wizard.action_export()["res_id"])
        self.assertEqual(file.layout_id, other)
        with self.assertRaisesRegex(UserError, "another layout"):
            self.export(self.first, self.layouts["applications"].id)

    def test_a_layout_is_only_used_while_it_is_valid(self):
        layout = self.layouts["applications"]
        layout.date_to = "2024-03-19"
        with self.assertRaisesRegex(UserError, "No layout is valid"):
            self.export(self.first)
        with self.assertRaisesRegex(UserError, "isn't valid"):
            self.export(self.first, layout.id)
        with self.assertRaisesRegex(UserError, "no such layout"):
            self.export(self.first, self.layouts["vouchers"].id)

    def test_others_than_finance_write_no_file(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.accountant):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.export(self.first, user=user)
        self.assertFalse(self.env["civil.treasury.file"].search_count([]))

    def test_files_are_seen_by_finance_and_audit_of_the_place_only(self):
        file = self.export(self.first)
        east = self.cashier.copy({"login": "t-east"})
        east.division_ids = self.east
        for user, seen in (
            (self.cashier, True),
            (self.auditor, True),
            (self.accountant, False),
            (east, False),
        ):
            found = self.env["civil.treasury.file"].with_user(user).search([])
            lines = self.env["civil.treasury.file.line"].with_user(user).search([])
            with self.subTest(user=user.login):
                self.assertEqual((file in found, bool(lines)), (seen, seen))
        with self.assertRaises(AccessError):
            self.env["civil.treasury.file"].with_user(self.clerk).search([])
        with self.assertRaises(AccessError):
            _content = file.with_user(self.auditor).content

    def test_nobody_changes_or_removes_a_file(self):
        file = self.export(self.first).with_user(self.finance)
        for values in ({"name": "x"}, {"content": "eA=="}, {"state": "confirmed"}):
            with self.assertRaises(UserError):
                file.write(values)
        with self.assertRaises(AccessError):
            file.unlink()
        with self.assertRaises(UserError):
            file.sudo().unlink()
        with self.assertRaises(UserError):
            self.first.write({"export_file_id": False})
