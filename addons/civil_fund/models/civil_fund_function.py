from odoo import fields, models


class CivilFundFunction(models.Model):
    """Functional class of expenditure (支出功能分类): 类, 款, 项."""

    _name = "civil.fund.function"
    _description = "Functional Class"
    _inherit = ["civil.fund.class.mixin"]
    _parent_store = True

    _code_lengths = (3, 5, 7)

    parent_id = fields.Many2one(
        "civil.fund.function", string="Class Above", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
