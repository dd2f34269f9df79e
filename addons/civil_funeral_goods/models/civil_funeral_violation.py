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

    @api.onchange("shop_id", "practitioner_id", "agent_id")
    def _onchange_party(self):
        party = self.shop_id or self.practitioner_id or self.agent_id
        if party:
            self.division_id = party.division_id
