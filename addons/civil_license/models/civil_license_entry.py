from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.tools.door import Door

#: Opens what the license says so far to the code that looks it up.
_FORMER = Door("civil_license_entry_former")


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

    @api.constrains("field_id", "case_id")
    def _check_field_id(self):
        for entry in self:
            if entry.field_id not in entry.case_id.license_kind_id.field_ids:
                raise ValidationError(
                    self.env._("The field isn't one of the license applied for.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Take what the license says so far from the license, not from the screen."""
        entries = super().create([{**vals, "former": False} for vals in vals_list])
        for entry in entries:
            # Whoever handles the case reads what the license says.
            license_ = entry.case_id.license_id.sudo()
            if former := license_ and license_._stated_values().get(
                entry.field_id._key()
            ):
                _FORMER.opened(entry).write({"former": former})
        return entries

    def write(self, vals):
        """Keep each line with its application and its field."""
        kept = {"case_id", "field_id", "former"} & vals.keys()
        if kept and not _FORMER.is_open(self):
            raise UserError(self.env._("Only what is applied for can change."))
        return super().write(vals)
