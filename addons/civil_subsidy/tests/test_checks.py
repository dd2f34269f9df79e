from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MARCH
from .program_case import FEBRUARY, ProgramCase


@tagged("post_install", "-at_install")
class TestChecks(ProgramCase):
    """P01 to P19 as records: on or off, severe or not, and new ones."""

    def setUp(self):
        super().setUp()
        self.program = self.make_program("fixed", 100)
        self.check = self.env["civil.subsidy.check"]

    def admin(self, *values):
        return self.env["res.users"].search(
            [("all_group_ids", "in", self.env.ref("civil_base.group_admin").ids)],
            limit=1,
        )

    def test_numbers_of_the_list_are_all_there(self):
        numbers = self.check.with_context(active_test=False).search([]).mapped("number")
        self.assertLessEqual({f"P{n:02d}" for n in range(1, 20)}, set(numbers))

    def test_checks_of_later_capabilities_stand_off(self):
        off = self.check.with_context(active_test=False).search(
            [("active", "=", False)]
        )
        self.assertEqual(set(off.mapped("number")), {"P13", "P17", "P18"})

    def test_p03_paid_by_the_batch_of_a_town(self):
        person = self.make_person(1)
        self.grant(person, self.program)
        town = self.env["civil.subsidy.batch"].create(
            {
                "program_id": self.program.id,
                "period": MARCH,
                "division_id": self.west.id,
            }
        )
        town.action_compute()
        # The person moves to the other town, which pays by a batch of its own.
        person.division_id = self.east
        self.env["civil.subsidy.entitlement"].search([]).filtered(
            lambda e: e.resident_id == person
        ).division_id = self.east
        east = town.create(
            {
                "program_id": self.program.id,
                "period": MARCH,
                "division_id": self.east.id,
            }
        )
        east.action_compute()
        self.assertEqual(self.paid(east), [("blocked", "0.00")])
        finding = east.sudo().finding_ids
        self.assertEqual(finding.check_id.code, "already_paid")
        self.assertEqual(finding.source_id, town.sudo().payment_ids.id)

    def test_p07_account_of_two_households(self):
        people = [self.make_person(n) for n in (1, 2, 3)]
        for person in people:
            self.grant(person, self.program)
        people[1].account_ids.sudo().number = people[0].account_ids.sudo().number
        batch = self.compute(self.program)
        self.assertEqual(self.paid(batch), [("payable", "100.00")] * 3)
        shared = batch.sudo().finding_ids.filtered(
            lambda f: f.check_id.code == "account_shared"
        )
        self.assertEqual(len(shared), 2)
        self.assertEqual(set(shared.mapped("outcome")), {"warned"})
        # One household may share its account.
        self.env["civil.household"].create(
            {
                "head_id": people[0].id,
                "division_id": self.village.id,
                "member_ids": [self.command.link(people[1].id)],
            }
        )
        batch.action_compute()
        self.assertNotIn("account_shared", self.codes(batch))

    def test_the_severity_is_data(self):
        people = [self.make_person(n) for n in (1, 2)]
        for person in people:
            self.grant(person, self.program)
        people[1].account_ids.sudo().number = people[0].account_ids.sudo().number
        check = self.env.ref("civil_subsidy.check_account_shared")
        check.with_user(self.admin()).outcome = "held"
        batch = self.compute(self.program)
        self.assertEqual(self.paid(batch), [("held", "100.00")] * 2)
        check.outcome = "blocked"
        batch.action_compute()
        self.assertEqual(self.paid(batch), [("blocked", "0.00")] * 2)
        check.active = False
        batch.action_compute()
        self.assertEqual(self.paid(batch), [("payable", "100.00")] * 2)

    def test_p11_a_large_change_needs_a_reason(self):
        entitlement = self.grant(self.make_person(1), self.program)
        self.compute(self.program, FEBRUARY)
        self.record_version(
            entitlement,
            effective_month=MARCH,
            state="active",
            class_id=self.program.class_ids.id,
            person_count=1,
            supplement=60,
        )
        batch = self.compute(self.program)
        finding = batch.sudo().finding_ids
        self.assertEqual(finding.check_id.code, "change_percent")
        self.assertEqual(finding.detail, "100.00 → 160.00")
        batch.action_publish()
        with self.assertRaisesRegex(UserError, "reason"):
            batch.action_submit()
        finding.with_user(self.clerk).action_give_reason("Twins were born")
        batch.action_submit()
        batch.with_user(self.head).action_send_back("Look again")
        batch.action_compute()
        # What was said to the same figures stays said.
        self.assertEqual(batch.sudo().finding_ids.reason, "Twins were born")
        self.record_version(
            entitlement,
            effective_month=MARCH,
            state="active",
            class_id=self.program.class_ids.id,
            person_count=1,
            supplement=90,
        )
        batch.action_compute()
        self.assertFalse(batch.sudo().finding_ids.reason)

    def test_p19_missing_without_an_end(self):
        entitlement = self.grant(self.make_person(1), self.program)
        other = self.grant(self.make_person(2), self.program)
        self.compute(self.program, FEBRUARY)
        for each in (entitlement, other):
            self.record_version(
                each,
                effective_month=MARCH,
                state="ended",
                class_id=self.program.class_ids.id,
                person_count=1,
            )
        self.env["civil.subsidy.entitlement"]._refresh_latest(
            self.sql("e.id = %s", other.id)
        )
        self.grant(self.make_person(3), self.program)
        batch = self.compute(self.program)
        missing = batch.sudo().finding_ids
        self.assertEqual(missing.check_id.code, "missing")
        self.assertEqual(missing.previous_id.entitlement_id, entitlement)
        self.assertFalse(missing.payment_id)

    def test_a_check_of_ones_own_by_a_domain(self):
        self.grant(self.make_person(1), self.program)
        self.grant(self.make_person(2), self.program, supplement=5)
        self.check.with_user(self.admin()).create(
            {
                "name": "More than 100",
                "code": "own_more",
                "outcome": "held",
                "domain": "[('amount', '>', 100)]",
            }
        )
        batch = self.compute(self.program)
        self.assertEqual(self.paid(batch), [("payable", "100.00"), ("held", "105.00")])
        self.assertEqual(self.codes(batch), {"own_more"})

    def test_a_domain_that_can_not_be_read_is_refused(self):
        for domain in ("[('nonsense', '=', 1)]", "no domain", "[(1)]"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.check.create(
                    {"name": "x", "code": "x", "outcome": "held", "domain": domain}
                )

    def test_a_check_of_ones_own_by_a_database_view(self):
        self.grant(self.make_person(1), self.program)
        values = {
            "name": "Retired",
            "code": "own_retired",
            "outcome": "blocked",
            "kind": "view",
            "view_name": "civil_check_retired",
        }
        with self.assertRaisesRegex(UserError, "civil_check_"), self.env.cr.savepoint():
            self.check.create(values)
        self.env.cr.execute(
            "CREATE VIEW civil_check_retired AS SELECT id AS resident_id,"
            " DATE '2024-03-01' AS period, 'list of the pension office' AS detail"
            " FROM civil_resident"
        )
        self.check.create(values)
        batch = self.compute(self.program)
        finding = batch.sudo().finding_ids
        self.assertEqual(finding.detail, "list of the pension office")
        self.assertEqual(self.paid(batch), [("blocked", "0.00")])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.check.create({**values, "code": "x", "view_name": "res_users"})

    def test_built_in_checks_are_tuned_not_made_or_deleted(self):
        check = self.env.ref("civil_subsidy.check_deceased")
        for step in (
            lambda: check.unlink(),
            lambda: check.write({"code": "other"}),
            lambda: self.check.create(
                {"name": "x", "code": "y", "outcome": "held", "kind": "builtin"}
            ),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                step()

    def test_p12_old_standards_are_not_submitted(self):
        self.grant(self.make_person(1), self.program)
        batch = self.compute(self.program)
        batch.action_publish()
        standard = self.program.standard_ids
        standard.date_to = "2024-02-29"
        standard.create(
            {
                "class_id": standard.class_id.id,
                "amount": 110,
                "date_from": "2024-03-01",
            }
        )
        with self.assertRaisesRegex(UserError, "compute it again"):
            batch.action_submit()

    def test_p15_figures_that_do_not_add_up_are_not_submitted(self):
        self.grant(self.make_person(1), self.program)
        batch = self.compute(self.program)
        batch.action_publish()
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET amount = amount - 0.01"
            " WHERE batch_id = %s",
            [batch.id],
        )
        with self.assertRaisesRegex(UserError, "add up"):
            batch.action_submit()

    def test_a_standard_that_pays_stays(self):
        self.grant(self.make_person(1), self.program)
        batch = self.compute(self.program)
        self.program.standard_ids.amount = 101
        batch.action_compute()
        batch.action_publish()
        batch.action_submit()
        with self.assertRaisesRegex(UserError, "End it"):
            self.program.standard_ids.amount = 99
        self.program.standard_ids.date_to = "2024-12-31"
