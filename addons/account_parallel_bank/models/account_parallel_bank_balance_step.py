from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.door import BANK

_ACCOUNTANT = "account_parallel_entry.group_accountant"
_REVIEWERS = (
    "account_parallel_entry.group_reviewer",
    "account_parallel_entry.group_finance_head",
)


class AccountParallelBankBalance(models.Model):
    """Reviewing reconciliation statements."""

    _inherit = "account.parallel.bank.balance"

    @api.depends("state", "maker_id", "difference", "reason")
    @api.depends_context("uid")
    def _compute_next_steps(self):
        reviewer = any(map(self.env.user.has_group, _REVIEWERS))
        accountant = self.env.user.has_group(_ACCOUNTANT)
        for balance in self:
            steps = []
            if balance.state == "open":
                steps += ["refresh"] if accountant else []
                steps += (
                    ["review"] if reviewer and not balance._why_not_review() else []
                )
            elif reviewer:
                steps.append("reopen")
            balance.next_steps = f",{','.join(steps)}," if steps else False

    def action_review(self):
        """Review open statements (复核): they are fixed from now on.

        :raises AccessError: the user is no reviewer
        :raises UserError: with the reasons, per statement
        """
        self._check_reviewer()
        reasons = []
        for balance in self.sudo():
            why = balance._why_not_review()
            if balance.state != "open":
                why = [self.env._("It is already reviewed.")]
            elif not why and balance._is_stale():
                why = [
                    self.env._(
                        "Bank or books have changed since it was computed: have it "
                        "computed again."
                    )
                ]
            reasons += [f"{balance.display_name}: {reason}" for reason in why]
        if reasons:
            raise UserError("\n".join(reasons))
        BANK.opened(self.sudo()).write(
            {
                "state": "reviewed",
                "reviewer_id": self.env.uid,
                "review_date": fields.Datetime.now(),
            }
        )

    def action_reopen(self):
        """Open reviewed statements again, to be computed anew (退回)."""
        self._check_reviewer()
        for balance in self.sudo():
            if balance.state != "reviewed":
                raise UserError(
                    self.env._(
                        "%(balance)s isn't reviewed.", balance=balance.display_name
                    )
                )
        BANK.opened(self.sudo()).write(
            {"state": "open", "reviewer_id": False, "review_date": False}
        )

    def _check_reviewer(self):
        self.check_access("read")
        user = self.env.user
        if not user._is_superuser() and not any(map(user.has_group, _REVIEWERS)):
            raise AccessError(
                self.env._(
                    "Only reviewers and finance heads review reconciliation statements."
                )
            )

    def _why_not_review(self):
        """Return the reasons against reviewing an open statement."""
        reasons = []
        if self.maker_id == self.env.user:
            reasons.append(
                self.env._("Who made it can't review it: ask another reviewer.")
            )
        if self.difference and not (self.reason or "").strip():
            reasons.append(
                self.env._(
                    "The adjusted balances differ by %(difference)s: find the cause, "
                    "or have its maker write the reason.",
                    difference=f"{self.difference:,.2f}",
                )
            )
        return reasons
