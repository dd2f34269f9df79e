from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..tools.door import Door
from .common import MARCH, ParallelCase


@tagged("post_install", "-at_install")
class TestGuard(ParallelCase):
    """What an accountant, an account manager and the superuser try in vain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own administrator of accounting beside the accountant's role.
        cls.both = cls.user("accountant", "account_parallel_entry", "both")
        cls.both.group_ids |= cls.env.ref("account.group_account_manager")
        cls.users = (cls.accountant, cls.both, cls.env.user)

    def test_posted_vouchers_stay(self):
        voucher = self.book("subsidy_paid")
        line = voucher.line_ids[0]
        for user in self.users:
            mine, mine_line = self.as_user(voucher, user), self.as_user(line, user)
            for change in (
                mine.unlink,
                mine_line.unlink,
                lambda v=mine: v.write({"summary": "改"}),
                lambda v=mine: v.write({"date": "2024-04-01"}),
                lambda v=mine: v.write({"line_ids": [Command.clear()]}),
                lambda v=mine: v.write({"enclosures": 3}),
                lambda v=mine: v.with_context(force_delete=True).unlink(),
                lambda x=mine_line: x.write({"debit": 1}),
                lambda x=mine_line: x.write({"analytic_distribution": False}),
                lambda v=mine: v.line_ids.create(
                    {"voucher_id": v.id, "account_id": line.account_id.id}
                ),
            ):
                with self.assertRaises(UserError):
                    change()
        self.as_user(voucher, self.accountant).message_post(body="附注")

    def test_guarded_fields_are_written_by_steps_only(self):
        voucher = self.manual()
        values = {
            "state": "posted",
            "name": "记-2024-03-0009",
            "number": 9,
            "maker_id": self.other.id,
            "reviewer_id": self.reviewer.id,
            "bookkeeper_id": self.other.id,
            "event_id": self.env.ref("account_parallel_entry.event_subsidy_paid").id,
            "key": "x",
            "financial_total": 5,
        }
        forged = {
            "account_parallel_voucher": True,
            "default_state": "posted",
            "default_name": "记-2024-03-0009",
        }
        for user in self.users:
            for name, value in values.items():
                for context in ({}, forged):
                    mine = self.as_user(voucher, user).with_context(**context)
                    with self.subTest(name=name), self.assertRaises(UserError):
                        mine.write({name: value})
                    with self.subTest(name=name), self.assertRaises(UserError):
                        mine.create({"summary": "x", name: value})

    def test_context_and_import_make_drafts(self):
        model = self.as_user(self.env["account.parallel.voucher"], self.accountant)
        voucher = model.with_context(
            default_state="posted", default_name="记-2024-03-0007", default_number=7
        ).create({"summary": "x"})
        self.assertEqual((voucher.state, voucher.name), ("draft", False))
        result = model.load(["summary", "state", "name"], [["x", "posted", "记-1"]])
        self.assertFalse(result["ids"])
        copied = self.book("subsidy_paid").copy()
        self.assertEqual((copied.state, copied.name), ("draft", False))
        self.assertFalse(copied.event_id or copied.reviewer_id or copied.key)

    def test_another_door_opens_nothing(self):
        voucher = self.manual()
        with self.assertRaises(UserError):
            Door("voucher").opened(voucher).write({"state": "posted"})

    def test_company_of_a_voucher_stays(self):
        other = self.make_company("洛阳镇")
        voucher = self.manual()
        with self.assertRaises(UserError):
            voucher.sudo().write({"company_id": other.id})

    def test_journal_entries_of_vouchers_stay(self):
        voucher = self.book("subsidy_paid")
        for move in voucher.financial_move_id | voucher.budget_move_id:
            self._try_move(move)
        journal = voucher.financial_move_id.journal_id
        with self.assertRaises(UserError):
            self.as_user(journal, self.both).write({"restrict_mode_hash_table": False})

    def _try_move(self, move):
        line = move.line_ids[0]
        other = self.account("2307")
        for user in self.users:
            mine, item = self.as_user(move, user), self.as_user(line, user)
            for change in (
                mine.unlink,
                mine.button_draft,
                mine.button_cancel,
                mine._reverse_moves,
                lambda m=mine: m.with_context(force_delete=True).unlink(),
                lambda m=mine: m.write({"state": "draft"}),
                lambda m=mine: m.write({"name": "x"}),
                lambda m=mine: m.write({"ref": "x"}),
                lambda m=mine: m.write({"date": "2024-04-01"}),
                lambda m=mine: m.write({"parallel_voucher_id": False}),
                lambda m=mine: m.write({"line_ids": [Command.clear()]}),
                item.unlink,
                lambda x=item: x.write({"debit": 7}),
                lambda x=item: x.write({"account_id": other.id}),
                lambda x=item: x.write({"analytic_distribution": False}),
                lambda x=item: x.write({"partner_id": self.company.partner_id.id}),
            ):
                with self.assertRaises(UserError):
                    change()

    def test_money_journals_are_not_hashed_but_stay_too(self):
        """Entries of bank journals are kept by the voucher alone."""
        reason = self.env.ref("account_parallel_entry.exemption_temporary")
        move = self.entry(
            [("100201", 50, 0), ("2307", 0, 50)],
            journal="bank",
            parallel_exemption_id=reason.id,
        )
        self.assertFalse(move.inalterable_hash)
        self.assertEqual(move.parallel_voucher_id.state, "posted")
        self._try_move(move)

    def test_dimensions_of_vouchers_stay(self):
        voucher = self.book("subsidy_paid")
        analytic = voucher.budget_move_id.line_ids.analytic_line_ids
        self.assertTrue(analytic)
        for user in self.users:
            mine = self.as_user(analytic[0], user)
            for change in (mine.unlink, lambda x=mine: x.write({"amount": 1})):
                with self.assertRaises(UserError):
                    change()

    def test_entries_may_be_reconciled(self):
        accrued, paid = self.book("subsidy_accrued"), self.book("subsidy_paid")
        moves = accrued.financial_move_id | paid.financial_move_id
        items = moves.line_ids.filtered(lambda x: x.account_id.code == "2303")
        self.as_user(items, self.accountant).reconcile()
        self.assertTrue(all(items.mapped("reconciled")))

    def test_nobody_gives_an_entry_a_voucher(self):
        voucher = self.book("subsidy_paid")
        with self.assertRaisesRegex(UserError, "can't be set by hand"):
            self.entry(
                [("500102", 1, 0), ("2302", 0, 1)],
                post=False,
                parallel_voucher_id=voucher.id,
            )
        move = self.entry([("500102", 1, 0), ("2302", 0, 1)], post=False)
        for user in self.users:
            with self.assertRaisesRegex(UserError, "can't be set by hand"):
                self.as_user(move, user).write({"parallel_voucher_id": voucher.id})
        model = self.as_user(self.env["account.move"], self.accountant)
        sly = model.with_context(default_parallel_voucher_id=voucher.id).create({})
        self.assertFalse(sly.parallel_voucher_id)

    def test_counters_are_read_only(self):
        self.book("subsidy_paid")
        counter = self.env["account.parallel.counter"].search([], limit=1)
        for user in self.users[:2]:
            with self.assertRaises(AccessError):
                self.as_user(counter, user).write({"last": 0})

    def test_private_ways_are_private(self):
        """Nothing that posts without a review can be called from outside."""
        model = self.env["account.parallel.voucher"]
        for name in ("_post", "_enter", "_write_guarded", "_create_guarded", "_adopt"):
            self.assertTrue(hasattr(model, name))
        public = [name for name in dir(type(model)) if name.startswith("action_")]
        self.assertLessEqual(
            {"action_review", "action_post", "action_send_back", "action_reverse"},
            set(public),
        )

    def test_companies_see_their_own(self):
        voucher = self.book("subsidy_paid")
        other = self.make_company("洛阳镇")
        stranger = self.user("accountant", "account_parallel_entry", company=other)
        theirs = self.as_user(voucher, stranger)
        self.assertFalse(theirs.search([("id", "=", voucher.id)]))
        with self.assertRaises(AccessError):
            theirs.read(["summary"])
        with self.assertRaises(AccessError):
            theirs.action_reverse(MARCH, "x")
        with self.assertRaises(AccessError):
            self.as_user(voucher.line_ids, stranger).read(["debit"])

    def test_screens_open_for_their_roles(self):
        """Every action of the addon shows its views and its first records."""
        actions = self.env["ir.actions.act_window"].search(
            [("res_model", "like", "account.parallel.")]
        )
        self.assertGreaterEqual(len(actions), 9)
        self.book("subsidy_paid")
        for action in actions:
            for user in (self.head, self.accountant):
                model = self.as_user(self.env[action.res_model], user)
                if not model.has_access("read"):
                    continue
                views = [(False, mode) for mode in action.view_mode.split(",")]
                with self.subTest(action=action.name, user=user.login):
                    shown = model.get_views([*views, (False, "search")])
                    self.assertTrue(shown["views"])
                    model.search([], limit=5).read()

    def test_settings(self):
        settings = self.as_user(self.env["res.config.settings"], self.env.user)
        settings = settings.with_company(self.company).create({})
        settings.parallel_auto_post = True
        settings.execute()
        self.assertTrue(self.company.parallel_auto_post)
        other = self.env["res.company"].create({"name": "新单位"})
        other.parallel_bookkeeping = True
        mode = other.parallel_mode_ids
        self.assertEqual((mode.treasury_mode, mode.date_from.month), ("new", 1))

    def test_rules_are_the_heads(self):
        rule = self.env.ref("account_parallel_entry.rule_subsidy_paid_1")
        self.as_user(rule, self.head).write({"legal_basis": "x"})
        for user in (self.accountant, self.reviewer, self.cashier):
            with self.assertRaises(AccessError):
                self.as_user(rule, user).write({"legal_basis": "y"})
