from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestAccess(LicenseCase):
    """Who sees what, and who can do what, by role, kind and division."""

    #: Everything about a license that hangs on it.
    MODELS = (
        "civil.license",
        "civil.license.version",
        "civil.license.event",
        "civil.license.copy",
        "civil.license.annual",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_admin = cls.make_user("l-admin", "civil_base.group_admin")

    def related(self, license_):
        """``{model: its records about the license}``."""
        found = {}
        for model in self.MODELS:
            field = "id" if model == "civil.license" else "license_id"
            found[model] = self.env[model].search([(field, "=", license_.id)])
        return found

    def with_annual(self):
        license_ = self.handed_out()
        with self.at("2025-01-02 09:00"):
            self.env["civil.license"]._cron_annual_checks()
        return license_

    def seen(self, user, records):
        return records.with_user(user)._filtered_access("read")

    def test_roles_of_the_division_read(self):
        for records in self.related(self.with_annual()).values():
            self.assertTrue(records)
            for user in (self.clerk, self.head, self.deputy, self.auditor):
                self.assertEqual(self.seen(user, records), records, records._name)

    def test_staff_without_the_role_and_other_divisions_read_nothing(self):
        for records in self.related(self.with_annual()).values():
            for user in (self.staff, self.stranger):
                self.assertFalse(self.seen(user, records), records._name)

    def test_a_kind_of_ones_group_only(self):
        """Who isn't in the kind's groups sees neither kind nor licenses; the auditor
        does."""
        license_ = self.with_annual()
        self.license_kind.group_ids = [Command.set(self.insiders.ids)]
        everything = {
            **self.related(license_),
            "civil.license.kind": self.license_kind,
            "civil.license.kind.field": self.license_kind.field_ids,
        }
        for records in everything.values():
            self.assertFalse(self.seen(self.clerk, records), records._name)
            self.assertEqual(self.seen(self.auditor, records), records, records._name)
        self.clerk.group_ids += self.insiders
        for records in everything.values():
            self.assertEqual(self.seen(self.clerk, records), records, records._name)

    def test_other_companies_read_nothing(self):
        license_ = self.with_annual()
        other = self.env["res.company"].create({"name": "Other Bureau"})
        self.license_kind.sudo().company_id = other
        for records in self.related(license_).values():
            records.invalidate_recordset()
            self.assertFalse(self.seen(self.clerk, records), records._name)

    def test_nobody_makes_or_deletes_any_of_it(self):
        everything = self.related(self.with_annual())
        users = (self.clerk, self.head, self.deputy, self.auditor, self.company_admin)
        for model, records in everything.items():
            for user in users:
                with self.assertRaises(UserError):
                    self.env[model].with_user(user).create({})
                with self.assertRaises(UserError):
                    records.with_user(user).unlink()

    def test_measures_by_role(self):
        """clerk: none; head: suspend, reinstate, cancel; deputy: all."""
        decision = self.decision()
        steps = {
            "suspend": lambda lic: lic.action_suspend(
                decision.id, "2024-04-01", "停业整顿"
            ),
            "revoke": lambda lic: lic.action_revoke(decision.id, "出租"),
            "annul": lambda lic: lic.action_annul(decision.id, "骗取"),
            "cancel": lambda lic: lic.action_cancel("organization", "企业注销"),
        }
        allowed = {
            self.clerk: (),
            self.auditor: (),
            self.staff: (),
            self.stranger: (),
            self.company_admin: (),
            self.head: ("suspend", "cancel"),
            self.deputy: ("suspend", "revoke", "annul", "cancel"),
        }
        self.license_kind.is_single = False
        license_ = self.issued()
        for user, names in allowed.items():
            for name, step in steps.items():
                if name in names:
                    step(self.issued().with_user(user))
                    continue
                with self.assertRaises(UserError):
                    step(license_.with_user(user))
        self.assertEqual(license_.state, "valid")

    def test_no_action_on_a_kind_of_other_groups(self):
        """Who isn't in the kind's groups can do nothing, whatever the role."""
        license_ = self.with_annual()
        decision = self.decision()
        self.license_kind.group_ids = [Command.set(self.insiders.ids)]
        actions = (
            lambda lic: lic.action_suspend(decision.id, "2024-04-01", "x"),
            lambda lic: lic.action_reinstate("x"),
            lambda lic: lic.action_revoke(decision.id, "x"),
            lambda lic: lic.action_annul(decision.id, "x"),
            lambda lic: lic.action_cancel("organization", "x"),
            lambda lic: lic.action_print_papers(),
            lambda lic: lic.action_start_case("change"),
            lambda lic: lic.action_view_versions() and lic.number,
            lambda lic: lic.write({"note": "x"}),
        )
        paper, annual = license_.copy_ids[0], license_.annual_ids
        methods = (
            (paper, ("action_print", "action_hand_out", "action_collect")),
            (paper, ("action_declare_void", "action_open_pdf")),
            (annual, ("action_pass", "action_fail", "action_require_correction")),
            (self.license_kind, ("action_make_matters", "action_view_licenses")),
        )
        for user in (self.clerk, self.head, self.deputy, self.stranger):
            for action in actions:
                with self.assertRaises(UserError):
                    action(license_.with_user(user))
            for records, names in methods:
                for name in names:
                    with self.assertRaises(UserError, msg=name):
                        getattr(records.with_user(user), name)()
                        records.with_user(user).check_access("read")

    def test_reinstating_by_role(self):
        license_ = self.issued()
        license_._suspend(self.decision(), license_.valid_until)
        for user in (self.clerk, self.auditor, self.staff, self.stranger):
            with self.assertRaises(UserError):
                license_.with_user(user).action_reinstate("提前改正")
        license_.with_user(self.head).action_reinstate("提前改正")
        self.assertEqual(license_.state, "valid")

    def test_papers_by_role(self):
        license_ = self.issued()
        refused = (self.deputy, self.auditor, self.staff, self.stranger)
        for user in refused:
            with self.assertRaises(UserError):
                license_.copy_ids.with_user(user).action_print()
        self.print_papers(license_)
        for user in refused:
            with self.assertRaises(UserError):
                license_.copy_ids.with_user(user).action_hand_out("某人")
        license_.copy_ids.action_hand_out("李四")
        for user in refused:
            with self.assertRaises(UserError):
                license_.copy_ids.with_user(user).action_collect()
            with self.assertRaises(UserError):
                license_.copy_ids.with_user(user).action_declare_void()
        for user in (self.staff, self.stranger):
            with self.assertRaises(AccessError):
                license_.copy_ids[0].with_user(user).action_open_pdf()
            with self.assertRaises(AccessError):
                license_.copy_ids[0].attachment_id.with_user(user).check_access("read")

    def test_annual_marks_by_role(self):
        annual = self.with_annual().annual_ids
        for user in (self.deputy, self.auditor, self.staff, self.stranger):
            for method in ("action_pass", "action_fail", "action_require_correction"):
                with self.assertRaises(UserError):
                    getattr(annual.with_user(user), method)()
        annual.with_user(self.clerk).action_pass()

    def test_kinds_are_kept_by_heads(self):
        for user in (self.clerk, self.deputy, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                self.license_kind.with_user(user).title = "别的"
            with self.assertRaises(AccessError):
                self.license_kind.with_user(user).action_make_matters()
            with self.assertRaises(AccessError):
                self.license_kind.with_user(user).field_ids[0].is_public = False
        self.license_kind.with_user(self.head).copy_count = 3

    def test_what_is_stated_by_who_handles_the_case(self):
        entries = self.apply("new").license_entry_ids
        for user in (self.deputy, self.auditor, self.staff, self.stranger):
            with self.assertRaises(AccessError):
                entries[0].with_user(user).value = "别的"
        self.assertFalse(self.seen(self.stranger, entries))
        self.assertEqual(self.seen(self.deputy, entries), entries)
        self.kind.group_ids = [Command.set(self.insiders.ids)]
        self.assertFalse(self.seen(self.clerk, entries))

    def test_the_window_of_measures_is_for_heads_and_deputies(self):
        license_ = self.issued()
        for user in (self.clerk, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                self.env["civil.license.measure"].with_user(user).create(
                    {"license_id": license_.id, "measure": "cancel", "reason": "x"}
                )
