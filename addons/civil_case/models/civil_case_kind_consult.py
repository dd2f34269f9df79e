from odoo import fields, models


class CivilCaseKindConsult(models.Model):
    """A body whose opinion cases of the kind need (会商单位)."""

    _name = "civil.case.kind.consult"
    _description = "Body to Consult"
    _order = "kind_id, sequence, id"
    _rec_name = "body"

    kind_id = fields.Many2one(
        "civil.case.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    body = fields.Char(required=True, translate=True)
    question = fields.Text(translate=True, help="What the body is asked.")
    required = fields.Boolean(
        default=True, help="No decision before it has been asked and has answered."
    )
