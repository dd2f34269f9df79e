from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_form_filing import FILLING, SENT_WAYS


class CivilFormDispatch(models.Model):
    """What was sent to the superior, as it was sent (报送记录)."""

    _name = "civil.form.dispatch"
    _description = "Dispatch of a Filing"
    _order = "filing_id, round desc"
    _rec_name = "round"

    filing_id = fields.Many2one(
        "civil.form.filing",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    round = fields.Integer(string="Time Sent", readonly=True)
    sent_on = fields.Date(required=True, readonly=True)
    sent_way = fields.Selection(SENT_WAYS, string="Way", readonly=True)
    sent_uid = fields.Many2one("res.users", string="Sent By", readonly=True)
    checked_uid = fields.Many2one("res.users", string="Checked By", readonly=True)
    receipt_number = fields.Char(readonly=True)
    content_hash = fields.Char(string="Hash", readonly=True)
    workbook = fields.Binary(string="Workbook Sent", attachment=True, readonly=True)
    returned_on = fields.Date(readonly=True)
    return_reason = fields.Text(string="Reason of Return", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Let sending alone note what was sent."""
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        """Let the superior's return alone be added."""
        self._refuse_by_hand()
        return super().write(vals)

    def unlink(self):
        """Keep what was sent."""
        self._refuse_by_hand()
        return super().unlink()

    def _refuse_by_hand(self):
        if not (FILLING.is_open(self) and self.env.su):
            raise UserError(self.env._("What was sent doesn't change any more."))

    def action_download(self):
        """Download the workbook as it was sent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/"
            f"{self.round}-{self.filing_id.filename}?download=true",
            "target": "self",
        }
