from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_name


class CivilFuneralShopKind(models.Model):
    """A kind of shop in the funeral trade (店铺类别)."""

    _name = "civil.funeral.shop.kind"
    _description = "Kind of Funeral Shop"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    aliases = fields.Char(
        help="Words, between commas, under which files know the kind, too."
    )
    goods_id = fields.Many2one(
        "civil.funeral.goods",
        string="Sells by Its Nature",
        ondelete="restrict",
        help="What such a shop sells whatever its scope says.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of shop with this code."
    )

    @api.model
    def _by_word(self):
        """``{word in a file: kind}``."""
        words = {}
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for kind in self.search([]):
            names = [kind.with_context(lang=lang).name for lang in languages]
            aliases = (kind.aliases or "").replace("，", ",").split(",")
            for word in filter(None, map(clean_name, [*names, *aliases])):
                words.setdefault(word, kind)
        return words
