from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer
from odoo.addons.civil_subsidy_account.tests.common import BooksCase

ACCOUNT = "4200000000000000001"


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestMovement(BooksCase):
    """Movements of paying and own accounts: matched, explained, or red."""

    @classmethod
    def _make_users(cls):
        made = super()._make_users()
        cls.accountant.group_ids |= cls.env.ref("civil_base.group_finance")
        return made

    def setUp(self):
        super().setUp()
        self.bank.write({"statement_required": True, "payer_account": ACCOUNT})
        self.journal = (
            self.env["account.chart.template"].with_company(self.company).ref("bank")
        )

    def agent(self, *rows):
        """Import rows of (debit, credit, summary, serial) of the paying account."""
        text = [f"账号：{ACCOUNT}", "交易日期,借方金额,贷方金额,摘要,流水号"]
        text += [f"2024-03-20,{','.join(map(str, row))}" for row in rows]
        jobs = self.env["civil.import"].with_user(self.finance)
        job = jobs._load(
            "bank_statement", "st.csv", "\n".join(text).encode(), take="good"
        )
        self.assertEqual(job.state, "taken", job.message)

    def own(self, amount, text="手续费", day="2024-03-18"):
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.journal.id,
                "date": day,
                "amount": amount,
                "payment_ref": text,
            }
        )

    def movements(self, user=None, domain=()):
        self.env.flush_all()
        movements = self.env["civil.bank.movement"].with_user(user or self.accountant)
        movements.invalidate_model()
        return movements.search(list(domain), order="origin, id")

    def page(self, user=None):
        books = self.env["civil.subsidy.books"].with_user(user or self.accountant)
        return books.browse(books.action_open_month("2024-03-01")["res_id"])

    def found(self, action):
        self.env.flush_all()
        return self.env[action["res_model"]].search(action["domain"])

    def test_both_lists_on_one_page(self):
        self.send()
        self.agent(
            ("652.50", "", f"代发{self.batch.name}", "S1"), ("3.00", "", "手续费", "S2")
        )
        self.own(-5)
        self.own(8, "利息")
        movements = self.movements()
        self.assertEqual(
            [(m.origin, m.state, m.summary) for m in movements],
            [
                ("agent", "matched", f"代发{self.batch.name}"),
                ("agent", "open", "手续费"),
                ("own", "open", "手续费"),
                ("own", "open", "利息"),
            ],
        )
        self.assertEqual(movements.mapped("paid"), [652.5, 3, 5, 0])
        self.assertEqual(movements.mapped("received"), [0, 0, 0, 8])
        self.assertEqual(movements[0].batch_id.id, self.batch.id)
        self.assertEqual(movements[0].account_name, self.bank.display_name)
        self.assertEqual(movements[3].account_name, self.journal.display_name)

    def test_who_explained_what(self):
        self.agent(("3.00", "", "手续费", "S2"))
        self.own(-5)
        self.movements().action_explain("银行手续费，月末补记")
        movements = self.movements()
        self.assertEqual(set(movements.mapped("state")), {"explained"})
        self.assertEqual(set(movements.mapped("reason")), {"银行手续费，月末补记"})
        self.assertEqual(movements.reason_uid, self.accountant)
        self.assertEqual(set(movements.mapped("reason_date")), {fields.Datetime.now()})
        movements.action_withdraw()
        movements = self.movements()
        self.assertEqual(set(movements.mapped("state")), {"open"})
        self.assertFalse(movements.reason_uid)

    def test_the_reason_is_asked_for(self):
        self.agent(("3.00", "", "手续费", "S2"))
        action = self.movements().action_explain()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.accountant)
            .with_context(action["context"])
            .create({"reason": "开户行收费"})
        )
        wizard.action_confirm()
        self.assertEqual(self.movements().reason, "开户行收费")

    def test_what_is_matched_needs_no_explanation(self):
        self.send()
        self.agent(("652.50", "", f"代发{self.batch.name}", "S1"))
        movement = self.movements()
        with self.assertRaisesRegex(UserError, "needs no explanation"):
            movement.action_explain("x")
        action = movement.action_view_matched()
        self.assertEqual(action["res_id"], self.batch.id)

    def test_a_line_that_gets_into_the_books_is_matched(self):
        line = self.own(-5)
        self.movements().action_explain("待记账")
        data = line.reconcile_data_info
        suspense = next(x for x in data["data"] if x["kind"] == "suspense")
        account = self.env["account.account"].search(
            [("code", "=", "2307"), ("company_ids", "in", self.company.ids)], limit=1
        )
        suspense.update(kind="other", account_id=[account.id, account.display_name])
        line.reconcile_data_info = {**data, "can_reconcile": True}
        line.with_user(self.accountant).reconcile_bank_line()
        movement = self.movements()
        self.assertEqual(movement.state, "voucher")
        self.assertEqual(movement.reason, "待记账")
        with self.assertRaisesRegex(UserError, "needs no explanation"):
            line.with_user(self.accountant).action_explain("y")

    def test_buttons_lead_to_where_it_is_done(self):
        self.agent(("3.00", "", "手续费", "S2"))
        line = self.own(-5)
        agent, own = self.movements()
        self.assertEqual(self.found(agent.action_open()), agent.agent_line_id.sudo())
        self.assertEqual(own.action_open()["res_id"], line.id)
        self.assertEqual(own.action_reconcile()["domain"], [("id", "in", line.ids)])
        with self.assertRaisesRegex(UserError, "choose the batch"):
            agent.action_reconcile()

    def test_the_difference_of_the_month_opens_what_may_explain_it(self):
        self.take(answer(*self.send()))
        self.agent(("650.00", "", "某笔支出", "S1"))
        other = self.own(-5, day="2024-05-31")
        page = self.page()
        line = page.line_ids.filtered(lambda x: x.program_id.id == self.care.id)
        self.assertTrue(line.bank_difference)
        self.assertEqual(page.open_movement_count, 1)
        found = self.found(line.action_view_movements())
        self.assertEqual(found.mapped("summary"), ["某笔支出"])
        self.assertEqual(self.found(page.action_view_open_movements()), found)
        self.assertNotIn(other.id, found.own_line_id.ids)
        found.with_user(self.accountant).agent_line_id.write(
            {"batch_id": self.batch.id}
        )
        self.movements()
        page = self.page()
        self.assertFalse(page.open_movement_count)
        self.assertEqual(self.found(page.action_view_movements()).batch_id, self.batch)

    def test_nobody_explains_for_others(self):
        line = self.own(-5)
        for values in ({"explain_reason": "x"}, {"explain_uid": self.finance.id}):
            with self.subTest(values), self.assertRaisesRegex(UserError, "button"):
                line.with_user(self.accountant).write(values)
        with self.assertRaisesRegex(UserError, "button"):
            line.create(
                {"journal_id": self.journal.id, "amount": 1, "explain_reason": "x"}
            )
        self.agent(("3.00", "", "手续费", "S2"))
        agent = self.movements(domain=[("origin", "=", "agent")]).agent_line_id
        with self.assertRaises(UserError):
            agent.write({"aside_uid": self.finance.id})

    def test_everybody_sees_what_is_theirs(self):
        self.agent(("3.00", "", "手续费", "S2"))
        self.own(-5)
        cashier = self.cashier
        cashier.group_ids |= self.env.ref("account_parallel_entry.group_cashier")
        self.assertEqual(len(self.movements(cashier)), 2)
        with self.assertRaises(AccessError):
            self.movements(cashier, [("origin", "=", "own")]).action_explain()
        agents = [("origin", "=", "agent")]
        self.movements(cashier, agents).action_explain("手续费")
        self.assertEqual(self.movements(cashier, agents).reason_uid, cashier)
        self.movements(cashier, agents).action_withdraw()
        reviewer = self.env["res.users"].create(
            {
                "name": "t-reviewer",
                "login": "t-reviewer",
                "group_ids": [
                    Command.link(self.env.ref(name).id)
                    for name in (
                        "civil_base.group_staff",
                        "account_parallel_entry.group_reviewer",
                    )
                ],
            }
        )
        self.assertEqual(self.movements(reviewer).mapped("origin"), ["own"])
        self.assertEqual(len(self.movements(self.auditor)), 2)
        with self.assertRaises(AccessError):
            self.movements(self.auditor).action_explain("x")
        for user in (self.clerk, self.staff):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.movements(user)
        elsewhere = self.finance.copy(
            {"login": "t-elsewhere", "division_ids": [Command.clear()]}
        )
        self.assertFalse(self.movements(elsewhere, [("origin", "=", "agent")]))
