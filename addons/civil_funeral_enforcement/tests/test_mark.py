from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.civil_funeral.tests.common import FuneralCase


@tagged("post_install", "-at_install")
class TestMark(FuneralCase):
    """What is confirmed becomes a clue, once; what is cleared doesn't."""

    def mark(self):
        case = self.report()
        case.with_user(self.clerk).action_mark("secret_burial", "夜间出殡")
        return case.mark_ids.with_user(self.clerk)

    def clues(self, mark):
        return self.env["civil.enforcement.clue"].search(
            [("origin_model", "=", mark._name), ("origin_id", "=", mark.id)]
        )

    def test_confirmed_breach_becomes_a_clue_once(self):
        mark = self.mark()
        mark.action_confirm("村干部指认，属实")
        clue = self.clues(mark)
        self.assertEqual(clue, mark.sudo().clue_id)
        self.assertEqual(clue.division_id, mark.division_id)
        self.assertIn(mark.case_id.name, clue.summary)
        self.assertNotIn(mark.case_id.deceased_name, clue.summary)
        mark.with_user(self.head).action_reopen()
        mark.action_confirm("复查仍属实")
        self.assertEqual(clue, self.clues(mark))

    def test_cleared_mark_leaves_no_clue(self):
        mark = self.mark()
        mark.action_clear("系邻县出殡路过")
        self.assertFalse(self.clues(mark))

    def test_who_may_not_confirm_makes_no_clue(self):
        mark = self.mark()
        for user in (self.informant, self.home_user, self.deputy, self.east_clerk):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                mark.with_user(user).action_confirm("属实")
        self.assertFalse(self.clues(mark))
        with self.assertRaises(UserError):
            mark.clue_id = self.env["civil.enforcement.clue"].search([], limit=1)
