import tempfile
from datetime import date

from odoo.tests import HttpCase, TransactionCase, tagged

from ..district import MONTHS
from ..district.desk import APRIL, MARCH
from ..district.office import PASSWORD, USERS
from ..tools import generate_months


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """What the demonstration database promises to whoever looks around in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {name: cls.env.ref(f"civil_demo.user_{name}") for name in USERS}
        cls.batches = cls.env["civil.subsidy.batch"].search([])

    def batch(self, program, period, kind="regular"):
        found = self.batches.filtered(
            lambda batch: (
                batch.program_id.code == program
                and batch.period == period
                and batch.kind == kind
            )
        )
        return found.ensure_one()

    def test_divisions(self):
        divisions = self.env["civil.division"].search([])
        self.assertEqual(len(divisions), 228)
        district = divisions.filtered(lambda division: division.code == "421303")
        self.assertEqual(district.name, "曾都区")
        self.assertEqual(district.parent_id.parent_id.name, "湖北省")
        self.assertEqual(len(district.child_ids), 12)

    def test_users(self):
        admin = self.env.ref("base.user_admin")
        for name, user in {**self.users, "admin": admin}.items():
            self.assertEqual(user.login, name)
            self.assertEqual(user.lang, "zh_CN")
            self.assertEqual(user.tz, "Asia/Shanghai")
            code = "421303001" if name in ("town", "informant") else "421303"
            self.assertEqual(user.division_ids.mapped("code"), [code])

    def test_roles(self):
        groups = {
            "clerk": "civil_subsidy.group_clerk",
            "head": "civil_subsidy.group_head",
            "deputy": "civil_subsidy.group_deputy",
            "finance": "civil_base.group_finance",
            "cashier": "civil_base.group_finance",
            "auditor": "civil_base.group_auditor",
            "town": "civil_subsidy.group_clerk",
        }
        for name, group in groups.items():
            self.assertTrue(self.users[name].has_group(group), name)
            self.assertFalse(self.users[name].has_group("civil_base.group_admin"))
            self.assertTrue(self.users[name].sudo().role_line_ids)
        self.assertFalse(self.users["deputy"].has_group("civil_subsidy.group_clerk"))
        self.assertFalse(self.users["finance"].has_group("civil_subsidy.group_clerk"))

    def test_each_batch_stands_at_its_step(self):
        steps = {
            (program, period, kind): self.batch(program, period, kind).state
            for program, period, kind in (
                ("life", MARCH, "regular"),
                ("care", MARCH, "regular"),
                ("life", MARCH, "resend"),
                ("care", MARCH, "resend"),
                ("life", APRIL, "regular"),
                ("care", APRIL, "regular"),
            )
        }
        self.assertEqual(
            list(steps.values()),
            ["returned", "closed", "draft", "under_approval"]
            + ["computed", "under_approval"],
        )

    def test_somebody_has_something_to_do(self):
        waiting = (
            ("clerk", self.batch("life", MARCH, "resend"), "computed"),
            ("clerk", self.batch("life", APRIL), "published"),
            ("head", self.batch("care", APRIL), "review"),
            ("deputy", self.batch("care", MARCH, "resend"), "approved"),
            ("finance", self.batch("life", MARCH), "reconciled"),
        )
        for name, batch, step in waiting:
            steps = batch.with_user(self.users[name]).next_states or ""
            self.assertIn(f",{step},", steps, f"{name}: {batch.name}")

    def test_three_people(self):
        for batch in (self.batch("life", MARCH), self.batch("care", MARCH)):
            self.assertEqual(batch.computed_uid, self.users["clerk"])
            self.assertEqual(batch.reviewed_uid, self.users["head"])
            self.assertEqual(batch.approved_uid, self.users["deputy"])
            self.assertEqual(batch.sent_uid, self.users["finance"])
            result = batch.file_ids.filtered(lambda file: file.direction == "result")
            self.assertEqual(result.confirmed_uid, self.users["cashier"])

    def test_the_statement_is_matched_but_for_the_fee(self):
        lines = self.env["civil.bank.statement.line"].search([])
        left = lines.filtered(lambda each: each.state == "open")
        self.assertEqual(left.mapped("debit"), [25, 25])
        self.assertEqual(len(left.statement_id.agent_id), 2)
        for batch in (self.batch("life", MARCH), self.batch("care", MARCH)):
            self.assertFalse(batch.has_difference)

    def test_bank_answered(self):
        batch = self.batch("life", MARCH)
        directions = batch.file_ids.mapped("direction")
        self.assertEqual(sorted(directions), ["request", "result"])
        payments = batch.payment_ids.filtered(lambda p: p.outcome == "payable")
        failed = payments.filtered(lambda p: p.bank_state == "failed")
        self.assertEqual(set(payments.mapped("bank_state")), {"paid", "failed"})
        self.assertTrue(all(failed.mapped("bank_reason")))
        self.assertEqual(failed.resend_ids.batch_id, batch.resend_batch_ids)

    def test_outcomes_are_the_truth(self):
        with tempfile.TemporaryDirectory() as directory:
            truths = generate_months(directory, **MONTHS)
        for period, truth in truths.items():
            for program in ("life", "care"):
                batch = self.batch(program, date.fromisoformat(f"{period}-01"))
                claims = [
                    (town, row, outcome, amount, sorted(reasons))
                    for town, row, _n, _i, code, outcome, amount, reasons in truth[
                        "claims"
                    ]
                    if code == program
                ]
                self.assertEqual(sorted(self.outcomes(batch)), sorted(claims))

    def outcomes(self, batch):
        """Return the claims as the generator states them; it knows no warnings."""
        return [
            (
                payment.town_id.name,
                payment.line_id.row,
                payment.outcome,
                f"{payment.amount:.2f}",
                sorted(
                    payment.finding_ids.filtered(
                        lambda found: found.outcome != "warned"
                    ).check_id.mapped("code")
                ),
            )
            for payment in batch.payment_ids
        ]

    def test_town_sees_its_own(self):
        town = self.env["civil.division"].search([("code", "=", "421303001")])
        for model in (
            "civil.resident",
            "civil.subsidy.payment",
            "civil.subsidy.roster.line",
        ):
            records = self.env[model].with_user(self.users["town"]).search([])
            self.assertTrue(records)
            self.assertEqual(records.sudo().town_id, town, model)

    def test_households(self):
        households = self.env["civil.household"].search([])
        self.assertGreater(len(households), 900)
        codes = households.member_ids.category_ids.kind_id.mapped("code")
        self.assertIn("minimum_living", codes)
        self.assertTrue(households.filtered(lambda each: each.member_count > 1))

    def test_imports_can_be_looked_at(self):
        imports = self.env["civil.import"].search([])
        self.assertEqual(set(imports.mapped("state")), {"taken"})
        rosters = imports.filtered(lambda i: i.kind_id.code == "disability_roster")
        self.assertEqual(len(rosters), 2)
        self.assertTrue(all(roster.error_count for roster in rosters))


@tagged("post_install", "-at_install")
class TestDemoLogin(HttpCase):
    """Everybody gets in with the password that is shown, in Chinese."""

    def test_login(self):
        parameters = self.env["ir.config_parameter"].sudo()
        self.assertEqual(parameters.get_param("civil_demo.password"), PASSWORD)
        for login in USERS:
            self.authenticate(login, PASSWORD)
            self.assertEqual(self.url_open("/odoo").status_code, 200)
            session = self.make_jsonrpc_request("/web/session/get_session_info")
            self.assertEqual(session["username"], login)
            self.assertEqual(session["user_context"]["lang"], "zh_CN")
