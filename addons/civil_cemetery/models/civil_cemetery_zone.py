from odoo import api, fields, models

#: States in which a plot has somebody to whom it was given.
GIVEN = ("reserved", "ordered", "in_agreement", "occupied", "overdue")


class CivilCemeteryZone(models.Model):
    """A zone of a cemetery, or a hall's area with its racks (墓区、骨灰堂区位)."""

    _name = "civil.cemetery.zone"
    _description = "Cemetery Zone"
    _order = "facility_id, sequence, code"
    _rec_names_search = ("code", "name")

    facility_id = fields.Many2one(
        "civil.cemetery.facility", required=True, index=True, ondelete="restrict"
    )
    division_id = fields.Many2one(
        related="facility_id.organization_id.division_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="As it stands before the row: A, 东一.")
    name = fields.Char()
    hall = fields.Char(help="Of columbaria: the hall in which the area is.")
    kind = fields.Selection(
        [("plot", "Plots"), ("niche", "Niches"), ("ecological", "Ecological Burial")],
        required=True,
        default="plot",
    )
    plot_ids = fields.One2many("civil.cemetery.plot", "zone_id")
    plot_count = fields.Integer(compute="_compute_counts", string="Plots")
    free_count = fields.Integer(compute="_compute_counts", string="Free Plots")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(facility_id, code)", "This facility already has a zone of this code."
    )

    @api.depends("plot_ids.state")
    def _compute_counts(self):
        groups = self.env["civil.cemetery.plot"]._read_group(
            [("zone_id", "in", self.ids)], ["zone_id", "state"], ["__count"]
        )
        counts = {}
        for zone, state, count in groups:
            entry = counts.setdefault(zone, [0, 0])
            entry[0] += count
            entry[1] += count if state == "available" else 0
        for zone in self:
            zone.plot_count, zone.free_count = counts.get(zone, (0, 0))

    @api.depends("code", "name", "facility_id.name")
    def _compute_display_name(self):
        for zone in self:
            where = " ".join(filter(None, (zone.facility_id.name, zone.hall)))
            zone.display_name = f"{where} {zone.name or zone.code}"

    def action_open_plan(self):
        """Show the plan of the zone."""
        self.ensure_one()
        action = self.facility_id.action_open_plan()
        action["params"]["zone_id"] = self.id
        return action

    def action_generate(self):
        """Ask which plots to make in the zone."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make Plots"),
            "res_model": "civil.cemetery.generate",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_zone_id": self.id},
        }
