from odoo import api, fields, models


class CivilFuneralViolation(models.Model):
    """A violation by a shop, a practitioner or an agent (违规记录)."""

    _name = "civil.funeral.violation"
    _description = "Violation in the Funeral Trade"
    _inherit = ["civil.division.mixin"]
    _order = "date desc, id desc"
    _rec_name = "description"

    description = fields.Char(required=True)
    date = fields.Date(help="Empty where only the register says that there was one.")
    shop_id = fields.Many2one("civil.funeral.shop", index=True, ondelete="cascade")
    practitioner_id = fields.Many2one(
        "civil.funeral.practitioner", index=True, ondelete="cascade"
    )
    agent_id = fields.Many2one("civil.funeral.agent", index=True, ondelete="cascade")
    who = fields.Char(compute="_compute_who")
    goods_id = fields.Many2one("civil.funeral.goods", ondelete="restrict")
    handling = fields.Selection(
        [
            ("open", "Open"),
            ("warned", "Talked to"),
            ("rectified", "Put Right"),
            ("enforcement", "Handed to Enforcement"),
        ],
        required=True,
        default="open",
        index=True,
    )
    handled_on = fields.Date()
    note = fields.Text()
    inspection_id = fields.Many2one(
        "civil.inspection",
        string="Found by",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    clue_id = fields.Many2one(
        "civil.enforcement.clue",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    import_id = fields.Many2one("civil.import", readonly=True, ondelete="set null")

    _one_party = models.Constraint(
        "CHECK (num_nonnulls(shop_id, practitioner_id, agent_id) = 1)",
        "A violation is by one shop, one practitioner or one agent.",
    )

    @api.depends("shop_id", "practitioner_id", "agent_id")
    def _compute_who(self):
        for violation in self:
            party = violation.shop_id or violation.practitioner_id or violation.agent_id
            violation.who = party.display_name

    def _settle(self, handling):
        """Note how the violations were handled, today."""
        self.write(
            {
                "handling": handling,
                "handled_on": fields.Date.context_today(self),
            }
        )

    def action_hand_on(self):
        """Hand open violations to enforcement, each as a clue, once."""
        for violation in self.filtered(lambda found: not found.clue_id):
            violation.clue_id = self.env["civil.enforcement.clue"].create(
                violation._clue_values()
            )
            violation._settle("enforcement")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Clues"),
            "res_model": "civil.enforcement.clue",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.clue_id.ids)],
        }

    def _clue_values(self):
        """What enforcement is told of the single violation."""
        organization = self.shop_id.organization_id or self.agent_id.organization_id
        person = self.practitioner_id.resident_id or self.agent_id.resident_id
        return {
            "source": "inspection" if self.inspection_id else "patrol",
            "summary": self.description,
            "deed_date": self.date,
            "place": self.shop_id.address or self.who,
            "party_text": self.who,
            "party_type": "organization" if organization else "person",
            "organization_id": organization.id,
            "resident_id": False if organization else person.id,
            "division_id": self.division_id.id,
            "origin_model": self._name,
            "origin_id": self.id,
        }

    @api.onchange("shop_id", "practitioner_id", "agent_id")
    def _onchange_party(self):
        party = self.shop_id or self.practitioner_id or self.agent_id
        if party:
            self.division_id = party.division_id
