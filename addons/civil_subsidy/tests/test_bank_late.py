import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankLate(ExchangeCase):
    """Money that comes back weeks later (退汇): once, unchanged, by two people."""

    def setUp(self):
        super().setUp()
        self.name, self.request_content = self.send()
        self.take(answer(self.name, self.request_content, fail=(2,)))

    def sheet(self, *rows, headings="明细编号,账号,户名,金额,退汇日期,退汇原因,流水号"):
        return "\n".join([headings, *rows]).encode()

    def row(self, number, **changes):
        payment = self.payment(number)
        values = {
            "reference": payment.reference,
            "account": "",
            "holder": payment.account_holder,
            "amount": f"{payment.amount:.2f}",
            "date": "2024-04-18",
            "reason": "账户已销户",
            "serial": "TH001",
            **changes,
        }
        return ",".join(values.values())

    def bring_late(self, content, name="th.csv"):
        batch = self.batch.with_user(self.finance)
        return batch.import_late_return(name, base64.b64encode(content))

    def come_back(self, *numbers):
        outcome = self.bring_late(self.sheet(*map(self.row, numbers)))
        self.file(outcome).with_user(self.cashier).action_confirm()
        return outcome

    def test_a_sheet_of_returns(self):
        outcome = self.bring_late(self.sheet(self.row(1), self.row(3)))
        self.assertEqual(self.payment(1).bank_state, "paid")
        with self.assertRaises(UserError):
            self.file(outcome).with_user(self.finance).action_confirm()
        self.file(outcome).with_user(self.cashier).action_confirm()
        back = self.payment(1)
        self.assertEqual(back.bank_state, "returned")
        self.assertEqual(str(back.returned_date), "2024-04-18")
        self.assertEqual(back.returned_serial, "TH001")
        self.assertEqual(
            back.reason_id, self.env.ref("civil_subsidy.bank_reason_account_closed")
        )
        self.assertEqual(self.payment(4).bank_state, "paid")
        self.assertEqual(self.batch.returned_count, 2)

    def test_by_account_instead_of_reference(self):
        account = self.payment(1).sudo().account_number
        self.bring_late(self.sheet(self.row(1, reference="", account=account)))
        self.assertEqual(self.batch.to_confirm_count, 1)

    def test_the_banks_own_format(self):
        line = self.payment(4).sudo()
        amount = f"{line.amount:.2f}"
        content = (
            f"H|{self.batch.name}|20240418|1|{amount}|0|0.00|1|{amount}\r\n"
            f"R|1|{line.account_number}|{line.account_holder}|{amount}|F|1003|"
            f"账户已销户|TH9|20240418|{line.reference}\r\n"
        )
        outcome = self.bring_late(content.encode("gb18030"), "DR.txt")
        self.file(outcome).with_user(self.cashier).action_confirm()
        self.assertEqual(line.bank_state, "returned")
        self.assertEqual(
            line.reason_id, self.env.ref("civil_subsidy.bank_reason_account_closed")
        )

    def test_what_does_not_agree_is_refused_whole(self):
        wrong = {
            "amount": self.row(1, amount="1.00"),
            "account": self.row(1, account="6217009999999999999"),
            "holder": self.row(1, holder="无名氏"),
            "unknown": self.row(1, reference="X-1"),
            "failed": self.row(2),
            "date": self.row(1, date="soon"),
        }
        for name, row in wrong.items():
            with (
                self.subTest(name),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                self.bring_late(self.sheet(self.row(3), row))
        self.assertFalse(self.batch.to_confirm_count)

    def test_nothing_comes_back_twice(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.bring_late(self.sheet(self.row(1), self.row(1)))
        content = self.sheet(self.row(1))
        first = self.bring_late(content)
        again = self.bring_late(content)
        self.assertEqual((again["taken"], again["file_id"]), (False, first["file_id"]))
        other = self.sheet(self.row(1, serial="TH002"))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.bring_late(other)
        self.file(first).with_user(self.cashier).action_confirm()
        with self.assertRaises(UserError):
            self.bring_late(other)

    def test_what_came_back_may_be_sent_again_once(self):
        self.come_back(1)
        action = self.batch.with_user(self.clerk).action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(action["res_id"]).sudo()
        self.assertEqual(
            again.payment_ids.resend_of_id, self.payment(1) | self.payment(2)
        )
        self.assertFalse(again.payment_ids.filtered("returned_date"))
        with self.assertRaises(UserError):
            self.batch.with_user(self.clerk).action_create_resend()

    def test_also_after_the_batch_is_closed(self):
        self.batch.with_user(self.clerk).action_create_resend()
        self.batch.with_user(self.finance).action_close()
        self.assertEqual(self.batch.state, "closed")
        self.come_back(5)
        self.assertEqual(self.batch.state, "closed")
        self.assertEqual(self.batch.open_failed_count, 1)
        action = self.batch.with_user(self.clerk).action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(action["res_id"]).sudo()
        self.assertEqual(again.payment_ids.resend_of_id, self.payment(5))

    def test_typed_on_the_screen(self):
        action = self.payment(1).with_user(self.finance).action_late_return()
        wizard = self.env["civil.subsidy.late"].with_user(self.finance)
        wizard = wizard.with_context(**action["context"]).create(
            {"amount": 130.5, "date": "2024-04-20", "reason": "久悬户"}
        )
        wizard.action_enter()
        file = self.batch.sudo().file_ids.filtered(lambda f: f.state == "to_confirm")
        file.with_user(self.cashier).action_confirm()
        self.assertEqual(self.payment(1).bank_state, "returned")
        self.assertEqual(
            self.payment(1).reason_id,
            self.env.ref("civil_subsidy.bank_reason_account_dormant"),
        )

    def test_the_clerk_can_not_bring_returns_in(self):
        with self.assertRaises(UserError):
            self.batch.with_user(self.clerk).import_late_return(
                "x.csv", base64.b64encode(self.sheet(self.row(1)))
            )

    def test_a_head_gives_up_what_isnt_owed(self):
        """It is sent again by nobody, and the batch may be closed."""
        failed = self.payment(2)
        self.assertTrue(failed.may_be_waived)
        for user in (self.clerk, self.finance, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                failed.with_user(user).action_not_owed("发放月前已死亡")
        failed.with_user(self.head).action_not_owed("发放月前已死亡")
        self.assertEqual(failed.not_owed_uid, self.head)
        self.assertFalse(failed.may_be_waived)
        self.assertFalse(self.batch.open_failed_count)
        with self.assertRaisesRegex(UserError, "waiting to be sent again"):
            self.batch.with_user(self.clerk).action_create_resend()
        with self.assertRaisesRegex(UserError, "still owed"):
            failed.with_user(self.head).action_not_owed("再次")

    def test_what_is_paid_or_sent_again_is_owed(self):
        self.batch.with_user(self.clerk).action_create_resend()
        for number in (1, 2):
            with self.subTest(number=number), self.assertRaises(UserError):
                self.payment(number).with_user(self.head).action_not_owed("误")
