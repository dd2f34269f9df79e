from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ClaimCase, day


@tagged("post_install", "-at_install")
class TestChecks(ClaimCase):
    """The checks before paying, each one on and off."""

    def setUp(self):
        super().setUp()
        self.resident = self.person()
        self.stay = self.move_in(self.resident, day("2025-06-01"))

    def found(self, claim=None, person=None):
        claim = claim or self.claim()
        line = self.line(claim, person or self.resident)
        # Bills are judged only where the homes' fees are installed, too.
        codes = set(line.check_ids.mapped("code")) - {"inst_unrated", "bed_no_fee"}
        return line.outcome, codes

    def test_nothing_against_it(self):
        self.assertEqual(("payable", set()), self.found())

    def test_not_filed_in_the_month(self):
        home = self.home.sudo()
        home._write_guarded({"filing_date": "2026-03-01"})
        self.assertEqual(("blocked", {"inst_not_filed"}), self.found())
        home._write_guarded({"filing_date": "2026-02-28"})
        self.env["civil.institution.claim"].search([]).unlink()
        self.assertEqual(("payable", set()), self.found())

    def test_insurance_has_to_hold_at_the_months_end(self):
        paper = self.home.paper_ids
        paper.valid_until = "2026-02-27"
        claim = self.claim()
        self.assertEqual(("held", {"inst_uninsured"}), self.found(claim))
        paper.valid_until = "2026-02-28"
        claim.action_compute()
        self.assertEqual(("payable", set()), self.found(claim))

    def hazard(self, **values):
        return self.env["civil.hazard"].create(
            {
                "name": "消防通道堵塞",
                "object_id": self.home.object_id.id,
                "kind_id": self.env["civil.inspection.kind"].search([], limit=1).id,
                "level": "major",
                "found_date": "2026-02-20",
                **values,
            }
        )

    def test_an_open_major_hazard_puts_off(self):
        hazard = self.hazard()
        claim = self.claim()
        self.assertEqual(("held", {"inst_hazard"}), self.found(claim))
        self.assertEqual(0, claim.total)
        hazard.level = "general"
        claim.action_compute()
        self.assertEqual("payable", self.found(claim)[0])

    def test_what_was_held_is_paid_once_it_is_cured(self):
        hazard = self.hazard()
        self.approve(self.claim())
        hazard.level = "general"
        with self.travel("2026-04-03 02:00:00"):
            claim = self.claim("2026-03-01")
        line = self.line(claim, self.resident, "correction")
        self.assertEqual((240.0, 1, 28), (line.amount, line.units, line.paid_days))
        self.assertEqual((0, 0), (line.occupied, line.bed_days))

    def test_a_later_hold_takes_nothing_back(self):
        self.approve(self.claim())
        self.hazard()
        with self.travel("2026-04-03 02:00:00"):
            claim = self.claim("2026-03-01")
        self.assertFalse(self.line(claim, self.resident, "correction"))
        self.assertEqual("held", self.line(claim, self.resident).outcome)

    def test_the_age_at_the_months_end(self):
        """Born on 1966-02-28: sixty on the last day of the month."""
        self.resident.birth_date = "1966-03-01"
        claim = self.claim()
        self.assertEqual(("blocked", {"bed_under_age"}), self.found(claim))
        self.resident.birth_date = "1966-02-28"
        claim.action_compute()
        self.assertEqual(("payable", set()), self.found(claim))

    def test_of_another_district(self):
        city = self.divisions["990100"]
        other = self.env["civil.division"].create(
            {
                "code": "990102",
                "name": "Other",
                "level": "district",
                "parent_id": city.id,
            }
        )
        self.resident.division_id = other
        self.assertEqual(("blocked", {"bed_not_local"}), self.found())

    def test_the_destitute_are_paid_for_otherwise(self):
        self.stay.payer = "destitute"
        self.assertEqual(("blocked", {"bed_destitute"}), self.found())

    def test_without_a_valid_assessment(self):
        person = self.person(until="2026-02-27")
        self.move_in(person, day("2025-06-01"))
        claim = self.claim()
        self.assertEqual(("held", {"bed_unassessed"}), self.found(claim, person))
        self.assertEqual(0, self.line(claim, person).amount)

    def test_fifteen_days_away_is_an_alert(self):
        self.program.leave_rule = "counted"
        self.leave(self.stay, day("2026-02-02"), day("2026-02-16"))
        claim = self.claim()
        self.assertEqual(("payable", set()), self.found(claim))
        self.leave(self.stay, day("2026-02-20"), day("2026-02-21"), kind="hospital")
        claim.action_compute()
        self.assertEqual(("held", {"bed_long_leave"}), self.found(claim))

    def test_who_died_counts_up_to_the_death(self):
        self.env["civil.death"].create(
            {
                "name": self.resident.name,
                "resident_id": self.resident.id,
                "death_date": "2026-02-20",
                "division_id": self.east.id,
            }
        )
        self.env.flush_all()
        self.resident.invalidate_recordset()
        self.assertEqual(day("2026-02-20"), self.resident.death_date)
        claim = self.claim()
        self.assertEqual(("payable", {"bed_dead"}), self.found(claim))
        self.assertEqual(19, self.line(claim, self.resident).occupied)

    def test_one_person_in_two_homes(self):
        """15 days here and 13 there, and a least stay of 13: one of them is paid."""
        self.standard.least_days = 13
        self.stay.action_discharge(kind="left", date=day("2026-02-16"))
        self.move_in(self.resident, day("2026-02-16"), home=self.other)
        mine, theirs = self.claim(), self.claim(user=self.clerk, home=self.other)
        self.assertEqual("payable", self.found(mine)[0])
        self.assertEqual("payable", self.found(theirs)[0])
        mine.action_submit()
        with self.assertRaisesRegex(UserError, "of another institution"):
            theirs.with_user(self.clerk2).action_submit()
        theirs.action_compute()
        self.assertEqual(("blocked", {"bed_claimed_twice"}), self.found(theirs))
        with self.refused():
            self.env.cr.execute(
                "UPDATE civil_institution_claim_line SET is_claimed = TRUE"
                " WHERE claim_id = %s",
                [theirs.id],
            )
        mine.with_user(self.town).action_return("请核对")
        theirs.action_compute()
        self.assertEqual("payable", self.found(theirs)[0])

    def test_by_the_day_both_homes_are_paid_their_days(self):
        self.program.amount_method = "bed_day"
        self.standard.least_days = 0
        self.stay.action_discharge(kind="left", date=day("2026-02-16"))
        self.move_in(self.resident, day("2026-02-16"), home=self.other)
        mine = self.reach(self.claim(), "checking")
        theirs = self.claim(user=self.clerk, home=self.other)
        self.assertEqual("payable", self.found(theirs)[0])
        self.assertEqual(28, mine.bed_days + theirs.bed_days)

    def test_without_a_standard(self):
        self.standard.date_to = day("2026-01-31")
        claim = self.claim()
        self.assertEqual(("held", {"bed_no_standard"}), self.found(claim))
        self.assertEqual(0, claim.total)

    def test_severity_is_data(self):
        check = self.env.ref("civil_institution_subsidy.check_inst_unrated")
        check.outcome = "blocked"
        line = self.line(self.claim(), self.resident)
        self.assertEqual("blocked", line.outcome)
        check.active = False
        claim = self.env["civil.institution.claim"].search([])
        claim.action_compute()
        self.assertEqual(("payable", set()), self.found(claim))

    def test_two_homes_do_not_correct_the_same_month_twice(self):
        """Held in both homes at first for want of an assessment."""
        person = self.person(level=None)
        stay = self.move_in(person, day("2026-03-01"))
        with self.travel("2026-04-02 02:00:00"):
            stay.action_discharge(kind="left", date="2026-03-16")
            self.move_in(person, day("2026-03-16"), home=self.other)
            for user, home in ((self.keeper, self.home), (self.clerk, self.other)):
                claim = self.claim("2026-03-01", user=user, home=home)
                self.assertEqual("held", self.line(claim, person).outcome)
                self.approve(claim)
        self.assess(person, "1", "2026-03-01", "2028-02-29")
        with self.travel("2026-05-02 02:00:00"):
            first = self.claim("2026-04-01")
            second = self.claim("2026-04-01", user=self.clerk, home=self.other)
            self.assertEqual(1, self.line(first, person, "correction").units)
            first.action_submit()
            with self.assertRaisesRegex(UserError, "compute it again"):
                second.action_submit()
            second.action_compute()
            self.assertFalse(self.line(second, person, "correction").units)

    def test_nobody_leaves_a_line_out(self):
        claim = self.claim()
        for user in (self.keeper, self.clerk):
            with self.assertRaises(AccessError):
                claim.line_ids.with_user(user).unlink()

    def test_nothing_counts_after_the_service_stopped(self):
        claim = self.claim()
        for state, stop, days, outcome in (
            ("suspended", "2026-02-20", 19, "payable"),
            ("suspended", "2026-02-15", 14, "not_due"),
            ("closed", "2026-02-16", 15, "payable"),
            ("filed", "2026-02-15", 28, "payable"),
        ):
            self.home.sudo()._write_guarded({"state": state})
            self.home.stop_on = stop
            claim.action_compute()
            line = self.line(claim, self.resident)
            self.assertEqual((days, outcome), (line.bed_days, line.outcome))
        self.home.sudo()._write_guarded({"state": "suspended"})
        self.home.stop_on = "2026-01-31"
        claim.action_compute()
        self.assertFalse(claim.line_ids)
