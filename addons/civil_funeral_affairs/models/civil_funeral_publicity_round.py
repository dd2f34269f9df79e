from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilFuneralPublicityRound(models.Model):
    """A round of publicity for the funeral reform (殡葬宣传轮次).

    A round wants to reach every village of its place; those that no activity reached
    yet are a list.
    """

    _name = "civil.funeral.publicity.round"
    _description = "Round of Publicity"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _mail_post_access = "read"
    _transitions = (
        Transition("draft", "running", CLERK),
        Transition("running", "closed", HEAD, guard="_guard_close"),
        Transition("closed", "running", HEAD, name="reopen"),
    )

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Through", required=True)
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user, index=True
    )
    aim = fields.Text(help="What has to be known by everybody afterwards.")
    activity_line_ids = fields.One2many("civil.funeral.publicity", "round_id")
    village_count = fields.Integer(compute="_compute_figures", string="Villages")
    reached_count = fields.Integer(compute="_compute_figures", string="Reached")
    coverage = fields.Integer(compute="_compute_figures", help="In percent.")
    household_count = fields.Integer(
        compute="_compute_figures", string="Households Visited"
    )
    leaflet_count = fields.Integer(compute="_compute_figures", string="Leaflets")
    commitment_count = fields.Integer(
        compute="_compute_figures", string="Commitments Signed"
    )
    summary = fields.Text()
    state = fields.Selection(
        [("draft", "Planned"), ("running", "Running"), ("closed", "Ended")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A round can't end before it begins."
    )

    @api.depends(
        "division_id",
        "activity_line_ids.division_id",
        "activity_line_ids.household_count",
        "activity_line_ids.leaflet_count",
        "activity_line_ids.commitment_count",
    )
    def _compute_figures(self):
        for campaign in self:
            lines = campaign.activity_line_ids
            villages = campaign._villages()
            campaign.village_count = len(villages)
            campaign.reached_count = len(campaign._reached() & villages)
            campaign.coverage = (
                villages and 100 * campaign.reached_count // campaign.village_count
            )
            campaign.household_count = sum(lines.mapped("household_count"))
            campaign.leaflet_count = sum(lines.mapped("leaflet_count"))
            campaign.commitment_count = sum(lines.mapped("commitment_count"))

    def _villages(self):
        """The villages that the single round wants to reach."""
        return self.env["civil.division"].search(
            [("id", "child_of", self.division_id.ids), ("level", "=", "village")]
        )

    def _reached(self):
        """The villages in which an activity of the single round took place.

        What takes place for a town as a whole reaches none of its villages.
        """
        return self.activity_line_ids.division_id.filtered(
            lambda division: division.level == "village"
        )

    def _guard_close(self):
        return not (self.summary or "").strip() and self.env._(
            "the summary isn't written"
        )

    def action_start(self):
        """Begin the rounds."""
        self._transition("running")

    def action_close(self):
        """End the rounds."""
        self._transition("closed")

    def action_reopen(self):
        """Take ended rounds up again."""
        self._transition("running", "reopen")

    def action_view_missing(self):
        """Show the villages that the round hasn't reached."""
        self.ensure_one()
        missing = self._villages() - self._reached()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Not Reached Yet"),
            "res_model": "civil.division",
            "views": [(False, "list")],
            "domain": [("id", "in", missing.ids)],
            "context": {"group_by": "parent_id", "create": False},
        }

    def action_view_activities(self):
        """Show what was done in the round."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_affairs.civil_funeral_publicity_action"
        )
        return {
            **action,
            "domain": [("round_id", "=", self.id)],
            "context": {"default_round_id": self.id},
        }
