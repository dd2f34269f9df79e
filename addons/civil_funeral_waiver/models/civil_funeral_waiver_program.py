from odoo import api, fields, models


class CivilFuneralWaiverProgram(models.Model):
    """By which policy funeral costs are waived, for whom and what (惠民殡葬政策).

    The policy of the day of death decides. Its figures are those of its document.
    """

    _name = "civil.funeral.waiver.program"
    _description = "Policy of Waived Funeral Costs"
    _inherit = ["civil.division.mixin", "mail.thread"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, tracking=True)
    division_id = fields.Many2one(
        help="Whose residents and deaths it is for, with everything below."
    )
    date_from = fields.Date(required=True, tracking=True)
    date_to = fields.Date(tracking=True, help="Last day; open while it is in force.")
    legal_basis = fields.Char(required=True, tracking=True)
    item_ids = fields.One2many(
        "civil.funeral.waiver.item", "program_id", string="Items", copy=True
    )
    ground_ids = fields.One2many(
        "civil.funeral.waiver.ground", "program_id", string="For Whom", copy=True
    )
    sheet_count = fields.Integer(string="Charge Sheets", compute="_compute_sheet_count")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A policy can't end before it begins.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (division_id WITH =, daterange(date_from, date_to, '[]')"
        " WITH &&) WHERE (active)",
        "There is a policy for this division on some of these days already: give it "
        "its last day first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # One that was ended just now makes room for the next only once written.
        self.flush_model(["date_from", "date_to", "active"])
        return super().create(vals_list)

    def _compute_sheet_count(self):
        counts = dict(
            self.env["civil.funeral.charge"]._read_group(
                [("program_id", "in", self.ids), ("state", "!=", "voided")],
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.sheet_count = counts.get(program, 0)

    @api.model
    def _for(self, division, day):
        """Return the policy for a place on a day: that of the nearest division."""
        above = [int(part) for part in (division.parent_path or "").split("/") if part]
        # What the policy says is public, and it may stand above the user's divisions.
        found = self.sudo().search(
            [
                ("division_id", "in", above),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
        nearest = found.sorted(lambda program: -above.index(program.division_id.id))
        return nearest[:1].sudo(self.env.su)

    def action_view_sheets(self):
        """Show the sheets by which the policy was applied."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_waiver.civil_funeral_charge_action"
        )
        action["domain"] = [("program_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _used_refusal(self, programs):
        """Return why what these policies say can't change, or False."""
        # Sheets of other divisions and homes count, too.
        sheet = (
            self.env["civil.funeral.charge"]
            .sudo()
            .search(
                [("program_id", "in", programs.ids), ("state", "!=", "draft")], limit=1
            )
        )
        return sheet and self.env._(
            "By %(program)s the sheet %(sheet)s was settled; what it says stays. End "
            "it with its last day and record the next policy beside it.",
            program=sheet.program_id.name,
            sheet=sheet.name,
        )
