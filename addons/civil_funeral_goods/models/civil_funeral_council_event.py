from odoo import api, fields, models


class CivilFuneralCouncilEvent(models.Model):
    """An occasion that a council looked after (操办事项): guests and cost."""

    _name = "civil.funeral.council.event"
    _description = "Occasion of a Wedding and Funeral Council"
    _order = "date desc, id desc"
    _rec_name = "kind"

    council_id = fields.Many2one(
        "civil.funeral.council", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="council_id.division_id", store=True, index=True
    )
    kind = fields.Selection(
        [("funeral", "Funeral"), ("wedding", "Wedding"), ("other", "Other")],
        required=True,
        default="funeral",
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    family = fields.Char(help="The family's name, without first names.")
    guests = fields.Integer()
    cost = fields.Monetary()
    currency_id = fields.Many2one(related="council_id.currency_id")
    over_limit = fields.Boolean(
        string="Beyond the Charter",
        compute="_compute_over_limit",
        store=True,
        help="More guests or more cost than the charter of its day allowed.",
    )
    note = fields.Text()

    _not_negative = models.Constraint(
        "CHECK (guests >= 0 AND cost >= 0)", "Guests and cost can't be below zero."
    )

    @api.depends("guests", "cost", "council_id")
    def _compute_over_limit(self):
        """Judged once, by the limits that hold when it is put down."""
        for event in self:
            council = event.council_id
            event.over_limit = bool(
                (council.guest_limit and event.guests > council.guest_limit)
                or (council.cost_limit and event.cost > council.cost_limit)
            )
