from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CivilFuneralPublicity(models.Model):
    """Something that was done to make the reform known (宣传活动)."""

    _name = "civil.funeral.publicity"
    _description = "Publicity Activity"
    _inherit = ["civil.division.mixin"]
    _order = "date desc, id desc"

    round_id = fields.Many2one(
        "civil.funeral.publicity.round",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'running')]",
    )
    name = fields.Char(required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    way = fields.Selection(
        [
            ("visit", "From Door to Door"),
            ("meeting", "Villagers' Meeting"),
            ("broadcast", "Village Broadcast"),
            ("banner", "Banners and Notices"),
            ("show", "Show"),
            ("network", "Network and Short Films"),
            ("vehicle", "Loudspeaker Car"),
        ],
        required=True,
        default="visit",
        index=True,
    )
    people_count = fields.Integer(string="People Reached")
    household_count = fields.Integer(string="Households Visited")
    leaflet_count = fields.Integer(string="Leaflets")
    commitment_count = fields.Integer(string="Commitments Signed")
    user_id = fields.Many2one(
        "res.users", string="Reported by", default=lambda self: self.env.user
    )
    note = fields.Text()
    photo_ids = fields.Many2many("ir.attachment", string="Photographs")

    _counts_check = models.Constraint(
        "CHECK (LEAST(people_count, household_count, leaflet_count,"
        " commitment_count) >= 0)",
        "The numbers of an activity can't be below zero.",
    )

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for activity in self:
            if activity.date > today:
                raise ValidationError(self.env._("That day hasn't come."))
            if activity.date < activity.round_id.date_from:
                raise ValidationError(self.env._("The activity lies before its round."))

    @api.model_create_multi
    def create(self, vals_list):
        """Add activities to rounds that run."""
        activities = super().create(vals_list)
        activities._refuse_unless_running()
        return activities

    def write(self, vals):
        """Change activities while their round runs."""
        self._refuse_unless_running()
        result = super().write(vals)
        self._refuse_unless_running()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_of_running(self):
        self._refuse_unless_running()

    def _refuse_unless_running(self):
        if self.round_id.filtered(lambda campaign: campaign.state != "running"):
            raise UserError(self.env._("Activities belong to rounds that run."))
