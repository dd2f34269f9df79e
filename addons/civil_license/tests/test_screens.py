from odoo.tests import HttpCase, tagged

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
