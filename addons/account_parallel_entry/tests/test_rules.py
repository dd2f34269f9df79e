from datetime import date
from decimal import Decimal

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.requests import Component
from .common import MARCH, ParallelCase
from .entry_table import EXACT, OPEN


@tagged("post_install", "-at_install")
class TestRules(ParallelCase):
    """The table of entries (财会〔2017〕25号), row by row."""

    def test_exact_accounts(self):
        for (event, variant, mode, route), expected in EXACT.items():
            with self.subTest(event=event, variant=variant, mode=mode, route=route):
                self.set_mode(self.company, mode, route)
                voucher = self.book(event, variant=variant)
                made = self.lines(voucher)
                self.assertEqual((made["financial"], made["budget"]), expected)
                self.assertEqual(voucher.state, "posted")

    def _try_all(self, company):
        """Post every rule that a chart has the accounts for; return what was left."""
        left = set()
        for rule in self.env["account.parallel.rule"].search([]):
            mode = rule.treasury_mode.replace("any", "new")
            route = rule.refund_route.replace("any", "treasury_channel")
            self.set_mode(company, mode, route)
            event = rule.event_id
            chosen = event._rule_on(company, MARCH, rule.variant)
            self.assertEqual(chosen.event_id, event)
            if not rule.line_ids:
                continue
            accounts = OPEN.get(event.code, {})
            if company.chart_template != "cn_gov":
                accounts = {x: y.replace("7101", "7201") for x, y in accounts.items()}
            amounts = {
                key: Decimal(number) for number, key in enumerate(event._keys(), 1)
            }
            request = self.request(
                event.code,
                amounts,
                company=company,
                variant=rule.variant,
                accounts=accounts,
            )
            needed = {line.account for line in rule.line_ids}
            if company.chart_template != "cn_gov" and any("2303" in x for x in needed):
                left.add(event.code)
                continue
            with self.subTest(rule=rule.display_name, mode=mode, route=route):
                voucher = self.make(request, post=True)
                self.assertEqual(voucher.rule_id, chosen)
                moves = voucher.financial_move_id | voucher.budget_move_id
                self.assertEqual(set(moves.mapped("state")), {"posted"})
                for move in moves:
                    self.assertEqual(move.date, MARCH)
                    self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 2)
                budget = rule.line_ids.filtered(lambda x: x.ledger == "budget")
                self.assertEqual(bool(voucher.budget_move_id), bool(budget))
        return left

    def test_every_rule_posts_and_balances(self):
        self.assertFalse(self._try_all(self.company))

    def test_every_rule_of_an_institution(self):
        home = self.make_company("曾都区社会福利院", "cn_gov_institution")
        self.env = self.env(
            context=dict(self.env.context, allowed_company_ids=home.ids)
        )
        left = self._try_all(home)
        self.assertIn("subsidy_paid", left, "only units owe government subsidies")
        self.set_mode(home, "new", "treasury_channel")
        voucher = self.book("service_paid", company=home)
        self.assertEqual(
            self.lines(voucher)["budget"], [("720101", 100), ("600102", -100)]
        )

    def test_all_rows_are_there(self):
        rows = ",".join(self.env["account.parallel.event"].search([]).mapped("row"))
        found = {row.strip() for row in rows.split(",")}
        expected = {"1", *(f"2{x}" for x in "abcdef"), "3", "4"}
        expected |= {f"5{x}" for x in "abcdef"} | {f"6{x}" for x in "abcdef"}
        expected |= {f"7{x}" for x in "abcde"} | {f"8{x}" for x in "abcde"}
        expected |= {str(number) for number in range(9, 16)}
        # 5a and 5b differ by the refund route, 5c is the payment sent again.
        self.assertFalse(expected - found)

    def test_indicator_makes_no_voucher(self):
        self.assertFalse(self.book("indicator_issued"))

    def test_the_event_day_picks_mode_and_rule(self):
        self.set_mode(self.company, "old_authorized", day=date(2024, 1, 1))
        self.set_mode(self.company, "new", day=date(2024, 7, 1))
        before = self.book("subsidy_paid", day=date(2024, 6, 30))
        after = self.book("subsidy_paid", day=date(2024, 7, 1))
        self.assertEqual(self.lines(before)["financial"][1], ("1011", -100))
        self.assertEqual(self.lines(after)["financial"][1], ("400101", -100))
        old = self.env.ref("account_parallel_entry.rule_subsidy_accrued_1")
        old.date_to = date(2024, 6, 30)
        new = old.copy({"date_from": date(2024, 7, 1), "date_to": False})
        new.line_ids[1].account = "2307"
        self.assertEqual(
            self.lines(self.book("subsidy_accrued", day=date(2024, 6, 30)))[
                "financial"
            ][1],
            ("2303", -100),
        )
        later = self.book("subsidy_accrued", day=date(2024, 7, 1))
        self.assertEqual(self.lines(later)["financial"][1], ("2307", -100))
        self.assertEqual(later.rule_id, new)

    def test_no_mode_or_no_rule_is_said(self):
        with self.assertRaisesRegex(UserError, "No treasury mode"):
            self.book("subsidy_paid", day=date(2023, 12, 31))
        with self.assertRaisesRegex(UserError, "no rule holds"):
            self.book("quota_received")
        with self.assertRaisesRegex(UserError, "no accounting event"):
            self.book("unheard_of")
        with self.assertRaisesRegex(UserError, "no amount “other”"):
            self.book("subsidy_paid", {"other": 1})

    def test_variants_are_never_guessed(self):
        with self.assertRaisesRegex(UserError, "variant “bnak”"):
            self.book("subsidy_paid", variant="bnak")
        event = self.env.ref("account_parallel_entry.event_subsidy_paid")
        event.needs_payee_kind = True
        with self.assertRaisesRegex(UserError, "variant is needed"):
            self.book("subsidy_paid")
        self.assertTrue(self.book("subsidy_paid", variant="bank"))

    def test_rules_do_not_overlap(self):
        rule = self.env.ref("account_parallel_entry.rule_subsidy_accrued_1")
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                rule.copy({"date_from": date(2024, 7, 1)}).flush_recordset()

    def test_rules_balance_and_name_real_words(self):
        rule = self.env.ref("account_parallel_entry.rule_subsidy_accrued_1")
        for vals in (
            {"side": "debit"},
            {"account": "2303a"},
            {"amount_key": "net"},
            {"red": True},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    rule.line_ids[1].write(vals)
                    rule._check_balance()

    def test_a_used_rule_stays(self):
        voucher = self.book("subsidy_accrued")
        rule = voucher.rule_id
        for change in (
            lambda: rule.write({"variant": "x"}),
            lambda: rule.line_ids[0].write({"account": "2307"}),
            lambda: rule.line_ids[0].unlink(),
            lambda: rule.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "Vouchers were made"):
                change()
        rule.date_to = date(2024, 12, 31)

    def test_parts_are_added_up(self):
        other = self.dimension("program", "困难残疾人生活补贴", "SH")
        parts = [
            Component({"amount": Decimal("0.10")}, dict(self.dimensions)),
            Component({"amount": Decimal("0.20")}, dict(self.dimensions)),
            Component({"amount": Decimal("5")}, {**self.dimensions, "program": other}),
        ]
        voucher = self.book("subsidy_paid", components=parts)
        made = self.lines(voucher)
        self.assertEqual(
            made["financial"],
            [("2303", 0.3), ("2303", 5), ("400101", -0.3), ("400101", -5)],
        )
        self.assertEqual(voucher.financial_total, 5.3)

    def test_negative_parts_are_red(self):
        voucher = self.book("subsidy_paid", -40)
        line = voucher.line_ids[0]
        self.assertEqual((line.debit, line.credit), (-40, 0))
        item = voucher.financial_move_id.line_ids.filtered(
            lambda x: x.account_id == line.account_id
        )
        self.assertEqual((item.debit, item.credit, item.balance), (-40, 0, -40))

    def test_accounts_keep_only_their_dimensions(self):
        voucher = self.book("appropriation_received")
        bank = voucher.line_ids.filtered(lambda x: x.account_id.code == "100201")
        self.assertEqual(
            bank._dimensions(), self.dimensions["fund"] | self.dimensions["project"]
        )

    def test_unknown_account_and_dimension_are_said(self):
        with self.assertRaisesRegex(UserError, "means no single account"):
            self.book("subsidy_paid", accounts={"liability": "5001"})
        wrong = {**self.dimensions, "fund": self.dimensions["project"]}
        with self.assertRaisesRegex(UserError, "is no entry of the plan"):
            self.book("subsidy_paid", analytic=wrong)

    def test_preview_makes_nothing(self):
        event = self.env["account.parallel.event"]
        before = self.env["account.parallel.voucher"].search_count([])
        entries = event._preview(self.request("subsidy_paid"))
        self.assertEqual(
            [(e["ledger"], e["account"], e["debit"], e["credit"]) for e in entries],
            [
                ("financial", "2303", 100, 0),
                ("financial", "400101", 0, 100),
                ("budget", "710101", 100, 0),
                ("budget", "600102", 0, 100),
            ],
        )
        self.assertEqual(self.env["account.parallel.voucher"].search_count([]), before)

    def test_try_it_shows_both_ledgers(self):
        event = self.env.ref("account_parallel_entry.event_subsidy_paid")
        trial = self.as_user(self.env["account.parallel.try"], self.head).create(
            {
                "event_id": event.id,
                "company_id": self.company.id,
                "date": MARCH,
            }
        )
        self.assertEqual(trial.amount_ids.mapped("key"), ["amount"])
        for code in ("2303", "400101", "710101", "600102"):
            self.assertIn(code, trial.result)
        trial.variant = "unknown"
        self.assertIn("no rule holds", trial.result)
