from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilProjectStage(models.Model):
    """A stage of a project (阶段): who, until when, with what result."""

    _name = "civil.project.stage"
    _description = "Stage of a Project"
    _inherit = ["civil.workflow.mixin"]
    _order = "project_id, sequence, id"

    _transitions = (
        Transition("waiting", "running", CLERK, guard="_guard_project"),
        Transition("running", "done", CLERK, guard="_guard_finish", stamp="done"),
        Transition(("waiting", "running"), "skipped", HEAD, guard="_guard_project"),
        Transition(
            ("done", "skipped"),
            "running",
            HEAD,
            guard="_guard_project",
            name="reopen",
        ),
    )

    project_id = fields.Many2one(
        "civil.project", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    weight = fields.Integer(required=True, default=1)
    user_id = fields.Many2one("res.users", string="Responsible", index=True)
    planned_from = fields.Date()
    planned_to = fields.Date(string="Planned Through", required=True)
    result = fields.Text(help="What was reached; needed to finish the stage.")
    done_uid = fields.Many2one("res.users", string="Finished by", readonly=True)
    done_date = fields.Datetime(string="Finished at", readonly=True)
    skip_reason = fields.Char(string="Why Left Out", readonly=True, copy=False)
    paper_ids = fields.One2many("civil.project.paper", "stage_id")
    is_late = fields.Boolean(compute="_compute_is_late")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Finished"),
            ("skipped", "Left Out"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    _guarded = ("skip_reason",)

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "The weight of a stage has to be above zero."
    )
    _days_in_order = models.Constraint(
        "CHECK (planned_from IS NULL OR planned_to >= planned_from)",
        "A stage can't be planned to end before it begins.",
    )

    @api.depends("planned_to", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for stage in self:
            stage.is_late = stage.state == "running" and stage.planned_to < today

    def _guard_project(self):
        return self.project_id.state not in ("draft", "running") and self.env._(
            "the project isn't running"
        )

    def _guard_finish(self):
        if refusal := self._guard_project():
            return refusal
        missing = self.paper_ids.filtered(lambda p: p.is_required and not p.is_present)
        if missing:
            return self.env._(
                "these papers are missing: %(names)s",
                names="、".join(missing.mapped("name")),
            )
        return not (self.result or "").strip() and self.env._(
            "the result isn't written down"
        )

    def action_start(self):
        """Begin the stages, beside others that run or after them."""
        self._transition("running")

    def action_finish(self):
        """Finish the stages; the next one that waits begins."""
        self._transition("done")
        for project in self.project_id:
            stages = project.stage_ids.sorted("sequence")
            if not stages.filtered(lambda stage: stage.state == "running"):
                waiting = stages.filtered(lambda stage: stage.state == "waiting")[:1]
                waiting and waiting._transition("running")

    def action_skip(self, reason=None):
        """Leave the stages out.

        :param str reason: why; asked for in a window where it is missing
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_skip", self.env._("Leave Out")
            )
        self._transition("skipped")
        self._write_guarded({"skip_reason": reason.strip()})
        return True

    def action_reopen(self):
        """Take finished or left out stages up again."""
        self._transition("running", "reopen")

    def write(self, vals):
        """Keep finished stages as they are; let the desks follow."""
        if not self._has_pass(vals) and self.filtered(
            lambda stage: stage.state in ("done", "skipped")
        ):
            raise UserError(
                self.env._("A finished stage stays as it is; take it up again first.")
            )
        result = super().write(vals)
        if {"state", "user_id", "planned_to", "name"} & vals.keys():
            self.project_id._sync_todos()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_waiting_only(self):
        if self.filtered(lambda stage: stage.state != "waiting"):
            raise UserError(
                self.env._("A stage that has begun can't be deleted; leave it out.")
            )

    def action_open(self):
        """Open the stage with its papers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
