from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SocialCase, identity


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestOfficer(SocialCase):
    """Who may lead what: refusals, and what needs a recorded reason or approval."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.org = cls.make_org()
        cls.other = cls.make_org("测试区他人协会")
        cls.unit = cls.make_org("测试区安康服务中心", "private_unit")
        cls.foundation = cls.make_org("测试区爱心基金会", "foundation")
        cls.number = identity()

    def represent(self, org, **values):
        return self.make_officer(
            org,
            **{
                "identity_input": self.number,
                "is_legal_representative": True,
                **values,
            },
        )

    def test_nobody_represents_two_associations(self):
        """社会团体登记管理条例第十二条; the number isn't shown."""
        self.represent(self.org)
        with self.refusal("好人协会") as refused:
            self.represent(self.other, name="周芸")
        self.assertNotIn(self.number, str(refused.exception))

    def test_people_are_told_apart_by_number_not_by_name(self):
        self.represent(self.org)
        self.represent(self.other, identity_input=identity())
        self.represent(self.unit)

    def test_spaces_and_small_letters_hide_nobody(self):
        number = next(
            found
            for found in (identity(number=count) for count in range(1, 200))
            if found.endswith("X")
        )
        self.represent(self.org, identity_input=number)
        with self.assertRaises(UserError):
            self.represent(self.other, identity_input=f" {number.lower()}")

    def test_who_represents_a_foundation_represents_nothing_else(self):
        """基金会管理条例第二十三条, from both sides."""
        self.represent(self.foundation)
        with self.refusal("爱心基金会"):
            self.represent(self.unit)
        officer = self.represent(self.unit, identity_input=identity())
        with self.assertRaises(UserError):
            officer.identity_input = self.number

    def test_an_ended_organization_stands_in_nobodys_way(self):
        self.represent(self.org)
        self.org.with_user(self.head)._end("annulled", "2024-05-31", "撤销决定")
        self.represent(self.other)

    def test_other_divisions_count_as_well(self):
        west = self.make_org("测试区西镇协会", division_id=self.west.id)
        self.represent(west)
        east = self.make_org("测试区东镇协会", division_id=self.east.id)
        with self.refusal("西镇协会"):
            self.make_officer(
                east,
                user=self.east_clerk,
                identity_input=self.number,
                is_legal_representative=True,
            )

    def test_the_barred_are_refused(self):
        """社会团体登记管理条例第十三条."""
        with self.refusal("political rights"):
            self.make_officer(self.org, is_barred=True, exception_reason="特批")

    def test_age_at_the_election_needs_a_reason_over_seventy(self):
        seventy = {"identity_input": identity("19520101"), "elected_on": "2022-12-31"}
        self.make_officer(self.org, **seventy)
        older = {"identity_input": identity("19501231"), "elected_on": "2022-01-01"}
        with self.refusal("71"):
            self.make_officer(self.org, **older)
        officer = self.make_officer(self.org, **older, exception_reason="业内推举")
        self.assertIn("71", officer.warnings)
        with self.assertRaises(UserError):
            officer.exception_reason = False

    def test_third_term_and_long_term_need_a_reason(self):
        with self.refusal("number 3"):
            self.make_officer(self.org, term_count=3)
        with self.refusal("5 years"):
            self.make_officer(self.org, date_to="2027-01-02")
        self.make_officer(self.unit, term_count=3)

    def test_the_limits_are_those_of_the_day(self):
        self.env["civil.parameter"].search(
            [("code", "=", "social.officer_terms")]
        ).date_to = "2023-12-31"
        self.env.flush_all()
        self.env["civil.parameter"].create(
            {
                "code": "social.officer_terms",
                "name": "Terms",
                "value_type": "integer",
                "value": "3",
                "date_from": "2024-01-01",
            }
        )
        with self.assertRaises(UserError):
            self.make_officer(self.org, term_count=3)
        self.make_officer(self.org, term_count=3, elected_on="2024-01-01")

    def test_civil_servants_need_the_number_of_an_approval(self):
        """中组发〔2014〕11号: a reason of one's own isn't enough."""
        for post in ("is_civil_servant", "is_retired_cadre"):
            with self.subTest(post=post):
                with self.refusal("approval"):
                    self.make_officer(self.org, **{post: True}, exception_reason="需要")
                self.make_officer(
                    self.org, **{post: True}, approval_no="组批〔2024〕1号"
                )

    def test_the_representative_changes_with_a_case_only(self):
        first = self.represent(self.org)
        self.assertEqual("周云", self.org.legal_representative)
        second = self.make_officer(self.org, name="李明")
        for values in (
            {"left_on": "2024-05-31"},
            {"is_legal_representative": False},
            {"active": False},
            {"name": "周雨"},
        ):
            with self.subTest(values=values):
                with self.refusal("change registration"):
                    first.write(values)
        with self.assertRaises(UserError):
            second.is_legal_representative = True
        self.org._change_representative(second, "2024-06-01")
        self.assertEqual("李明", self.org.legal_representative)
        self.assertEqual(second, self.org.legal_officer_id)
        self.assertFalse(first.is_legal_representative)

    def test_a_case_is_refused_what_the_law_forbids(self):
        self.represent(self.org)
        self.represent(self.other, identity_input=identity())
        candidate = self.make_officer(
            self.other, name="周云", identity_input=self.number
        )
        with self.refusal("好人协会"):
            self.other._change_representative(candidate, "2024-06-01")

    def test_numbers_are_masked(self):
        officer = self.represent(self.org)
        officer.invalidate_recordset()
        shown = officer.read(["identity_masked", "identity_input"])[0]
        self.assertNotIn(self.number, str(shown))
        self.assertFalse(shown["identity_input"])
        with self.assertRaises(UserError):
            officer.read(["identity_number"])
        self.assertEqual("1970-01-01", str(officer.birth_date))
