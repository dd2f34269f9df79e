from odoo.tests import HttpCase, tagged

from odoo.addons.civil_base.tests.common import when_open

from .common import FormCase

ACTIONS = (
    "civil_form_filing_action",
    "civil_form_value_action",
    "civil_form_action",
    "civil_form_figure_action",
)
#: Waits for the number of records that a condition with names finds.
COUNTED = """
(async () => {
    for (let wait = 0; wait < 200; wait++) {
        const field = document.querySelector(".o_field_civil_form_condition");
        if (field && /\\d+\\s+(record|记录)/.test(field.textContent)) {
            console.log("test successful");
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the condition never counted");
})();
"""


@tagged("post_install", "-at_install")
class TestScreens(FormCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user("form_admin", "civil_base.group_admin")

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

    def test_the_condition_of_a_figure_counts_for_last_month(self):
        figure = self.make_figure(
            "known",
            domain="[('code', '=like', '990101%'), ('create_date', '>', year_start)]",
        )
        self.browser_js(
            f"/odoo/civil-form-figures/{figure.id}", COUNTED, login="form_admin"
        )
