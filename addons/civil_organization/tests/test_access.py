from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OrganizationCase


@tagged("post_install", "-at_install")
class TestAccess(OrganizationCase):
    """What each role may do, and where."""

    def may(self, user, operation, model="civil.organization"):
        return self.env[model].with_user(user).has_access(operation)

    def test_all_staff_read_and_clerks_write(self):
        for user in (self.staff, self.deputy, self.auditor):
            self.assertTrue(self.may(user, "read"))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.may(user, operation), (user.login, operation))
        for operation in ("read", "write", "create"):
            self.assertTrue(self.may(self.clerk, operation))
        self.assertFalse(self.may(self.head, "unlink"))

    def test_kinds_are_kept_by_heads(self):
        kind = "civil.organization.kind"
        self.assertTrue(self.may(self.head, "write", kind))
        self.assertFalse(self.may(self.clerk, "write", kind))

    def test_own_divisions_only(self):
        home = self.home.with_user(self.south_clerk)
        self.assertNotIn(home, home.search([]))
        for method, arguments in (
            ("read", [["name"]]),
            ("write", [{"phone": "1"}]),
            ("action_cease", []),
        ):
            with self.assertRaises(AccessError):
                getattr(home, method)(*arguments)
        with self.assertRaises(AccessError):
            home.create({"name": "越界", "division_id": self.north.id})

    def test_readers_take_no_step(self):
        self.home.end_date = "2024-03-31"
        for user in (self.staff, self.deputy, self.auditor):
            self.assertFalse(self.home.with_user(user).next_states)
            with self.assertRaises(AccessError):
                self.home.with_user(user).action_cease()
