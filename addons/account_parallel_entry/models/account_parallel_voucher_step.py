import dataclasses

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

_ACCOUNTANT = "account_parallel_entry.group_accountant"
_REVIEWER = "account_parallel_entry.group_reviewer"
_HEAD = "account_parallel_entry.group_finance_head"


@dataclasses.dataclass(frozen=True)
class Step:
    """One way for a person to take a voucher on.

    :param source: state from which it starts
    :param target: state in which it ends
    :param groups: XML ids of the groups of which one is needed
    :param guard: name of a method that returns the reasons against it
    """

    source: str
    target: str
    groups: tuple
    guard: str


STEPS = {
    "review": Step("draft", "reviewed", (_REVIEWER,), "_why_not_review"),
    "send_back": Step("reviewed", "draft", (_REVIEWER, _HEAD), "_why_not_send_back"),
    "post": Step("reviewed", "posted", (_ACCOUNTANT, _HEAD), "_problems"),
    "confirm": Step("posted", "posted", (_REVIEWER,), "_why_not_confirm"),
    "reverse": Step("posted", "posted", (_ACCOUNTANT,), "_why_not_reverse"),
}


class AccountParallelVoucher(models.Model):
    """The steps of people: reviewing, sending back, posting, confirming."""

    _inherit = "account.parallel.voucher"

    next_steps = fields.Char(compute="_compute_next_steps")

    @api.depends("state", "reviewer_id", "author_ids", "reversal_ids")
    @api.depends_context("uid")
    def _compute_next_steps(self):
        quick = {
            "review": lambda voucher: not voucher._why_not_four_eyes(),
            "confirm": lambda voucher: not voucher._why_not_confirm(),
            "reverse": lambda voucher: not voucher._why_not_reverse(),
        }
        for voucher in self:
            keys = [
                key
                for key, step in STEPS.items()
                if voucher.state == step.source
                and self._may(step)
                and quick.get(key, bool)(voucher)
            ]
            voucher.next_steps = f",{','.join(keys)}," if keys else False

    def action_review(self):
        """Review drafts (审核): what they hold is fixed from now on.

        :raises UserError: with the reasons, per voucher
        """
        self._adopt_again()
        self._check_step("review")
        self._write_guarded(
            {
                "state": "reviewed",
                "reviewer_id": self.env.uid,
                "review_date": fields.Datetime.now(),
            }
        )

    def action_send_back(self):
        """Send reviewed vouchers back to be changed (退回)."""
        self._check_step("send_back")
        self._write_guarded(
            {"state": "draft", "reviewer_id": False, "review_date": False}
        )

    def action_post(self):
        """Post reviewed vouchers (记账): number them and make their entries.

        :raises UserError: with the reasons, per voucher; nothing is posted then
        """
        self._check_step("post")
        self._enter()

    def action_confirm(self):
        """Review what was posted at once (复核)."""
        self._check_step("confirm")
        self._write_guarded(
            {"reviewer_id": self.env.uid, "review_date": fields.Datetime.now()}
        )

    def _check_step(self, key):
        """Refuse a step that the user or one of the vouchers doesn't allow."""
        step = STEPS[key]
        self.check_access("read")
        if not self._may(step):
            raise AccessError(self.env._("Your role doesn't allow this step."))
        self._lock()
        self._refuse(
            {
                voucher: [self._wrong_state(voucher)]
                if voucher.state != step.source
                else getattr(voucher, step.guard)()
                for voucher in self.sudo()
            }
        )

    def _may(self, step):
        return self.env.user._is_superuser() or any(
            map(self.env.user.has_group, step.groups)
        )

    def _lock(self):
        """Keep two people from taking a step on a voucher at once."""
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on the same voucher at this moment. "
                    "Please try again shortly."
                )
            ) from error
        self.invalidate_recordset(["state", "next_steps"])

    def _refuse(self, reasons):
        """Raise the reasons of ``{voucher: list of sentences}``, if any."""
        lines = [
            f"{voucher.display_name}: {reason}"
            for voucher, why in reasons.items()
            for reason in why
        ]
        if lines:
            raise UserError("\n".join(lines))

    def _wrong_state(self, voucher):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "This step isn't for vouchers in the state “%(state)s”.",
            state=labels[voucher.state],
        )

    def _why_not_review(self):
        return [*self._why_not_four_eyes(), *self._problems()]

    def _why_not_send_back(self):
        return []

    def _why_not_four_eyes(self):
        """Maker and reviewer are different people (不相容岗位相互分离)."""
        voucher = self.sudo()
        if not voucher.company_id.parallel_four_eyes:
            return []
        if self.env.user in voucher.author_ids | voucher.maker_id:
            return [
                self.env._(
                    "Who made or changed a voucher can't review it: ask another "
                    "reviewer."
                )
            ]
        return []

    def _why_not_confirm(self):
        if self.reviewer_id:
            return [self.env._("It is already reviewed.")]
        return self._why_not_four_eyes()

    def _why_not_reverse(self):
        if self.sudo().reversal_ids:
            return [
                self.env._(
                    "It already has the reversal %(reversal)s.",
                    reversal=self.sudo().reversal_ids.display_name,
                )
            ]
        return []
