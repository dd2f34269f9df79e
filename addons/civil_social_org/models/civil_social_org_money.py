from odoo import api, fields, models


class CivilSocialOrgMoney(models.AbstractModel):
    """Net assets of the last year that is known, against the registered fund."""

    _name = "civil.social.org.money"
    _description = "Net Assets of a Social Organization"

    currency_id = fields.Many2one("res.currency")
    last_year = fields.Integer(
        string="Last Year in Figures",
        compute="_compute_net_assets",
        store=True,
        aggregator=None,
    )
    net_assets = fields.Monetary(
        compute="_compute_net_assets",
        store=True,
        help="At the end of the last year in figures.",
    )

    @api.depends("year_ids.year", "year_ids.net_assets")
    def _compute_net_assets(self):
        for org in self:
            last = org.year_ids.sorted("year")[-1:]
            org.last_year = last.year
            org.net_assets = last.net_assets
