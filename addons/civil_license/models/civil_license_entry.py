from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilLicenseEntry(models.Model):
    """What an applicant states for one field of the license (登记事项)."""

    _name = "civil.license.entry"
    _description = "Stated Value of an Application"
    _inherit = ["civil.approval.line.mixin"]
    _order = "case_id, sequence, id"
    _rec_name = "name"
    _approval_parent = "case_id"

    case_id = fields.Many2one(
        "civil.case", required=True, index=True, ondelete="cascade"
    )
    field_id = fields.Many2one(
        "civil.license.kind.field",
        string="Field of the Kind",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="field_id.sequence", store=True)
    name = fields.Char(string="Field", related="field_id.name")
    is_required = fields.Boolean(related="field_id.is_required")
    former = fields.Text(
        string="So Far", readonly=True, help="What the license says at present."
    )
    value = fields.Text(string="Applied For")
    is_changed = fields.Boolean(compute="_compute_is_changed")

    _field_uniq = models.UniqueIndex(
        "(case_id, field_id)", "The application states this field already."
    )

    @api.depends("value", "former")
    def _compute_is_changed(self):
        for entry in self:
            entry.is_changed = (entry.value or "") != (entry.former or "")

    def write(self, vals):
        """Keep each line with its application and its field."""
        if vals.keys() & {"case_id", "field_id", "former"}:
            raise UserError(self.env._("Only what is applied for can change."))
        return super().write(vals)
