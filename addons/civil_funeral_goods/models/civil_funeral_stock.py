from odoo import api, fields, models


class CivilFuneralStock(models.Model):
    """A count of what a shop has in stock (库存盘点): coffins above all."""

    _name = "civil.funeral.stock"
    _description = "Count of a Shop's Stock"
    _order = "date desc, id desc"
    _rec_name = "shop_id"

    shop_id = fields.Many2one(
        "civil.funeral.shop", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(related="shop_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="shop_id.town_id", store=True, index=True)
    goods_id = fields.Many2one(
        "civil.funeral.goods",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "civil_funeral_goods.goods_coffin", raise_if_not_found=False
        ),
    )
    date = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    quantity = fields.Integer(required=True)
    before = fields.Integer(
        compute="_compute_before", store=True, help="By the count before this one."
    )
    counted_ids = fields.Many2many(
        "res.users", string="Counted by", default=lambda self: self.env.user
    )
    note = fields.Char()

    _not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "A count can't be below zero."
    )

    @api.depends("shop_id", "goods_id", "date")
    def _compute_before(self):
        """What was there by the count before; zero for the first."""
        for count in self:
            earlier = self.search(
                [
                    ("shop_id", "=", count.shop_id.id),
                    ("goods_id", "=", count.goods_id.id),
                    ("date", "<", count.date),
                ],
                limit=1,
            )
            count.before = earlier.quantity
