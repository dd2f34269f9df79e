from odoo.tests import HttpCase, tagged

from .common import SubsidyCase

#: Clicks a number of the worksheet and waits for the list of just those claims.
CLICK_NUMBER = """
(async () => {
    const until = async (what, name) => {
        for (let wait = 0; wait < 200; wait++) {
            const found = what();
            if (found) {
                return found;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`never seen: ${name}`);
    };
    const number = await until(
        () => document.querySelector(".o_civil_worksheet tfoot a.text-warning"),
        "the number of held claims"
    );
    if (number.textContent !== "2") {
        throw new Error(`held claims: ${number.textContent}`);
    }
    number.click();
    await until(() => document.querySelector(".o_list_view .o_data_row"), "the list");
    const rows = document.querySelectorAll(".o_list_view .o_data_row").length;
    if (rows !== 2) {
        throw new Error(`rows: ${rows}`);
    }
    const content = document.querySelector(".o_list_renderer");
    if (content.scrollWidth > content.clientWidth + 1) {
        throw new Error("the list scrolls sideways");
    }
    console.log("test successful");
})();
"""

#: Sees that the screen has come up with something in it.
SEE = """
(async () => {
    for (let wait = 0; wait < 200; wait++) {
        if (document.querySelector("%s")) {
            console.log("test successful");
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("never seen: %s");
})();
"""


@tagged("post_install", "-at_install")
class TestScreens(SubsidyCase, HttpCase):
    """The screens in the browser, as the people who work with them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_lines(
            cls.line_values(1),
            cls.line_values(2),
            cls.line_values(3, account_number=False),
            cls.line_values(4, account_holder="别人"),
        )
        cls.batch = cls.make_batch()
        cls.batch.action_compute()

    def see(self, url, selector, login):
        """Open ``url`` as ``login`` and wait for ``selector``; no console error."""
        self.browser_js(url, SEE % (selector, selector), login=login)

    def test_worksheet_number_opens_its_claims(self):
        """The clerk clicks the count of held claims and sees those claims."""
        self.browser_js(
            f"/odoo/subsidy-batches/{self.batch.id}", CLICK_NUMBER, login="t-clerk"
        )

    def test_new_batch(self):
        """A new batch opens, before there is anything to count."""
        self.see(
            "/odoo/subsidy-batches/new",
            ".o_form_view [name=program_id] input",
            "t-clerk",
        )

    def test_app_opens_on_what_waits(self):
        """Each role sees its own work; who has no step sees the batches."""
        desk = "/odoo/action-civil_subsidy.civil_subsidy_desk_action"
        self.see(desk, ".o_data_row", "t-clerk")
        self.see(desk, ".o_view_nocontent", "t-head")
        self.see(desk, ".o_data_row", "t-auditor")

    def test_screens_of_the_app(self):
        for path, selector in (
            ("subsidy-batches?view_type=kanban", ".o_kanban_record"),
            ("subsidy-payments", ".o_group_header"),
            ("subsidy-roster", ".o_group_header"),
            ("subsidy-standards", ".o_data_row"),
            ("subsidy-reports", ".o_graph_renderer canvas"),
        ):
            with self.subTest(path):
                self.see(f"/odoo/{path}", selector, "t-clerk")
