from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CemeteryCase


@tagged("post_install", "-at_install")
class TestPlan(CemeteryCase):
    """What the plan gets: a zone at once, what a search finds, the next step."""

    def setUp(self):
        super().setUp()
        self.plan = self.env["civil.cemetery.plan"].with_user(self.keeper)

    def state(self, code):
        return [each for each, _label in self.plan.overview()["states"]].index(code)

    def test_overview_counts_by_state(self):
        self.reserve().action_reserve()
        [facility] = self.plan.overview()["facilities"]
        [zone] = facility["zones"]
        self.assertEqual(self.zone.id, zone["id"])
        self.assertEqual(9, zone["counts"][self.state("available")])
        self.assertEqual(1, zone["counts"][self.state("reserved")])

    def test_a_zone_as_lists(self):
        self.buried()
        zone = self.plan.zone(self.zone.id)
        self.assertEqual(self.plots.ids, zone["id"])
        self.assertEqual([1] * 5 + [2] * 5, zone["row"])
        self.assertEqual([*range(1, 6)] * 2, zone["number"])
        self.assertEqual(self.state("occupied"), zone["state"][0])
        self.assertEqual((1, 2), (zone["used"][0], zone["places"][0]))
        empty = self.make_zone(self.public, "Z")
        self.assertEqual([], self.plan.zone(empty.id)["id"])

    def test_twenty_thousand_plots_by_few_statements(self):
        zone = self.make_zone(self.public, "C")
        self.make_plots(zone, self.double, rows=100, numbers=200, offer=False)
        self.env.invalidate_all()
        self.plan.zone(self.zone.id)
        with self.count_statements() as counted:
            answer = self.plan.zone(zone.id)
        self.assertEqual(20000, len(answer["id"]))
        self.assertLessEqual(counted[0], 4)
        self.env.invalidate_all()
        with self.count_statements() as counted:
            self.plan.overview()
        self.assertLessEqual(counted[0], 20)

    def test_search_by_name_certificate_position(self):
        agreement = self.buried()
        certificate = agreement.certificate_number
        for text in ("李四", "张三", certificate, "HZ-1", "a-1-1"):
            found = self.plan.find(self.public.id, text)
            self.assertEqual([self.plot.id], [each["id"] for each in found], text)
        self.assertEqual(self.zone.id, found[0]["zone_id"])
        self.assertEqual([], self.plan.find(self.public.id, " "))
        self.assertEqual([], self.plan.find(self.public.id, "无此人"))

    def steps(self):
        return [each[2] for each in self.plan.card(self.plot.id)["actions"]]

    def test_the_card_offers_the_next_step(self):
        self.make_death()
        self.assertEqual(["action_reserve"], self.steps())
        reservation = self.reserve()
        reservation.action_order()
        self.assertEqual(["action_open_reservation"], self.steps())
        reservation.action_agree()
        agreement = self.activate(reservation.agreement_id)
        self.assertEqual(["action_inter", "action_open_agreement"], self.steps())
        self.inter(agreement).action_inter()
        card = self.plan.card(self.plot.id)
        self.assertIn(["Lies There", "张三"], card["rows"])
        self.assertEqual("A-1-1", card["code"])
        self.assertEqual(
            ["action_open_agreement"],
            [
                each[2]
                for each in self.plan.with_user(self.auditor).card(self.plot.id)[
                    "actions"
                ]
            ],
        )
        with self.assertRaisesRegex(UserError, "no longer there"):
            self.plan.card(-1)
