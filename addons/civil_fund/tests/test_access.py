from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FundCase

MODELS = (
    "function",
    "economic",
    "indicator",
    "entry",
    "adjustment",
    "adjustment.line",
    "allocation",
    "allocation.line",
    "project",
    "milestone",
    "goal",
    "lottery",
    "lottery.line",
    "duty",
)
#: Who writes and creates what; everybody with a role reads everything.
MAKERS = {
    "clerk": {
        "allocation",
        "allocation.line",
        "project",
        "milestone",
        "goal",
        "lottery",
        "lottery.line",
    },
    "deputy": set(),
    "auditor": set(),
    "admin": {"function", "economic"},
    "finance": set(MODELS) - {"entry", "duty"},
}


@tagged("post_install", "-at_install")
class TestAccess(FundCase):
    """Role by role, what may be read and made."""

    def test_matrix(self):
        for role, made in MAKERS.items():
            for name in MODELS:
                model = self.env[f"civil.fund.{name}"].with_user(getattr(self, role))
                with self.subTest(role=role, model=name):
                    self.assertTrue(model.has_access("read"))
                    self.assertEqual(model.has_access("create"), name in made)

    def test_staff_without_a_role_sees_nothing(self):
        for name in MODELS:
            with self.assertRaises(AccessError):
                self.env[f"civil.fund.{name}"].with_user(self.staff).search([])

    def test_the_menu_is_for_who_works_with_funds(self):
        menus = self.env["ir.ui.menu"]
        root = self.env.ref("civil_fund.menu_root")
        for user in (self.clerk, self.deputy, self.finance, self.auditor, self.admin):
            self.assertIn(root.id, menus.with_user(user)._visible_menu_ids())
        self.assertNotIn(root.id, menus.with_user(self.staff)._visible_menu_ids())

    def test_every_role_opens_every_screen(self):
        actions = self.env["ir.actions.act_window"].search(
            [("res_model", "like", "civil.fund.%")]
        )
        self.assertGreater(len(actions), 10)
        for user in (self.clerk, self.head, self.deputy, self.finance, self.auditor):
            for action in actions:
                model = self.env[action.res_model].with_user(user)
                if not model.has_access("read"):
                    continue
                views = [(False, mode) for mode in action.view_mode.split(",")]
                for kind, view in model.get_views(views)["views"].items():
                    self.assertTrue(view["arch"], (action.name, kind))

    def test_lists_have_at_most_eight_columns(self):
        for view in self.env["ir.ui.view"].search(
            [("type", "=", "list"), ("model", "like", "civil.fund.%")]
        ):
            arch = self.env[view.model].get_view(view.id, "list")["arch"]
            columns = [
                field
                for field in arch.split("<field")[1:]
                if 'optional="hide"' not in field and "column_invisible" not in field
            ]
            self.assertLessEqual(len(columns), 8, view.name)
