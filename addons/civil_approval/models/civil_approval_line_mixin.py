from odoo import api, models
from odoo.exceptions import UserError


class CivilApprovalLineMixin(models.AbstractModel):
    """A line of a record that may be under approval: it is frozen with it.

    The model that inherits this names in ``_approval_parent`` its Many2one to the
    record, whose model inherits ``civil.approval.mixin``.
    """

    _name = "civil.approval.line.mixin"
    _description = "Line Frozen With Its Record"

    #: The Many2one to the record that is approved.
    _approval_parent = None
    #: Fields of a line that stay open, such as the bank's answer to it.
    _approval_open_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a further line of what is under approval or approved."""
        lines = super().create(vals_list)
        lines._refuse_frozen_line()
        return lines

    def write(self, vals):
        """Refuse to change a line of what is under approval or approved."""
        if vals.keys() - set(self._approval_open_fields):
            self._refuse_frozen_line()
        result = super().write(vals)
        if self._approval_parent in vals:
            self._refuse_frozen_line()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen_line(self):
        self._refuse_frozen_line()

    def _refuse_frozen_line(self):
        # Whoever may change the line need not be allowed to read its record.
        frozen = self.sudo()[self._approval_parent].filtered("is_approval_frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "%(record)s is %(state)s; its lines stay as they are. Take it "
                    "back or have it sent back to change them.",
                    record=frozen[0].display_name,
                    state=frozen[0]._state_label(),
                )
            )
