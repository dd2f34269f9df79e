from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SettlementCase

PRESSED = {
    "draft": ("action_compute", "action_submit"),
    "submitted": ("action_return", "action_check"),
    "under_approval": ("action_review", "action_approve", "action_send_back"),
}
ASKS = ("action_return", "action_send_back")


@tagged("post_install", "-at_install")
class TestAccess(SettlementCase):
    """Whoever must not press a button of a claim can't."""

    def refused(self, record, user, name):
        with (
            self.subTest(action=name, user=user.login),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            reason = ["原因"] if name in ASKS else []
            getattr(record.with_user(user), name)(*reason)

    def test_every_step(self):
        self.waive()
        claim = self.claim()
        claim.stated = claim.total
        strangers = (
            self.other_home_user,
            self.east_clerk,
            self.informant,
            self.auditor,
            self.staff,
            self.pay_clerk,
            self.pay_deputy,
            self.finance,
        )
        barred = {
            "draft": (self.deputy,),
            "submitted": (self.home_user, self.deputy),
            "under_approval": (self.home_user, self.clerk),
        }
        steps = {
            "draft": lambda: claim.action_submit(),
            "submitted": lambda: claim.with_user(self.clerk).action_check(),
            "under_approval": lambda: None,
        }
        for state, names in PRESSED.items():
            self.assertEqual(state, claim.state)
            for name in names:
                for user in (*strangers, *barred[state]):
                    self.refused(claim, user, name)
            steps[state]()
        self.env.invalidate_all()
        self.assertEqual("under_approval", claim.state)

    def test_who_sees_claims(self):
        self.waive()
        claim = self.claim()
        claims = self.env["civil.funeral.settlement"]
        for user in (self.clerk, self.pay_clerk, self.finance, self.auditor):
            self.assertEqual(claim, claims.with_user(user).search([]))
        for user in (self.other_home_user, self.east_clerk):
            self.assertFalse(claims.with_user(user).search([]))
            with self.assertRaises(AccessError):
                claim.with_user(user).action_view_lines()
        for user in (self.informant, self.staff):
            with self.assertRaises(AccessError):
                claims.with_user(user).search([])

    def test_a_home_claims_for_itself(self):
        with self.assertRaises(AccessError):
            self.claim(user=self.other_home_user)
        for user in (self.pay_clerk, self.finance, self.deputy, self.auditor):
            with self.assertRaises(AccessError):
                self.claim(user=user)

    def test_who_is_paid_is_not_the_homes_to_say(self):
        with self.assertRaises(AccessError):
            self.home.with_user(self.home_user).payee_partner_id = False
