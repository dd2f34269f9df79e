from odoo import fields, models

#: In which form a paper is handed in.
FORMS = [
    ("original", "Original"),
    ("copy", "Copy"),
    ("checked", "Copy, Original Shown"),
    ("electronic", "Electronic"),
]


class CivilCaseKindMaterial(models.Model):
    """A paper that an application of the kind needs (申请材料)."""

    _name = "civil.case.kind.material"
    _description = "Paper Needed"
    _order = "kind_id, sequence, id"

    kind_id = fields.Many2one(
        "civil.case.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    required = fields.Boolean(default=True)
    form = fields.Selection(FORMS, default="original", required=True)
    condition = fields.Char(
        translate=True, help="In which case it is needed, such as “if represented”."
    )
