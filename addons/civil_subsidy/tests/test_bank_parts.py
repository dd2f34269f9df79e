import base64
from decimal import Decimal

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .agent_bank import answer
from .exchange_common import ExchangeCase


@tagged("post_install", "-at_install")
class TestBankParts(ExchangeCase):
    """Several agent banks and several parts: together they are the batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank.bank_terms = "农商"
        cls.second = cls.bank.copy(
            {
                "name": "建设银行",
                "code": "T-CCB",
                "agreement_number": "JH2024001",
                "bank_terms": "建设银行\n建行",
                "format_request_id": cls.bank.format_request_id.copy(
                    {"file_name": "CCB_{batch}.txt"}
                ).id,
                "format_result_id": cls.bank.format_result_id.copy(
                    {"file_name": "CCR_{batch}.txt"}
                ).id,
            }
        )

    def setUp(self):
        super().setUp()
        for line, bank in zip(
            self.lines,
            ("曾都农商行", "建行随州支行", "曾都农商行", "邮储银行", None),
            strict=False,
        ):
            line.bank_name = bank
        self.batch.agent_ids = self.second
        self.batch.action_compute()

    def files(self):
        return self.batch._request_files().sudo()

    def content(self, file):
        return base64.b64decode(file.with_context(bin_size=False).content)

    def export(self):
        self.approve(self.batch)
        self.batch.with_user(self.finance).action_export()
        return self.files()

    def limit(self, most):
        self.bank.format_request_id.max_lines = most

    def test_each_line_goes_to_its_own_bank_and_the_rest_to_the_main_one(self):
        files = self.export()
        self.assertEqual(files.agent_id, self.bank | self.second)
        agents = [self.payment(n).agent_id for n in (1, 2, 3, 4, 5)]
        self.assertEqual(
            agents, [self.bank, self.second, self.bank, self.bank, self.bank]
        )
        others = [self.payment(n).other_bank for n in (1, 2, 3, 4, 5)]
        self.assertEqual(others, [False, False, False, True, True])
        self.assertFalse(self.payment(6).file_id)
        self.assertEqual({f.line_count for f in files}, {4, 1})

    def test_card_prefix_makes_an_account_the_banks_own(self):
        self.second.write({"bank_terms": False, "card_prefixes": "6217002868975000004"})
        self.export()
        self.assertEqual(self.payment(4).agent_id, self.second)
        self.assertEqual(self.payment(2).agent_id, self.bank)
        with self.assertRaises(UserError):
            self.second.card_prefixes = "62A"

    def test_priority_decides_between_two_owners(self):
        self.second.write({"bank_terms": "农商", "priority": 5})
        self.export()
        self.assertEqual(self.payment(1).agent_id, self.second)

    def test_lines_that_no_bank_takes_are_refused_and_listed(self):
        (self.bank | self.second).takes_other_banks = False
        self.approve(self.batch)
        finance = self.batch.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "2 "), self.env.cr.savepoint():
            finance.action_export()
        self.assertFalse(self.files())
        action = finance.action_view_unclaimed()
        shown = self.env["civil.subsidy.payment"].search_count(action["domain"])
        self.assertEqual(shown, 2)
        action = finance.action_view_unclaimed()
        found = self.env["civil.subsidy.payment"].search(action["domain"])
        self.assertEqual(found, self.payment(4) | self.payment(5))

    def test_other_banks_lines_carry_the_cnaps_number(self):
        layout = self.bank.format_request_id
        layout.detail_ids = [
            Command.create(
                {
                    "section": "detail",
                    "sequence": number,
                    "key": key,
                    "required": False,
                }
            )
            for number, key in ((90, "cnaps"), (91, "other_bank"))
        ]
        self.approve(self.batch)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.batch.with_user(self.finance).action_export()
        self.env["civil.bank.branch"].create(
            [
                {"cnaps": "403536000011", "name": "邮储银行"},
                {"cnaps": "403536000022", "name": "邮储随州市分行", "terms": "储银"},
            ]
        )
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET bank_name = '邮储银行曾都支行'"
            " WHERE id = %s",
            [self.payment(5).id],
        )
        self.env.invalidate_all()
        self.batch.with_user(self.finance).action_export()
        rows = self.content(self.files().filtered(lambda f: f.agent_id == self.bank))
        rows = [r.split("|") for r in rows.decode("gb18030").split("\r\n")[1:-2]]
        self.assertEqual(
            [row[-2:] for row in rows],
            [
                ["", "0"],
                ["", "0"],
                ["403536000011", "1"],
                ["403536000011", "1"],
            ],
        )

    def test_parts_make_up_the_batch(self):
        self.limit(3)
        files = self.export()
        self.assertEqual(
            [(f.agent_id, f.part, f.line_count) for f in files],
            [(self.bank, 1, 3), (self.bank, 2, 1), (self.second, 1, 1)],
        )
        number = self.batch.name
        self.assertEqual(
            files.mapped("name"),
            [f"DF_{number}_01.txt", f"DF_{number}_02.txt", f"CCB_{number}.txt"],
        )
        self.assertEqual(
            sum(file._exact() for file in files), Decimal(self.batch.frozen_amount)
        )
        self.assertEqual(sum(files.mapped("payment_count")), self.batch.frozen_count)
        held = []
        for file in files:
            rows = self.content(file).decode("gb18030").split("\r\n")
            held += [row.split("|")[-1] for row in rows[1:-2]]
        references = self.batch.sudo().payment_ids.filtered(
            lambda p: p.outcome == "payable"
        )
        self.assertEqual(sorted(held), sorted(references.mapped("reference")))
        self.assertEqual(references.file_id, files)

    def test_parts_that_do_not_make_up_the_batch_are_refused(self):
        self.approve(self.batch)
        self.batch._write_guarded({"frozen_amount": 1})
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_export()

    def test_a_second_export_returns_the_same_files(self):
        self.limit(2)
        first = self.export()
        self.batch.with_user(self.finance).action_export()
        self.assertEqual(self.files(), first)

    def test_two_files_of_one_name_are_refused(self):
        self.second.format_request_id.file_name = "DF_{batch}.txt"
        self.approve(self.batch)
        with self.assertRaisesRegex(UserError, "agent"):
            self.batch.with_user(self.finance).action_export()

    def answers(self, **options):
        """Each request file with the bank's answer to it."""
        result = []
        for file in self.files():
            content = self.content(file)
            name = f"DF_{self.batch.name}.txt"
            result.append((file, answer(name, content, **options)))
        return result

    def test_each_result_finds_its_request_by_its_lines(self):
        self.limit(3)
        self.export()
        self.batch.with_user(self.finance).action_send()
        answered = self.answers()
        for file, content in reversed(answered):
            outcome = self.take(content, name="renamed.txt")
            self.assertEqual(self.file(outcome).sudo().request_id, file)
            self.assertEqual(self.batch.state, "returned")
        states = self.batch.sudo().payment_ids.filtered("file_id").mapped("bank_state")
        self.assertEqual(set(states), {"paid"})

    def test_a_part_that_says_it_is_another_is_refused(self):
        """The file's head names part 1, its lines are those of part 2."""
        for layout in (self.bank.format_request_id, self.bank.format_result_id):
            layout.header_ids = [
                Command.create({"section": "header", "sequence": 90, "key": "part"})
            ]
        self.limit(3)
        self.export()
        self.batch.with_user(self.finance).action_send()
        second = self.files()[1]
        rows = self.content(second).decode("gb18030").split("\r\n")
        self.assertEqual(rows[0].split("|")[-1], "2")
        line = rows[1].split("|")
        amount = line[4]
        result = (
            f"H|{self.batch.name}|20240310|1|{amount}|1|{amount}|0|0.00|%s\r\n"
            f"R|1|{line[2]}|{line[3]}|{amount}|S|0000|成功|SN|20240310|{line[6]}\r\n"
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.bring((result % "1").encode("gb18030"))
        self.assertTrue(self.bring((result % "2").encode("gb18030"))["taken"])

    def test_a_result_of_another_batch_is_refused(self):
        self.export()
        self.batch.with_user(self.finance).action_send()
        content = self.answers()[0][1]
        other = content.replace(self.batch.name.encode(), b"FF-OTHER", 1)
        with self.assertRaises(UserError):
            self.bring(other)

    def test_unanswered_parts_keep_the_batch_open(self):
        self.limit(3)
        self.export()
        self.batch.with_user(self.finance).action_send()
        self.take(self.answers()[0][1])
        self.assertEqual(self.batch.state, "returned")
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_close()
        self.assertEqual(self.batch.sent_count, 2)

    def group(self):
        """Let two payments of one account share a reference."""
        first, second = self.payment(1), self.payment(3)
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET grouped = TRUE, reference = %s,"
            " account_number = %s, account_holder = %s WHERE id IN %s",
            [
                first.reference,
                first.account_number,
                first.account_holder,
                (first.id, second.id),
            ],
        )
        self.env.invalidate_all()
        return first, second

    def test_payments_of_one_reference_are_one_line_of_the_bank(self):
        first, second = self.group()
        files = self.export()
        main = files.filtered(lambda f: f.agent_id == self.bank)
        self.assertEqual((main.line_count, main.payment_count), (3, 4))
        row = self.content(main).decode("gb18030").split("\r\n")[1].split("|")
        self.assertEqual((row[4], row[6]), ("261.00", first.reference))
        self.batch.with_user(self.finance).action_send()
        for _file, content in self.answers(fail=(1,)):
            self.take(content)
        self.assertEqual({first.bank_state, second.bank_state}, {"failed"})
        action = self.batch.with_user(self.clerk).action_create_resend()
        again = self.env["civil.subsidy.batch"].browse(action["res_id"]).sudo()
        shared = again.payment_ids.filtered("grouped")
        self.assertEqual(shared.resend_of_id, first | second)
        self.assertEqual(len(set(shared.mapped("reference"))), 1)

    def test_a_reference_of_two_accounts_is_refused(self):
        first, second = self.group()
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET account_number = '6217000000000000'"
            " WHERE id = %s",
            [second.id],
        )
        self.env.invalidate_all()
        self.approve(self.batch)
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_export()

    def test_a_reference_that_is_not_grouped_stays_unique(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE civil_subsidy_payment SET reference = %s WHERE id = %s",
                [self.payment(1).reference, self.payment(3).id],
            )
