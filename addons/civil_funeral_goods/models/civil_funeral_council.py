from odoo import api, fields, models


class CivilFuneralCouncil(models.Model):
    """A village's council for weddings and funerals (红白理事会).

    It has a charter with limits on guests and cost, and helps families to keep to it.
    """

    _name = "civil.funeral.council"
    _description = "Wedding and Funeral Council"
    _inherit = ["civil.division.mixin", "mail.thread"]
    _order = "division_id"
    _mail_post_access = "read"

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    founded_on = fields.Date()
    charter = fields.Text(help="The rules that the village has given itself.")
    charter_on = fields.Date(string="Charter of")
    guest_limit = fields.Integer(help="Tables or guests at most, as the charter says.")
    cost_limit = fields.Monetary(help="Cost of a funeral at most, by the charter.")
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    member_ids = fields.One2many("civil.funeral.council.member", "council_id")
    member_count = fields.Integer(compute="_compute_member_count", string="Members")
    event_ids = fields.One2many("civil.funeral.council.event", "council_id")
    event_count = fields.Integer(compute="_compute_event_count", string="Occasions")
    active = fields.Boolean(default=True)

    _division_uniq = models.UniqueIndex(
        "(division_id) WHERE active", "This village already has a council."
    )
    _limits_positive = models.Constraint(
        "CHECK (guest_limit >= 0 AND cost_limit >= 0)",
        "The limits of the charter can't be below zero.",
    )

    @api.depends("division_id")
    def _compute_name(self):
        for council in self.filtered("division_id"):
            council.name = council.name or self.env._(
                "%(village)s Wedding and Funeral Council",
                village=council.division_id.name,
            )

    @api.depends("member_ids")
    def _compute_member_count(self):
        for council in self:
            council.member_count = len(council.member_ids)

    @api.depends("event_ids")
    def _compute_event_count(self):
        counts = dict(
            self.env["civil.funeral.council.event"]._read_group(
                [("council_id", "in", self.ids)], ["council_id"], ["__count"]
            )
        )
        for council in self:
            council.event_count = counts.get(council, 0)

    def action_open_events(self):
        """Show the occasions that the council looked after."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_goods.civil_funeral_council_event_action"
        )
        return {
            **action,
            "domain": [("council_id", "=", self.id)],
            "context": {"default_council_id": self.id},
        }
