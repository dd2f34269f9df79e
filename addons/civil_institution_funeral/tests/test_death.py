from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.civil_institution_care.tests.common import CareCase


@tagged("post_install", "-at_install")
class TestDeath(CareCase):
    """A death in the institution begins the closed loop of the funeral."""

    def test_opens_a_case(self):
        stay = self.living().with_user(self.keeper)
        stay.action_discharge(kind="died", date="2024-05-08")
        case = stay.sudo().funeral_case_id
        self.assertEqual("程咬金", case.deceased_name)
        self.assertEqual(stay.sudo().resident_id, case.resident_id)
        self.assertEqual("2024-05-08", str(case.death_date))
        self.assertEqual(
            ("institution", "东镇康寿养老院", "institution"),
            (case.death_place_kind, case.death_place, case.reporter_kind),
        )
        self.assertEqual("Reported", stay.funeral_state)
        with self.assertRaises(AccessError):
            case.with_user(self.keeper).read(["name"])

    def test_death_in_hospital(self):
        stay = self.living().with_user(self.keeper)
        stay.action_hospital(date="2024-05-01", destination="曾都医院")
        stay.action_discharge(kind="died", date="2024-05-08")
        case = stay.sudo().funeral_case_id
        self.assertEqual(
            ("hospital", "曾都医院"), (case.death_place_kind, case.death_place)
        )

    def test_refers_to_the_case_that_is_there(self):
        stay = self.living()
        case = self.env["civil.funeral.case"].create(
            {
                "deceased_name": "程咬金",
                "identity_input": stay.resident_id.sudo().identity_number,
                "division_id": self.east.id,
                "death_at": "2024-05-08 04:00:00",
                "death_place": "曾都医院",
                "reporter_kind": "hospital",
                "reporter_name": "值班医生",
            }
        )
        stay.action_discharge(kind="died", date="2024-05-08")
        self.assertEqual(case, stay.funeral_case_id)
        self.assertEqual(1, case.search_count([("deceased_name", "=", "程咬金")]))

    def test_who_leaves_alive_has_none(self):
        stay = self.living()
        stay.action_discharge(kind="left")
        self.assertFalse(stay.funeral_case_id)
        self.assertFalse(stay.funeral_number or stay.funeral_state)
