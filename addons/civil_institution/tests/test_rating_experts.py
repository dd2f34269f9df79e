import json

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_inspection.tools import draw

from .common_rating import RatingCase


@tagged("post_install", "-at_install")
class TestRatingExperts(RatingCase):
    def test_three_experts_go_there(self):
        rating = self.review()
        sheets = self.env["civil.institution.rating.sheet"].with_user(self.clerk)
        rating.visited_on = "2024-06-05"
        for expert in self.experts[:2]:
            sheets.create({"rating_id": rating.id, "expert_id": expert.id})
        self.refused("it has 2 experts; at least 3", rating.action_visit)
        sheets.create({"rating_id": rating.id, "expert_id": self.experts[2].id})
        rating.action_visit()
        self.assertEqual(len(self.standard.item_ids), len(rating.sheet_ids[0].mark_ids))

    def operate(self, operator):
        self.home.ownership = "public_private"
        contract = self.env["civil.institution.contract"].create(
            {
                "name": "1",
                "institution_id": self.home.id,
                "owner_id": self.other.organization_id.id,
                "operator_id": operator.id,
                "property_list": "房屋",
                "exit_plan": "接管",
                "date_from": "2023-01-01",
                "date_to": "2030-01-01",
            }
        )
        contract.action_tender()
        contract.action_sign()

    def test_whoever_has_an_interest_does_not_rate(self):
        operator = self.make_home(name="某公司").organization_id
        self.operate(operator)
        person = self.env["civil.resident"].create(
            {"name": "李四", "division_id": self.east.id}
        )
        self.home.staff_ids[0].resident_id = person
        own, works, holds, staff, free = self.experts
        own.employer_id = self.home.organization_id
        works.employer_id = operator
        holds.conflict_ids = operator
        staff.resident_id = person
        free.employer_id = self.other.organization_id
        barred = self.experts._barred(self.home)
        self.assertEqual(
            own | works | holds | staff,
            self.experts.browse(expert.id for expert in barred),
        )
        for expert in barred:
            rating = self.review(home=self.home)
            rating.write(
                {
                    "visited_on": "2024-06-05",
                    "sheet_ids": [
                        (0, 0, {"expert_id": one.id})
                        for one in (self.experts[-1] | expert | self.extra())
                    ],
                }
            )
            self.refused(expert.name, rating.action_visit)
            rating.sudo()._write_guarded({"state": "refused"})

    def extra(self):
        experts = self.env["civil.institution.rating.expert"]
        found = experts.search([("name", "=", "专家己")])
        return found or experts.create({"name": "专家己"})

    def test_experts_are_drawn_from_those_without_an_interest(self):
        self.experts[:2].employer_id = self.home.organization_id
        rating = self.review()
        everybody = self.env["civil.institution.rating.expert"].search([])
        (everybody - self.experts).active = False
        rating.action_draw_experts()
        self.assertEqual(self.experts[2:], rating.sheet_ids.expert_id.sorted("id"))
        population = json.loads(rating.draw_population)
        [again] = draw.make_draw(population, rating.draw_seed)
        self.assertEqual(
            sorted(str(expert.id) for expert in self.experts[2:]),
            sorted(again["inspectors"]),
        )
        self.experts[2].conflict_ids = self.home.organization_id
        with self.assertRaisesRegex(UserError, "have no interest"):
            rating.action_draw_experts()
        rating.visited_on = "2024-06-05"
        self.refused("has an interest", rating.action_visit)

    def test_sheets_are_filled_in_and_stay_once_signed(self):
        rating = self.send()
        sheet = rating.sheet_ids[0]
        sheet.signed_on = "2024-06-05"
        self.refused("have no points yet", sheet.action_sign)
        for mark in sheet.mark_ids:
            mark.score = 0
        sheet.action_sign()
        with self.assertRaises(UserError):
            sheet.mark_ids[0].score = 1
        with self.assertRaises(UserError):
            sheet.signed_on = "2024-06-04"
        with self.assertRaises(UserError):
            sheet.unlink()
        self.refused("role", sheet.action_reopen)
        sheet.with_user(self.head).action_reopen()
        sheet.mark_ids[0].score = 1

    def test_every_sheet_is_signed_before_the_decision(self):
        rating = self.send()
        self.record(rating, "2")
        self.refused("isn't signed", rating.with_user(self.head).action_decide)

    def test_no_expert_joins_after_the_decision(self):
        rating = self.decide()
        sheets = self.env["civil.institution.rating.sheet"].with_user(self.clerk)
        with self.assertRaises(UserError):
            sheets.create({"rating_id": rating.id, "expert_id": self.experts[4].id})
        with self.assertRaises(UserError):
            rating.sheet_ids[0].unlink()
