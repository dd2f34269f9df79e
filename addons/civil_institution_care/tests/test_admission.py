from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.civil_resident.tests.common import make_number

from .common import TODAY, CareCase


@tagged("post_install", "-at_install")
class TestAdmission(CareCase):
    """From the enquiry to moving in, and what stands against each step."""

    def test_whole_way(self):
        stay = self.enquire()
        self.assertRegex(stay.number, r"^RZ-2024-\d{6}$")
        self.assess(stay.resident_id.with_env(self.env), 70)
        self.assess_risks(stay.resident_id.with_env(self.env))
        stay.action_apply()
        self.assertEqual(TODAY, stay.applied_on)
        stay.action_reserve_bed(bed_id=self.beds[2].id)
        self.assertEqual("reserved", self.beds[2].state)
        stay.action_assess()
        self.assertEqual(70, stay.assessment_id.sudo().total)
        self.agree(stay)
        stay.action_sign()
        stay.action_move_in()
        self.assertEqual("resident", stay.state)
        self.assertEqual(self.beds[2], stay.bed_id)
        self.assertEqual("occupied", self.beds[2].state)
        self.assertEqual(self.self_care, stay.care_level_id)
        self.assertEqual(TODAY, stay.date_from)
        self.assertEqual(TODAY, self.home.first_admission_on)
        self.assertEqual("2024-06-18", str(self.home.filing_due))

    def test_missing_papers_are_named(self):
        stay = self.enquire(has_household_book=False, agent_name="程小妹")
        with self.assertRaisesRegex(UserError, "Household Book.*Guardian's Identity"):
            stay.action_apply()

    def test_contact_is_needed(self):
        stay = self.enquire(emergency_phone=False)
        with self.assertRaisesRegex(UserError, "emergency contact"):
            stay.action_apply()

    def test_age(self):
        sixty = self.make_resident("甲", "19640603", "011")
        younger = self.make_resident("乙", "19640604", "013")
        self.enquire(sixty).action_apply()
        with self.assertRaisesRegex(UserError, "59 years old: 60 is the least"):
            self.enquire(younger).action_apply()

    def test_destitute_of_any_age_where_the_home_serves_them(self):
        younger = self.make_resident("乙", "19900604", "013")
        stay = self.enquire(younger, payer="destitute")
        with self.assertRaisesRegex(UserError, "33 years old"):
            stay.action_apply()
        self.home.kind_id = self.env.ref("civil_institution.kind_rural")
        stay.action_apply()
        self.assertEqual("applied", stay.state)
        self.assertTrue(stay.is_central_supply)

    def test_child_in_a_home_for_children(self):
        child = self.make_resident("小宝", "20150604", "013")
        stay = self.enquire(child, payer="child")
        with self.assertRaisesRegex(UserError, "8 years old"):
            stay.action_apply()
        self.home.kind_id = self.env.ref("civil_institution.kind_child")
        with self.assertRaisesRegex(UserError, "a child has a guardian"):
            stay.action_apply()
        stay.write({"agent_name": "民政局", "has_agent_identity": True})
        stay.action_apply()
        stay.action_assess()
        self.assertEqual("assessed", stay.state)

    def test_medical_report_grows_old(self):
        stay = self.enquire(medical_report_on="2024-03-02")
        self.assess(stay.resident_id.with_env(self.env))
        self.assess_risks(stay.resident_id.with_env(self.env))
        stay.action_apply()
        with self.assertRaisesRegex(UserError, "older than 3 months"):
            stay.action_assess()
        stay.medical_report_on = "2024-03-03"
        stay.action_assess()

    def test_assessments_are_needed(self):
        stay = self.enquire()
        stay.action_apply()
        with self.assertRaisesRegex(UserError, "no ability assessment"):
            stay.action_assess()
        # Half a year old: no longer valid inside institutions.
        self.assess(stay.resident_id.with_env(self.env), date="2023-12-02")
        with self.assertRaisesRegex(UserError, "no ability assessment"):
            stay.action_assess()
        self.assess(
            stay.resident_id.with_env(self.env), date="2024-06-01", reason="regular"
        )
        with self.assertRaisesRegex(UserError, "nine risks"):
            stay.action_assess()
        self.assess_risks(stay.resident_id.with_env(self.env))
        stay.action_assess()

    def test_agreement_of_all_three(self):
        stay = self.assessed()
        with self.assertRaisesRegex(UserError, "Service Agreement"):
            stay.action_sign()
        with self.assertRaisesRegex(UserError, "missing: Signed by the Emergency"):
            self.agree(stay, contact_signer=False)
        self.agree(stay, kind="trial")
        with self.assertRaisesRegex(UserError, "Service Agreement"):
            stay.action_sign()
        self.agree(stay)
        stay.action_sign()
        self.assertEqual("signed", stay.state)

    def test_suspended_and_closed_take_nobody(self):
        stay = self.enquire()
        self.home._write_guarded({"state": "suspended"})
        with self.assertRaisesRegex(UserError, "Suspended”.*takes nobody in"):
            stay.action_apply()

    def test_full_by_beds_approved(self):
        self.home.beds_approved = 1
        self.living()
        person = self.make_resident("乙", "19410305", "013")
        stay = self.assessed(person)
        self.agree(stay)
        stay.action_sign()
        with self.assertRaisesRegex(UserError, "is full: 1 beds"):
            stay.action_move_in(bed_id=self.beds[1].id)

    def test_beds_that_cant_be_had(self):
        first = self.living()
        stay = self.assessed(self.make_resident("乙", "19410305", "013"))
        with self.assertRaisesRegex(UserError, "程咬金's .Occupied"):
            stay.action_reserve_bed(bed_id=first.bed_id.id)
        with self.assertRaisesRegex(UserError, "another institution"):
            stay.with_user(self.clerk).action_reserve_bed(bed_id=self.other_beds[0].id)
        self.beds[3].action_take_out()
        with self.assertRaisesRegex(UserError, "Out of Service"):
            stay.action_reserve_bed(bed_id=self.beds[3].id)
        third = self.assessed(self.make_resident("丙", "19420305", "015"))
        third.action_reserve_bed(bed_id=self.beds[2].id)
        with self.assertRaisesRegex(UserError, "丙's .Reserved"):
            stay.action_reserve_bed(bed_id=self.beds[2].id)
        third.action_release_bed()
        self.assertEqual(("free", False), (self.beds[2].state, third.bed_id.id))
        with self.assertRaisesRegex(UserError, "no bed is reserved"):
            third.action_release_bed()
        third.action_reserve_bed(bed_id=self.beds[2].id)
        third.action_cancel()
        self.assertEqual("free", self.beds[2].state)
        self.assertFalse(self.beds[2].stay_id)

    def test_nobody_twice_and_where(self):
        first = self.living()
        elsewhere = self.enquire(
            first.resident_id, user=self.clerk, institution_id=self.other.id
        )
        with self.assertRaisesRegex(UserError, f"东镇康寿养老院.*{first.number}"):
            elsewhere.action_apply()

    @mute_logger("odoo.sql_db")
    def test_nobody_twice_in_the_database(self):
        first = self.living()
        second = self.enquire(
            first.resident_id, user=self.clerk, institution_id=self.other.id
        )
        with (
            self.assertRaises(UniqueViolation) as refused,
            self.env.cr.savepoint(flush=False),
        ):
            second._write_guarded({"state": "applied"})
            self.env.flush_all()
        self.assertIn("open_uniq", str(refused.exception))

    def test_bed_steps_only_through_stays(self):
        stay = self.living()
        with self.assertRaisesRegex(UserError, "follows from the stays"):
            stay.bed_id.with_user(self.keeper).action_free()
        self.home.keeps_stays = True
        with self.assertRaisesRegex(UserError, "follows from the stays"):
            self.beds[4].with_user(self.keeper).action_occupy()

    def test_guarded_fields(self):
        stay = self.enquire()
        for name, value in (("state", "resident"), ("bed_id", self.beds[0].id)):
            with self.assertRaisesRegex(UserError, "by hand"):
                stay.write({name: value})
        stay.action_apply()
        other = self.make_resident("乙", "19410305", "013")
        with self.assertRaisesRegex(UserError, "fixed once"):
            stay.resident_id = other

    def test_person_by_number_and_name(self):
        number = make_number("19400305", "021")
        stays = self.env["civil.institution.stay"].with_user(self.keeper)
        vals = {"institution_id": self.home.id, "identity_input": number}
        stay = stays.create({**vals, "person_name": "罗 成"})
        person = stay.sudo().resident_id
        self.assertEqual(("罗成", number), (person.name, person.identity_number))
        self.assertEqual("1940-03-05", str(stay.birth_date))
        again = stays.create({**vals, "person_name": "罗成"})
        self.assertEqual(person, again.sudo().resident_id)
        with self.assertRaisesRegex(ValidationError, "doesn't fit"):
            stays.create({**vals, "person_name": "罗艺"})
        with self.assertRaisesRegex(ValidationError, "check character"):
            wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
            stays.create({**vals, "identity_input": wrong, "person_name": "罗成"})

    def test_trial(self):
        stay = self.assessed()
        with self.assertRaisesRegex(UserError, "Trial Agreement"):
            stay.action_start_trial(bed_id=self.beds[0].id)
        self.agree(stay, kind="trial", level_id=False)
        for days in (6, 31):
            with self.assertRaisesRegex(UserError, "7 to 30 days"):
                stay.action_start_trial(bed_id=self.beds[0].id, days=days)
        stay.action_start_trial(bed_id=self.beds[0].id, days=7)
        self.assertEqual("2024-06-09", str(stay.trial_until))
        self.assertEqual("occupied", self.beds[0].state)
        stay.action_prolong_trial(days=10)
        self.assertEqual("2024-06-19", str(stay.trial_until))
        with self.assertRaisesRegex(UserError, "once already"):
            stay.action_prolong_trial(days=10)
        self.agree(stay)
        stay.action_sign()
        with self.assertRaisesRegex(UserError, "register the discharge"):
            stay.action_cancel()
        stay.action_move_in()
        self.assertEqual(1, len(stay.placement_ids))
        self.assertEqual("resident", stay.state)

    def test_leaving_during_the_trial(self):
        stay = self.assessed()
        self.agree(stay, kind="trial")
        stay.action_start_trial(bed_id=self.beds[0].id)
        stay.action_discharge(kind="left", reason="不习惯")
        self.assertEqual("discharged", stay.state)
        self.assertEqual("free", self.beds[0].state)
