from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.choices import LOTTERY_MARK
from ..tools.roles import CLERK, DEPUTY, FINANCE, HEAD

MAKERS = (CLERK, FINANCE)


class CivilFundProjectStep(models.AbstractModel):
    """The stages of a project.

    ==============  ==============  =========================================
    step            who             what must hold
    ==============  ==============  =========================================
    submit          clerk, finance  a period, milestones and goals are set
    pool            section head    didn't propose it
    decide          deputy          neither proposed nor reviewed it
    start           clerk, finance  an indicator in force pays for it
    accept          clerk, finance  every milestone is reached; lottery money
                                    carries its mark
    evaluate        section head    the result of the acceptance
    close           section head    every goal has a result, and a score
    reject          head, deputy    not begun; a reason is given
    ==============  ==============  =========================================
    """

    _name = "civil.fund.project.step"
    _description = "Project Stages"
    _inherit = ["civil.workflow.mixin"]

    _transitions = (
        Transition(
            "proposal",
            "review",
            group=MAKERS,
            guard="_guard_submit",
            stamp="submitted",
        ),
        Transition(
            "review", "pool", group=HEAD, guard="_guard_review", stamp="reviewed"
        ),
        Transition(
            "pool", "approved", group=DEPUTY, guard="_guard_decide", stamp="approved"
        ),
        Transition("approved", "implementation", group=MAKERS, guard="_guard_start"),
        Transition(
            "implementation", "acceptance", group=MAKERS, guard="_guard_acceptance"
        ),
        Transition("acceptance", "evaluation", group=HEAD, guard="_guard_evaluation"),
        Transition("evaluation", "closed", group=HEAD, guard="_guard_close"),
        Transition(("review", "pool"), "rejected", group=(HEAD, DEPUTY)),
        Transition("rejected", "proposal", group=MAKERS),
    )

    state = fields.Selection(
        [
            ("proposal", "Proposal"),
            ("review", "Assessment"),
            ("pool", "In the Pool"),
            ("approved", "Decided"),
            ("implementation", "Implementation"),
            ("acceptance", "Acceptance"),
            ("evaluation", "Evaluation"),
            ("closed", "Completed"),
            ("rejected", "Rejected"),
        ],
        string="Stage",
        required=True,
        default="proposal",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_expand_states",
    )
    submitted_uid = fields.Many2one(
        "res.users", "Proposed By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Proposed On", readonly=True, copy=False)
    reviewed_uid = fields.Many2one(
        "res.users", "Assessed By", readonly=True, copy=False
    )
    reviewed_date = fields.Datetime("Assessed On", readonly=True, copy=False)
    approved_uid = fields.Many2one("res.users", "Decided By", readonly=True, copy=False)
    approved_date = fields.Datetime("Decided On", readonly=True, copy=False)
    reject_reason = fields.Char(readonly=True, copy=False)

    @api.model
    def _expand_states(self, states, domain):
        """The stages that have projects, in the order of the work."""
        return [
            state
            for state, _label in self._fields["state"].selection
            if state in states
        ]

    # -- guards ------------------------------------------------------------------

    def _guard_submit(self):
        if not self.date_from or not self.date_to:
            return self.env._("enter from when through when the project runs")
        if not self.milestone_ids:
            return self.env._("it has no milestones")
        if not self.goal_ids:
            return self.env._("it has no performance goals")
        return False

    def _guard_review(self):
        makers = self.create_uid | self.submitted_uid
        return self.env.user in makers and self.env._("who proposed it can't review it")

    def _guard_decide(self):
        others = self.create_uid | self.submitted_uid | self.reviewed_uid
        return self.env.user in others and self.env._(
            "who proposed or reviewed it can't decide about it"
        )

    def _guard_start(self):
        in_force = self.sudo().indicator_ids.filtered(lambda i: i.state == "in_force")
        return not in_force and self.env._(
            "no budget indicator in force pays for it yet"
        )

    def _guard_acceptance(self):
        late = self.milestone_ids.filtered(lambda item: not item.actual_date)
        if late:
            return self.env._(
                "the milestone “%(name)s” hasn't been reached", name=late[0].name
            )
        sources = self.sudo().indicator_ids.mapped("source")
        if "lottery" in sources and not (self.has_mark and self.mark_ids):
            return self.env._(
                "lottery money paid for it: put up the mark “%(mark)s” and attach a "
                "photograph of it",
                mark=LOTTERY_MARK,
            )
        return False

    def _guard_evaluation(self):
        return not self.acceptance_result and self.env._(
            "enter the result of the acceptance"
        )

    def _guard_close(self):
        unmet = self.goal_ids.filtered(lambda goal: not goal.actual)
        if unmet:
            return self.env._("the goal “%(name)s” has no result", name=unmet[0].name)
        return not self.evaluation_result and self.env._(
            "enter the evaluation of its performance"
        )

    # -- steps -------------------------------------------------------------------

    def action_submit(self):
        """Propose the project for review."""
        self._transition("review")

    def action_pool(self):
        """Take the project, reviewed, into the pool."""
        self._transition("pool")

    def action_decide(self):
        """Decide that the project is carried out."""
        self._transition("approved")

    def action_start(self):
        """Begin the implementation."""
        self._transition("implementation")

    def action_accept(self):
        """Begin the acceptance: everything is done."""
        self._transition("acceptance")

    def action_evaluate(self):
        """Begin the evaluation of the performance."""
        self._transition("evaluation")

    def action_close(self):
        """End the project."""
        self._transition("closed")

    def action_reject(self, reason=None):
        """Turn the project down, for a reason that stays with it."""
        if not (reason or "").strip():
            return self.env["civil.fund.reason"]._open(
                self, "action_reject", self.env._("Reject")
            )
        self._transition("rejected")
        self._write_guarded({"reject_reason": reason})
        return True

    def action_propose_again(self):
        """Take a rejected project up again, to change it."""
        self._transition("proposal")
