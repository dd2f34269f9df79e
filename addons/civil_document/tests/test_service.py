from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import DocumentCase

LATE = [
    ("state", "=", "issued"),
    ("service_due", "<", "today"),
    "|",
    ("served_date", "=", False),
    ("served_date", ">", "today"),
]


@tagged("post_install", "-at_install")
class TestService(DocumentCase):
    """Serving documents, and the days by which it counts."""

    def serve(self, document, **values):
        return (
            self.env["civil.document.service"]
            .with_user(self.clerk)
            .create({"document_id": document.id, "sent_at": "2024-03-01", **values})
        )

    def test_the_matter_learns_that_it_was_served(self):
        document = self.issue()
        service = self.serve(document)
        self.assertFalse(self.matter.served_at)
        service.served_at = "2024-03-04"
        self.assertEqual(str(document.served_date), "2024-03-04")
        self.assertEqual(str(self.matter.served_at), "2024-03-04")

    def test_an_announcement_counts_after_thirty_days(self):
        """Civil Procedure Law of 2023, article 95."""
        document = self.issue()
        service = self.serve(document, method="announcement")
        self.assertEqual(str(service.served_at), "2024-03-31")

    def test_an_older_announcement_took_sixty_days(self):
        """Civil Procedure Law of 2017, article 92."""
        with freeze_time("2021-11-01 02:00:00"):
            document = self.issue()
        service = self.serve(document, method="announcement", sent_at="2021-11-01")
        self.assertEqual(str(service.served_at), "2021-12-31")

    def test_days_in_their_order(self):
        document = self.issue()
        for values in (
            {"sent_at": "2024-02-29"},
            {"sent_at": "2024-03-04", "served_at": "2024-03-03"},
        ):
            with self.assertRaises(ValidationError):
                self.serve(document, **values)
        with self.assertRaises(ValidationError):
            self.serve(self.draft())

    def test_methods_have_conditions(self):
        """Civil Procedure Law, articles 89 and 90."""
        document = self.issue()
        for method, more in (
            ("left", {"witness": "村委会 李某"}),
            ("electronic", {"has_consent": True}),
        ):
            values = {"method": method, "served_at": "2024-03-02"}
            with self.assertRaises(ValidationError):
                self.serve(document, **values)
            self.assertTrue(self.serve(document, **values, **more))

    def test_what_was_served_is_corrected_by_the_head(self):
        service = self.serve(self.issue(), served_at="2024-03-02")
        with self.assertRaises(UserError):
            service.receiver = "别人"
        with self.assertRaises(UserError):
            service.unlink()
        service.with_user(self.head).receiver = "别人"
        self.assertEqual(service.receiver, "别人")

    def test_late_service_is_found(self):
        """Law on Administrative Penalties, article 61: seven working days."""
        self.env["civil.parameter"].create(
            {
                "code": "t.service_days",
                "name": "Service",
                "value_type": "integer",
                "value": "7",
                "date_from": "2020-01-01",
            }
        )
        self.kind.write(
            {
                "needs_service": True,
                "service_parameter": "t.service_days",
                "service_unit": "workday",
            }
        )
        document = self.issue()
        self.assertEqual(str(document.service_due), "2024-03-12")
        for day, late in (("2024-03-12", False), ("2024-03-13", True)):
            with freeze_time(f"{day} 02:00:00"):
                document.invalidate_recordset(["is_service_late"])
                self.assertEqual(document.is_service_late, late)
                self.assertEqual(document in document.search(LATE), late)
        self.serve(document, served_at="2024-03-11")
        with freeze_time("2024-03-13 02:00:00"):
            document.invalidate_recordset(["is_service_late"])
            self.assertFalse(document.is_service_late)
            self.assertNotIn(document, document.search(LATE))
