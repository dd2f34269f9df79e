from odoo import fields, models


class CivilCemeteryPlotType(models.Model):
    """A type of plot or niche (墓位类型): how many may lie there, and how.

    The name is what registers call it, such as 单穴 and 双穴.
    """

    _name = "civil.cemetery.plot.type"
    _description = "Type of Plot"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    alias = fields.Char(
        string="Names in Registers", help="Other names, with commas between them."
    )
    kind = fields.Selection(
        [("plot", "Plot"), ("niche", "Niche"), ("ecological", "Ecological Burial")],
        required=True,
        default="plot",
    )
    remains = fields.Selection(
        [("ashes", "Ashes"), ("body", "Body")], required=True, default="ashes"
    )
    way = fields.Selection(
        [
            ("tree", "Tree Burial"),
            ("flower_bed", "Flower Bed Burial"),
            ("lawn", "Lawn Burial"),
            ("wall", "Wall Burial"),
            ("sea", "Sea Burial"),
            ("common", "Common Burial"),
        ],
        string="Ecological Way",
        help="Of ecological burials only.",
    )
    places = fields.Integer(required=True, default=1, help="How many may lie there.")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a type of plot with this code."
    )
    _places_check = models.Constraint(
        "CHECK (places > 0)", "A plot has at least one place."
    )
