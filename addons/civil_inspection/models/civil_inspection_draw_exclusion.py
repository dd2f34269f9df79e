from odoo import api, fields, models
from odoo.exceptions import UserError

REASONS = [
    ("left_out", "Left Out of the Campaign"),
    ("frequency", "Inspected Often Enough This Year"),
    ("absence", "Absent"),
    ("certificate", "No Valid Certificate"),
    ("conflict", "Conflict of Interest"),
]


class CivilInspectionDrawExclusion(models.Model):
    """Whom a draw couldn't hit, and why (抽取排除)."""

    _name = "civil.inspection.draw.exclusion"
    _description = "Excluded From a Draw"
    _order = "draw_id, reason, id"

    draw_id = fields.Many2one(
        "civil.inspection.draw",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    reason = fields.Selection(REASONS, required=True, readonly=True)
    object_id = fields.Many2one(
        "civil.inspection.object",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    inspector_id = fields.Many2one(
        "civil.inspection.inspector",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Char(string="Details", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse for everybody."""
        self._refuse()

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(self.env._("What was drawn is never changed."))
