from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_case_kind_material import FORMS

#: States of a case in which papers may be checked.
_OPEN = ("draft", "received", "to_correct")


class CivilCaseMaterial(models.Model):
    """A paper of an application, and whether it is in order (材料清单)."""

    _name = "civil.case.material"
    _description = "Paper of a Case"
    _inherit = ["civil.approval.line.mixin"]
    _order = "case_id, sequence, id"
    _approval_parent = "case_id"

    case_id = fields.Many2one(
        "civil.case", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    required = fields.Boolean(default=True)
    form = fields.Selection(FORMS, default="original", required=True)
    condition = fields.Char()
    check_result = fields.Selection(
        [
            ("ok", "In Order"),
            ("missing", "Missing"),
            ("defective", "To Be Corrected"),
            ("not_needed", "Not Needed"),
        ],
        string="Check",
        help="Empty until somebody has looked at it.",
    )
    note = fields.Char(string="What to Correct")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    def _lacks(self):
        """The papers that keep the application from being complete."""
        return self.filtered(
            lambda line: (
                line.check_result in ("missing", "defective")
                or (line.required and not line.check_result)
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse further papers once the application has been accepted."""
        lines = super().create(vals_list)
        lines._refuse_closed()
        return lines

    def write(self, vals):
        """Refuse to change papers once the application has been accepted."""
        self._refuse_closed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._refuse_closed()

    def _refuse_closed(self):
        # Whoever may change a paper may read its case.
        closed = self.case_id.filtered(lambda case: case.state not in _OPEN)
        if closed:
            raise UserError(
                self.env._(
                    "The papers of %(case)s have been checked; the list stays.",
                    case=closed[0].display_name,
                )
            )
