from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common import MARCH, SubsidyCase, identity


@tagged("post_install", "-at_install")
class TestCompute(SubsidyCase):
    """The table of outcomes, one rule a test."""

    def judge(self, program=None, **changes):
        """Outcome of one line among faultless ones."""
        self.make_lines(self.line_values(1))
        line = self.make_lines(self.line_values(2, **changes))
        batch = self.make_batch(program)
        batch.action_compute()
        return self.outcome(batch, line)

    def test_payable_by_the_standard_of_the_first_day(self):
        self.assertEqual(self.judge(), ("payable", "100.00", set()))

    def test_care_pays_by_grade_and_kind(self):
        self.assertEqual(self.judge(self.care), ("payable", "130.50", set()))

    def test_care_grade_three_of_mental_kind(self):
        result = self.judge(self.care, disability_kind="6", disability_grade="3")
        self.assertEqual(result, ("payable", "60.00", set()))

    def test_care_refuses_grade_three_of_other_kinds(self):
        result = self.judge(self.care, disability_kind="4", disability_grade="3")
        self.assertEqual(result, ("blocked", "0.00", {"care_grade_not_eligible"}))

    def test_invalid_number_silences_what_needs_the_number(self):
        """An invalid number is not compared with deaths or the certificate."""
        number = identity(2)[:-1] + ("1" if identity(2)[-1] != "1" else "2")
        self.env["civil.death"].create(
            {
                "name": "x",
                "identity_number": number,
                "death_date": "2024-01-05",
                "division_id": self.district.id,
            }
        )
        result = self.judge(
            identity_number=number, certificate_number=f"{identity(9)}41"
        )
        self.assertEqual(result, ("blocked", "0.00", {"id_invalid"}))

    def test_same_number_twice_blocks_every_claim_of_both_lines(self):
        """Whatever the town and the program of the two lines."""
        first = self.make_lines(
            self.line_values(5, program_ids=[Command.set(self.life.ids)])
        )
        second = self.make_lines(
            self.line_values(
                6,
                identity_number=identity(5),
                division_id=self.east.id,
                program_ids=[Command.set(self.care.ids)],
            )
        )
        for program, line in ((self.life, first), (self.care, second)):
            batch = self.make_batch(program)
            batch.action_compute()
            self.assertEqual(
                self.outcome(batch, line), ("blocked", "0.00", {"duplicate_person"})
            )

    def test_dropping_one_of_two_lines_frees_the_other(self):
        first, second = self.make_lines(
            self.line_values(5), self.line_values(6, identity_number=identity(5))
        )
        second.with_user(self.clerk)._drop("Moved to the other town")
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(self.outcome(batch, first)[0], "payable")
        self.assertFalse(batch.payment_ids.filtered(lambda p: p.line_id == second))

    def test_a_corrected_program_wakes_a_rejected_line_not_a_dropped_one(self):
        line = self.make_lines(self.line_values(5))
        line.with_user(self.clerk)._drop("Moved away")
        line.with_user(self.clerk).program_ids = self.life
        self.assertEqual(line.state, "dropped")
        rejected = self.make_lines(
            self.line_values(6, state="rejected", program_ids=False)
        )
        rejected.with_user(self.clerk).program_ids = self.life
        self.assertEqual(rejected.state, "taken")

    def test_death_before_the_month_blocks_death_within_it_does_not(self):
        for serial, day in ((3, "2024-02-29"), (4, "2024-03-01")):
            self.env["civil.death"].create(
                {
                    "name": "x",
                    "identity_number": identity(serial),
                    "death_date": day,
                    "division_id": self.district.id,
                }
            )
        dead, dying = self.make_lines(self.line_values(3), self.line_values(4))
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(self.outcome(batch, dead)[2], {"deceased"})
        self.assertEqual(self.outcome(batch, dying)[0], "payable")

    def test_of_two_deaths_the_earlier_counts(self):
        for day in ("2024-03-15", "2024-02-01"):
            self.env["civil.death"].create(
                {
                    "name": "x",
                    "identity_number": identity(3),
                    "death_date": day,
                    "division_id": self.district.id,
                }
            )
        line = self.make_lines(self.line_values(3))
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(self.outcome(batch, line)[2], {"deceased"})

    def test_destitute_in_the_month_blocks_both_programs(self):
        line = self.make_lines(self.line_values(3))
        resident = self.env["civil.resident"].create(
            {
                "name": line.name,
                "identity_number": identity(3),
                "division_id": self.village.id,
            }
        )
        self.env["civil.resident.category"].create(
            {
                "resident_id": resident.id,
                "kind_id": self.env["civil.resident.category.kind"]
                .search([("code", "=", "destitute")])
                .id,
                "date_from": MARCH,
            }
        )
        for program in (self.life, self.care):
            batch = self.make_batch(program)
            batch.action_compute()
            self.assertEqual(self.outcome(batch, line)[2], {"destitute"})

    def test_certificate_of_another_person(self):
        result = self.judge(certificate_number=f"{identity(8)}41")
        self.assertEqual(result[2], {"certificate_holder_mismatch"})

    def test_certificate_shows_another_grade(self):
        result = self.judge(certificate_number=f"{identity(2)}42")
        self.assertEqual(result[2], {"certificate_grade_mismatch"})

    def test_invalid_certificate_is_not_compared(self):
        result = self.judge(certificate_number=f"{identity(8)}4")
        self.assertEqual(result[2], {"certificate_invalid"})

    def test_reissue_suffix_is_cut(self):
        result = self.judge(certificate_number=f"{identity(2)}41B2")
        self.assertEqual(result[0], "payable")

    def test_life_needs_minimum_living_and_care_does_not(self):
        line = self.make_lines(self.line_values(2, minimum_living="no"))
        life, care = self.make_batch(self.life), self.make_batch(self.care)
        (life | care).action_compute()
        self.assertEqual(self.outcome(life, line)[2], {"life_without_minimum_living"})
        self.assertEqual(self.outcome(care, line)[0], "payable")

    def test_unreadable_field_blocks_and_decides_nothing_else(self):
        result = self.judge(
            self.care,
            disability_grade=False,
            certificate_number=f"{identity(2)}44",
            minimum_living=False,
        )
        self.assertEqual(result[2], {"field_unreadable"})

    def test_unreadable_kind_leaves_a_hopeless_grade_judged(self):
        result = self.judge(
            self.care,
            disability_kind=False,
            disability_grade="4",
            certificate_number=f"{identity(2)}44",
        )
        self.assertEqual(result[2], {"field_unreadable", "care_grade_not_eligible"})

    def test_all_blocking_reasons_are_kept(self):
        result = self.judge(minimum_living="no", certificate_number=f"{identity(8)}42")
        self.assertEqual(
            result[2],
            {
                "life_without_minimum_living",
                "certificate_holder_mismatch",
                "certificate_grade_mismatch",
            },
        )

    def test_not_due_before_the_first_month(self):
        result = self.judge(first_month=date(2024, 4, 1), account_number=False)
        self.assertEqual(result, ("not_due", "0.00", set()))

    def test_first_month_itself_is_due(self):
        self.assertEqual(self.judge(first_month=MARCH)[0], "payable")

    def test_held_keeps_the_amount(self):
        result = self.judge(account_number=False)
        self.assertEqual(result, ("held", "100.00", {"account_missing"}))

    def test_account_of_somebody_else_unless_the_agent(self):
        self.assertEqual(
            self.judge(account_holder="王五")[2], {"account_holder_mismatch"}
        )

    def test_account_of_the_named_agent(self):
        result = self.judge(account_holder="王五", agent_name="王五")
        self.assertEqual(result[0], "payable")

    def test_account_with_letters(self):
        self.assertEqual(
            self.judge(account_number="62170028689A")[2], {"account_invalid"}
        )

    def test_two_standards_on_one_day_are_none(self):
        self.env["civil.subsidy.standard"].create(
            {
                "class_id": self.env.ref("civil_subsidy.class_life_all").id,
                "amount": 90,
                "date_from": "2024-02-01",
            }
        )
        self.assertEqual(self.judge(), ("held", "0.00", {"standard_missing"}))

    def test_a_check_switched_off_is_not_judged(self):
        self.env.ref("civil_subsidy.check_account_missing").active = False
        self.assertEqual(self.judge(account_number=False), ("payable", "100.00", set()))

    def test_computing_again_replaces_the_payments(self):
        line = self.make_lines(self.line_values(1, account_number=False))
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(self.outcome(batch, line)[0], "held")
        line.with_user(self.clerk).sudo().write(
            {"account_number": "6217002868975000001"}
        )
        batch.action_compute()
        self.assertEqual(self.outcome(batch, line)[0], "payable")
        self.assertEqual(batch.claim_count, 1)

    def test_statements_do_not_grow_with_the_people(self):
        """One statement a step: ten lines and a hundred cost the same number."""
        counts = []
        for first, size in ((100, 5), (200, 10), (300, 100)):
            self.make_lines(*[self.line_values(n) for n in range(first, first + size)])
            batch = self.make_batch()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["civil.subsidy.compute"]._run(batch)
            counts.append(self.env.cr.sql_log_count - before)
            batch.action_void("Only counted")
        # The very first run also looks the checks up.
        self.assertEqual(counts[1], counts[2])

    def test_worksheet_counts_what_the_list_shows(self):
        self.make_lines(
            self.line_values(1),
            self.line_values(2, account_number=False),
            self.line_values(3, division_id=self.east.id),
            self.line_values(4, minimum_living="no"),
        )
        batch = self.make_batch()
        batch.action_compute()
        west, east = batch.worksheet["towns"]
        self.assertEqual(
            west["cells"],
            {
                "payable": {"count": 1, "persons": 1, "amount": "100.00"},
                "held": {"count": 1, "persons": 1, "amount": "100.00"},
                "blocked": {"count": 1, "persons": 1, "amount": "0.00"},
            },
        )
        self.assertEqual(east["cells"]["payable"]["amount"], "100.00")
        action = batch.action_view_payments(outcome="payable", town=self.east.id)
        shown = self.env["civil.subsidy.payment"].search(action["domain"])
        self.assertEqual(shown.town_id, self.east)
        self.assertEqual(
            {
                row["name"]: row["count"]
                for row in batch.worksheet["reasons"]
                if row["outcome"] != "warned"
            },
            {
                self.env.ref("civil_subsidy.check_account_missing").name: 1,
                self.env.ref("civil_subsidy.check_life_without_minimum_living").name: 1,
            },
        )

    def test_changes_against_last_month(self):
        february = date(2024, 2, 1)
        stays, goes, stops = (1, 2, 3)
        self.make_lines(
            *[self.line_values(n, period=february) for n in (stays, goes, stops)]
        )
        last = self.make_batch(period=february)
        last.action_compute()
        self.make_lines(
            self.line_values(stays),
            self.line_values(stops, minimum_living="no"),
            self.line_values(4),
        )
        batch = self.make_batch()
        batch.action_compute()
        self.assertEqual(
            [
                (row["kind"], row["count"], row["persons"], row["amount"])
                for row in batch.worksheet["movements"]
            ],
            [
                ("last", 3, 3, "300.00"),
                ("new", 1, 1, "100.00"),
                ("resumed", 0, 0, "0.00"),
                ("ended", -1, -1, "-100.00"),
                ("suspended", -1, -1, "-100.00"),
                ("standard", 0, 0, "0.00"),
                ("change", 0, 0, "0.00"),
                ("this", 2, 2, "200.00"),
            ],
        )
