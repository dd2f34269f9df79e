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
        find = self.env["civil.cemetery.area.rule"]._finder(today)
        for plot in self:
            facility = plot.facility_id
            rule = find(facility.kind, plot.plot_type_id, facility.division_id)
            plot.area_limit = rule.max_area
            plot.stone_limit = rule.max_stone_height
            plot.limit_basis = rule.legal_basis
            plot.is_over_limit = bool(plot._limit_refusal(rule))

    def _search_is_over_limit(self, operator, value):
        if operator != "in":
            return NotImplemented
        over = self._over_domain(area="max_area", stone_height="max_stone_height")
        return Domain.OR(over if wanted else ~over for wanted in value)

    @api.model
    def _over_domain(self, **limits):
        """Return the domain of the plots over limits of their types, as of today.

        :param limits: for each measure of a plot the limit in the rule
        """
        find = self.env["civil.cemetery.area.rule"]._finder(
            fields.Date.context_today(self)
        )
        types = self.env["civil.cemetery.plot.type"].with_context(active_test=False)
        types = types.search([])
        facilities = self.env["civil.cemetery.facility"].search([])
        over = []
        for (kind, division), alike in facilities.grouped(
            lambda facility: (facility.kind, facility.division_id)
        ).items():
            for plot_type in types:
                rule = find(kind, plot_type, division)
                broken = [
                    Domain(measure, ">", rule[limit])
                    for measure, limit in limits.items()
                    if rule[limit]
                ]
                over.append(
                    Domain("facility_id", "in", alike.ids)
                    & Domain("plot_type_id", "=", plot_type.id)
                    & Domain.OR(broken)
                )
        return Domain.OR(over)

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
