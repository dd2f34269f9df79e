from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.roles import CLERK, FINANCE, HEAD


class CivilSubsidyBatchDesk(models.AbstractModel):
    """Whose turn it is: what waits for the user, and each batch's next step."""

    _name = "civil.subsidy.batch.desk"
    _description = "Subsidy Batch on the Desk"

    next_step = fields.Char(
        compute="_compute_next_step", help="Who has to do what next, as a sentence."
    )
    waiting_for_me = fields.Boolean(
        compute="_compute_waiting_for_me", search="_search_waiting_for_me"
    )

    @api.depends("state", "file_ids", "approval_next")
    def _compute_next_step(self):
        for batch in self:
            batch.next_step = batch._next_step_sentence()

    def _next_step_sentence(self):
        """What comes next, and whose turn it is; False when nothing does."""
        if self.state == "draft" and self.kind == "resend":
            return self.env._(
                "Next: the clerk corrects the accounts of the failed lines and "
                "computes the batch."
            )
        if self.state == "computed" and self.kind == "resend":
            return self.env._(
                "Next: the clerk compares the corrected accounts and publishes the "
                "list."
            )
        if self.state == "under_approval":
            return self._approval_sentence()
        if self.state == "approved" and self.file_ids:
            return self.env._(
                "Next: finance gives the request file to the bank and notes that it "
                "was sent."
            )
        if self.to_confirm_count:
            return self.env._(
                "The bank's file is in. Next: a second person of finance confirms it."
            )
        if self.state == "returned" and self.open_failed_count:
            return self.env._(
                "%(count)s lines failed at the bank. Next: the clerk sends them again "
                "in a follow-up batch, with corrected accounts.",
                count=self.open_failed_count,
            )
        if self.state == "returned" and self.pending_count:
            return self.env._(
                "%(count)s lines are pending at the bank. Next: finance imports the "
                "result file that answers them.",
                count=self.pending_count,
            )
        if self.state == "published" and self.program_id.publicity != "needed":
            return self.env._(
                "The program needs no public notice. Next: the clerk submits the batch "
                "for review."
            )
        return self._next_step_by_state().get(self.state, False)

    def _approval_sentence(self):
        """Which tier is open and whose it is, and who passed the last one."""
        passed = self._last_passed()
        if not passed:
            return self.env._(
                "Next: %(tier)s; who made the batch can't.", tier=self.approval_next
            )
        return self.env._(
            "%(passed)s done by %(name)s. Next: %(tier)s.",
            passed=passed.name,
            name=passed.done_by.name,
            tier=self.approval_next,
        )

    def _next_step_by_state(self):
        return {
            "draft": self.env._(
                "Next: the clerk imports the towns' rosters and computes the batch."
            ),
            "computed": self.env._(
                "Next: the clerk looks through held and blocked claims, computes again "
                "after corrections, and publishes the list."
            ),
            "published": self.env._(
                "The list is up. %(notice)s Next: when nobody objects, the clerk "
                "submits the batch for review.",
                notice=self._notice_in_words(),
            ),
            "approved": self.env._(
                "Next: finance makes the request file for the bank."
            ),
            "sent": self.env._("Next: finance imports the bank's result file."),
            "returned": self.env._(
                "Every line is paid or followed up. Next: finance reconciles the batch "
                "with the bank's statement."
            ),
            "reconciled": self.env._("All sums agree. Next: finance closes the batch."),
        }

    def _compute_waiting_for_me(self):
        waiting = self.search(self._waiting_domain() & Domain("id", "in", self.ids))
        for batch in self:
            batch.waiting_for_me = batch._origin in waiting

    @api.model
    def _search_waiting_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._waiting_domain()

    @api.model
    def _waiting_domain(self):
        """The batches in which the next step is the present user's."""
        user = self.env.user
        domains = []
        staged = Domain("state", "=", "to_confirm")
        mine = Domain("create_uid", "=", user.id)
        failed = Domain("state", "=", "returned") & Domain(
            "figure_ids",
            "any",
            Domain("bank_state", "in", ("failed", "returned", "stopped"))
            & Domain("followed_up", "=", False),
        )
        # A section head may do what a clerk does, but isn't waited for.
        if user.has_group(CLERK) and not user.has_group(HEAD):
            domains.append(Domain("state", "in", ("draft", "computed", "published")))
            domains.append(failed)
        if self._decides_on_approval(user):
            domains.append(self._approval_waiting_domain(user))
        if user.has_group(FINANCE):
            domains.append(
                Domain("state", "in", ("approved", "sent", "returned", "reconciled"))
                & ~failed
                & ~Domain("file_ids", "any", staged & mine)
            )
            domains.append(Domain("file_ids", "any", staged & ~mine))
        return Domain.OR(domains)

    @api.model
    def action_open_desk(self):
        """Open what waits for the user: batches, or in a town what it can settle.

        A town's clerk has no batch of his own: what waits for him is the claims of
        the latest month that are blocked or held.
        """
        levels = set(self.env.user.division_ids.mapped("level"))
        if self._waiting_domain().is_false():
            # No step is ever this user's: there is something to read, not to do.
            name = "civil_subsidy.civil_subsidy_batch_action"
        elif levels and levels <= {"town", "village"}:
            name = "civil_subsidy.civil_subsidy_payment_action_town"
        else:
            name = "civil_subsidy.civil_subsidy_batch_action_waiting"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        if action["res_model"] == self._name:
            return action
        if latest := self._latest_of_towns():
            action["domain"] = [("batch_id", "in", latest.ids)]
        return action

    def _latest_of_towns(self):
        """The regular batches of the latest month that pay in the user's divisions.

        By the month of the batch: those of a quarter hold claims of later months.
        """
        # A town's clerk sees his people's claims, but not the district's batches.
        batches = (
            self.env["civil.subsidy.batch"]
            .sudo()
            .search(
                [
                    ("division_id", "parent_of", self.env.user.division_ids.ids),
                    ("kind", "=", "regular"),
                    ("state", "not in", ("draft", "voided")),
                ]
            )
        )
        latest = max(batches.mapped("period"), default=None)
        return batches.filtered(lambda batch: batch.period == latest)
