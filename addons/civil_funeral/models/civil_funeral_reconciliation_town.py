from odoo import api, fields, models

from .civil_funeral_reconciliation import COUNTS, rates


class CivilFuneralReconciliationTown(models.Model):
    """A town's figures of a month (分镇街殡葬指标), as they were computed."""

    _name = "civil.funeral.reconciliation.town"
    _description = "Figures of a Town"
    _order = "period desc, division_id, id"

    reconciliation_id = fields.Many2one(
        "civil.funeral.reconciliation", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="reconciliation_id.state", store=True, index=True)
    period = fields.Date(string="Month", readonly=True, index=True)
    month = fields.Char(string="Year and Month", related="reconciliation_id.month")
    division_id = fields.Many2one(
        "civil.division",
        string="Town",
        readonly=True,
        index=True,
        help="The town; the district itself for deaths of which no town is known.",
    )
    town_id = fields.Many2one("civil.division", string="Town Known", readonly=True)
    death_count = fields.Integer("Deaths", readonly=True)
    must_count = fields.Integer("Must Be Cremated", readonly=True)
    exempt_count = fields.Integer("Exempt", readonly=True)
    matched_count = fields.Integer("Matched", readonly=True)
    unmatched_count = fields.Integer("Unmatched", readonly=True)
    cremated_count = fields.Integer("Cremated", readonly=True)
    must_cremated_count = fields.Integer("Cremated of Those Who Must", readonly=True)
    placed_count = fields.Integer("Placed in Cemeteries", readonly=True)
    closed_count = fields.Integer("Loop Closed", readonly=True)
    cremation_rate = fields.Float(
        "Cremation Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )
    placement_rate = fields.Float(
        "Placement Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )
    closing_rate = fields.Float(
        "Closing Rate (%)", digits=(5, 2), compute="_compute_rates", aggregator=None
    )

    @api.depends(*COUNTS)
    def _compute_rates(self):
        for record in self:
            record.update(rates(record))

    @api.depends("division_id", "period")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.period:%Y-%m} {record.division_id.name}"

    def action_view_deaths(self):
        """Show the deaths of the town in the month."""
        return self.action_view_lines("death_count")

    def action_view_unmatched(self):
        """Show the deaths of the town that are unmatched."""
        return self.action_view_lines("unmatched_count")

    def action_view_lines(self, which=None):
        """Show the deaths behind a figure of the town.

        :param str which: name of the figure; all deaths if left out
        """
        self.ensure_one()
        return self.reconciliation_id.action_view_lines(which, self.town_id.id)
