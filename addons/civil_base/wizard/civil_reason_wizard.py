from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilReasonWizard(models.AbstractModel):
    """Asks for the reason of a step, then takes it.

    The model that inherits this declares ``res_model`` and ``method``, two required,
    read-only selections: which methods of which models it may call. Each takes the
    reason as its only argument.
    """

    _name = "civil.reason.wizard"
    _description = "Reason for a Step"

    res_ids = fields.Json(required=True, readonly=True)
    reason = fields.Text(required=True)

    @api.model
    def _open(self, records, method, title):
        """The window that asks for the reason of ``method`` on ``records``."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": records._name,
                "default_res_ids": records.ids,
                "default_method": method,
            },
        }

    def action_confirm(self):
        """Do the step with the reason given."""
        self.ensure_one()
        if not self.reason.strip():
            raise UserError(self.env._("Write the reason first."))
        records = self.env[self.res_model].browse(self.res_ids)
        getattr(records, self.method)(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
