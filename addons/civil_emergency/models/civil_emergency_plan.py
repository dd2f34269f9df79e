from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, DEPUTY, HEAD


class CivilEmergencyPlan(models.Model):
    """A plan for an emergency (应急预案): command, contacts, measures by level.

    A plan in force doesn't change. A revision is a new version; putting it in force
    replaces the one before. It is looked through after a dated number of months.

    Source: 《突发事件应对法》 (plans, their revision and drills).
    """

    _name = "civil.emergency.plan"
    _description = "Emergency Plan"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "name, version desc"
    _mail_post_access = "read"
    _guarded = ("previous_id", "review_on", "effective_on")
    _todo_triggers = ("state", "review_on", "drill_due_on")
    _transitions = (
        Transition(
            "draft", "submitted", CLERK, guard="_guard_submit", stamp="submitted"
        ),
        Transition("submitted", "draft", (CLERK, HEAD, DEPUTY), name="back"),
        Transition(
            "submitted",
            "in_force",
            DEPUTY,
            guard="_guard_approve",
            effect="_put_in_force",
            stamp="approved",
        ),
        Transition("in_force", "replaced"),
        Transition("in_force", "ended", HEAD),
    )

    name = fields.Char(required=True, index="trigram", tracking=True)
    version = fields.Integer(compute="_compute_version", store=True, recursive=True)
    previous_id = fields.Many2one(
        "civil.emergency.plan", readonly=True, copy=False, ondelete="restrict"
    )
    kind_ids = fields.Many2many("civil.emergency.kind", string="For", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", string="Kept by", default=lambda self: self.env.user, index=True
    )
    basis = fields.Text()
    scope = fields.Text(string="When It Applies")
    post_ids = fields.One2many("civil.emergency.post", "plan_id", copy=True)
    measure_ids = fields.One2many("civil.emergency.measure", "plan_id", copy=True)
    drill_ids = fields.One2many("civil.emergency.drill", "plan_id")
    submitted_uid = fields.Many2one("res.users", readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_date = fields.Datetime(string="Approved at", readonly=True, copy=False)
    effective_on = fields.Date(string="In Force since", readonly=True, copy=False)
    review_on = fields.Date(string="To Be Looked Through by", readonly=True, copy=False)
    last_drill_on = fields.Date(compute="_compute_drills", store=True)
    drill_due_on = fields.Date(
        string="Next Drill by", compute="_compute_drills", store=True
    )
    drill_count = fields.Integer(compute="_compute_drill_count", string="Drills")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Waiting for Approval"),
            ("in_force", "In Force"),
            ("replaced", "Replaced"),
            ("ended", "Ended"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    @api.depends("previous_id.version")
    def _compute_version(self):
        for plan in self:
            plan.version = plan.previous_id.version + 1

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(name)s (version %(version)s)", name=plan.name, version=plan.version
            )

    @api.depends("drill_ids")
    def _compute_drill_count(self):
        for plan in self:
            plan.drill_count = len(plan.drill_ids)

    @api.depends("drill_ids.state", "drill_ids.date", "effective_on")
    def _compute_drills(self):
        for plan in self:
            held = plan.drill_ids.filtered(lambda d: d.state in ("held", "evaluated"))
            plan.last_drill_on = max(held.mapped("date"), default=False)
            since = plan.last_drill_on or plan.effective_on
            plan.drill_due_on = since and since + relativedelta(
                months=self.env["civil.parameter"]._get(
                    "emergency.drill_months", since, plan.division_id
                )
            )

    # -- steps -----------------------------------------------------------------------

    def _guard_submit(self):
        if not self.post_ids.filtered("is_command"):
            return self.env._("the command post is missing")
        return not self.measure_ids and self.env._("it says no measures")

    def _guard_approve(self):
        return self.submitted_uid == self.env.user and self.env._(
            "whoever submitted it doesn't approve it"
        )

    def _put_in_force(self):
        today = fields.Date.context_today(self)
        for plan in self:
            months = self.env["civil.parameter"]._get(
                "emergency.review_months", today, plan.division_id
            )
            plan._write_guarded(
                {
                    "effective_on": today,
                    "review_on": today + relativedelta(months=months),
                }
            )
            if plan.previous_id.state == "in_force":
                plan.previous_id._replace_plan()

    def _replace_plan(self):
        step = self._steps("replaced")[0]
        self._write_state(step)

    def action_submit(self):
        """Ask for the approval of the plans."""
        self._transition("submitted")

    def action_back(self):
        """Take plans that wait for approval back to work on them."""
        self.check_access("read")
        self.sudo()._transition("draft", "back")

    def action_approve(self):
        """Put the plans in force; they replace their former versions."""
        # Whoever approves reads the plan; nothing else of it is his to change.
        self.check_access("read")
        self.sudo()._transition("in_force")

    def action_end(self):
        """End the plans: they aren't needed anymore."""
        self._transition("ended")

    def action_revise(self):
        """Make the next version of the plan, as a draft."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "in_force":
            raise UserError(self.env._("Only a plan in force is revised."))
        found = self.search(
            [
                ("previous_id", "=", self.id),
                ("state", "in", ("draft", "submitted")),
            ],
            limit=1,
        )
        if not found:
            found = self.copy({"name": self.name, "user_id": self.env.uid})
            found._write_guarded({"previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": found.id,
            "views": [(False, "form")],
        }

    def write(self, vals):
        """Keep a plan as it was approved."""
        frozen = {"name", "kind_ids", "post_ids", "measure_ids", "basis", "scope"}
        if frozen & vals.keys() and self.filtered(lambda p: p.state != "draft"):
            raise UserError(
                self.env._("A plan that was submitted stays as it is: revise it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("Only drafts of plans can be deleted."))

    # -- paper and desk --------------------------------------------------------------

    def action_print_contacts(self):
        """Issue the contact list of the plan as a document, once a version."""
        self.ensure_one()
        if self.state != "in_force":
            raise UserError(self.env._("Put the plan in force first."))
        self._issue_document("emergency_contacts")
        return self.action_view_documents()

    def _document_values(self, kind_code):
        lines = [
            "、".join(filter(None, (post.name, post.person, post.phone, post.duties)))
            for post in self.post_ids
        ]
        return {
            **super()._document_values(kind_code),
            "name": self.name,
            "version": self.version,
            "effective_on": self.effective_on,
            "contacts": "\n".join(lines),
        }

    def _todo_entries(self):
        if self.state == "submitted":
            return [
                TodoEntry(
                    "approve",
                    self.env._("Approve %(plan)s", plan=self.name),
                    group=self.env.ref(DEPUTY),
                    barred=self.submitted_uid,
                )
            ]
        if self.state != "in_force":
            return []
        return [
            TodoEntry(
                "review",
                self.env._("Look through %(plan)s", plan=self.name),
                user=self.user_id,
                due=self.review_on,
            ),
            TodoEntry(
                "drill",
                self.env._("Drill for %(plan)s", plan=self.name),
                user=self.user_id,
                due=self.drill_due_on,
            ),
        ]

    @api.model
    def _in_force_for(self, kind, division):
        """Return the plan for a kind of incident nearest to a division, or none."""
        plans = self.search(
            Domain("state", "=", "in_force")
            & Domain("kind_ids", "in", kind.ids)
            & Domain("division_id", "parent_of", division.ids)
        )
        return plans.sorted(lambda plan: -len(plan.division_id.parent_path or ""))[:1]

    def action_view_drills(self):
        """Show the drills of the plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_emergency.civil_emergency_drill_action"
        )
        return {
            **action,
            "domain": [("plan_id", "=", self.id)],
            "context": {
                "default_plan_id": self.id,
                "default_division_id": self.division_id.id,
            },
        }
