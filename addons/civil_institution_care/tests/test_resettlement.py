from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestResettlement(CareCase):
    """Who lives in a home that stops stands on its plan by name."""

    def setUp(self):
        super().setUp()
        self.home.keeps_stays = True
        self.stays = self.env["civil.institution.stay"]
        for place, name in enumerate(("罗成", "秦琼")):
            person = self.make_resident(name, order=f"0{place}5")
            stay = self.living(self.beds[place], "2024-05-01", person)
            self.stays |= stay.with_env(self.env)

    def test_everybody_is_listed_once(self):
        home = self.home.with_user(self.keeper)
        home.action_list_residents()
        home.action_list_residents()
        lines = home.resettlement_ids
        self.assertEqual(["秦琼", "罗成"], sorted(lines.mapped("residents")))
        self.assertEqual(self.home.resident_count, lines._persons())
        with self.assertRaises(AccessError):
            self.other.with_user(self.keeper).action_list_residents()

    def test_who_left_is_resettled(self):
        self.home.with_user(self.keeper).action_list_residents()
        gone, stays = self.stays
        gone.with_user(self.keeper).action_discharge(
            kind="left", date="2024-06-02", reason="回家"
        )
        self.assertEqual(date(2024, 6, 2), gone.resettlement_ids.done_on)
        self.assertFalse(stays.resettlement_ids.done_on)
        self.home.with_user(self.keeper).action_list_residents()
        self.assertEqual(2, len(self.home.resettlement_ids))

    def test_a_line_is_about_a_resident_of_the_home(self):
        lines = self.env["civil.institution.resettlement"].with_user(self.clerk)
        with self.assertRaisesRegex(ValidationError, "one person of this institution"):
            lines.create(
                {
                    "institution_id": self.other.id,
                    "stay_id": self.stays[0].id,
                    "goes_to": "family",
                }
            )
