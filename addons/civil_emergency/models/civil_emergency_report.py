from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Which limit a report of a kind meets.
_MEETS = {
    "up": "emergency.report_up",
    "written": "emergency.written",
    "final": "emergency.final",
}


class CivilEmergencyReport(models.Model):
    """What was reported, ordered or seen at an incident (事件日志与信息报送).

    Entries stay as they were written: a correction is a further one. A report of
    the right kind meets the clock that waits for it.
    """

    _name = "civil.emergency.report"
    _description = "Entry of an Incident's Log"
    _order = "at desc, id desc"
    _rec_name = "text"

    incident_id = fields.Many2one(
        "civil.emergency.incident", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("log", "What Happened"),
            ("instruction", "Instruction"),
            ("up", "Report to the District Government"),
            ("written", "Written Report"),
            ("further", "Further Report"),
            ("final", "Final Report"),
        ],
        required=True,
        default="log",
    )
    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    addressee = fields.Char(string="To Whom", help="For reports: body and person.")
    text = fields.Text(required=True)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        readonly=True,
        required=True,
        default=lambda self: self.env.user,
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.constrains("at", "kind", "addressee")
    def _check_entry(self):
        now = fields.Datetime.now()
        for entry in self:
            if entry.at > now:
                raise ValidationError(
                    self.env._("What is reported can't lie in the future.")
                )
            if entry.at < entry.incident_id.occurred_at:
                raise ValidationError(self.env._("The entry lies before the incident."))
            if entry.kind in _MEETS and not entry.addressee:
                raise ValidationError(self.env._("Say to whom it was reported."))

    @api.model_create_multi
    def create(self, vals_list):
        """Sign the entries by whoever writes them; meet the clocks."""
        entries = super().create(
            [{**vals, "user_id": self.env.uid} for vals in vals_list]
        )
        for entry in entries:
            if entry.incident_id.state in ("closed", "unfounded"):
                raise UserError(self.env._("A closed incident stays as it is."))
            if code := _MEETS.get(entry.kind):
                entry.incident_id._stop_clock(code, entry.at)
                entry.incident_id._sync_todos()
        return entries

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: a correction is a further entry.

        :raises UserError: always
        """
        raise UserError(
            self.env._("Entries stay as they were written; write a further one.")
        )
