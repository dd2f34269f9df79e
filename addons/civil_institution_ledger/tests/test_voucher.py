from decimal import Decimal

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestVoucher(LedgerCase):
    def balance(self, account):
        account = self.accounts[account]
        account.invalidate_recordset()
        return account._balances().get(account.id, (Decimal(0), Decimal(0)))

    def test_each_kind_of_money_has_an_account(self):
        self.assertEqual(
            {"living", "care", "admin", "social", "production", "donation"},
            set(self.accounts),
        )
        self.home.with_user(self.clerk).action_open_ledgers()
        self.assertEqual(6, len(self.home.ledger_account_ids))
        with self.assertRaisesRegex(UserError, "directly"):
            self.other.with_user(self.clerk).action_open_ledgers()
        with self.assertRaises(UserError):
            self.home.with_user(self.keeper).action_open_ledgers()

    def test_money_of_accounts_is_not_mixed(self):
        for account, kind, item in (
            ("living", "receipt", "elder_fee"),
            ("social", "receipt", "living_grant"),
            ("care", "payment", "daily"),
            ("living", "payment", "wages_care"),
        ):
            with self.assertRaisesRegex(UserError, "isn't mixed"):
                self.voucher(account, kind, 10, item)
        with self.assertRaisesRegex(UserError, "of this way"):
            self.voucher("social", "payment", 10, "elder_fee")
        kinds = dict(
            self.env["civil.institution.ledger.voucher"]._fields["kind"].selection
        )
        self.assertNotIn("transfer", kinds)

    def test_cash_and_bank(self):
        self.voucher("social", "receipt", 1000.10, "elder_fee", place="cash")
        self.voucher("social", "receipt", 0.20, "elder_fee")
        self.voucher("social", "banking", 900)
        self.voucher("social", "withdrawal", 50.05)
        self.voucher("social", "payment", 0.30, "energy", place="cash")
        self.assertEqual((Decimal("149.85"), Decimal("850.15")), self.balance("social"))
        self.assertEqual((Decimal(0), Decimal(0)), self.balance("admin"))

    def test_nobody_spends_what_is_not_there(self):
        self.voucher("social", "receipt", 100, "elder_fee", date="2024-05-10")
        spend = ("social", "payment")
        self.refused("hasn't so much", self.voucher, *spend, 100.01, "energy")
        # On the day before it wasn't there yet.
        early = {"date": "2024-05-09"}
        self.refused("2024-05-09", self.voucher, *spend, 50, "energy", **early)
        self.voucher("social", "payment", 100, "energy")

    def test_an_expense_has_its_documents(self):
        self.voucher("social", "receipt", 100, "elder_fee")
        with self.assertRaisesRegex(UserError, "document"):
            self.voucher("social", "payment", 1, "energy", document_ids=False)
        with self.assertRaisesRegex(UserError, "number of the receipt"):
            self.voucher("social", "payment", 1, "energy", voucher_no=False)
        with self.assertRaisesRegex(UserError, "future"):
            self.voucher("social", "payment", 1, "energy", date="2024-06-21")
        voucher = self.voucher("social", "payment", 1, "energy")
        entry = self.env["civil.institution.ledger.entry"].search(
            [("voucher_id", "=", voucher.id)]
        )
        self.assertIn(voucher.document_ids.checksum, entry.documents)
        self.assertEqual(self.keeper, entry.user_id)
        self.assertTrue(voucher.document_ids.with_user(self.auditor).name)

    def test_what_was_entered_stays(self):
        voucher = self.voucher("social", "receipt", 100, "elder_fee")
        for vals in ({"amount": 1}, {"date": "2024-05-01"}, {"document_ids": False}):
            with self.assertRaises(UserError):
                voucher.write(vals)
        with self.assertRaises(UserError):
            voucher.document_ids.unlink()
        with self.assertRaises(UserError):
            voucher.unlink()
        entry = self.env["civil.institution.ledger.entry"].search(
            [("voucher_id", "=", voucher.id)]
        )
        for change in (lambda: entry.write({"cash": 1}), entry.unlink):
            with self.assertRaises(UserError):
                change()
        with (
            self.assertRaises(psycopg2.errors.InsufficientPrivilege),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE civil_institution_ledger_entry SET cash = 1")

    def test_a_voucher_is_taken_back_once(self):
        voucher = self.voucher("social", "receipt", 100, "elder_fee")
        voucher.action_take_back("金额记错")
        self.assertEqual((Decimal(0), Decimal(0)), self.balance("social"))
        self.assertIn("金额记错", voucher.reversed_by_ids.purpose)
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            voucher.action_take_back("再次")
        with self.assertRaises(UserError):
            voucher.reversed_by_ids.action_take_back("又错")

    def test_nobody_takes_back_by_hand(self):
        """A voucher that takes back needs no receipt, so only the button makes it."""
        voucher = self.voucher("social", "receipt", 100, "elder_fee")
        values = {
            "account_id": self.accounts["social"].id,
            "kind": "receipt",
            "amount": 100,
            "purpose": "x",
            "reverses_id": voucher.id,
        }
        vouchers = self.env["civil.institution.ledger.voucher"].with_user(self.keeper)
        draft = vouchers.create({**values, "reverses_id": False})
        for attempt in (
            lambda: vouchers.create(values),
            lambda: (
                vouchers.with_context(default_reverses_id=voucher.id).create(
                    {**values, "reverses_id": False}
                )
                | vouchers.with_context(default_reverses_id=voucher.id).create(
                    {name: values[name] for name in values if name != "reverses_id"}
                )
            ),
            lambda: vouchers.with_context(civil_institution_ledger_back=True).create(
                values
            ),
            lambda: draft.write({"reverses_id": voucher.id}),
            lambda: voucher.write({"reversed_by_ids": [Command.link(draft.id)]}),
        ):
            with (
                self.assertRaisesRegex(UserError, "own button"),
                self.env.cr.savepoint(),
            ):
                attempt()

    def test_a_closed_month_has_no_back_door(self):
        """A draft doesn't pretend to be of another home, where the month is open."""
        self.voucher("social", "receipt", 100, "elder_fee", date="2024-05-10")
        self.env["civil.institution.ledger.month"].with_user(self.keeper).create(
            {"institution_id": self.home.id, "month": "2024-05-01"}
        ).action_close()
        vouchers = self.env["civil.institution.ledger.voucher"].with_user(self.keeper)
        item = self.env["civil.institution.ledger.item"].search(
            [("code", "=", "elder_fee")]
        )
        draft = vouchers.create(
            {
                "account_id": self.accounts["social"].id,
                "institution_id": self.other.id,
                "kind": "receipt",
                "item_id": item.id,
                "amount": 5,
                "purpose": "补记",
                "voucher_no": "1",
                "date": "2024-05-20",
            }
        )
        self.assertEqual(self.home, draft.institution_id)
        for name in ("institution_id", "division_id", "company_id"):
            with self.assertRaisesRegex(UserError, "follows"):
                draft.write({name: 0 if name == "company_id" else self.other.id + 99})
        with self.assertRaisesRegex(UserError, "closed"):
            draft.action_enter()

    def test_two_who_move_food_are_told_apart(self):
        """The lock writes the row: a stale snapshot can't go on after it."""
        where = "SELECT ctid::text FROM civil_institution WHERE id = %s"
        [[before]] = self.env.execute_query(SQL(where, self.home.id))
        self.env["civil.institution.ledger.move"]._lock(self.home)
        [[after]] = self.env.execute_query(SQL(where, self.home.id))
        self.assertNotEqual(before, after)

    def test_money_by_head_adds_up(self):
        heads = [
            Command.create(
                {"stay_id": stay.id, "month": "2024-05-15", "amount": 333.33}
            )
            for stay in self.stays[:3]
        ]
        with self.assertRaisesRegex(UserError, "add up"):
            self.voucher("living", "receipt", 1000, "living_grant", person_ids=heads)
        voucher = self.voucher(
            "living", "receipt", 999.99, "living_grant", person_ids=heads
        )
        self.assertEqual(
            ["2024-05-01"] * 3, list(map(str, voucher.person_ids.mapped("month")))
        )
        with self.assertRaises(UserError):
            voucher.person_ids[0].amount = 1
        with self.assertRaises(UserError):
            voucher.person_ids[0].copy({"stay_id": self.stays[3].id})
