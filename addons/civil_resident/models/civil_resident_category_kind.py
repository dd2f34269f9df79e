from odoo import fields, models


class CivilResidentCategoryKind(models.Model):
    """A category by which people are entitled (身份类别), such as destitute."""

    _name = "civil.resident.category.kind"
    _description = "Category of Residents"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(string="Category Name", required=True, translate=True)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a category with this code."
    )
