from odoo import api, fields, models
from odoo.tools import ormcache


class CivilFuneralGoods(models.Model):
    """A kind of funeral goods (丧葬用品种类), and the words that name it in a scope."""

    _name = "civil.funeral.goods"
    _description = "Kind of Funeral Goods"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    keywords = fields.Char(
        required=True,
        help="Words, between commas, of which one in a scope of business names "
        "these goods.",
    )
    ban_ids = fields.One2many("civil.funeral.goods.ban", "goods_id", string="Bans")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There are already funeral goods with this code."
    )

    @api.model
    @ormcache()
    def _keywords(self):
        """``{id: words}`` of all goods in use."""
        return {
            goods.id: tuple(
                filter(
                    None, map(str.strip, goods.keywords.replace("，", ",").split(","))
                )
            )
            for goods in self.sudo().search([])
        }

    @api.model_create_multi
    def create(self, vals_list):
        """Let the new words be looked for at once."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Let the changed words be looked for at once."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Let the words be looked for no longer."""
        self.env.registry.clear_cache()
        return super().unlink()
