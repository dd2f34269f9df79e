from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import GovernmentCase

# What a client may send along; none of it opens anything.
CONTEXTS = (
    {},
    {"force_delete": True, "dynamic_unlink": True},
    {"skip_readonly_check": True, "check_move_validity": False},
    {"skip_account_move_synchronization": True, "skip_invoice_sync": True},
)


@tagged("standard", "post_install", "-at_install")
class TestLocked(GovernmentCase):
    """What is posted stays, for accountants and managers (会计基础工作规范 art. 51)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.moves = [cls.posted(), cls.posted(journal=cls.budget)]

    def attack(self, what):
        """Try on both ledgers, by each user with each context; nothing changes."""
        for move in self.moves:
            before = self.content(move)
            for user in (self.accountant, self.manager, self.env.ref("base.user_root")):
                for context in CONTEXTS:
                    attacked = move.with_user(user).with_context(**context)
                    with (
                        self.subTest(ledger=move.journal_id.code, user=user.login),
                        self.assertRaises(UserError),
                        self.env.cr.savepoint(),
                    ):
                        what(attacked)
                        self.env.flush_all()
                    self.env.invalidate_all()
                    self.assertEqual(self.content(move), before)

    def content(self, move):
        lines = move.line_ids.sorted("id")
        return (
            move.exists().id,
            move.state,
            move.name,
            move.ref,
            move.date,
            move.sequence_number,
            move.inalterable_hash,
            [
                (line.account_id.id, line.debit, line.credit, line.name)
                for line in lines
            ],
        )

    def test_it_is_hashed(self):
        for move in self.moves:
            self.assertTrue(move.inalterable_hash)

    def test_no_reset_and_no_cancelling(self):
        self.attack(lambda move: move.button_draft())
        self.attack(lambda move: move.button_cancel())
        self.attack(lambda move: move.write({"state": "draft"}))
        self.attack(lambda move: move.write({"state": "cancel"}))

    def test_no_deletion(self):
        self.attack(lambda move: move.unlink())
        self.attack(lambda move: move.line_ids.unlink())
        self.attack(lambda move: move.line_ids[0].unlink())

    def test_no_edition_of_the_entry(self):
        other = self.journal("gov_closing")
        for values in (
            {"date": "2024-03-16"},
            {"ref": "改"},
            {"journal_id": other.id},
            {"partner_id": self.unit.partner_id.id},
            {"inalterable_hash": False},
            {"line_ids": [Command.clear()]},
        ):
            self.attack(lambda move, values=values: move.write(values))

    def test_no_edition_of_lines(self):
        for values in (
            {"name": "改"},
            {"debit": 1, "credit": 0},
            {"balance": 0},
            {"amount_currency": 0},
            {"analytic_distribution": {"1": 100}},
            {"date": "2024-04-01"},
        ):
            self.attack(lambda move, values=values: move.line_ids.write(values))
        self.attack(lambda move: move.line_ids.write({"account_id": self.other(move)}))

    def other(self, move):
        codes = {"financial": "2307", "budget": "810107"}
        return self.account(codes[move.journal_id.l10n_cn_ledger]).id

    def test_no_further_lines(self):
        def lines(move):
            return [
                {
                    "move_id": move.id,
                    "account_id": self.other(move),
                    "balance": balance,
                }
                for balance in (5, -5)
            ]

        self.attack(lambda move: move.env["account.move.line"].create(lines(move)))
        self.attack(
            lambda move: move.write(
                {"line_ids": [Command.create(values) for values in lines(move)]}
            )
        )

    def test_no_lines_of_others(self):
        draft = self.draft()
        self.attack(
            lambda move: draft.line_ids.with_env(move.env).write({"move_id": move.id})
        )

    def test_no_other_number(self):
        self.attack(lambda move: move.write({"name": "记-2024-03-0009"}))
        self.attack(lambda move: move.write({"name": False}))
        self.attack(lambda move: move.write({"sequence_number": 9}))
        self.attack(lambda move: move.write({"sequence_prefix": "X-"}))
        self.attack(lambda move: move.write({"posted_before": False}))
        self.assertEqual(self.posted().name, "记-2024-03-0002")

    def test_no_resequencing(self):
        for ordering in ("keep", "date"):

            def resequence(move, ordering=ordering):
                wizard = move.env["account.resequence.wizard"].with_context(
                    active_model="account.move", active_ids=move.ids
                )
                values = {"ordering": ordering, "first_name": "记-2024-03-0009"}
                wizard.create(values).resequence()

            self.attack(resequence)

    def test_a_correction_is_a_new_entry(self):
        """Reversing stays possible and leaves what it reverses as it is."""
        move = self.moves[0]
        before = self.content(move)
        red = move.with_user(self.accountant)._reverse_moves(
            [{"date": "2024-03-20"}], cancel=False
        )
        red.action_post()
        self.assertEqual(red.reversed_entry_id, move)
        self.assertEqual(self.content(move), before)

    def test_reconciling_stays_possible(self):
        """Matching what is open changes no content."""
        owed = self.env["account.move"].with_user(self.accountant)
        owed = owed.create(
            self.entry_values(self.general, [("500103", 100, 0), ("2303", 0, 100)])
        )
        owed.action_post()
        lines = (owed | self.moves[0]).line_ids
        due = lines.filtered(lambda line: line.account_id == self.account("2303"))
        due.with_user(self.accountant).reconcile()
        self.assertTrue(all(due.mapped("reconciled")))

    def test_the_hash_still_fits(self):
        self.posted()
        report = self.unit.with_user(self.accountant)._check_hash_integrity()
        found = {
            line["journal_name"]: line["status"]
            for line in report["results"]
            if line["restricted_by_hash_table"] == "V"
        }
        for move in self.moves:
            name = f"{move.journal_id.name} ({move.sequence_prefix}...)"
            self.assertEqual(found[name], "verified")
