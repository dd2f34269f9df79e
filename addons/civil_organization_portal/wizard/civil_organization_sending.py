from odoo import fields, models


class CivilOrganizationSending(models.TransientModel):
    """Sends a notice to organizations (发送单位通知)."""

    _name = "civil.organization.sending"
    _description = "Sending a Notice"

    organization_ids = fields.Many2many("civil.organization", required=True)
    title = fields.Char(required=True)
    body = fields.Text(string="Text", required=True)
    deadline = fields.Date()

    def action_send(self):
        """Send the notice to each of the organizations."""
        self.ensure_one()
        self.organization_ids._check_portal_clerk()
        notices = self.env["civil.organization.notice"]._send(
            self.organization_ids, self.title, self.body, deadline=self.deadline
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Sent to %(count)s organizations.", count=len(notices)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
