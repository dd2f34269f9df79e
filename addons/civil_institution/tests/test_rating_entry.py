import datetime

from odoo.tests import tagged

from .common_rating import RatingCase


@tagged("post_install", "-at_install")
class TestRatingEntry(RatingCase):
    def met(self, level="5", **vals):
        """``{condition: met}`` of the home as it is."""
        self.home.write(vals)
        rating = self.env["civil.institution.rating"].new(
            {
                "institution_id": self.home.id,
                "applied_level": level,
                "declares_no_accident": True,
                "standard_id": self.standard.id,
            }
        )
        checks = rating._entry_checks(datetime.date(2024, 6, 5))
        return {check["code"]: check["is_met"] for check in checks}

    def test_a_good_home_meets_all(self):
        self.assertEqual({True}, set(self.met().values()))
        self.assertIn("occupancy", self.met("4"))
        self.assertNotIn("occupancy", self.met("3"))

    def test_a_year_in_operation(self):
        self.assertTrue(self.met(first_admission_on="2023-06-05")["operating"])
        self.assertFalse(self.met(first_admission_on="2023-06-06")["operating"])

    def test_occupancy_at_and_below_the_share(self):
        # 40 beds; level 5 asks for 60 percent, level 4 for 50.
        self.assertTrue(self.met("5", resident_count=24)["occupancy"])
        self.assertFalse(self.met("5", resident_count=23)["occupancy"])
        self.assertTrue(self.met("4", resident_count=20)["occupancy"])
        self.assertFalse(self.met("4", resident_count=19)["occupancy"])
        self.assertFalse(self.met("4", beds_approved=0)["occupancy"])

    def test_certificates_of_care_workers(self):
        staff = self.home.staff_ids
        staff[0].certificate_no = False
        # Four of five: 80 percent, as level 4 asks for.
        self.assertTrue(self.met("4")["certified"])
        self.assertFalse(self.met("5")["certified"])
        staff[1].certificate_until = "2024-06-05"
        self.assertTrue(self.met("4")["certified"], "valid on its last day")
        staff[1].certificate_until = "2024-06-04"
        self.assertFalse(self.met("4")["certified"])
        staff[1].left_on = "2024-06-05"
        self.assertFalse(self.met("4")["certified"], "three of four")

    def test_care_workers_by_the_ratios(self):
        self.assertTrue(self.met(residents_unable=25)["ratio"])
        self.assertFalse(self.met(residents_unable=26)["ratio"])

    def test_filing_and_declaration(self):
        rating = self.draft()
        rating.declares_no_accident = False
        rating.action_apply()
        rating.material_ids.review = "good"
        self.refused("aren't met", rating.action_review)
        wrong = rating.check_ids.filtered(lambda one: not one.is_met)
        self.assertEqual(["accident"], wrong.mapped("code"))
        self.assertTrue(wrong.legal_basis)
        rating.action_give_back("未声明")
        rating.declares_no_accident = True
        rating.action_apply()
        rating.action_review()

    def test_unfiled_homes_are_not_rated(self):
        self.other.write({"first_admission_on": "2020-01-01"})
        rating = self.apply("1", home=self.other)
        rating.material_ids.review = "good"
        self.refused("aren't met", rating.action_review)
        rating.refusal_reason = "未备案"
        rating.action_refuse()
        self.assertEqual("refused", rating.state)
        self.assertFalse(rating.failed_on, "a formal refusal locks nothing")
        self.draft("1", home=self.other).action_apply()

    def test_child_welfare_homes_are_not_rated(self):
        self.other.kind_id = self.env.ref("civil_institution.kind_child")
        rating = self.draft("1", home=self.other)
        self.refused("elder care institutions", rating.action_apply)

    def test_a_penalty_of_the_last_two_years_counts(self):
        case = self.env["civil.enforcement.case"].create(
            {
                "offence_id": self.env.ref("civil_institution.offence_assessment").id,
                "organization_id": self.home.organization_id.id,
                "division_id": self.east.id,
                "summary": "未按规定评估",
                "deed_date": "2022-05-01",
                "outcome": "punish",
            }
        )
        self.assertTrue(self.met()["penalty"], "nothing is decided yet")
        # Midnight in China between the fourth and the fifth of June.
        for moment, met in (
            ("2022-06-04 15:59:59", True),
            ("2022-06-04 16:00:00", False),
        ):
            case._write_guarded({"decided_date": moment})
            self.assertEqual(met, self.met()["penalty"], moment)
        case.outcome = "not_punished"
        self.assertTrue(self.met()["penalty"])
