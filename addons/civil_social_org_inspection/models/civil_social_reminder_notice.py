from odoo import models


class CivilSocialReminder(models.Model):
    """A reminder also stands among the organization's notices."""

    _inherit = "civil.social.reminder"

    def _remind(self, reports, text):
        action = super()._remind(reports, text)
        reminded = self.search(action["domain"])
        notices = self.env["civil.organization.notice"]
        for message in set(reminded.mapped("text")):
            told = reminded.filtered(lambda one, m=message: one.text == m).report_id
            for due, group in told.grouped("due_on").items():
                organizations = group.sudo().org_id.organization_id
                title = self.env._("Annual report: please submit it in time")
                notices._send(
                    organizations, title, message, deadline=due, url="/my/reports"
                )
        return action
