from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GovernmentCase

BOOKS = ("gov_general", "gov_budget", "gov_closing", "gov_budget_closing")


@tagged("standard", "post_install", "-at_install")
class TestJournal(GovernmentCase):
    """Books of vouchers stay what they are."""

    def test_books(self):
        found = [
            (book.code, book.l10n_cn_ledger, book.l10n_cn_closing, book.type)
            for book in map(self.journal, BOOKS)
        ]
        self.assertEqual(
            found,
            [
                ("记", "financial", False, "general"),
                ("预", "budget", False, "general"),
                ("结", "financial", True, "general"),
                ("预结", "budget", True, "general"),
            ],
        )
        for name in BOOKS:
            self.assertTrue(self.journal(name).restrict_mode_hash_table)

    def test_names_are_chinese_too(self):
        names = [
            self.journal(name).with_context(lang="zh_CN").name
            for name in (*BOOKS, "bank", "cash")
        ]
        self.assertEqual(
            names,
            [
                "记账凭证",
                "预算会计凭证",
                "财务结账",
                "预算结账",
                "银行存款",
                "库存现金",
            ],
        )

    def test_journals_for_invoices_stay_out_of_the_way(self):
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.unit.id)], order="sequence, code"
        )
        self.assertEqual(
            set(journals), set(map(self.journal, (*BOOKS, "bank", "cash")))
        )
        entry = self.env["account.move"].with_user(self.accountant).new({})
        self.assertEqual(entry.journal_id._origin, self.general)

    def test_a_book_cannot_be_opened(self):
        """Neither before its first entry nor after it."""
        for posted in (False, True):
            if posted:
                self.posted()
            with self.refused("book of vouchers"):
                self.general.with_user(self.manager).write(
                    {"restrict_mode_hash_table": False}
                )

    def test_a_book_keeps_its_numbering(self):
        with self.refused("numbered by month"):
            self.general.with_user(self.manager).write(
                {"sequence_override_regex": r"^(?P<prefix1>.*?)(?P<seq>\d+)$"}
            )

    def test_a_book_always_belongs_to_a_ledger(self):
        with self.refused("no ledger"):
            self.general.with_user(self.manager).write({"l10n_cn_ledger": False})

    def test_a_used_book_keeps_its_ledger_and_kind(self):
        self.draft()
        general = self.general.with_user(self.manager)
        for values in (
            {"l10n_cn_ledger": "budget"},
            {"l10n_cn_closing": True},
            {"type": "sale"},
        ):
            with self.subTest(values=values), self.refused("has"):
                general.write(values)
        general.write({"l10n_cn_ledger": "financial", "name": "凭证"})
        self.assertEqual(general.name, "凭证")

    def test_money_journals_are_financial(self):
        with self.refused("miscellaneous"):
            self.journal("bank").l10n_cn_ledger = "budget"

    def test_a_new_book_is_locked_from_the_start(self):
        journals = self.env["account.journal"].with_user(self.manager)
        values = {"name": "转账", "type": "general", "code": "转"}
        book = journals.create({**values, "restrict_mode_hash_table": False})
        self.assertTrue(book.restrict_mode_hash_table)
        self.assertEqual(book.l10n_cn_ledger, "financial")
        bank = journals.create({"name": "专户", "type": "bank", "code": "专"})
        self.assertFalse(bank.restrict_mode_hash_table)
        bank.type = "general"
        self.assertTrue(bank.restrict_mode_hash_table)

    def test_an_accountant_makes_no_journals(self):
        with self.assertRaises(AccessError):
            self.env["account.journal"].with_user(self.accountant).create(
                {"name": "转账", "type": "general", "code": "转"}
            )
        with self.assertRaises(AccessError):
            self.general.with_user(self.accountant).write({"name": "改"})

    def test_journals_from_before_the_chart_become_books(self):
        """A company that already keeps accounts keeps its journals, too."""
        unit = self.make_unit("曾都区救助管理站", "generic_coa")
        old = self.journal("general", unit)
        self.assertFalse(old.l10n_cn_ledger)
        accounts = self.env["account.account"].search(
            [
                ("company_ids", "in", unit.ids),
                ("account_type", "in", ("expense", "liability_current")),
            ]
        )
        pair = (accounts.filtered("reconcile") | accounts)[:2]
        self.env["account.move"].create(
            {
                "journal_id": old.id,
                "line_ids": [
                    Command.create({"account_id": account.id, "balance": balance})
                    for account, balance in zip(pair, (1, -1), strict=True)
                ],
            }
        )
        self.env["account.chart.template"].try_loading("cn_gov", unit)
        self.assertEqual(old.l10n_cn_ledger, "financial")
        self.assertTrue(old.restrict_mode_hash_table)
        self.assertTrue(old.active)
        self.assertEqual(self.journal("gov_budget", unit).l10n_cn_ledger, "budget")

    def test_other_companies_are_left_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        journal = self.env["account.journal"].create(
            {
                "name": "Miscellaneous",
                "type": "general",
                "code": "MISC",
                "company_id": other.id,
            }
        )
        self.assertFalse(journal.l10n_cn_ledger)
        self.assertFalse(journal.restrict_mode_hash_table)
        journal.restrict_mode_hash_table = True
        journal.restrict_mode_hash_table = False
        self.assertFalse(journal.restrict_mode_hash_table)
