import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

CLERK = "civil_organization.group_clerk"
ORGANIZATION = "civil_organization_portal.group_organization_user"
#: Characters of first passwords: none that are mistaken for one another on paper.
_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"


class CivilOrganizationAccount(models.Model):
    """Somebody may log in for an organization (单位账号).

    One person may have an account with several organizations: it is one login then.
    Who may write the organization opens, closes and resets its accounts; a password
    is shown once and kept nowhere, and has to be changed at the first login.
    """

    _name = "civil.organization.account"
    _description = "Organization Account"
    _inherit = ["civil.workflow.mixin"]
    _order = "organization_id, id"
    _rec_name = "login"
    _transitions = (
        Transition("open", "closed", CLERK, effect="_shut", stamp="closed"),
        Transition("closed", "open", CLERK, guard="_reopen_refusal", effect="_readmit"),
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
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    login = fields.Char(related="user_id.login", string="Login Name", related_sudo=True)
    holder_name = fields.Char(
        related="user_id.name", string="Person in Charge", related_sudo=True
    )
    phone = fields.Char(related="user_id.partner_id.phone", related_sudo=True)
    last_login = fields.Datetime(
        related="user_id.login_date", string="Last Login", related_sudo=True
    )
    password_pending = fields.Boolean(
        string="First Password Not Changed Yet",
        compute="_compute_password_pending",
        compute_sudo=True,
        search="_search_password_pending",
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], default="open", required=True
    )
    opened_uid = fields.Many2one("res.users", string="Opened by", readonly=True)
    opened_date = fields.Datetime(string="Opened on", readonly=True)
    closed_uid = fields.Many2one("res.users", string="Closed by", readonly=True)
    closed_date = fields.Datetime(string="Closed on", readonly=True)

    _organization_user_uniq = models.UniqueIndex(
        "(organization_id, user_id)", "The person has an account with it already."
    )

    @api.depends("user_id.organization_password_pending")
    def _compute_password_pending(self):
        for account in self:
            account.password_pending = account.user_id.organization_password_pending

    def _search_password_pending(self, operator, value):
        if operator != "in":
            return NotImplemented
        users = self.env["res.users"].sudo().with_context(active_test=False)
        users = users._search([("organization_password_pending", "in", value)])
        return [("user_id", "in", users)]

    def write(self, vals):
        """Refuse: whose account it is stays, and the state has its buttons."""
        if not self._has_pass(vals):
            self._refuse_fields(vals.keys())
        return super().write(vals)

    # -- opening -------------------------------------------------------------------

    @api.model
    def _open(self, organization, login, holder_name, phone=False):
        """Open an account with the organization and return what the person needs.

        :param str login: a login name; that of another organization's account adds
            the organization to that account
        :return: tuple of the account and its first password, None where the person
            has a password already
        :raises UserError: the login name belongs to somebody else
        :raises AccessError: the organization isn't the user's to write
        """
        organization.ensure_one()
        organization._check_portal_clerk()
        users = self.env["res.users"].sudo().with_context(active_test=False)
        user, password = users.search([("login", "=", login)], limit=1), None
        if not user:
            user, password = self._make_user(login, holder_name, phone)
        elif not user._is_organization_user():
            raise UserError(
                self.env._(
                    "The login name %(login)s belongs to somebody else: choose "
                    "another.",
                    login=login,
                )
            )
        account = self.sudo().search(
            [("organization_id", "=", organization.id), ("user_id", "=", user.id)]
        )
        if account.state == "open":
            raise UserError(
                self.env._(
                    "%(organization)s has an open account %(login)s already.",
                    organization=organization.name,
                    login=login,
                )
            )
        if account:
            account.with_env(self.env).action_reopen()
            return account.with_env(self.env), None
        if not user.active:
            user.active = True
            password = user._set_first_password()
        account = self._insert(organization, user)
        return account.with_env(self.env), password

    def _insert(self, organization, user):
        account = self.sudo().create(
            {
                "organization_id": organization.id,
                "user_id": user.id,
                "opened_uid": self.env.uid,
                "opened_date": fields.Datetime.now(),
            }
        )
        self.env.registry.clear_cache()
        self._log(account, "opened")
        return account

    @api.model
    def _make_user(self, login, holder_name, phone):
        users = self.env["res.users"].sudo().with_context(no_reset_password=True)
        chinese = self.env["res.lang"]._get_data(code="zh_CN")
        user = users.create(
            {
                "name": holder_name,
                "login": login,
                "phone": phone,
                "lang": "zh_CN" if chinese else self.env.lang,
                "tz": "Asia/Shanghai",
                "group_ids": [(6, 0, self.env.ref(ORGANIZATION).ids)],
                "notification_type": "email",
            }
        )
        return user, user._set_first_password()

    @api.model
    def _first_password(self):
        """Return a password that is easy to read aloud and to type on a phone."""
        word = "".join(secrets.choice(_LETTERS) for _position in range(6))
        number = "".join(secrets.choice(_DIGITS) for _position in range(6))
        return f"{word}{number}"

    # -- buttons -------------------------------------------------------------------

    def action_close(self):
        """Let the persons no longer log in for the organizations."""
        self._transition("closed")

    def action_reopen(self):
        """Let the persons log in again, with the passwords that they have."""
        self._transition("open")

    def action_reset(self):
        """Give the single account a new first password, shown once."""
        self.ensure_one()
        self.check_access("write")
        self.organization_id._check_portal_clerk()
        if self.state != "open":
            raise UserError(self.env._("The account is closed: open it again first."))
        self._check_whole_account()
        password = self.user_id.sudo()._set_first_password()
        self._log(self, "reset")
        return self.env["civil.organization.slip"]._show([(self, password)])

    def _check_whole_account(self):
        """Refuse where the person acts for organizations that the user can't see.

        :raises UserError: a new password would open these to the user as well
        """
        everywhere = self.sudo().search(
            [("user_id", "=", self.user_id.id), ("state", "=", "open")]
        )
        here = self.search([("id", "in", everywhere.ids)])
        if len(here) < len(everywhere):
            raise UserError(
                self.env._(
                    "%(login)s also acts for organizations outside your divisions: "
                    "have somebody reset the password who looks after all of them.",
                    login=self.login,
                )
            )

    # -- effects of the steps ------------------------------------------------------

    def _shut(self):
        for account in self:
            account.organization_id._check_portal_clerk()
            others = self.sudo().search_count(
                [
                    ("user_id", "=", account.user_id.id),
                    ("state", "=", "open"),
                    ("id", "not in", self.ids),
                ]
            )
            if not others:
                account.user_id.sudo().active = False
        self._log(self, "closed")
        self.env.registry.clear_cache()

    def _reopen_refusal(self):
        if self.organization_id.state == "ceased":
            return self.env._("the organization has ceased")
        return False

    def _readmit(self):
        for account in self:
            account.organization_id._check_portal_clerk()
        self.user_id.sudo().active = True
        self._log(self, "reopened")
        self.env.registry.clear_cache()

    @api.model
    def _log(self, accounts, event):
        log = self.env["civil.organization.log"]
        for account in accounts:
            log._note(event, account.sudo().user_id, account.sudo().organization_id)
