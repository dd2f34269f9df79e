from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankStatement(ExchangeCase):
    """Approved, sent, answered and booked agree to the cent, or somebody says why."""

    def setUp(self):
        super().setUp()
        self.bank.write(
            {"statement_required": True, "payer_account": "4200000000000000001"}
        )
        self.name, self.request_content = self.send()
        finance = self.batch.with_user(self.finance)
        sent = fields.Datetime.context_timestamp(finance, finance.sent_date)
        self.day = sent.date()

    def statement(self, *rows, take="good", account="4200000000000000001", user=None):
        """Import rows of (debit, credit, balance, summary, serial)."""
        text = [f"账号：{account}", "交易日期,借方金额,贷方金额,余额,摘要,流水号"]
        text += [f"{self.day},{','.join(map(str, row))}" for row in rows]
        jobs = self.env["civil.import"].with_user(user or self.finance)
        content = "\n".join(text).encode()
        return jobs._load("bank_statement", "st.csv", content, take=take)

    def booked(self):
        return self.env["civil.bank.statement.line"].search([], order="id")

    def answer(self, **options):
        self.take(answer(self.name, self.request_content, **options))

    def test_debit_by_the_number_in_the_summary(self):
        job = self.statement(("652.50", "", "1000", f"代发{self.batch.name}", "S1"))
        self.assertEqual(job.state, "taken", job.message)
        self.assertEqual(self.booked().batch_id, self.batch)
        self.assertEqual(self.booked().file_id, self.batch._request_files())

    def test_debit_by_its_sum_and_credit_by_the_failed_sum(self):
        self.answer(fail=(2,))
        self.statement(
            ("652.50", "", "1000.00", "代发", "S1"),
            ("", "130.50", "1130.50", "退回", "S2"),
            ("3.00", "", "1127.50", "手续费", "S3"),
        )
        self.assertEqual(self.booked().mapped("state"), ["matched", "matched", "open"])
        batch = self.batch
        self.assertEqual(f"{batch.statement_amount:.2f}", "522.00")
        self.assertFalse(batch.has_difference)

    def test_two_possible_meanings_are_left_to_people(self):
        self.statement(
            ("652.50", "", "", "代发", "S1"), ("652.50", "", "", "代发", "S2")
        )
        self.assertEqual(set(self.booked().mapped("state")), {"open"})

    def test_outside_the_window(self):
        self.env.cr.execute(
            "UPDATE civil_subsidy_batch SET sent_date = sent_date - interval '11 days'"
            " WHERE id = %s",
            [self.batch.id],
        )
        self.env.invalidate_all()
        self.statement(("652.50", "", "", "代发", "S1"))
        self.assertEqual(self.booked().state, "open")

    def test_a_known_booking_is_skipped(self):
        row = ("652.50", "", "", f"代发{self.batch.name}", "S1")
        self.statement(row)
        job = self.statement(row, ("3.00", "", "", "手续费", "S2"))
        self.assertEqual(job.warning_count, 1)
        self.assertEqual(len(self.booked()), 2)

    def test_a_balance_that_breaks_refuses_the_sheet(self):
        job = self.statement(
            ("652.50", "", "1000.00", "代发", "S1"),
            ("", "1.00", "1000.00", "退回", "S2"),
        )
        self.assertEqual(job.state, "refused")
        self.assertFalse(self.booked())

    def test_newest_first_is_a_balance_too(self):
        job = self.statement(
            ("", "1.00", "1001.00", "退回", "S2"),
            ("652.50", "", "1000.00", "代发", "S1"),
        )
        self.assertEqual(job.state, "taken")

    def test_an_unknown_account_is_refused(self):
        job = self.statement(("1.00", "", "", "x", "S1"), account="9999999999999999")
        self.assertEqual(job.state, "refused")

    def test_reconcile_to_the_cent(self):
        self.answer(fail=(2,))
        finance = self.batch.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "522.00"):
            finance.action_reconcile()
        with self.assertRaises(UserError):
            finance.action_close()
        self.statement(
            ("652.50", "", "", f"代发{self.batch.name}", "S1"),
            ("", "130.49", "", f"退{self.batch.name}", "S2"),
        )
        with self.assertRaisesRegex(UserError, "0.01"):
            finance.action_reconcile()
        self.statement(("", "0.01", "", f"退{self.batch.name}", "S3"))
        finance.action_reconcile()
        self.assertEqual(self.batch.state, "reconciled")
        with self.assertRaises(UserError):
            finance.action_close()
        self.batch.with_user(self.clerk).action_create_resend()
        finance.action_close()
        self.assertEqual(self.batch.state, "closed")
        with self.assertRaises(UserError):
            self.booked()[0].with_user(self.finance).action_unmatch()

    def test_nothing_pending(self):
        self.answer(pending=(3,))
        self.statement(("652.50", "", "", f"代发{self.batch.name}", "S1"))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.batch.with_user(self.finance).action_reconcile()
        self.answer()
        self.batch.with_user(self.finance).action_reconcile()

    def test_an_explained_difference_needs_a_second_person(self):
        self.answer()
        self.statement(("652.49", "", "", f"代发{self.batch.name}", "S1"))
        finance = self.batch.with_user(self.finance)
        cashier = self.batch.with_user(self.cashier)
        finance.action_explain_difference("银行少扣一分，已去函")
        with self.assertRaises(UserError):
            finance.action_reconcile()
        line = self.booked()
        line.with_user(self.finance).action_unmatch()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            # Another difference than the one that was explained.
            cashier.action_reconcile()
        line.with_user(self.finance).batch_id = self.batch
        cashier.action_reconcile()
        self.assertEqual(self.batch.reconciled_uid, self.cashier)
        self.assertEqual(self.batch.difference_uid, self.finance)

    def test_a_tampered_payment_is_not_reconciled(self):
        """A paid sum changed past the application differs from the result file."""
        self.answer()
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET amount = amount + 1 WHERE id = %s",
            [self.payment(1).id],
        )
        self.env.invalidate_all()
        figures = self.batch._figures(from_lines=True)[self.batch.id]
        self.assertEqual(figures["answer_difference"], 1)
        self.assertEqual(figures["result_difference"], -1)
        with self.assertRaisesRegex(UserError, "1.00"):
            self.batch.with_user(self.finance).action_reconcile()

    def test_without_statement_closing_reconciles_at_once(self):
        self.bank.statement_required = False
        self.answer()
        self.batch.with_user(self.finance).action_close()
        self.assertEqual(self.batch.state, "closed")

    def test_lines_are_changed_by_their_match_only(self):
        self.statement(("652.50", "", "", "x", "S1"))
        line = self.booked()
        for values in ({"debit": 1}, {"summary": "y"}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                line.with_user(self.finance).write(values)
        for user in (self.clerk, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                line.with_user(user).write({"aside_reason": "利息"})
        with self.assertRaises(UserError):
            line.with_user(self.finance).unlink()

    def test_no_subsidy_needs_a_reason_and_leaves_the_list(self):
        self.statement(("3.00", "", "", "手续费", "S1"))
        exceptions = self.env["civil.subsidy.exception"]
        found = exceptions.search([("kind", "=", "statement")])
        self.assertEqual((found.actor, found.name), ("finance", "手续费"))
        self.booked().with_user(self.finance).aside_reason = "网银手续费"
        self.env.flush_all()
        self.assertFalse(exceptions.search([("kind", "=", "statement")]))

    def test_every_figure_opens_what_stands_behind_it(self):
        self.answer(fail=(2,))
        batch = self.batch.with_user(self.finance)
        for action, model, count in (
            (batch.action_view_bank_state("paid"), "civil.subsidy.payment", 4),
            (batch.action_view_bank_state(), "civil.subsidy.payment", 5),
            (batch.action_view_requests(), "civil.subsidy.file", 1),
            (batch.action_view_results(), "civil.subsidy.file", 1),
        ):
            self.assertEqual(action["res_model"], model)
            found = self.env[model].search_count(action["domain"])
            self.assertEqual(found, count)

    def test_exceptions_of_payments_and_files(self):
        exceptions = self.env["civil.subsidy.exception"].with_user(self.finance)
        staged = answer(self.name, self.request_content, fail=(2,), pending=(3,))
        outcome = self.bring(staged)
        self.env.flush_all()
        self.assertEqual(exceptions.search([]).mapped("kind"), ["to_confirm"])
        self.file(outcome).with_user(self.cashier).action_confirm()
        self.env.flush_all()
        kinds = exceptions.search([]).mapped("kind")
        # The bank's day lies long ago, so pending is too long.
        self.assertEqual(sorted(kinds), ["failed", "pending"])
        failed = exceptions.search([("kind", "=", "failed")])
        self.assertEqual((failed.actor, failed.payment_id), ("town", self.payment(2)))
        self.assertGreater(failed.days_open, 100)
        self.batch.with_user(self.clerk).action_create_resend()
        self.assertEqual(exceptions.search([]).mapped("kind"), ["pending"])
        self.assertFalse(
            self.env["civil.subsidy.exception"].with_user(self.east_clerk).search([])
        )
