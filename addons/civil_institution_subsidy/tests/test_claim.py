from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CLOSED, ClaimCase, day


@tagged("post_install", "-at_install")
class TestClaim(ClaimCase):
    """What a claim comes to: days, base, coefficients, corrections."""

    def test_levels_make_the_amount(self):
        """200 yuan a bed and month, times level, times 0.8 for the unrated."""
        wanted = {"0": "160", "1": "240", "2": "320", "3": "480", "4": "520"}
        people = {level: self.person(level) for level in wanted}
        for person in people.values():
            self.move_in(person, day("2025-06-01"))
        claim = self.claim()
        for level, person in people.items():
            line = self.line(claim, person)
            self.assertEqual(level, line.level)
            self.assertEqual("payable", line.outcome)
            self.assertEqual(Decimal(wanted[level]), self.exact(line.amount))
            self.assertEqual((28, 28), (line.occupied, line.bed_days))
        self.assertEqual(Decimal("1720.00"), self.exact(claim.total))
        self.assertEqual((5, 140), (claim.person_count, claim.bed_days))

    def test_a_line_explains_itself(self):
        person = self.person("2")
        self.move_in(person, day("2026-02-03"))
        line = self.line(self.claim(), person)
        self.assertEqual(
            "26 of 26 days; 200.00 yuan × 2 (2 Moderate) × 0.8 (rating –) × 1 = 320.00",
            line.explanation,
        )

    def test_without_a_level_it_says_the_days_only(self):
        person = self.person(None)
        self.move_in(person, day("2026-02-03"))
        line = self.line(self.claim(), person)
        self.assertEqual("26 of 26 days", line.explanation)

    def test_the_least_stay_to_the_day(self):
        """February 2026 has 28 days: from the 14th it is 15, from the 15th 14."""
        enough, short = self.person(), self.person()
        self.move_in(enough, day("2026-02-14"))
        self.move_in(short, day("2026-02-15"))
        claim = self.claim()
        self.assertEqual("payable", self.line(claim, enough).outcome)
        line = self.line(claim, short)
        self.assertEqual(
            ("not_due", 0.0, 14), (line.outcome, line.amount, line.occupied)
        )
        self.assertEqual(1, claim.person_count)

    def test_leave_counts_up_to_its_limit(self):
        """10 days away, 7 of them count: 25 of 28 days."""
        person = self.person()
        stay = self.move_in(person, day("2025-06-01"))
        self.leave(stay, day("2026-02-02"), day("2026-02-12"))
        line = self.line(self.claim(), person)
        self.assertEqual((28, 10, 25), (line.occupied, line.leave_days, line.bed_days))

    def test_days_by_the_programs_rule_of_leave(self):
        person = self.person()
        stay = self.move_in(person, day("2025-06-01"))
        self.leave(stay, day("2026-02-02"), day("2026-02-06"))
        self.leave(stay, day("2026-02-20"), day("2026-02-26"), kind="hospital")
        claim = self.claim()
        for rule, days in (("counted", 28), ("limited", 25), ("excluded", 18)):
            self.program.leave_rule = rule
            claim.action_compute()
            line = self.line(claim, person)
            self.assertEqual(days, line.bed_days)
            self.assertEqual((4, 6), (line.leave_days, line.hospital_days))

    def test_by_the_day(self):
        """3.37 yuan × 28 days × 1.5 × 0.8 = 113.232, rounded to the cent."""
        self.program.amount_method = "bed_day"
        self.standard.write({"amount": 3.37, "least_days": 0})
        person = self.person("1")
        self.move_in(person, day("2025-06-01"))
        line = self.line(self.claim(), person)
        self.assertEqual(Decimal("113.23"), self.exact(line.amount))
        self.assertIn("28 days", line.explanation)

    def test_beds_that_may_not_be_subsidized(self):
        """Ten days in such a bed are no days of the subsidy."""
        bed = self.home.bed_ids[0]
        bed.is_subsidized = False
        person = self.person()
        stay = self.move_in(person, day("2025-06-01"), bed=bed)
        stay.action_move_bed(bed_id=self.home.bed_ids[1].id, date=day("2026-02-11"))
        line = self.line(self.claim(), person)
        self.assertEqual((28, 18), (line.occupied, line.bed_days))

    def test_dated_standards_and_coefficients(self):
        person = self.person("1")
        self.move_in(person, day("2025-06-01"))
        self.standard.date_to = day("2026-01-31")
        self.standard.copy({"amount": 300, "date_from": "2026-02-01", "date_to": False})
        factors = self.program.coefficient_ids
        old = factors.filtered(lambda f: (f.kind, f.key) == ("ability", "1"))
        old.date_to = day("2026-01-31")
        self.make_factor("ability", "1", "1.6", "2026-02-01")
        january, february = self.claim("2026-01-01"), self.claim("2026-02-01")
        self.assertEqual(Decimal("240"), self.exact(january.total))
        self.assertEqual(Decimal("384"), self.exact(february.total))

    def test_two_factors_on_a_day_are_refused(self):
        with self.refused():
            self.make_factor("ability", "1", "1.7", "2025-01-01")
        with self.assertRaises(ValidationError):
            self.make_factor("ability", "sound", "1")

    def test_how_the_home_keeps_to_the_rules(self):
        person = self.person("1")
        self.move_in(person, day("2025-06-01"))
        self.home.is_rectifying = True
        claim = self.claim()
        self.assertEqual("rectifying", claim.compliance)
        self.assertEqual(Decimal("120"), self.exact(claim.total))

    def test_the_level_that_is_valid_in_the_month(self):
        """The line's assessment is the one that the resident's record gives."""
        person = self.person("1", "2025-01-10", "2026-02-15")
        self.move_in(person, day("2025-06-01"))
        self.assess(person, "3", "2026-02-16", "2027-02-15")
        for month, last, level in (
            ("2026-01-01", "2026-01-31", "1"),
            ("2026-02-01", "2026-02-28", "3"),
        ):
            line = self.line(self.claim(month), person)
            self.assertEqual(level, line.level)
            self.assertEqual(person._assessment_on(day(last)), line.assessment_id)

    def test_several_months_in_one_claim(self):
        person = self.person("1")
        self.move_in(person, day("2025-12-20"))
        claim = self.claim("2025-12-01", period_to="2026-02-01")
        lines = claim.line_ids.sorted("month")
        self.assertEqual([12, 31, 28], lines.mapped("occupied"))
        self.assertEqual(
            ["not_due", "payable", "payable"], list(lines.mapped("outcome"))
        )
        self.assertEqual(Decimal("480"), self.exact(claim.total))

    def test_one_claim_a_month(self):
        self.move_in(self.person(), day("2025-06-01"))
        self.claim("2025-12-01", period_to="2026-02-01")
        with self.refused():
            self.claim("2026-01-01")

    def test_a_month_that_isnt_over(self):
        self.move_in(self.person(), day("2025-06-01"))
        with self.assertRaisesRegex(UserError, "isn't over"):
            self.claim("2026-03-01").action_submit()

    def test_a_late_return_is_taken_off_the_next_month(self):
        """20 days away in January weren't known: 18 days count, still a month."""
        away, gone = self.person("1"), self.person("1")
        stays = [self.move_in(one, day("2025-06-01")) for one in (away, gone)]
        self.approve(self.claim("2026-01-01"))
        self.leave(stays[0], day("2026-01-05"), day("2026-01-25"))
        stays[1].action_discharge(kind="left", date=day("2026-01-10"))
        claim = self.claim("2026-02-01")
        first = self.line(claim, away, "correction")
        self.assertEqual(
            (0, 20, -13), (first.occupied, first.leave_days, first.bed_days)
        )
        self.assertEqual(0, first.amount)
        second = self.line(claim, gone, "correction")
        self.assertEqual((-22, -22), (second.occupied, second.bed_days))
        self.assertEqual((-240.0, -1), (second.amount, second.units))
        self.assertEqual(0, self.exact(claim.total))
        self.assertEqual(Decimal("-240"), self.exact(claim.corrected))
        self.approve(claim)
        with self.travel("2026-04-03 02:00:00"):
            self.assertFalse(
                self.claim("2026-03-01").line_ids.filtered(
                    lambda line: line.kind == "correction"
                )
            )

    def test_what_was_paid_by_stays(self):
        self.move_in(self.person(), day("2025-06-01"))
        self.approve(self.claim())
        with self.assertRaisesRegex(UserError, "claimed by"):
            self.program.coefficient_ids[0].factor = 9
        with self.assertRaisesRegex(UserError, "claimed by the standard"):
            self.standard.amount = 9
        self.program.coefficient_ids[0].date_to = CLOSED.replace(year=2027)

    def test_what_was_handed_in_stays(self):
        self.move_in(self.person(), day("2025-06-01"))
        claim = self.claim()
        claim.action_submit()
        for change in (
            lambda: claim.write({"period": "2025-01-01"}),
            lambda: claim.write({"total": 1}),
            lambda: claim.write({"state": "approved"}),
            lambda: claim.action_compute(),
            lambda: claim.unlink(),
            lambda: claim.sudo().line_ids[0].write({"amount": 1}),
            lambda: claim.sudo().line_ids.create({}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_statements_dont_grow_with_people(self):
        """A month of two homes takes no more statements for ten people than for two."""
        counts = []
        for _turn in range(2):
            for home in (self.home, self.other):
                for _each in range(1 + 4 * len(counts)):
                    self.move_in(self.person(), day("2025-06-01"), home=home)
            claims = self.env["civil.institution.claim"]
            if not counts:
                claims = self.claim(user=self.clerk) | self.claim(
                    user=self.clerk, home=self.other
                )
                self.claims = claims
            self.env.invalidate_all()
            with self.count_statements() as counted:
                self.claims.action_compute()
            counts.append(counted[0])
        self.assertEqual(12, len(self.claims.line_ids))
        self.assertLessEqual(counts[1], counts[0] + 2)
