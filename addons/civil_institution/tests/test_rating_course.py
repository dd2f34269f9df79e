import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common_rating import RatingCase


@tagged("post_install", "-at_install")
class TestRatingCourse(RatingCase):
    def test_a_rating_from_the_self_score_to_the_certificate(self):
        rating = self.grant("2", user=self.keeper)
        self.assertEqual("rated", rating.state)
        self.assertEqual(
            ["first", "2", datetime.date(2024, 6, 14), datetime.date(2027, 6, 13)],
            [rating.kind, rating.level, rating.valid_from, rating.valid_until],
        )
        self.assertFalse(rating.plaque_no, "plaques begin at level 3")
        self.assertTrue(rating.certificate_no)
        kinds = set(rating.document_ids.kind_id.mapped("code"))
        self.assertEqual(
            {"institution_rating_publicity", "institution_rating_certificate"}, kinds
        )
        with freeze_time("2024-06-14 04:00:00"):
            self.assertEqual("2", self.home._rating_on(datetime.date(2024, 6, 14)))
        self.assertEqual("2", self.home.rating_level)
        self.assertEqual(datetime.date(2027, 6, 13), self.home.rating_until)

    def test_level_three_has_a_plaque(self):
        self.assertTrue(self.grant("3").plaque_no)

    def test_a_rating_holds_on_its_first_and_last_day_and_not_beyond(self):
        rating = self.grant()
        day = datetime.timedelta(days=1)
        for when, level in (
            (rating.valid_from - day, False),
            (rating.valid_from, "2"),
            (rating.valid_until, "2"),
            (rating.valid_until + day, False),
        ):
            self.assertEqual(level, self.home._rating_on(when), when)
            both = self.home | self.other
            expected = {self.home.id: level} if level else {}
            self.assertEqual(expected, both._ratings_on(when))

    def test_points_out_of_range_are_refused(self):
        rating = self.draft()
        for wrong in (-0.1, rating.score_ids[0].item_id.max_score + 0.1):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                rating.score_ids[0].self_score = wrong
        rating = self.send(home=self.ready_other())
        mark = rating.sheet_ids[0].mark_ids[0]
        for wrong in (-0.1, mark.item_id.max_score + 0.1):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                mark.score = wrong
        mark.score = mark.item_id.max_score

    def ready_other(self):
        self.make_ready(self.other)
        return self.other

    def test_own_points_have_to_reach_the_level(self):
        rating = self.draft("5", share=0.89)
        self.refused("own points", rating.action_apply)
        rating.score_ids[0].self_score = 0
        rating.applied_level = "4"
        self.assertEqual("4", rating._level_of_points(rating._self_points()))
        rating.action_apply()

    def test_materials_are_handed_in_and_in_order(self):
        rating = self.draft()
        needed = rating.material_ids.filtered("is_required")[0]
        needed.is_handed_in = False
        self.refused("not handed in", rating.action_apply)
        needed.is_handed_in = True
        rating.action_apply()
        self.refused("not in order", rating.action_review)
        rating.material_ids.review = "good"
        rating.action_review()
        with self.assertRaises(UserError):
            rating.material_ids[0].review = "missing"

    def test_what_was_handed_in_stays(self):
        rating = self.apply()
        with self.assertRaises(UserError):
            rating.score_ids[0].self_score = 1
        with self.assertRaises(UserError):
            rating.applied_level = "3"
        with self.assertRaises(UserError):
            rating.unlink()
        rating.action_give_back("缺少人员名册")
        self.assertEqual("缺少人员名册", rating.correction_note)
        rating.score_ids[0].self_score = 1
        rating.applied_level = "1"
        rating.action_apply()

    def test_the_mean_is_exact(self):
        # Level 2 needs 65 of 130 for the facilities: the mean is a third below.
        rating = self.send("2")
        full = dict.fromkeys(("environment", "operation", "service"), 1.0)
        self.fill(rating, *[{**full, "facilities": 0.5}] * 3)
        self.assertEqual("2", rating.scored_level)
        sheet = rating.sheet_ids[0].with_user(self.head)
        sheet.action_reopen()
        marks = sheet.mark_ids.filtered(lambda m: m.part_id.code == "facilities")
        marks[0].score -= 0.1
        self.assertEqual("5", self.level_without(rating, "facilities"))
        sheet.action_sign()
        self.assertEqual("1", rating.scored_level)
        row = {row["name"]: row for row in rating._part_rows()}
        part = self.env.ref("civil_institution.rating_part_facilities").name
        self.assertFalse(row[part]["enough"])
        self.assertLess(row[part]["expert"], 65)

    def level_without(self, rating, code):
        points = rating._expert_points()
        for part in points:
            if part.code == code:
                points[part] = part.max_score
        return rating._level_of_points(points)

    def test_points_below_the_level_fail_it(self):
        rating = self.send("2")
        self.fill(rating, 0.49, 0.49, 0.49)
        self.record(rating, "2")
        head = rating.with_user(self.head)
        self.refused("don't reach", head.action_decide)
        self.refused("why it is refused", head.action_fail)
        rating.refusal_reason = "得分未达到二级"
        head.action_fail()
        self.assertEqual(["refused", "2"], [rating.state, rating.failed_level])
        self.assertAlmostEqual(490, rating.total_score, delta=3)
        self.assertFalse(self.home._rating_on(datetime.date(2024, 6, 5)))

    def test_a_lower_level_may_be_decided_and_the_other_is_failed(self):
        rating = self.send("3")
        self.fill(rating, 0.55, 0.55, 0.55)
        self.record(rating, "2")
        rating.with_user(self.head).action_decide()
        self.assertEqual(["decided", "3"], [rating.state, rating.failed_level])

    def test_who_decides_on_which_level(self):
        rating = self.send("3")
        self.fill(rating, 1.0, 1.0, 1.0)
        decide = rating.with_user(self.head).action_decide
        self.refused("it lacks", decide)
        for who in ("city", "district"):
            self.record(rating, "3", decided_by=who)
            self.refused("the province decides from level 3", decide)
        self.record(rating, "2", decided_by="province")
        self.refused("the city decides below level 3", decide)
        self.record(rating, "3", report_no=False)
        self.refused("reported upward", decide)
        self.record(rating, "3", decided_on="2024-06-06")
        self.refused("future", decide)
        self.record(rating, "3")
        self.refused("role", rating.with_user(self.clerk).action_decide)
        decide()

    def test_the_districts_committee_votes(self):
        rating = self.send("2")
        self.fill(rating, 1.0, 1.0, 1.0)
        self.record(rating, "2", decided_by="district", report_no=False)
        decide = rating.with_user(self.head).action_decide
        votes = self.env["civil.institution.rating.vote"].with_user(self.clerk)
        for number in range(4):
            votes.create({"rating_id": rating.id, "member": f"委员{number}"})
        self.refused("at least 5", decide)
        votes.create({"rating_id": rating.id, "member": "委员4", "vote": "against"})
        votes.create({"rating_id": rating.id, "member": "委员5", "vote": "against"})
        rating.vote_ids[0].vote = "abstained"
        self.refused("didn't vote for it", decide)
        rating.vote_ids[0].vote = "for"
        decide()
        with self.assertRaises(UserError):
            rating.vote_ids[0].vote = "against"

    def test_publicity_takes_five_to_seven_working_days(self):
        rating = self.decide()
        for days in (4, 8):
            rating.publicity_days = days
            self.refused("5 to 7 working days", rating.action_publish)
        rating.publicity_days = 5
        rating.action_publish()
        # The tenth of June 2024 was a holiday.
        self.assertEqual(
            [datetime.date(2024, 6, 6), datetime.date(2024, 6, 13)],
            [rating.publicity_from, rating.publicity_to],
        )
        rating.announcement_no = "公告1号"
        announce = rating.with_user(self.head).action_announce
        with freeze_time("2024-06-13 04:00:00"):
            self.refused("lasts until 2024-06-13", announce)
        self.assertEqual(
            datetime.datetime(2024, 6, 14, 15, 59, 59), self.todos(rating).due_at
        )

    def object(self, rating, **vals):
        return (
            self.env["civil.institution.rating.objection"]
            .with_user(self.clerk)
            .create(
                {
                    "rating_id": rating.id,
                    "objector": "群众",
                    "content": "夜间无人值守",
                    **vals,
                }
            )
        )

    def test_objections_are_answered_or_lead_back(self):
        rating = self.publish()
        objection = self.object(rating)
        rating.announcement_no = "公告1号"
        head = rating.with_user(self.head)
        self.refused("no objection was upheld", head.action_send_again)
        with freeze_time("2024-06-14 04:00:00"):
            self.refused("isn't answered", head.action_announce)
            objection.write(
                {"result": "upheld", "answer": "属实", "answered_on": "2024-06-12"}
            )
            self.refused("was upheld", head.action_announce)
            head.action_send_again()
            self.assertEqual("on_site", rating.state)
            self.assertFalse(rating.decided_level or rating.publicity_from)
            self.record(rating, "2", decided_on="2024-06-14")
            head.action_decide()
            rating.action_publish()
        self.announce(rating, "2024-06-24")
        self.assertEqual("rated", rating.state)

    def test_nobody_objects_but_during_the_publicity(self):
        with self.assertRaises(UserError):
            self.object(self.decide())

    def test_a_wrong_notice_is_taken_down(self):
        rating = self.publish()
        rating.with_user(self.head).action_withdraw()
        self.assertEqual(["decided", False], [rating.state, rating.publicity_to])

    def test_nothing_of_a_step_is_written_by_hand(self):
        rating = self.draft()
        for vals in (
            {"state": "rated"},
            {"level": "5"},
            {"valid_until": "2030-01-01"},
            {"origin": "downgrade"},
            {"decided_level": "5"},
            {"plaque_returned_on": "2024-01-01"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                rating.write(vals)
        with self.assertRaises(UserError):
            self.home.rating_level = "5"

    def test_the_form_opens_in_every_state(self):
        rating = self.grant()
        for user in (self.keeper, self.clerk, self.head, self.deputy, self.auditor):
            with self.subTest(user=user.login):
                form = Form(rating.with_user(user))
                self.assertEqual(rating.name, form.name)
                self.assertIn("600", str(rating.with_user(user).part_sheet))

    def test_a_standard_in_use_stays(self):
        self.draft()
        with self.assertRaises(UserError):
            self.standard.part_ids[0].with_user(self.head).max_score = 1
        with self.assertRaises(UserError):
            self.standard.level_ids[0].unlink()
        self.standard.with_user(self.head).date_to = "2030-12-31"
