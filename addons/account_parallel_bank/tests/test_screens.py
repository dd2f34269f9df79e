from odoo.tests import HttpCase, tagged

from .common import BankCase

#: Done once the client shows a view; an error dialog or a logged error fails it.
_OPEN = """
    const timer = setInterval(() => {
        if (document.querySelector(".o_error_dialog")) {
            clearInterval(timer);
            console.error("an error dialog");
        } else if (document.querySelector("%s")) {
            clearInterval(timer);
            console.log("test successful");
        }
    }, 100);
"""


@tagged("post_install", "-at_install")
class TestScreens(HttpCase, BankCase):
    """The web client opens each screen, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.accountant | cls.cashier).lang = "zh_CN"
        # Debian's package of Odoo lacks this file; another addon may have seen to it.
        missing = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
        assets = cls.env["ir.asset"]
        bundle = "web.assets_backend"
        if any(missing in found[0] for found in assets._get_asset_paths(bundle, {})):
            assets.create(
                {
                    "name": "left out",
                    "bundle": bundle,
                    "directive": "remove",
                    "path": missing,
                }
            )

    def test_accountant_and_cashier(self):
        self.line(100)
        screens = {
            "bank-lines": ".o_list_view .o_data_row",
            "bank-balances/new": ".o_form_view [name=journal_id]",
            "bank-rules": ".o_list_view .o_data_row",
        }
        for path, selector in screens.items():
            self.browser_js(
                f"/odoo/{path}", _OPEN % selector, login=self.accountant.login
            )
        self.browser_js(
            "/odoo/action-account_parallel_bank.account_statement_import_action",
            _OPEN % ".modal [name=statement_file]",
            login=self.cashier.login,
        )

    def test_reconciling_with_other_accounts(self):
        """The screen of account_reconcile_oca, with our words in its templates."""
        line = self.line(100)
        self.browser_js(
            f"/odoo/bank-lines/{line.id}",
            """
            let asked = false;
            const timer = setInterval(() => {
                const button = document.querySelector("[name=action_open_reconcile]");
                const table = document.querySelector(".o_reconcile_widget_table");
                const card = document.querySelector(".o_kanban_record");
                if (table) {
                    clearInterval(timer);
                    const head = table.querySelector("thead").textContent;
                    if (head.includes("借方") && head.includes("贷方")) {
                        console.log("test successful");
                    } else {
                        console.error(head);
                    }
                } else if (card) {
                    card.click();
                } else if (button && !asked) {
                    asked = true;
                    button.click();
                }
            }, 200);
            """,
            login=self.accountant.login,
        )
