from odoo import models
from odoo.exceptions import LockError, UserError


class CivilInstitutionFeeOnce(models.AbstractModel):
    """Keeps a dialog that moves money from acting twice (防重复提交)."""

    _name = "civil.institution.fee.once"
    _description = "Dialog That Acts Once"

    def _lock(self, dialog):
        """Let one request at a time act for the single dialog.

        :raises UserError: another one is acting at this moment
        """
        dialog.ensure_one()
        try:
            dialog.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("This is being worked on. Please look in a moment.")
            ) from error
        dialog.invalidate_recordset()
