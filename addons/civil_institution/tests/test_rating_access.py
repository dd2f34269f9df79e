from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_rating import RatingCase

#: What opens something or belongs to others.
SHOWS = ("action_open", "action_view", "action_ask", "action_archive")
ARGUMENTS = {"action_give_back": ("缺材料",)}


@tagged("post_install", "-at_install")
class TestRatingAccess(RatingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_ready(cls.other)

    def actions(self, record):
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_institution."
            )
        ]

    def records(self):
        rating = self.send(home=self.other)
        year = self.env["civil.institution.rating.round"].create(
            {"division_id": self.district.id}
        )
        return (rating, rating.sheet_ids[0], year)

    def test_no_button_works_for_others(self):
        pressed = 0
        others = (self.auditor, self.deputy, self.east_clerk, self.staff, self.keeper)
        for record in self.records():
            for name in self.actions(record):
                for user in others:
                    with self.subTest(record=record, action=name, user=user.login):
                        with self.assertRaises(UserError), self.env.cr.savepoint():
                            method = getattr(record.with_user(user), name)
                            method(*ARGUMENTS.get(name, ()))
                        self.env.invalidate_all()
                        pressed += 1
        self.assertGreater(pressed, 80)

    def test_nobody_else_writes_or_reads_what_is_of_the_bureau(self):
        rating = self.send()
        sheet = rating.sheet_ids[0]
        experts = self.env["civil.institution.rating.expert"]
        for user in (self.keeper, self.staff):
            for records in (sheet, sheet.mark_ids[0], experts):
                with self.assertRaises(AccessError):
                    records.with_user(user).search([])
        for user in (self.deputy, self.auditor, self.keeper):
            with self.assertRaises(UserError):
                rating.with_user(user).visited_on = "2024-06-01"
            with self.assertRaises(UserError):
                sheet.with_user(user).signed_on = "2024-06-01"

    def test_institutions_fill_in_their_own_self_score_and_nothing_else(self):
        rating = self.draft("2", user=self.keeper)
        self.assertTrue(rating.score_ids and rating.material_ids)
        with self.assertRaises(UserError):
            rating.material_ids[0].review = "good"
        for vals in (
            {"visited_on": "2024-06-05"},
            {"decided_level": "5"},
            {"origin": "register"},
            {"granted_until": "2030-01-01"},
            {"end_note": "x"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                rating.write(vals)
        with self.assertRaises(UserError):
            rating.copy({"origin": "register", "granted_until": "2030-01-01"})
        with self.assertRaises(UserError):
            rating.action_note_known()
        rating.action_apply()
        with self.assertRaises(UserError):
            rating.material_ids[0].is_handed_in = False
        with self.assertRaises(AccessError):
            self.draft("2", home=self.other, user=self.keeper)

    def test_institutions_press_no_button_of_the_bureau(self):
        rating = self.publish()
        for record in (rating, rating.sheet_ids[0]):
            self.press_all(record)
        other = self.apply(home=self.other)
        self.other.user_ids |= self.keeper
        self.press_all(other)
        other.action_give_back("补正")
        self.press_all(other, but=("action_apply",))

    def press_all(self, record, but=()):
        state = record.state
        for name in set(self.actions(record)) - set(but):
            with self.subTest(action=name, state=state):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    method = getattr(record.with_user(self.keeper), name)
                    method(*ARGUMENTS.get(name, ()))
                self.env.invalidate_all()
                self.assertEqual(state, record.state)

    def test_institutions_use_the_form(self):
        form = Form(self.env["civil.institution.rating"].with_user(self.keeper))
        form.institution_id = self.home.with_user(self.keeper)
        form.applied_level = "2"
        rating = form.save()
        self.assertEqual(len(self.standard.item_ids), len(rating.score_ids))
        with Form(rating) as form:
            with form.score_ids.edit(0) as line:
                line.self_score = 5
            with form.material_ids.edit(0) as line:
                line.is_handed_in = True
            form.declares_no_accident = True
        self.assertEqual(5, rating.score_ids[0].self_score)
        self.assertTrue(rating.material_ids[0].is_handed_in)

    def test_institutions_see_their_own_and_no_experts_points(self):
        mine, other = self.send(), self.send(home=self.other)
        self.fill(mine, 0.9, 0.9, 0.9)
        ratings = self.env["civil.institution.rating"].with_user(self.keeper)
        self.assertIn(mine, ratings.search([]))
        self.assertNotIn(other, ratings.search([]))
        scores = self.env["civil.institution.rating.score"].with_user(self.keeper)
        self.assertEqual(mine, scores.search([]).rating_id)
        with self.assertRaises(AccessError):
            mine.score_ids[0].with_user(self.keeper).read(["expert_score"])
        sheet = mine.with_user(self.clerk).part_sheet
        self.assertIn("117.00", sheet)
        self.env.invalidate_all()
        self.assertNotIn("117.00", mine.with_user(self.keeper).part_sheet)

    def test_divisions_part_the_clerks(self):
        other = self.apply(home=self.other)
        mine = self.apply()
        ratings = self.env["civil.institution.rating"].with_user(self.east_clerk)
        found = ratings.search([])
        self.assertIn(mine, found)
        self.assertNotIn(other, found)
        with self.assertRaises(AccessError):
            other.with_user(self.east_clerk).read(["name"])
        with self.assertRaises(AccessError):
            self.other.with_user(self.east_clerk)._ratings_on(other.applied_on)

    def test_heads_alone_keep_the_standard(self):
        ground = self.env.ref("civil_institution.rating_ground_fraud")
        for record in (self.standard, self.standard.item_ids[0], ground):
            with self.assertRaises(AccessError):
                record.with_user(self.clerk).write({"name": "x"})
        ground.with_user(self.head).name = "弄虚作假"
