from freezegun import freeze_time

from odoo.tests import tagged

from .common import InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestPaper(InstitutionCase):
    def todos(self, record):
        return self.env["civil.todo"].search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        )

    def make(self, until):
        return (
            self.env["civil.institution.paper"]
            .with_user(self.keeper)
            .create(
                {
                    "institution_id": self.home.id,
                    "kind_id": self.env.ref("civil_institution.paper_kind_food").id,
                    "valid_until": until,
                }
            )
        )

    def test_papers_are_waited_for_before_they_end(self):
        far, near, over = map(self.make, ("2024-08-05", "2024-08-04", "2024-06-04"))
        self.assertFalse(self.todos(far))
        self.assertEqual("renew", self.todos(near).key)
        self.assertEqual("renew", self.todos(over).key)
        papers = self.env["civil.institution.paper"]
        mine = ("institution_id", "=", self.home.id)
        self.assertEqual(near, papers.search([mine, ("is_ending", "=", True)]))
        self.assertEqual(over, papers.search([mine, ("is_over", "=", True)]))
        over.with_user(self.clerk).action_archive_renewed()
        self.assertFalse(self.todos(over))

    def test_certificates_of_staff(self):
        staff = self.env["civil.institution.staff"].with_user(self.keeper)
        person = staff.create(
            {
                "institution_id": self.home.id,
                "name": "张三",
                "certificate_until": "2024-07-05",
                "health_until": "2024-06-04",
            }
        )
        self.assertEqual(
            {"certificate", "health"}, set(self.todos(person).mapped("key"))
        )
        self.assertTrue(person.is_expired)
        self.assertIn(person, staff.search([("is_expired", "=", True)]))
        person.left_on = "2024-06-05"
        self.assertFalse(person.is_expired)
        self.assertNotIn(person, staff.search([("is_expired", "=", True)]))
        self.assertFalse(self.todos(person))
