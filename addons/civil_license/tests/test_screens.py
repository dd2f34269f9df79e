from odoo.tests import Form, HttpCase, tagged

from odoo.addons.civil_base.tests.common import when_open

from .common import LicenseCase

SCREENS = (
    "licenses-to-do",
    "licenses",
    "license-applications",
    "license-papers",
    "license-annual-checks",
    "licenses-expiry",
    "license-register",
    "license-kinds",
)


@tagged("post_install", "-at_install")
class TestScreens(LicenseCase, HttpCase):
    """Every screen opens for the people who work with it."""

    def test_screens_open(self):
        self.issued()
        for path in SCREENS:
            self.browser_js(f"/odoo/{path}", when_open(), login=self.clerk.login)

    def test_a_license_opens_with_its_buttons(self):
        license_ = self.issued()
        for user in (self.head, self.deputy):
            self.browser_js(
                f"/odoo/licenses/{license_.id}",
                when_open(
                    "if (document.querySelector('.o_form_view'))"
                    " console.log('test successful');"
                ),
                login=user.login,
            )

    def test_a_clerk_takes_an_application_in(self):
        """Clicked through in the browser, from the empty form to the receipt."""
        self.env["res.lang"]._activate_lang("en_US")
        self.clerk.lang = "en_US"
        self.license_kind.name = "用品经营许可证"
        self.start_tour(
            "/odoo/license-applications/new",
            "civil_license_application",
            login=self.clerk.login,
        )
        case = self.env["civil.case"].search(
            [("kind_id", "=", self.kind.id), ("user_id", "=", self.clerk.id)]
        )
        self.assertEqual(case.state, "received")
        self.assertEqual(len(case.license_entry_ids), 4)

    def test_an_application_is_made_in_the_form(self):
        """What the screen sends is enough: read-only columns come along."""
        cases = self.env["civil.case"].with_user(self.clerk)
        with Form(cases, view="civil_case.civil_case_view_form") as form:
            form.kind_id = self.kind
            form.division_id = self.town
            form.organization_id = self.organization
            with form.license_entry_ids.edit(2) as line:
                line.value = "花圈"
        case = form.record
        self.assertEqual(
            case._stated(),
            {
                "representative": "李四",
                "premises": "东镇一路1号",
                "scope": "花圈",
                "people": "",
            },
        )
        license_ = self.issued()
        action = license_.action_start_case("change")
        changes = cases.with_context(**action["context"])
        with Form(changes, view="civil_case.civil_case_view_form") as form:
            pass
        entries = form.record.license_entry_ids
        scope = entries.filtered(lambda entry: entry.field_id.source == "scope")
        self.assertEqual((scope.former, scope.value), ("花圈", "花圈"))
        self.assertEqual(form.record.license_id, license_)

    def test_matters_are_named_in_every_language(self):
        for code in ("zh_CN", "en_US"):
            self.env["res.lang"]._activate_lang(code)
        self.license_kind.name = "别的许可证"
        self.assertIn("New License", self.kind.name)
        chinese = self.kind.with_context(lang="zh_CN")
        self.assertEqual(chinese.name, "别的许可证（新办）")
        self.license_kind.with_context(lang="zh_CN").name = "某某许可证"
        self.assertEqual(chinese.name, "某某许可证（新办）")
        self.kind.name = "By hand"
        self.license_kind.name = "Again"
        self.assertEqual(self.kind.name, "By hand")

    def test_the_checklist_is_saved_from_the_form(self):
        self.license_kind.visit_item_ids = [(0, 0, {"name": "消防"})]
        case = self.apply("new")
        self.accept(case)
        visits = self.env["civil.case.visit"].with_user(self.clerk)
        visits = visits.with_context(default_case_id=case.id)
        with Form(visits, view="civil_case.civil_case_visit_view_form") as form:
            form.place = "东镇"
        self.assertEqual(form.record.license_check_ids.name, "消防")
