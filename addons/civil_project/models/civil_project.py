from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD


class CivilProject(models.Model):
    """An undertaking that goes through stages (专项工作): a building that is put up
    or raised in standard, a home that changes hands, a pilot that is applied for.

    Money is not its business: what a project costs stands in the project library of
    the funds. Here stand who does what until when, the papers, and how far it is.
    """

    _name = "civil.project"
    _description = "Special Project"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.archive.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "due_on, id desc"
    _rec_names_search = ["number", "name"]
    _mail_post_access = "read"
    _guarded = ("number",)
    _todo_triggers = ("state",)

    _transitions = (
        Transition("draft", "running", CLERK, guard="_guard_start", effect="_begin"),
        Transition("running", "suspended", HEAD),
        Transition("suspended", "running", HEAD, name="resume"),
        Transition("running", "completed", HEAD, guard="_guard_complete"),
        Transition("completed", "running", HEAD, name="reopen"),
        Transition(("draft", "running", "suspended"), "cancelled", HEAD),
    )

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(required=True, index="trigram", tracking=True)
    kind_id = fields.Many2one(
        "civil.project.kind",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    department_id = fields.Many2one(
        "civil.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    organization_ids = fields.Many2many(
        "civil.organization",
        string="Organizations Concerned",
        help="Such as the home that is converted, or the operator.",
    )
    partner_bodies = fields.Char(
        string="Together with", help="Other bodies that take part."
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today, tracking=True
    )
    date_to = fields.Date(
        string="Planned Through", compute="_compute_course", store=True
    )
    basis = fields.Text(help="The plan, decision or document that it rests on.")
    description = fields.Text(string="Aim and Content")
    stage_ids = fields.One2many("civil.project.stage", "project_id", string="Stages")
    paper_ids = fields.One2many("civil.project.paper", "project_id")
    entry_ids = fields.One2many("civil.project.entry", "project_id")
    current_stage_id = fields.Many2one(
        "civil.project.stage",
        string="Present Stage",
        compute="_compute_course",
        store=True,
        index="btree_not_null",
    )
    due_on = fields.Date(string="Stage Ends", compute="_compute_course", store=True)
    progress = fields.Integer(
        compute="_compute_course", store=True, aggregator="avg", help="In percent."
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    entry_count = fields.Integer(compute="_compute_counts")
    paper_count = fields.Integer(compute="_compute_counts")
    last_entry_on = fields.Date(
        string="Last Report", compute="_compute_last_entry_on", store=True
    )
    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("running", "Running"),
            ("suspended", "Resting"),
            ("completed", "Completed"),
            ("cancelled", "Given Up"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )

    @api.depends("kind_id")
    def _compute_department_id(self):
        for project in self:
            project.department_id = project.kind_id.department_id

    @api.depends("stage_ids.state", "stage_ids.weight", "stage_ids.planned_to")
    def _compute_course(self):
        for project in self:
            stages = project.stage_ids.sorted("sequence")
            ended = stages.filtered(lambda stage: stage.state in ("done", "skipped"))
            running = stages.filtered(lambda stage: stage.state == "running")
            whole = sum(stages.mapped("weight"))
            project.progress = whole and 100 * sum(ended.mapped("weight")) // whole
            project.current_stage_id = (running or (stages - ended))[:1]
            project.due_on = min(running.mapped("planned_to"), default=False)
            project.date_to = max(stages.mapped("planned_to"), default=False)

    @api.depends("entry_ids.date")
    def _compute_last_entry_on(self):
        for project in self:
            project.last_entry_on = max(project.entry_ids.mapped("date"), default=False)

    @api.depends("entry_ids", "paper_ids.is_present")
    def _compute_counts(self):
        for project in self:
            project.entry_count = len(project.entry_ids)
            project.paper_count = len(project.paper_ids.filtered("is_present"))

    @api.depends("due_on", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for project in self:
            project.is_late = bool(
                project.state == "running" and project.due_on and project.due_on < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "running") & Domain(
            "due_on", "<", fields.Date.context_today(self)
        )
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.depends("number", "name")
    def _compute_display_name(self):
        for project in self:
            project.display_name = " ".join(
                filter(None, (project.number, project.name))
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the projects and give them the stages of their kind."""
        projects = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve("project", len(projects))
        for project, number in zip(projects, numbers, strict=True):
            project._write_guarded({"number": number})
            if not project.stage_ids:
                project._take_stages()
        return projects

    def _take_stages(self):
        values = self.kind_id._stage_values(self.date_from)
        for stage in values:
            for _command, _id, paper in stage["paper_ids"]:
                paper["project_id"] = self.id
        self.stage_ids = [(0, 0, stage) for stage in values]

    @api.onchange("kind_id", "date_from")
    def _onchange_kind_id(self):
        if self.state == "draft" and not self._origin.id and self.kind_id:
            self.stage_ids = [(5, 0, 0)] + [
                (0, 0, {n: v for n, v in stage.items() if n != "paper_ids"})
                for stage in self.kind_id._stage_values(self.date_from)
            ]

    # -- steps -----------------------------------------------------------------------

    def _guard_start(self):
        if not self.stage_ids:
            return self.env._("it has no stages")
        return not self.user_id and self.env._("nobody is in charge")

    def _begin(self):
        for project in self:
            project.stage_ids.sorted("sequence")[:1]._transition("running")

    def _guard_complete(self):
        left = self.stage_ids.filtered(lambda s: s.state in ("waiting", "running"))
        return left and self.env._(
            "these stages aren't finished: %(names)s",
            names="、".join(left.mapped("name")),
        )

    def action_start(self):
        """Begin the projects: the first stage runs."""
        self._transition("running")

    def action_suspend(self, reason=None):
        """Let the projects rest.

        :param str reason: why; asked for in a window where it is missing
        """
        return self._step_with_reason("suspended", None, "action_suspend", reason)

    def action_resume(self):
        """Go on with projects that rested."""
        self._transition("running", "resume")

    def action_complete(self):
        """Note that the projects are completed, once every stage is finished."""
        self._transition("completed")

    def action_reopen(self, reason=None):
        """Take completed projects up again.

        :param str reason: why; asked for in a window where it is missing
        """
        return self._step_with_reason("running", "reopen", "action_reopen", reason)

    def action_cancel(self, reason=None):
        """Give the projects up.

        :param str reason: why; asked for in a window where it is missing
        """
        return self._step_with_reason("cancelled", None, "action_cancel", reason)

    def _step_with_reason(self, target, name, method, reason):
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(self, method, self.env._("Why?"))
        self._transition(target, name)
        for project in self:
            project.message_post(body=reason.strip())
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda project: project.state != "draft"):
            raise UserError(
                self.env._("Only planned projects can be deleted; give others up.")
            )

    # -- desk and archive ----------------------------------------------------------

    def _todo_entries(self):
        if self.state != "running":
            return []
        entries = [
            TodoEntry(
                f"stage-{stage.id}",
                self.env._(
                    "%(project)s: %(stage)s", project=self.name, stage=stage.name
                ),
                user=stage.user_id or self.user_id,
                due=stage.planned_to,
            )
            for stage in self.stage_ids.filtered(lambda s: s.state == "running")
        ]
        if not entries:
            entries.append(
                TodoEntry(
                    "complete",
                    self.env._("%(project)s: finish", project=self.name),
                    user=self.user_id,
                )
            )
        return entries

    def action_view_entries(self):
        """Show what was reported about the project."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reports of Progress"),
            "res_model": "civil.project.entry",
            "views": [(False, "list"), (False, "form")],
            "domain": [("project_id", "=", self.id)],
            "context": {
                "default_project_id": self.id,
                "default_stage_id": self.current_stage_id.id,
            },
        }

    def action_view_papers(self):
        """Show the papers of the project."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Papers"),
            "res_model": "civil.project.paper",
            "views": [(False, "list")],
            "domain": [("project_id", "=", self.id)],
            "context": {"default_project_id": self.id, "group_by": "stage_id"},
        }
