from odoo import fields, models


class CivilSocialCategory(models.Model):
    """What an organization of a kind is about (类别).

    Trade, academic, professional and joint associations; education, health, culture
    and so on of private units; public and other foundations.
    """

    _name = "civil.social.category"
    _description = "Category of Social Organizations"
    _order = "kind_id, sequence, name"

    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one("civil.social.org.kind", required=True, index=True)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(kind_id, code)", "This kind already has a category with this code."
    )
