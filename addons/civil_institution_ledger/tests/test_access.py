from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import LedgerCase

OWN = "odoo.addons.civil_institution_ledger."
SHOWS = ("action_open", "action_view")
ARGUMENTS = {"action_take_back": ("记错",)}


@tagged("post_install", "-at_install")
class TestAccess(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.make_user("ledger_stranger", "civil_institution.group_home")
        cls.other.write(
            {"is_direct": True, "user_ids": [Command.set(cls.stranger.ids)]}
        )
        cls.other.with_user(cls.clerk).action_open_ledgers()

    def records(self):
        self.voucher("living", "opening", 1000, date="2024-05-01")
        draft = self.voucher("social", "receipt", 10, "elder_fee", enter=False)
        return (
            draft,
            self.voucher("social", "receipt", 10, "elder_fee"),
            self.purchase((self.rice, 5, 1), accept=False),
            self.purchase((self.rice, 5, 1)),
            self.issue((self.rice, 1), done=False),
            self.meals("2024-05-02", 4),
            self.month(),
        )

    def others(self):
        """Who keeps no books of the home: its supervisors among them."""
        return (
            self.clerk,
            self.head,
            self.deputy,
            self.auditor,
            self.staff,
            self.east_clerk,
            self.stranger,
        )

    def test_nobody_else_keeps_the_books(self):
        pressed = 0
        for record in self.records():
            actions = [
                name
                for name in dir(type(record))
                if name.startswith("action_")
                and not name.startswith(SHOWS)
                and getattr(type(record), name).__module__.startswith(OWN)
            ]
            for user in self.others():
                own = record.with_user(user)
                for name in actions:
                    with self.subTest(record=record, action=name, user=user.login):
                        with self.assertRaises(UserError), self.env.cr.savepoint():
                            getattr(own, name)(*ARGUMENTS.get(name, ()))
                        pressed += 1
                with self.assertRaises(AccessError):
                    own.write({"company_id": 1})
                with self.assertRaises(AccessError):
                    own.unlink()
        self.assertGreater(pressed, 50)

    def test_others_of_a_home_see_nothing(self):
        records = self.records()
        for record in records:
            model = record.with_user(self.stranger)
            self.assertFalse(model.search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                model.read(["institution_id"])
        mine = {
            "institution_id": self.home.id,
            "date": "2024-05-03",
            "persons": 1,
        }
        with self.assertRaises(AccessError):
            self.env["civil.institution.ledger.meal"].with_user(self.stranger).create(
                mine
            )
        with self.assertRaises(AccessError):
            records[0].with_user(
                self.keeper
            ).account_id = self.other.ledger_account_ids[0].id

    def test_who_supervises_and_audits_reads(self):
        for record in self.records():
            for user in (self.clerk, self.head, self.deputy, self.auditor):
                with self.subTest(user=user.login, record=record):
                    Form(record.with_user(user))
                    self.assertEqual(self.home, record.with_user(user).institution_id)
        for name in ("entry", "move", "finding", "account", "month.line"):
            model = self.env[f"civil.institution.ledger.{name}"]
            model.with_user(self.auditor).search([]).read([])

    def test_no_context_opens_the_books(self):
        purchase = self.purchase((self.rice, 5, 1))
        issue = self.issue((self.rice, 1))
        for key in ("civil_institution_ledger_worth", "import_file", "force"):
            with self.assertRaises(UserError):
                issue.line_ids.with_context(**{key: True}).write({"value": 1})
            with self.assertRaises(UserError):
                purchase.with_context(**{key: True}).write({"supplier": "别家"})
        entries = self.env["civil.institution.ledger.entry"]
        with self.assertRaises(UserError):
            entries.sudo().create({"account_id": self.accounts["social"].id})

    def test_the_head_keeps_kinds_and_standards(self):
        item = self.item("food")
        for user in (self.clerk, self.keeper, self.auditor):
            with self.assertRaises(AccessError):
                item.with_user(user).is_food = False
        item.with_user(self.head).sequence = 5
