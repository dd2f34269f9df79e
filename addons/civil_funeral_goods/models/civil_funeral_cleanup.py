from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import HEAD


class CivilFuneralCleanup(models.Model):
    """A clean-up campaign (集中清理): coffins, illegal mourning places."""

    _name = "civil.funeral.cleanup"
    _description = "Clean-up Campaign"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _mail_post_access = "read"

    _transitions = (
        Transition("draft", "running", group=HEAD),
        Transition("running", "closed", group=HEAD, guard="_guard_close"),
        Transition("closed", "running", name="reopen", group=HEAD),
    )

    name = fields.Char(required=True)
    aim = fields.Selection(
        [
            ("coffins", "Coffins Made Against the Rules"),
            ("mourning", "Illegal Mourning Places"),
            ("goods", "Superstitious Goods"),
        ],
        required=True,
        default="coffins",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    date_to = fields.Date(string="To", required=True)
    partner_bodies = fields.Char(
        string="Together with", help="Such as market supervision, police, city order."
    )
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user
    )
    site_ids = fields.One2many("civil.funeral.cleanup.site", "cleanup_id")
    site_count = fields.Integer(compute="_compute_figures", string="Found")
    cleared_count = fields.Integer(compute="_compute_figures", string="Cleared")
    quantity = fields.Integer(compute="_compute_figures", string="Pieces Found")
    cleared_quantity = fields.Integer(
        compute="_compute_figures", string="Pieces Cleared"
    )
    note = fields.Text()
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Running"), ("closed", "Ended")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A campaign can't end before it begins."
    )

    @api.depends("site_ids.state", "site_ids.quantity")
    def _compute_figures(self):
        for campaign in self:
            cleared = campaign.site_ids.filtered(lambda site: site.state == "cleared")
            campaign.site_count = len(campaign.site_ids)
            campaign.cleared_count = len(cleared)
            campaign.quantity = sum(campaign.site_ids.mapped("quantity"))
            campaign.cleared_quantity = sum(cleared.mapped("quantity"))

    def _guard_close(self):
        left = self.site_ids.filtered(lambda site: site.state in ("found", "ordered"))
        return left and self.env._(
            "%(count)s places are neither cleared nor handed on", count=len(left)
        )

    def action_start(self):
        """Begin the campaigns."""
        self._transition("running")

    def action_close(self):
        """Close the campaigns, once every place is done with."""
        self._transition("closed")

    def action_reopen(self):
        """Take up closed campaigns again."""
        self._transition("running", "reopen")

    def action_open_sites(self):
        """Show what the campaign found."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_goods.civil_funeral_cleanup_site_action"
        )
        return {
            **action,
            "domain": [("cleanup_id", "=", self.id)],
            "context": {
                "default_cleanup_id": self.id,
                "default_division_id": self.division_id.id,
            },
        }
