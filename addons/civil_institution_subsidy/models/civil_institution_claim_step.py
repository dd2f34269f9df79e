from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, DEPUTY, FINANCE, HEAD, HOME, TOWN


class CivilInstitutionClaimStep(models.AbstractModel):
    """The steps of an institution's claim: who may take them, and what must hold.

    ==============  ================  ===============================================
    step            who               what must hold
    ==============  ================  ===============================================
    compute         home, clerk       it is a draft
    submit          home, clerk       the month is over, no other claim is under way
    town's review   town              another person; its own institutions only
    district check  clerk             another person; every drawn person was checked
    notice          clerk             its days are over
    tiers           head, deputy,     another person than all before
                    finance
    evaluate        head              it is approved
    recover         finance           it is approved and below zero
    ==============  ================  ===============================================

    Source: 申报—镇街初审—区民政复核（现场抽查）—公示—财政审核—拨付—绩效、追回.
    """

    _name = "civil.institution.claim.step"
    _description = "Steps of an Institution's Claim"
    _inherit = ["civil.approval.mixin"]

    _approval_maker_fields = ("submitted_uid", "town_uid", "checked_uid")
    _approval_open_fields = ("note",)
    _cancel_state = "draft"
    _todo_triggers = ("state", "public_until")
    _transitions = (
        Transition(
            "draft",
            "draft",
            group=(HOME, CLERK),
            effect="_effect_compute",
            name="compute",
        ),
        Transition(
            "draft",
            "submitted",
            group=(HOME, CLERK),
            guard="_guard_submit",
            effect="_effect_submit",
            stamp="submitted",
        ),
        Transition(
            "submitted",
            "checking",
            group=(TOWN, CLERK),
            guard="_guard_town",
            effect="_effect_town",
            stamp="town",
        ),
        Transition(
            "checking",
            "publicity",
            group=CLERK,
            guard="_guard_check",
            effect="_effect_publish",
            stamp="checked",
        ),
        Transition(
            "publicity", "under_approval", group=CLERK, guard="_guard_publicity"
        ),
        Transition(
            "under_approval",
            "under_approval",
            group=(HEAD, DEPUTY, FINANCE),
            guard="_review_refusal",
            effect="_pass_tier",
            name="review",
        ),
        Transition(
            "under_approval",
            "approved",
            group=(HEAD, DEPUTY, FINANCE),
            guard="_approval_refusal",
            effect="_pass_tier",
            stamp="approved",
        ),
        Transition(
            "submitted",
            "draft",
            group=(TOWN, CLERK),
            guard="_guard_town",
            effect="_effect_let_go",
            name="return",
        ),
        Transition(
            ("checking", "publicity"),
            "draft",
            group=CLERK,
            effect="_effect_let_go",
            name="reject",
        ),
        Transition(
            "under_approval",
            "draft",
            group=(HEAD, DEPUTY, FINANCE),
            effect="_effect_let_go",
            name="send_back",
        ),
        Transition("approved", "approved", group=HEAD, name="evaluate"),
        Transition(
            "approved",
            "approved",
            group=FINANCE,
            guard="_guard_recover",
            name="recover",
        ),
    )

    # -- guards ------------------------------------------------------------------

    def _guard_submit(self):
        """Why the single claim can't be handed in, or False."""
        if not self.computed_date:
            return self.env._("compute it first")
        today = fields.Date.context_today(self)
        if self.kind == "operating" and fields.Date.end_of(self.period_to, "month") >= (
            today
        ):
            return self.env._("its last month isn't over yet")
        if not self.line_ids:
            return self.env._("there is nothing to claim; delete it")
        # Who is paid is for the section to read.
        if not self.institution_id.sudo().payee_partner_id:
            return self.env._(
                "%(home)s has no account holder yet; the section enters it with the "
                "organization",
                home=self.institution_id.name,
            )
        return self._stale_refusal() or self._sums_refusal()

    def _stale_refusal(self):
        if self.kind != "operating":
            return False
        if other := self._in_flight()[:1]:
            return self.env._(
                "%(claim)s has to be decided first: what was paid decides about the "
                "corrections",
                claim=other.display_name,
            )
        if self.approved_before != self._approved_count():
            return self.env._(
                "another claim was approved since it was computed: compute it again"
            )
        if twice := self._claimed_twice(self):
            return self.env._(
                "%(person)s stands in the claim %(claim)s of another institution: "
                "compute it again",
                person=twice[0][1],
                claim=twice[0][2],
            )
        return False

    def _sums_refusal(self):
        lines, kept = self._lines_total(), f"{self.total:.2f}"
        return lines != kept and self.env._(
            "the lines add up to %(lines)s yuan, and %(kept)s stand in the claim: "
            "compute it again",
            lines=lines,
            kept=kept,
        )

    def _guard_town(self):
        user = self.env.user
        if not user.has_group(TOWN) and self.town_id and not user._is_superuser():
            return self.env._("the town reviews it first")
        if self.submitted_uid == user:
            return self.env._("another person than who submitted it has to review it")
        return False

    def _guard_check(self):
        if self.env.user in (self.submitted_uid, self.town_uid):
            return self.env._(
                "another person than who submitted or reviewed it has to check it"
            )
        if left := self.spot_ids.filtered(lambda spot: not spot.result):
            return self.env._(
                "%(count)s drawn persons aren't checked yet: %(names)s",
                count=len(left),
                names=", ".join(left[:5].mapped("name")),
            )
        return self._sums_refusal()

    def _guard_publicity(self):
        if fields.Date.context_today(self) <= self.public_until:
            return self.env._(
                "the notice hangs through %(date)s", date=self.public_until
            )
        return False

    def _guard_recover(self):
        if self.total >= 0:
            return self.env._("it doesn't ask for money back")
        return self.recovered_on and self.env._("the money is back already")

    # -- effects -----------------------------------------------------------------

    def _effect_compute(self):
        self._gather()

    def _effect_submit(self):
        self._mark_claimed(True)

    def _effect_let_go(self):
        self._mark_claimed(False)
        # Drawn anew once it is handed in again; what was found stays on record.
        self.spot_ids.sudo()._let_go()

    def _mark_claimed(self, value):
        """Let the persons' months be these claims', or anybody's again."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE civil_institution_claim_line l SET is_claimed = %(value)s
            FROM civil_subsidy_program p
            WHERE p.id = l.program_id AND l.claim_id = ANY(%(ids)s)
                AND (NOT %(value)s OR (l.kind = 'bed' AND l.outcome = 'payable'
                    AND p.amount_method = 'bed_month'))
            """,
            {"ids": self.ids, "value": value},
        )
        self.env["civil.institution.claim.line"].invalidate_model(["is_claimed"])

    def _effect_town(self):
        self._draw()

    def _effect_publish(self):
        today = fields.Date.context_today(self)
        for claim in self:
            days = self.env["civil.parameter"]._get(
                "institution_subsidy.publicity_days", today, claim.division_id
            )
            claim._write_guarded(
                {
                    "public_from": today,
                    "public_until": fields.Date.add(today, days=days - 1),
                }
            )

    # -- buttons -----------------------------------------------------------------

    def action_compute(self):
        """Count who had a bed in the period, and what comes of it."""
        self._transition("draft", name="compute")

    def action_submit(self):
        """Hand the claims in to the town."""
        self._transition("submitted")

    def action_town_pass(self):
        """Pass the town's review; the persons to be checked are drawn."""
        self._transition("checking")

    def action_check(self):
        """Pass the district's check and put the claims up for public notice."""
        self._transition("publicity")

    def action_end_publicity(self):
        """Take the notice down after its days, and ask for approval."""
        self._transition("under_approval")
        self._request_approval()

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Pass the last tier: a batch of the program may pay it."""
        self._transition("approved")

    def action_return(self, reason=None):
        """Give a claim back from the town's review, for a reason."""
        return self._give_back("return", "action_return", reason)

    def action_reject(self, reason=None):
        """Give a claim back from the district's check or the notice, for a reason."""
        return self._give_back("reject", "action_reject", reason)

    def action_send_back(self, reason=None):
        """Give a claim back from approval, for a reason that stays in its history."""
        if not reason:
            return self._ask("action_send_back")
        result = self._give_back("send_back", "action_send_back", reason)
        self._end_round("sent_back", reason)
        return result

    def _give_back(self, name, method, reason):
        if not reason:
            return self._ask(method)
        self._transition("draft", name=name)
        for claim in self:
            claim.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def _ask(self, method):
        return self.env["civil.case.reason"]._open(
            self, method, self.env._("Send Back")
        )

    def action_evaluate(self, performance="good", opinion=None):
        """Say how the money did its work (绩效).

        :param str performance: ``good``, ``fair`` or ``poor``
        :param str opinion: what was found
        """
        if not opinion:
            self.ensure_one()
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Evaluate"),
                "res_model": "civil.institution.claim.evaluate",
                "views": [(False, "form")],
                "target": "new",
                "context": {"default_claim_id": self.id},
            }
        self._transition("approved", name="evaluate")
        self._write_guarded({"performance": performance, "performance_note": opinion})
        return True

    def action_recover(self, reference=None, date=None):
        """Note that the money which the claim asks back is back (追回).

        :param str reference: number of the receipt
        :param date: the day; today if left out
        """
        self._transition("approved", name="recover")
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        self._write_guarded({"recovered_on": day, "recovered_reference": reference})

    # -- for others --------------------------------------------------------------

    def _todo_entries(self):
        entries = super()._todo_entries()
        waits = {
            "submitted": (
                self.env._("Review the claim %(claim)s", claim=self.display_name),
                TOWN if self.town_id else CLERK,
                None,
            ),
            "checking": (
                self.env._("Check the claim %(claim)s", claim=self.display_name),
                CLERK,
                None,
            ),
            "publicity": (
                self.env._("Notice of the claim %(claim)s", claim=self.display_name),
                CLERK,
                self.public_until,
            ),
        }
        if found := waits.get(self.state):
            name, group, due = found
            entries.append(
                TodoEntry(
                    self.state,
                    name,
                    group=self.env.ref(group),
                    due=due,
                    barred=self.submitted_uid,
                )
            )
        return entries
