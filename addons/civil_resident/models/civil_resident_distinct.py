from odoo import fields, models


class CivilResidentDistinct(models.Model):
    """Two residents who look like one person and were found to be two."""

    _name = "civil.resident.distinct"
    _description = "Residents Found to Be Different"
    _rec_name = "first_id"

    first_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="cascade"
    )
    second_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="cascade"
    )

    _pair_uniq = models.UniqueIndex(
        "(first_id, second_id)", "These two were already found to be different."
    )
    _order_check = models.Constraint(
        "CHECK(first_id < second_id)", "The older record comes first."
    )
