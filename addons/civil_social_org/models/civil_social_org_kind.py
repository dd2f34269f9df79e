from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_name


class CivilSocialOrgKind(models.Model):
    """A kind of social organization (社会组织类型) and what holds for it by law.

    Associations (社会团体), private non-enterprise units (民办非企业单位, also
    社会服务机构) and foundations (基金会).
    """

    _name = "civil.social.org.kind"
    _description = "Kind of Social Organization"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    words = fields.Char(
        string="Also Called",
        help="Between commas: how people write the kind in tables.",
    )
    credit_code_prefix = fields.Char(
        required=True,
        size=2,
        help="The first two characters of its credit codes by GB 32100-2015.",
    )
    item_ids = fields.Many2many(
        "civil.social.registration.item", string="Items of Registration"
    )
    has_members = fields.Boolean(help="It consists of members, who may pay dues.")
    has_branches = fields.Boolean(
        string="May Have Branches",
        help="Private non-enterprise units may not: 《民办非企业单位登记管理暂行"
        "条例》第十三条.",
    )
    has_trade_name = fields.Boolean(
        string="Name Has a Trade Name",
        help="The name has four parts, with a word of its own (字号).",
    )
    head_of_one_only = fields.Boolean(
        string="Representative of No Other",
        help="Its legal representative may be that of no other social organization "
        "at all; otherwise of no other one of the same kind where that is forbidden.",
    )
    head_of_one_of_kind = fields.Boolean(
        string="Representative of No Other of the Kind",
        help="《社会团体登记管理条例》第十二条.",
    )
    officer_rules = fields.Boolean(
        string="Rules on Age and Terms",
        help="Officers are subject to the limits of age, terms and posts.",
    )
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of social organization with this code."
    )

    @api.model
    def _by_word(self):
        """``{what people write: kind}``, each word as it is compared."""
        found = {}
        for kind in self.search([]):
            words = (kind.name, *(kind.words or "").replace("，", ",").split(","))
            for word in filter(None, map(clean_name, words)):
                found.setdefault(word, kind)
        return found
