from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilCaseLineMixin(models.AbstractModel):
    """Something done in a case: it belongs to it and is frozen with it.

    Where the line has a ``state``, only a draft may be changed by hand and deleted;
    afterwards the fields in ``_open_fields`` alone.
    """

    _name = "civil.case.line.mixin"
    _description = "Line of a Case"
    _inherit = ["civil.approval.line.mixin"]

    _approval_parent = "case_id"
    #: What may be written by hand once the line is no draft, by state.
    _open_fields = {}

    case_id = fields.Many2one(
        "civil.case", required=True, index=True, ondelete="cascade"
    )

    def write(self, vals):
        """Keep what has been done as it is."""
        if "state" in self._fields and not self._has_pass(vals):
            for line in self.filtered(lambda line: line.state != "draft"):
                closed = vals.keys() - set(self._open_fields.get(line.state, ()))
                if closed:
                    raise UserError(
                        self.env._(
                            "%(line)s is %(state)s; it stays as it is.",
                            line=line.display_name,
                            state=line._state_label(),
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if "state" in self._fields and self.filtered(
            lambda line: line.state != "draft"
        ):
            raise UserError(self.env._("What has been done in a case isn't deleted."))

    def _course_refusal(self):
        """Why nothing can be done in the case of the single line now, or False."""
        if self.case_id.state != "accepted":
            return self.env._(
                "its case is in the state “%(state)s”",
                state=self.case_id._state_label(),
            )
        return False
