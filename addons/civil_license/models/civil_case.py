from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

#: States in which an application has been made and isn't decided.
UNDECIDED = ("received", "to_correct", "accepted", "under_approval")
#: What of the license the approvers decide about.
REISSUE_CAUSES = [("lost", "Lost"), ("damaged", "Damaged")]


class CivilCase(models.Model):
    """An application about a license: what it states, and for which license."""

    _inherit = "civil.case"

    license_kind_id = fields.Many2one(
        string="Kind of License", related="kind_id.license_kind_id"
    )
    license_action = fields.Selection(related="kind_id.license_action")
    license_id = fields.Many2one(
        "civil.license",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The license that is to be changed, renewed, reissued or cancelled; "
        "after a grant the one that was made.",
    )
    license_entry_ids = fields.One2many(
        "civil.license.entry",
        "case_id",
        string="Stated",
        compute="_compute_license_entry_ids",
        store=True,
        readonly=False,
    )
    license_copies = fields.Integer(
        string="Copies",
        compute="_compute_license_copies",
        store=True,
        readonly=False,
        help="How many copies beside the original.",
    )
    license_conditions = fields.Text(related="license_kind_id.conditions")
    reissue_cause = fields.Selection(REISSUE_CAUSES, copy=False)
    loss_medium = fields.Char(
        string="Loss Published in",
        copy=False,
        help="The newspaper or platform with the statement of loss.",
    )
    loss_date = fields.Date(string="Loss Published on", copy=False)
    license_cancel_ground = fields.Selection(
        [
            ("applied", "Given up by the holder"),
            ("person", "The person died or lost the capacity to act"),
            ("organization", "The organization was terminated"),
            ("impossible", "Can't be carried out because of force majeure"),
            ("other", "Another ground set by law"),
        ],
        string="Ground of Cancellation",
        default="applied",
        copy=False,
    )

    @api.depends("license_kind_id")
    def _compute_license_copies(self):
        for case in self:
            case.license_copies = case.license_kind_id.copy_count

    @api.depends("license_kind_id", "license_id", "resident_id", "organization_id")
    def _compute_license_entry_ids(self):
        """List what the kind wants stated, with what the license says so far."""
        for case in self:
            # It may run late, when a case that was just made has been received.
            if case.state != "draft" and case.license_entry_ids:
                continue
            stated = case.license_kind_id.field_ids.filtered("is_stated")
            # Whoever handles the case reads what the license says.
            license_ = case.license_id.sudo()
            values = license_._stated_values() if license_ else {}
            case.license_entry_ids = [Command.clear()] + [
                Command.create(
                    {
                        "field_id": field.id,
                        "former": values.get(field._key()) or False,
                        "value": values.get(field._key())
                        or case._first_value(field)
                        or False,
                    }
                )
                for field in stated
                if case.license_action != "cancel"
            ]

    def _first_value(self, field):
        """Return what the applicant's own file says for a field of a new license."""
        party = self._party()
        # Where a person lives isn't where the license is used.
        if field.source == "premises" and self.party_type == "organization":
            return party.address or ""
        if field.source == "representative":
            if self.party_type == "person":
                return party.name
            return party.legal_representative or ""
        return ""

    @api.onchange("license_id")
    def _onchange_license_id(self):
        """Take the applicant and the place from the license."""
        if self.license_id:
            self.party_type = self.license_id.party_type
            self.resident_id = self.license_id.resident_id
            self.organization_id = self.license_id.organization_id
            self.division_id = self.license_id.division_id

    def write(self, vals):
        """The license that a case is about stays once it has been received."""
        if "license_id" in vals and not self._has_pass(vals):
            if self.filtered(lambda case: case.state != "draft"):
                raise UserError(
                    self.env._("The license can be chosen in a draft only.")
                )
        return super().write(vals)

    def _stated(self):
        """Return what the single application states, by the fields' keys."""
        return {
            entry.field_id._key(): (entry.value or "").strip()
            for entry in self.license_entry_ids
        }

    def action_open_license(self):
        """Open the license that the case is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.license",
            "res_id": self.license_id.id,
            "views": [(False, "form")],
        }
