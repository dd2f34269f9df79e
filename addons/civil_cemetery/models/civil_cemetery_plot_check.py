from odoo import api, fields, models
from odoo.fields import Domain


class CivilCemeteryPlotCheck(models.AbstractModel):
    """Whether a plot keeps to the limits of its type (墓位面积、碑高检查)."""

    _name = "civil.cemetery.plot.check"
    _description = "Plot against Its Limits"

    area_limit = fields.Float(
        string="Largest Area (m²)", compute="_compute_limits", digits=(8, 3)
    )
    stone_limit = fields.Float(
        string="Highest Stone (m)", compute="_compute_limits", digits=(8, 3)
    )
    limit_basis = fields.Char(compute="_compute_limits", string="Basis of the Limit")
    is_over_limit = fields.Boolean(
        compute="_compute_limits",
        search="_search_is_over_limit",
        string="Over the Limit",
    )

    @api.depends("area", "stone_height", "plot_type_id", "facility_id.kind")
    @api.depends_context("tz")
    def _compute_limits(self):
        today = fields.Date.context_today(self)
        rules = {}
        for plot in self:
            facility = plot.facility_id
            key = (facility.kind, plot.plot_type_id, facility.division_id)
            if key not in rules:
                rules[key] = self.env["civil.cemetery.area.rule"]._find(*key, today)
            rule = rules[key]
            plot.area_limit = rule.max_area
            plot.stone_limit = rule.max_stone_height
            plot.limit_basis = rule.legal_basis
            plot.is_over_limit = bool(plot._limit_refusal(rule))

    def _search_is_over_limit(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        over = Domain.FALSE
        for facility in self.env["civil.cemetery.facility"].search([]):
            for plot_type in self.env["civil.cemetery.plot.type"].search([]):
                rule = self.env["civil.cemetery.area.rule"]._find(
                    facility.kind, plot_type, facility.division_id, today
                )
                limits = Domain.FALSE
                if rule.max_area:
                    limits |= Domain("area", ">", rule.max_area)
                if rule.max_stone_height:
                    limits |= Domain("stone_height", ">", rule.max_stone_height)
                over |= (
                    Domain("facility_id", "=", facility.id)
                    & Domain("plot_type_id", "=", plot_type.id)
                    & limits
                )
        return Domain.OR(over if wanted else ~over for wanted in value)

    def _limit_refusal(self, rule=None):
        """Return why the single plot breaks its limits, or False."""
        if rule is None:
            facility, today = self.facility_id, fields.Date.context_today(self)
            rule = self.env["civil.cemetery.area.rule"]._find(
                facility.kind, self.plot_type_id, facility.division_id, today
            )
        if rule.max_area and self.area > rule.max_area:
            return self.env._(
                "its area of %(area)s m² is over the %(limit)s m² allowed (%(basis)s)",
                area=f"{self.area:g}",
                limit=f"{rule.max_area:g}",
                basis=rule.legal_basis,
            )
        if rule.max_stone_height and self.stone_height > rule.max_stone_height:
            return self.env._(
                "its stone of %(height)s m is over the %(limit)s m allowed (%(basis)s)",
                height=f"{self.stone_height:g}",
                limit=f"{rule.max_stone_height:g}",
                basis=rule.legal_basis,
            )
        return False

    def _guard_offer(self):
        if self.used_places:
            return self.env._("somebody still lies there")
        return self._limit_refusal()

    def _guard_give(self):
        """Return why the single plot can't be given to anybody, or False."""
        return self.facility_id._sale_refusal() or self._limit_refusal()
