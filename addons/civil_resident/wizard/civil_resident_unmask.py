import json
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.tools.text import clean

_LEAST_REASON = 4
_LOOKS_LIKE_NUMBER = re.compile(r"\d{8}")


class CivilResidentUnmask(models.TransientModel):
    """Shows the protected fields of one record, for a reason that is logged.

    The values are never stored here: they are read for as long as the window is
    open, and only after the line stands in the log.
    """

    _name = "civil.resident.unmask"
    _description = "Show in the Clear"

    res_model = fields.Char(required=True)
    res_id = fields.Integer(required=True)
    record_name = fields.Char(compute="_compute_record_name", string="Of")
    reason = fields.Char(help="For which matter the number is needed; it is logged.")
    log_id = fields.Many2one("civil.access.log", readonly=True)
    values = fields.Text(compute="_compute_values", string="In the Clear")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for wizard in self:
            wizard.record_name = wizard._record().display_name

    @api.depends("log_id")
    def _compute_values(self):
        for wizard in self:
            wizard.values = wizard._is_logged() and wizard._clear_text()

    def _record(self):
        """The record whose fields are asked for, if the user may read it."""
        model = self.env.get(self.res_model)
        if not isinstance(model, self.env.registry["civil.protected.mixin"]):
            raise UserError(self.env._("Such records have nothing to show."))
        record = model.browse(self.res_id)
        record.check_access("read")
        return record

    def _is_logged(self):
        """Whether the log holds the user's own line on this very record."""
        # The line was written for this window; its reader need not be an auditor.
        log = self.log_id.sudo()
        return (
            log.user_id == self.env.user
            and log.action == "unmask"
            and log.res_model == self.res_model
            and self.res_id in json.loads(log.res_ids)
        )

    def _clear_text(self):
        """The protected fields, one a line."""
        record = self._record()
        labels = record.fields_get(record._protected_fields, ["string"])
        inputs = record.fields_get(record._protected_fields.values(), ["string"])
        # Reading is logged already, as the unmasking that it is.
        clear = record.sudo()
        return "\n".join(
            f"{inputs[record._protected_fields[name]]['string']}: {clear[name] or '-'}"
            for name in labels
        )

    @api.constrains("reason")
    def _check_reason(self):
        for wizard in self.filtered("reason"):
            if _LOOKS_LIKE_NUMBER.search(clean(wizard.reason)):
                raise ValidationError(
                    self.env._(
                        "Write the reason without numbers of persons or accounts: "
                        "the log is read by others."
                    )
                )

    def action_show(self):
        """Log the reason, then show the values in the same window."""
        self.ensure_one()
        reason = clean(self.reason)
        if len(reason) < _LEAST_REASON:
            raise UserError(
                self.env._("Say in a few words for which matter the number is needed.")
            )
        record = self._record()
        names = [
            n
            for n in record._protected_fields
            if record._has_field_access(record._fields[n], "read")
        ]
        if not names:
            raise UserError(self.env._("You may not see these numbers."))
        # Nobody holds rights on the log itself: only this way leads into it.
        log = (
            self.env["civil.access.log"].sudo()._record("unmask", record, reason, names)
        )
        self.log_id = log.id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Show in the Clear"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
