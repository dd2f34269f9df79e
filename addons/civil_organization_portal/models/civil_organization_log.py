from odoo import api, fields, models
from odoo.http import request
from odoo.tools import SQL

EVENTS = [
    ("opened", "Account opened"),
    ("closed", "Account closed"),
    ("reopened", "Account opened again"),
    ("reset", "Password reset by the bureau"),
    ("login", "Logged in"),
    ("password", "Password changed by the person"),
    ("submitted", "Submitted something"),
    ("downloaded", "Took a file away"),
]


class CivilOrganizationLog(models.Model):
    """What was done with the accounts of organizations (单位账号日志).

    《网络安全法》第二十一条 wants such logs kept for six months at least; they are
    never deleted here.
    """

    _name = "civil.organization.log"
    _description = "Log of Organization Accounts"
    _inherit = ["civil.append.only.mixin"]
    _order = "id desc"
    _log_access = False
    _rec_name = "event"

    log_time = fields.Datetime(string="Time", required=True, readonly=True, index=True)
    event = fields.Selection(EVENTS, required=True, readonly=True)
    organization_id = fields.Many2one(
        "civil.organization", readonly=True, index=True, ondelete="restrict"
    )
    account_user_id = fields.Many2one(
        "res.users",
        string="Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    acting_user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    remote_address = fields.Char(readonly=True)
    subject = fields.Char(readonly=True, help="What it was about.")

    def _append_only_refusal(self):
        return self.env._("The log of accounts is only added to, by what happens.")

    @api.model
    def _note(self, event, user, organizations, subject=None):
        """Add a line for each organization.

        :param str event: key of ``event``
        :param user: whose account it is
        :param organizations: for whom; none of them makes no line
        :param str subject: what it was about, without personal data
        """
        address = request.httprequest.remote_addr if request else None
        for organization in organizations:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO civil_organization_log (
                        log_time, event, organization_id, account_user_id,
                        acting_user_id, remote_address, subject
                    ) VALUES (%s, %s, %s, %s, %s, %s, %s)""",
                    fields.Datetime.now(),
                    event,
                    organization.id,
                    user.id,
                    self.env.uid,
                    address,
                    subject,
                )
            )
