from odoo import models
from odoo.exceptions import UserError

from ..tools.roles import CLERK, HOME, INFORMANT


class CivilFuneralCaseMarks(models.Model):
    """Marking a case by hand."""

    _inherit = "civil.funeral.case"

    def action_mark(self, kind=None, note=None):
        """Mark the single case as abnormal.

        :param str kind: not_transported, secret_burial, ashes_unknown or coffin
        :param str note: what was seen or heard
        """
        self.ensure_one()
        if not any(map(self.env.user.has_group, (CLERK, HOME, INFORMANT))):
            self._refuse_reasons(
                {self: self.env._("your role doesn't allow this step")}
            )
        self.check_access("write")
        if not kind:
            return self.env["civil.funeral.step"]._open(self, "mark")
        if not (note or "").strip():
            raise UserError(self.env._("Write what was seen or heard."))
        self.env["civil.funeral.mark"]._note(self, kind, note.strip())
        return True
