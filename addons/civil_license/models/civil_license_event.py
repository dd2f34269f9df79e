from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_license_version import RECORDING


class CivilLicenseEvent(models.Model):
    """Something that happened to a license (证照履历). The list only grows."""

    _name = "civil.license.event"
    _description = "Event of a License"
    _order = "date desc, id desc"
    _rec_name = "kind"

    license_id = fields.Many2one(
        "civil.license", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("issued", "Issued"),
            ("changed", "Changed"),
            ("renewed", "Renewed"),
            ("reissued", "Reissued"),
            ("suspended", "Suspended"),
            ("reinstated", "Reinstated"),
            ("expired", "Expired"),
            ("revoked", "Revoked"),
            ("annulled", "Annulled"),
            ("cancelled", "Cancelled"),
        ],
        string="Event",
        required=True,
        readonly=True,
    )
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    case_id = fields.Many2one("civil.case", readonly=True, ondelete="restrict")
    document_id = fields.Many2one(
        "civil.document", string="Decision", readonly=True, ondelete="restrict"
    )
    until = fields.Date(readonly=True)
    reason = fields.Text(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add to the history by hand."""
        if not RECORDING.is_open(self):
            self._refuse_change()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: what happened stays."""
        if vals:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(self.env._("The history of a license can't be changed."))
