from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_organization_account import CLERK, ORGANIZATION


class CivilOrganizationNotice(models.Model):
    """A notice to one organization on its pages (单位通知), with the time of reading.

    A notice that was sent isn't changed; as long as nobody has read it, it may be
    withdrawn.
    """

    _name = "civil.organization.notice"
    _description = "Notice to an Organization"
    _inherit = ["civil.workflow.mixin"]
    _order = "sent_date desc, id desc"
    _rec_name = "title"
    _transitions = (
        Transition("sent", "read", ORGANIZATION, stamp="read"),
        Transition("sent", "withdrawn", CLERK, stamp="withdrawn"),
    )

    organization_id = fields.Many2one(
        "civil.organization",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(
        related="organization_id.division_id", store=True, index=True
    )
    title = fields.Char(required=True, readonly=True)
    body = fields.Text(required=True, readonly=True)
    deadline = fields.Date(readonly=True, help="Until when something is to be done.")
    url = fields.Char(
        string="Leads to", readonly=True, help="The page on which it is to be done."
    )
    key = fields.Char(
        readonly=True, help="What it is about, for programs: sent once a day only."
    )
    state = fields.Selection(
        [("sent", "Not read"), ("read", "Read"), ("withdrawn", "Withdrawn")],
        default="sent",
        required=True,
        readonly=True,
    )
    sent_uid = fields.Many2one(
        "res.users",
        string="Sent by",
        readonly=True,
        default=lambda self: self.env.uid,
    )
    sent_date = fields.Datetime(
        string="Sent on", readonly=True, default=fields.Datetime.now
    )
    read_uid = fields.Many2one("res.users", string="Read by", readonly=True)
    read_date = fields.Datetime(string="Read on", readonly=True)
    withdrawn_uid = fields.Many2one("res.users", string="Withdrawn by", readonly=True)
    withdrawn_date = fields.Datetime(string="Withdrawn on", readonly=True)

    @api.model
    def _send(self, organizations, title, body, deadline=False, url=False, key=False):
        """Send a notice to each of the organizations and return the notices.

        Callers have checked that the user may: it is sent with the system's rights.

        :param str body: plain text; lines stay lines
        :param date deadline: until when something is to be done
        :param str url: a page of this server on which it is to be done
        :param str key: what it is about; an organization that was sent a notice with
            the same key today is left out
        :raises UserError: the address leads elsewhere
        """
        if url and not (url.startswith("/my/") and "//" not in url):
            raise UserError(self.env._("A notice leads to a page of this server only."))
        if key:
            today = fields.Datetime.now().replace(hour=0, minute=0, second=0)
            sent = self.sudo().search(
                [
                    ("organization_id", "in", organizations.ids),
                    ("key", "=", key),
                    ("sent_date", ">=", today),
                    ("state", "!=", "withdrawn"),
                ]
            )
            organizations -= sent.organization_id
        values = {
            "title": title,
            "body": body,
            "deadline": deadline,
            "url": url,
            "key": key,
            "sent_uid": self.env.uid,
        }
        vals_list = [{**values, "organization_id": o.id} for o in organizations]
        return self.sudo().create(vals_list).with_env(self.env)

    def write(self, vals):
        """Refuse: what was sent stays as it is, and the state has its buttons."""
        if not self._has_pass(vals):
            self._refuse_fields(vals.keys())
        return super().write(vals)

    def action_withdraw(self):
        """Take back notices that nobody has read yet."""
        self._transition("withdrawn")
