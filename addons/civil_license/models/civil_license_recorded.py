from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opens the history of licenses to the code that adds to it.
RECORDING = Door("civil_license_recording")


class CivilLicenseRecorded(models.AbstractModel):
    """What is kept of a license by the code behind its steps, and never changes."""

    _name = "civil.license.recorded"
    _description = "Kept of a License"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add to the history by hand."""
        if not RECORDING.is_open(self):
            self._refuse_change()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: what was kept stays."""
        if vals:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(self.env._("What is kept of a license never changes."))
