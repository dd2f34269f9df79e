from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..district.catalog import PROGRAMS, STACKING
from ..district.course import FEBRUARY, FIRST_QUARTER
from ..district.desk import APRIL, MARCH

CHILDREN = ("orphan", "unattended")
#: Each step of the course, and a batch that stands there.
COURSE = {
    "draft": ("funeral", APRIL),
    "computed": ("age", APRIL),
    "published": ("orphan", APRIL),
    "under_approval": ("service", APRIL),
    "approved": ("low", APRIL),
    "sent": ("destitute", APRIL),
    "returned": ("nursing", APRIL),
    "reconciled": ("service", MARCH),
    "closed": ("low", MARCH),
    "voided": ("relief", APRIL),
}


def exact(amount):
    """Return an amount of yuan as it is, not as a float shows it."""
    return Decimal(f"{amount:.2f}")


@tagged("post_install", "-at_install")
class TestPrograms(TransactionCase):
    """Every program is drawn, paid in March and on its way in April."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batches = cls.env["civil.subsidy.batch"].search([])
        cls.programs = {
            program.code: program
            for program in cls.env["civil.subsidy.program"].search([])
        }

    def user(self, name):
        return self.env.ref(f"civil_demo.user_{name}")

    def of(self, code, period=MARCH, kind="regular"):
        return self.batches.filtered(
            lambda batch: (
                batch.program_id.code == code
                and batch.period == period
                and batch.kind == kind
            )
        )

    def payments(self, batch, *domain):
        return self.env["civil.subsidy.payment"].search(
            [("batch_id", "in", batch.ids), *domain], order="id"
        )

    def test_every_program_is_complete(self):
        shipped = {"life", "care", "waiver"}
        shipped |= {"operation", "construction", "institution_award"}
        self.assertEqual(set(self.programs), {*PROGRAMS, *shipped})
        for program in self.programs.values():
            self.assertFalse(program.setup_warning, program.name)
            self.assertEqual(program.source_total, 100)
            for name in ("function_code", "economic_code", "pay_day", "legal_basis"):
                self.assertTrue(program[name], f"{program.name}: {name}")
        made = self.env["civil.subsidy.stacking"].search(
            [("other_program_id", "!=", False)]
        )
        self.assertEqual(len(made), len(STACKING))

    def test_so_many_draw_them(self):
        least = {"low": 850, "destitute": 450, "nursing": 450, "age": 2400}
        least |= {"service": 280, "beds": 230, "relief": 40, "funeral": 36}
        least |= {"orphan": 40, "unattended": 30}
        for code, count in least.items():
            found = self.env["civil.subsidy.entitlement"].search_count(
                [("program_id.code", "=", code)]
            )
            self.assertGreaterEqual(found, count, code)

    def test_every_step_is_shown(self):
        self.assertEqual(
            set(COURSE), set(self.batches._fields["state"].get_values(self.env))
        )
        for state, (code, period) in COURSE.items():
            self.assertIn(state, self.of(code, period).mapped("state"), code)

    def test_march_is_paid(self):
        for code in PROGRAMS:
            period = FIRST_QUARTER if code == "age" else MARCH
            batch = self.of(code, period).ensure_one()
            self.assertIn(batch.state, ("closed", "reconciled"), code)
            self.assertFalse(batch.has_difference, code)
            results = batch.file_ids.filtered(lambda file: file.direction == "result")
            self.assertEqual(results.confirmed_uid, self.user("cashier"), code)
            self.assertFalse(
                self.payments(
                    batch,
                    ("outcome", "=", "payable"),
                    ("bank_state", "not in", ("paid", "failed")),
                )
            )
        self.assertTrue(self.payments(self.of("low"), ("bank_state", "=", "failed")))

    def test_movements_add_up(self):
        for batch in self.batches.filtered(
            lambda each: each.kind == "regular" and each.state not in ("draft",)
        ):
            moved = {each.kind: each for each in batch.movement_ids}
            this = moved.pop("this")
            for name in ("claim_count", "person_count"):
                total = sum(each[name] for each in moved.values())
                self.assertEqual(total, this[name], f"{batch.name} {name}")
            total = sum((exact(each.amount) for each in moved.values()), Decimal(0))
            payable = self.payments(batch, ("outcome", "=", "payable"))
            self.assertEqual(total, exact(this.amount), batch.name)
            self.assertEqual(
                total, sum(map(exact, payable.mapped("amount"))), batch.name
            )

    def test_the_raise_is_told_from_the_changes(self):
        moved = {each.kind: each.amount for each in self.of("low", APRIL).movement_ids}
        for kind in ("new", "resumed", "standard", "change"):
            self.assertGreater(moved[kind], 0, kind)
        for kind in ("ended", "suspended"):
            self.assertLess(moved[kind], 0, kind)
        self.assertEqual(moved["standard"] % 40, 0)

    def test_sources_add_up_to_the_batch(self):
        submitted = self.batches.filtered("frozen_count")
        self.assertTrue(submitted)
        for batch in submitted:
            parts = sum((exact(share.amount) for share in batch.share_ids), Decimal(0))
            self.assertEqual(parts, exact(batch.frozen_amount), batch.name)

    def test_no_child_is_published(self):
        children = {
            name
            for code in CHILDREN
            for name in self.env["civil.subsidy.entitlement"]
            .search([("program_id.code", "=", code)])
            .resident_id.mapped("name")
        }
        shown = set()
        report = self.env["report.civil_subsidy.publicity_xlsx"]
        for batch in self.batches.with_user(self.user("clerk")):
            if batch.program_id.code in CHILDREN:
                self.assertFalse(batch.publicity_end)
                with self.assertRaises(UserError):
                    report.with_user(self.user("clerk"))._public_rows(batch)
            elif batch.program_id.code not in ("life", "care"):
                for rows in report._public_rows(batch).values():
                    shown |= {row["name"] for row in rows}
        self.assertGreater(len(shown), 3000)
        self.assertEqual(len(children), 70)
        # Namesakes there are; the person is who counts.
        paid = self.payments(
            self.batches.filtered(lambda b: b.program_id.publicity != "forbidden")
        )
        drawing = self.env["civil.subsidy.entitlement"].search(
            [("program_id.code", "in", CHILDREN)]
        )
        self.assertFalse(paid.resident_id & drawing.resident_id)

    def test_two_banks_with_two_layouts(self):
        requests = self.of("low").file_ids.filtered(lambda f: f.direction == "request")
        self.assertEqual(len(requests.agent_id.format_request_id), 2)
        other = self.payments(self.of("age", FIRST_QUARTER), ("other_bank", "=", True))
        self.assertTrue(other)
        self.assertTrue(all(other.mapped("cnaps")))

    def test_institutions_get_one_transfer_each(self):
        payments = self.payments(self.of("beds"), ("outcome", "=", "payable"))
        self.assertEqual(len(payments.partner_id), 6)
        self.assertEqual(len(set(payments.mapped("reference"))), 6)
        short = self.payments(self.of("beds"), ("outcome", "=", "blocked"))
        self.assertEqual(set(short.check_ids.mapped("code")), {"stay_too_short"})

    def test_the_allowance_counts_against_the_childs(self):
        payments = self.payments(self.of("unattended"), ("deducted_amount", ">", 0))
        self.assertTrue(payments)
        for payment in payments:
            self.assertEqual(
                exact(payment.amount),
                exact(payment.gross_amount) - exact(payment.deducted_amount),
            )
            self.assertTrue(payment.resident_id.household_id)

    def test_a_life(self):
        versions = self.env["civil.subsidy.entitlement.version"]
        for kind in ("changed", "suspended", "resumed", "ended"):
            self.assertTrue(versions.search_count([("kind", "=", kind)]), kind)
        ended = versions.search([("kind", "=", "ended")])
        self.assertTrue(all(ended.mapped("document")))
        entitlements = self.env["civil.subsidy.entitlement"]
        for need in ("review", "death", "review_soon"):
            self.assertTrue(entitlements.search_count([("needs", "=", need)]), need)
        late = versions.search(
            [("kind", "=", "changed"), ("effective_month", "=", FEBRUARY)]
        ).entitlement_id.filtered(lambda each: each.program_id.code == "low")
        [february, march, *_later] = self.env["civil.subsidy.difference"]._paid_months(
            late, FEBRUARY
        )
        self.assertGreater(Decimal(february["difference"]), 0)
        self.assertGreater(Decimal(march["difference"]), 0)

    def test_findings_of_april(self):
        found = set(
            self.env["civil.subsidy.finding"]
            .search([("batch_id.period", "=", APRIL)])
            .check_id.mapped("code")
        )
        self.assertLessEqual(
            {
                *("deceased", "suspended", "review_overdue", "held_by_hand"),
                *("account_shared", "account_changed", "account_missing"),
                *("change_percent", "member_deceased", "stay_too_short"),
            },
            found,
        )

    def test_the_bank_in_april(self):
        stop = self.env["civil.subsidy.stop"].search([])
        self.assertEqual(stop.state, "approved")
        self.assertEqual(stop.line_count, 2)
        nursing = self.of("nursing", APRIL)
        self.assertEqual(
            len(self.payments(nursing, ("bank_state", "=", "returned"))), 1
        )
        self.assertEqual(nursing.to_confirm_count, 1)

    def test_the_run_is_done(self):
        run = self.env["civil.subsidy.run"].search([])
        self.assertEqual((run.state, run.progress), ("done", 100))
        self.assertEqual(run.started_uid, self.user("clerk"))
        self.assertEqual(len(run.batch_ids), len(PROGRAMS) - 1)

    def test_the_town_sees_all_programs_of_the_month(self):
        """Not only the quarter's, whose claims are of later months."""
        batches = self.env["civil.subsidy.batch"].with_user(self.user("town"))
        action = batches.action_open_desk()
        claims = (
            self.env["civil.subsidy.payment"]
            .with_user(self.user("town"))
            .search([*action["domain"], ("outcome", "in", ("held", "blocked"))])
        )
        self.assertGreater(len(claims.program_id), 2)
        self.assertEqual(set(claims.sudo().batch_id.mapped("period")), {APRIL})
