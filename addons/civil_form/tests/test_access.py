from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FormCase

SETUP = ("form", "form.version", "form.due", "form.figure", "form.cell", "form.check")
WORK = ("form.filing", "form.value", "form.finding", "form.dispatch")


@tagged("post_install", "-at_install")
class TestAccess(FormCase):
    """Who sees, fills, checks and sets up, and who doesn't."""

    def readers(self):
        return (self.clerk, self.head, self.deputy, self.auditor, self.admin)

    def test_staff_without_the_role_sees_nothing(self):
        for name in (*SETUP, *WORK):
            for user in (self.staff, self.finance, self.outsider):
                with self.assertRaises(AccessError):
                    self.env[f"civil.{name}"].with_user(user).search([])

    def test_only_administrators_set_up(self):
        self.version.check_ids.create(
            {"version_id": self.version.id, "name": "Sum", "expression": "B5 = B5"}
        )
        for name in SETUP:
            record = self.env[f"civil.{name}"].search([], limit=1)
            self.assertTrue(record, name)
            for user in (self.clerk, self.head, self.deputy, self.auditor):
                own = record.with_user(user)
                self.assertTrue(own.read(["display_name"]))
                for way in ("write", "create", "unlink"):
                    self.assertFalse(own.has_access(way), (name, user.login, way))
            for way in ("read", "write", "create", "unlink"):
                self.assertTrue(record.with_user(self.admin).has_access(way))

    def test_only_clerks_and_heads_work_on_filings(self):
        filing = self.checked()
        filing.action_send(way="paper")
        for name in WORK:
            record = self.env[f"civil.{name}"].search([], limit=1)
            for user in (self.deputy, self.auditor, self.admin):
                if name != "form.finding":
                    self.assertTrue(record.with_user(user).read(["display_name"]))
                for way in ("write", "create", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(way))

    def test_steps_need_their_roles(self):
        filing = self.open_filing()
        for user in (self.deputy, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                filing.with_user(user).action_fill()
        filing.action_fill()
        self.type_in(filing)
        with self.assertRaisesRegex(UserError, "role doesn't allow"):
            filing.with_user(self.other_clerk).action_check()
        filing.with_user(self.head).action_check()
        with self.assertRaisesRegex(UserError, "role doesn't allow"):
            filing.action_reopen()
        for user in (self.deputy, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                filing.with_user(user).action_send(way="paper")

    def test_a_towns_clerk_does_not_see_the_districts_filing(self):
        filing = self.open_filing()
        filing.action_fill()
        filings = self.env["civil.form.filing"].with_user(self.town_clerk)
        self.assertFalse(filings.search([("id", "=", filing.id)]))
        self.assertFalse(
            self.env["civil.form.value"].with_user(self.town_clerk).search([])
        )
        with self.assertRaises(AccessError):
            filing.with_user(self.town_clerk).read(["state"])
        with self.assertRaises(AccessError):
            filing.with_user(self.town_clerk).action_fill()

    def test_a_town_fills_its_own_form(self):
        form = self.make_form(name="镇月报", division_id=self.east.id)
        version = self.make_version(form=form)
        self.make_cells({"address": "B5", "figure": self.villages}, version=version)
        filing = self.open_filing(user=self.town_clerk, form=form)
        filing.action_fill()
        self.assertEqual("2", filing.value_ids.shown)

    def test_the_departments_staff_alone_fills(self):
        department = self.env["civil.department"].create(
            {"code": "TST", "name": "Test Section"}
        )
        department.addon_ids = [Command.create({"module": "civil_form"})]
        department.state = "enabled"
        department._sync_roles()
        self.form.department_id = department
        filings = self.env["civil.form.filing"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            self.open_filing()
        role = department.role_ids.filtered(lambda each: each.level == "clerk")
        self.clerk.group_ids = [Command.link(role.group_id.id)]
        self.assertEqual(department, self.clerk.form_department_ids)
        filing = self.open_filing()
        filing.action_fill()
        self.assertFalse(filings.with_user(self.other_clerk).search([]))
        for user in (self.deputy, self.auditor, self.admin):
            self.assertEqual(filing, filings.with_user(user).search([]))
        self.clerk.group_ids = [Command.unlink(role.group_id.id)]
        self.assertFalse(filings.search([]))
