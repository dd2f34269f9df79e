from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition


class CivilInspectionPlan(models.Model):
    """The year's plan of inspections (年度抽查计划).

    Source: 《优化营商环境条例》第五十四条; 《社会组织抽查暂行办法》.
    """

    _name = "civil.inspection.plan"
    _description = "Year's Plan of Inspections"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "year desc, id desc"

    name = fields.Char(required=True, tracking=True)
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year,
    )
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    document = fields.Char(string="Document Number")
    note = fields.Text()
    campaign_ids = fields.One2many(
        "civil.inspection.campaign", "plan_id", string="Campaigns"
    )
    campaign_count = fields.Integer(compute="_compute_campaign_count")
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    approved_uid = fields.Many2one("res.users", string="Approved By", readonly=True)
    approved_date = fields.Datetime(string="Approved On", readonly=True)
    published_uid = fields.Many2one("res.users", string="Published By", readonly=True)
    published_date = fields.Datetime(string="Published On", readonly=True)

    _transitions = (
        Transition(
            "draft",
            "approved",
            ("civil_inspection.group_head", "civil_inspection.group_deputy"),
            guard="_refuse_approval",
            stamp="approved",
        ),
        Transition(
            "approved", "published", "civil_inspection.group_clerk", stamp="published"
        ),
    )

    @api.depends("campaign_ids")
    def _compute_campaign_count(self):
        counts = dict(
            self.env["civil.inspection.campaign"]._read_group(
                [("plan_id", "in", self.ids)], ["plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.campaign_count = counts.get(plan, 0)

    def _refuse_approval(self):
        if not self.campaign_ids:
            return self.env._("the plan has no campaign yet")
        if self.create_uid == self.env.user:
            return self.env._("whoever made the plan doesn't approve it")
        return False

    def write(self, vals):
        """Keep what was approved."""
        fixed = {"year", "division_id", "company_id"} & vals.keys()
        if fixed and self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("An approved plan stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("An approved plan stays."))

    def action_approve(self):
        """Approve the plans."""
        self._transition("approved")

    def action_publish(self):
        """Say that the plans are public."""
        self._transition("published")

    def action_view_campaigns(self):
        """Show the campaigns of the single plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_inspection.civil_inspection_campaign_action"
        )
        return {
            **action,
            "domain": [("plan_id", "=", self.id)],
            "context": {"default_plan_id": self.id},
        }
