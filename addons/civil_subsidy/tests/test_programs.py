from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import MARCH
from .program_case import FEBRUARY, ProgramCase


@tagged("post_install", "-at_install")
class TestPrograms(ProgramCase):
    """Programs that are nothing but data, and what they come to."""

    # Amounts

    def test_difference_is_not_taken_by_the_head_first(self):
        """632 × 3 - 1894 = 2; by the head it would come to 3 (民发〔2021〕57号)."""
        program = self.make_program("difference", 632, payee_kind="head")
        self.grant(self.make_person(1), program, person_count=3, income=1894)
        self.assertEqual(self.paid(self.compute(program)), [("payable", "2.00")])

    def test_difference_has_a_least_amount_but_not_for_the_rich(self):
        program = self.make_program("difference", 600, standard={"minimum": 50})
        self.grant(self.make_person(1), program, income=590)
        self.grant(self.make_person(2), program, income=600)
        batch = self.compute(program)
        self.assertEqual(self.paid(batch), [("payable", "50.00"), ("blocked", "0.00")])
        self.assertEqual(self.codes(batch), {"amount_zero"})

    def test_supplement_and_rounding_up(self):
        program = self.make_program("per_head", 100.25, rounding="yuan_up")
        self.grant(self.make_person(1), program, person_count=2, supplement=10)
        self.assertEqual(self.paid(self.compute(program)), [("payable", "211.00")])

    def test_a_class_takes_the_standard_above_it(self):
        program = self.make_program("fixed", 80)
        above = program.class_ids
        part = above.create(
            {"program_id": program.id, "name": "Part", "parent_id": above.id}
        )
        own = above.create(
            {"program_id": program.id, "name": "Own", "parent_id": part.id}
        )
        self.env["civil.subsidy.standard"].create(
            {"class_id": own.id, "amount": 90, "date_from": "2024-03-01"}
        )
        self.grant(self.make_person(1), program, class_id=part.id)
        self.grant(self.make_person(2), program, class_id=own.id)
        self.assertEqual(
            self.paid(self.compute(program)),
            [("payable", "80.00"), ("payable", "90.00")],
        )
        self.assertEqual(
            self.paid(self.compute(program, FEBRUARY)), [("payable", "80.00")] * 2
        )

    def test_bed_days_count_the_admission_not_the_discharge(self):
        home = self.make_home()
        program = self.make_program(
            "bed_day", 10, payee_kind="institution", leave_rule="limited"
        )
        program.standard_ids.write({"leave_days": 2})
        person = self.make_person(1)
        self.grant(person, program, partner_id=home.id)
        stay = self.env["civil.subsidy.stay"].create(
            {
                "resident_id": person.id,
                "partner_id": home.id,
                "division_id": self.village.id,
                "date_in": "2024-03-10",
                "date_out": "2024-03-20",
            }
        )
        self.assertEqual(self.paid(self.compute(program)), [("payable", "100.00")])
        self.env["civil.subsidy.leave"].create(
            {
                "stay_id": stay.id,
                "date_from": "2024-03-12",
                "date_to": "2024-03-16",
            }
        )
        batch = self.env["civil.subsidy.batch"].search([("period", "=", MARCH)])
        batch.with_user(self.clerk).action_compute()
        # Four days away, of which two count.
        self.assertEqual(self.paid(batch), [("payable", "80.00")])
        self.assertEqual(batch.sudo().payment_ids.quantity, 8)

    def test_bed_months_ask_for_a_least_stay(self):
        home = self.make_home()
        program = self.make_program(
            "bed_month", 200, payee_kind="institution", standard={"least_days": 15}
        )
        for serial, day in ((1, "2024-03-17"), (2, "2024-03-18")):
            person = self.make_person(serial)
            self.grant(person, program, partner_id=home.id)
            self.env["civil.subsidy.stay"].create(
                {
                    "resident_id": person.id,
                    "partner_id": home.id,
                    "division_id": self.village.id,
                    "date_in": day,
                }
            )
        batch = self.compute(program)
        self.assertEqual(self.paid(batch), [("payable", "200.00"), ("blocked", "0.00")])
        self.assertEqual(self.codes(batch), {"stay_too_short"})

    def make_home(self):
        home = self.env["res.partner"].create(
            {"name": "曾都养老院", "is_company": True}
        )
        self.env["res.partner.bank"].create(
            {"partner_id": home.id, "acc_number": "8201 0000 0001 2345"}
        )
        return home

    def test_an_institution_gets_one_transfer_for_its_people(self):
        home = self.make_home()
        program = self.make_program("fixed", 100, payee_kind="institution")
        for serial in (1, 2):
            self.grant(self.make_person(serial), program, partner_id=home.id)
        payments = self.compute(program).sudo().payment_ids
        self.assertEqual(payments.mapped("account_number"), ["8201000000012345"] * 2)
        self.assertEqual(len(set(payments.mapped("reference"))), 1)
        self.assertEqual(payments.mapped("grouped"), [True, True])

    def test_a_quarter_pays_each_month_by_its_own_rules(self):
        program = self.make_program("fixed", 80, cycle="quarterly")
        program.standard_ids.date_to = "2024-01-31"
        self.env["civil.subsidy.standard"].create(
            {
                "class_id": program.class_ids.id,
                "amount": 100,
                "date_from": "2024-02-01",
            }
        )
        early = self.grant(self.make_person(1), program)
        self.record_version(
            early,
            effective_month=MARCH,
            state="ended",
            class_id=program.class_ids.id,
            person_count=1,
        )
        self.grant(self.make_person(2), program, month=FEBRUARY)
        batch = self.compute(program, date(2024, 1, 1))
        payments = batch.sudo().payment_ids.sorted(
            lambda p: (p.entitlement_id, p.period)
        )
        self.assertEqual(
            [(p.period.month, f"{p.amount:.2f}") for p in payments],
            [(1, "80.00"), (2, "100.00"), (2, "100.00"), (3, "100.00")],
        )
        self.assertEqual(len(set(payments.mapped("reference"))), 2)
        self.assertEqual(batch.worksheet["movements"][-1]["count"], 2)

    def test_what_is_paid_once_is_paid_once(self):
        program = self.make_program("individual", cycle="once")
        person = self.make_person(1)
        self.grant(person, program, FEBRUARY, occasion="A1", decided_amount=500)
        self.assertEqual(
            self.paid(self.compute(program, FEBRUARY)), [("payable", "500.00")]
        )
        self.grant(person, program, MARCH, occasion="A2", decided_amount=300)
        self.assertEqual(self.paid(self.compute(program)), [("payable", "300.00")])

    def test_the_ceiling_of_what_is_decided(self):
        program = self.make_program("individual", 1, standard={"ceiling": 1000})
        self.grant(self.make_person(1), program, decided_amount=1000.01)
        batch = self.compute(program)
        self.assertEqual(self.paid(batch), [("blocked", "0.00")])
        self.assertEqual(self.codes(batch), {"over_ceiling"})

    # Stacking

    def stack(self, program, other, rule):
        return self.env["civil.subsidy.stacking"].create(
            {"program_id": program.id, "other_program_id": other.id, "rule": rule}
        )

    def test_only_the_difference_is_topped_up(self):
        """事实无人抚养儿童 beside 低保: by the head of the household."""
        child = self.make_program("fixed", 1200, publicity="forbidden")
        living = self.make_program("difference", 600, payee_kind="head")
        mother, person = self.make_person(1), self.make_person(2)
        home = self.grant(mother, living, person_count=3, income=300)
        for each in (mother, person, self.make_person(3)):
            self.env["civil.subsidy.entitlement.member"].create(
                {
                    "entitlement_id": home.id,
                    "resident_id": each.id,
                    "month_from": "2023-06-01",
                }
            )
        self.grant(person, child)
        self.stack(child, living, "difference")
        batch = self.compute(child)
        # A third of 600 × 3 - 300 is paid already.
        self.assertEqual(self.paid(batch), [("payable", "700.00")])
        self.assertEqual(batch.sudo().payment_ids.deducted_amount, 500)
        living.standard_ids.amount = 1400
        batch.action_compute()
        self.assertEqual(self.paid(batch), [("blocked", "0.00")])
        self.assertEqual(self.codes(batch), {"stacking_covered"})

    def test_the_higher_of_two_is_paid_and_of_equals_one(self):
        low, high = (self.make_program("fixed", amount) for amount in (80, 90))
        person = self.make_person(1)
        for program in (low, high):
            self.grant(person, program)
        self.stack(low, high, "higher")
        self.assertEqual(self.paid(self.compute(low)), [("blocked", "0.00")])
        self.assertEqual(self.paid(self.compute(high)), [("payable", "90.00")])
        low.standard_ids.amount = 90
        outcomes = [
            self.paid(self.compute(program, FEBRUARY))[0][0] for program in (low, high)
        ]
        self.assertEqual(sorted(outcomes), ["blocked", "payable"])

    def test_two_programs_may_have_a_rule_each_towards_the_other(self):
        low, high = (self.make_program("fixed", amount) for amount in (80, 90))
        person = self.make_person(1)
        for program in (low, high):
            self.grant(person, program)
        self.stack(high, low, "exclusive")
        self.stack(low, high, "higher")
        self.assertEqual(self.codes(self.compute(high)), {"stacking_exclusive"})
        self.assertEqual(self.codes(self.compute(low)), {"stacking_lower"})

    def test_an_exclusion_names_the_other_entitlement(self):
        low, high = (self.make_program("fixed", amount) for amount in (80, 90))
        person = self.make_person(1)
        self.grant(person, low)
        other = self.grant(person, high)
        rule = self.stack(low, high, "exclusive")
        batch = self.compute(low)
        finding = batch.sudo().finding_ids
        self.assertEqual(finding.check_id.code, "stacking_exclusive")
        self.assertEqual(finding.source_model, "civil.subsidy.entitlement")
        self.assertEqual(finding.source_id, other.id)
        rule.date_to = "2024-02-29"
        batch.action_compute()
        self.assertEqual(self.paid(batch), [("payable", "80.00")])

    def test_sources_of_funds_make_the_whole(self):
        program = self.make_program("fixed", 33.37)
        for source, percent in (("central", 33.3), ("province", 33.3), ("city", 33.4)):
            self.env["civil.subsidy.share"].create(
                {
                    "program_id": program.id,
                    "source": source,
                    "percent": percent,
                    "date_from": "2024-01-01",
                }
            )
        with self.assertRaises(ValidationError):
            self.env["civil.subsidy.share"].create(
                {
                    "program_id": program.id,
                    "source": "lottery",
                    "percent": 0.01,
                    "date_from": "2024-02-01",
                }
            )
        self.grant(self.make_person(1), program)
        batch = self.approve(self.compute(program))
        self.assertEqual(
            {share.source: f"{share.amount:.2f}" for share in batch.share_ids},
            {"central": "11.11", "province": "11.11", "city": "11.15"},
        )

    # A batch beside the last one

    def test_movements_part_the_standard_from_the_case(self):
        program = self.make_program("per_head", 100)
        people = [self.make_person(n) for n in range(1, 5)]
        grown, gone, held, _same = (
            self.grant(person, program, person_count=2) for person in people
        )
        self.compute(program, FEBRUARY)
        program.standard_ids.date_to = "2024-02-29"
        self.env["civil.subsidy.standard"].create(
            {
                "class_id": program.class_ids.id,
                "amount": 110,
                "date_from": "2024-03-01",
            }
        )
        klass = program.class_ids.id
        self.record_version(
            grown, effective_month=MARCH, state="active", class_id=klass, person_count=3
        )
        for entitlement, state in ((gone, "ended"), (held, "suspended")):
            self.record_version(
                entitlement,
                effective_month=MARCH,
                state=state,
                class_id=klass,
                person_count=2,
            )
        self.grant(self.make_person(9), program, MARCH)
        self.env["civil.subsidy.entitlement"]._refresh_latest(self.sql("TRUE"))
        batch = self.compute(program)
        self.assertEqual(
            [
                (row["kind"], row["count"], row["persons"], row["amount"])
                for row in batch.worksheet["movements"]
            ],
            [
                ("last", 4, 8, "800.00"),
                ("new", 1, 1, "110.00"),
                ("resumed", 0, 0, "0.00"),
                ("ended", -1, -2, "-200.00"),
                ("suspended", -1, -2, "-200.00"),
                ("standard", 0, 0, "40.00"),
                ("change", 0, 1, "110.00"),
                ("this", 3, 6, "660.00"),
            ],
        )
        self.assertIn("suspended", self.codes(batch))
        self.assertNotIn("missing", self.codes(batch))

    def test_resumed_was_paid_before_last_month(self):
        program = self.make_program("fixed", 100)
        entitlement = self.grant(self.make_person(1), program)
        self.compute(program, date(2024, 1, 1))
        klass = program.class_ids.id
        for month, state in ((FEBRUARY, "suspended"), (MARCH, "active")):
            self.record_version(
                entitlement,
                effective_month=month,
                state=state,
                class_id=klass,
                person_count=1,
            )
        self.compute(program, FEBRUARY)
        rows = self.compute(program).worksheet["movements"]
        self.assertEqual(
            {row["kind"]: row["count"] for row in rows if row["count"]},
            {"resumed": 1, "this": 1},
        )
