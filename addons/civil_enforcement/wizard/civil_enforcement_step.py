from odoo import api, fields, models
from odoo.exceptions import UserError

#: Which details each step asks for; the others stay hidden.
ASKS = {
    "action_no_case": ("reason",),
    "action_transfer": ("reason", "recipient"),
    "action_not_file": ("reason",),
    "action_send_back": ("reason",),
    "action_withdraw_notice": ("reason",),
    "action_extend": ("reason",),
    "action_record_statement": ("day", "text"),
    "action_answer_statement": ("text",),
    "action_waive": ("day",),
    "action_serve_notice": ("day", "method", "receiver"),
    "action_serve": ("day", "method", "receiver"),
    "action_remind": ("day",),
    "action_apply_court": ("day", "text"),
    "action_close": ("reason",),
    "action_publish": ("day", "text"),
    "action_withdraw_publication": ("reason",),
    "action_decide_preservation": ("day", "text"),
    "action_execute": ("day", "text"),
    "action_cancel": ("reason",),
    "action_refuse": ("reason",),
    "action_not_hold": ("reason",),
    "action_report_simple": ("day",),
}
#: By what name the step's own method knows each detail.
_ARGUMENTS = {"method": "way"}


class CivilEnforcementStep(models.TransientModel):
    """Asks for what a step of enforcement has to be given, then takes it."""

    _name = "civil.enforcement.step"
    _description = "Step of Enforcement"

    res_model = fields.Selection(
        [
            ("civil.enforcement.clue", "Clue"),
            ("civil.enforcement.case", "Case"),
            ("civil.enforcement.evidence", "Evidence"),
            ("civil.enforcement.payment", "Payment"),
            ("civil.enforcement.penalty", "Sanction"),
            ("civil.enforcement.recusal", "Recusal"),
            ("civil.enforcement.hearing", "Hearing"),
        ],
        required=True,
        readonly=True,
    )
    res_ids = fields.Json(required=True, readonly=True)
    step = fields.Char(required=True, readonly=True, help="Which step is taken.")
    reason = fields.Text()
    recipient = fields.Char(string="To Whom")
    day = fields.Date(string="On", default=lambda self: fields.Date.context_today(self))
    text = fields.Text(string="Content")
    method = fields.Selection(
        [
            ("direct", "In Person"),
            ("left", "Left Behind"),
            ("post", "By Post"),
            ("entrusted", "By Another Body"),
            ("announcement", "By Announcement"),
        ],
        string="Way of Service",
        default="direct",
    )
    receiver = fields.Char(string="Received by")
    asks = fields.Char(compute="_compute_asks")

    @api.depends("step")
    def _compute_asks(self):
        for wizard in self:
            wizard.asks = f",{','.join(ASKS.get(wizard.step, ()))},"

    @api.model
    def _open(self, records, step, title):
        """The window that asks for the details of ``step`` on ``records``."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": records._name,
                "default_res_ids": records.ids,
                "default_step": step,
            },
        }

    def action_confirm(self):
        """Take the step with the details given."""
        self.ensure_one()
        if self.step not in ASKS:
            raise UserError(self.env._("Take the step on its own form."))
        records = self.env[self.res_model].browse(self.res_ids)
        details = {
            _ARGUMENTS.get(name, name): self[name] or None for name in ASKS[self.step]
        }
        result = getattr(records, self.step)(**details)
        if isinstance(result, dict):
            return result
        return {"type": "ir.actions.act_window_close"}
