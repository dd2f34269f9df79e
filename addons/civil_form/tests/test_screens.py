from odoo.tests import HttpCase, tagged

from odoo.addons.civil_base.tests.common import when_open

from .common import FormCase

ACTIONS = (
    "civil_form_filing_action",
    "civil_form_value_action",
    "civil_form_action",
    "civil_form_figure_action",
)


@tagged("post_install", "-at_install")
class TestScreens(FormCase, HttpCase):
    def test_every_role_opens_every_screen(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.admin):
            for name in ACTIONS:
                action = self.env.ref(f"civil_form.{name}")
                model = self.env[action.res_model].with_user(user)
                views = [(False, mode) for mode in action.view_mode.split(",")]
                for view_type, view in model.get_views(views)["views"].items():
                    self.assertTrue(view["arch"], (name, view_type))
                model.web_search_read([], {"display_name": {}}, limit=3)

    def test_the_clerk_works_in_chinese(self):
        filing = self.open_filing()
        filing.action_fill()
        self.clerk.lang = "zh_CN"
        for path in ("civil-form-filings", f"civil-form-filings/{filing.id}"):
            self.browser_js(f"/odoo/{path}", when_open(), login="form_clerk")
