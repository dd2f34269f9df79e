from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_institution.tools.roles import CLERK, HOME

KEEPERS = (CLERK, HOME)


class CivilInstitutionPlan(models.Model):
    """What is done for a resident and how often (照护计划).

    Laid out from the care level and the risks found; reviewed by a day, and whenever
    the condition changes. A new plan takes the place of the one before.
    """

    _name = "civil.institution.plan"
    _description = "Care Plan"
    _inherit = ["civil.workflow.mixin", "civil.institution.part"]
    _order = "date desc, id desc"
    _transitions = (
        Transition(
            "draft", "valid", KEEPERS, guard="_guard_confirm", effect="_effect_confirm"
        ),
        Transition("valid", "replaced"),
    )

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    level_id = fields.Many2one(related="stay_id.care_level_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    review_on = fields.Date(
        string="Review by",
        compute="_compute_review_on",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("valid", "In Force"), ("replaced", "Replaced")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    agreed_by = fields.Char(
        string="Agreed with", help="The person or the agent who agreed to it."
    )
    item_ids = fields.One2many("civil.institution.plan.item", "plan_id")

    @api.depends("date", "stay_id")
    def _compute_review_on(self):
        for plan in self:
            if not plan.date or not plan.stay_id:
                continue
            months = plan.stay_id._rule("institution.plan_months", plan.date)
            plan.review_on = fields.Date.add(plan.date, months=months)

    @api.depends("stay_id.person_name", "date")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.stay_id.person_name or ''} {plan.date or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """Lay out what the level and the risks ask for."""
        plans = super().create(vals_list)
        for plan in plans.filtered(lambda one: not one.item_ids):
            plan.item_ids = [fields.Command.create(v) for v in plan._first_items()]
        return plans

    def _first_items(self):
        level = self.stay_id.care_level_id
        items = [
            {"name": line, "source": "level"}
            for line in (level.description or "").splitlines()
            if line.strip()
        ]
        # The measures are told to whoever cares, whoever sees the sheet of risks.
        risks = self.stay_id.sudo().risk_id.line_ids
        return items + [
            {"name": f"{line.kind_id.name}：{line.measures}", "source": "risk"}
            for line in risks.filtered(lambda one: one.level not in (False, "none"))
        ]

    def write(self, vals):
        """Keep plans that were confirmed."""
        if not self._has_pass(vals):
            for plan in self.filtered(lambda one: one.state != "draft"):
                raise UserError(
                    self.env._(
                        "%(plan)s was confirmed: make a new plan.",
                        plan=plan.display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        self._refuse_reasons(
            {
                plan: plan.state != "draft" and self.env._("it was confirmed")
                for plan in self
            }
        )

    def _guard_confirm(self):
        if not self.item_ids:
            return self.env._("write what is done for the resident")
        return not self.agreed_by and self.env._("write who agreed to it")

    def _effect_confirm(self):
        for plan in self:
            earlier = plan.stay_id.plan_ids.filtered(lambda one: one.state == "valid")
            earlier._write_guarded({"state": "replaced"})

    def _write_state(self, step):
        """Let what waits with the stays follow."""
        result = super()._write_state(step)
        self.stay_id._sync_todos()
        return result

    def action_confirm(self):
        """Let the plans be in force."""
        self._transition("valid")
