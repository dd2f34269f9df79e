import re

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.fields import Domain

from odoo.addons.civil_base.tools.text import clean_code

from .civil_organization_account import ORGANIZATION

_LETTER, _DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"[0-9]")


class ResUsers(models.Model):
    """People who log in for organizations: by the pages only, with own passwords."""

    _inherit = "res.users"

    organization_account_ids = fields.One2many(
        "civil.organization.account",
        "user_id",
        string="Accounts with Organizations",
        groups="base.group_erp_manager",
    )
    organization_ids = fields.Many2many(
        "civil.organization",
        string="Acts for",
        compute="_compute_organization_ids",
        compute_sudo=True,
        groups="base.group_erp_manager",
        help="The organizations with which the person has an open account.",
    )
    organization_password_pending = fields.Boolean(
        string="Has to Change the First Password",
        groups="base.group_erp_manager",
        copy=False,
    )

    @api.depends("organization_account_ids.state")
    def _compute_organization_ids(self):
        for user in self:
            accounts = user.organization_account_ids
            opened = accounts.filtered(lambda account: account.state == "open")
            user.organization_ids = opened.organization_id

    def _is_organization_user(self):
        """Tell whether the single user logs in for organizations."""
        return self.has_group(ORGANIZATION)

    def _set_first_password(self):
        """Give the single user a password to be changed at once, and return it."""
        password = self.env["civil.organization.account"]._first_password()
        self.sudo().write({"password": password, "organization_password_pending": True})
        return password

    # -- logging in ----------------------------------------------------------------

    @api.model
    def _get_login_domain(self, login):
        """Find a credit code however it was typed."""
        code = clean_code(login or "")
        return super()._get_login_domain(login) | Domain("login", "=", code)

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """Let organizations in by the pages only, never by a program.

        :raises AccessDenied: it is an organization's account
        """
        result = super()._check_uid_passwd(uid, passwd)
        if self.browse(uid)._is_organization_user():
            raise AccessDenied
        return result

    def _update_last_login(self):
        result = super()._update_last_login()
        user = self.env.user
        if user._is_organization_user():
            organizations = user.sudo().organization_ids
            self.env["civil.organization.log"]._note("login", user, organizations)
        return result

    @api.model
    def _get_signup_invitation_scope(self):
        """Let nobody make an account for himself: the bureau opens them."""
        return "b2b"

    @api.model
    def reset_password(self, login):
        """Refuse for organizations: no mail leaves the bureau for them.

        :raises UserError: it is an organization's account
        """
        user = self.sudo().search(self._get_login_domain(login), limit=1)
        if user._is_organization_user() if user else False:
            raise UserError(
                self.env._("Ask the civil affairs bureau to reset your password.")
            )
        return super().reset_password(login)

    def _action_reset_password(self, signup_type="reset"):
        """Never write to organizations."""
        staff = self.filtered(lambda user: not user._is_organization_user())
        if not staff:
            return False
        return super(ResUsers, staff)._action_reset_password(signup_type=signup_type)

    # -- their own passwords -------------------------------------------------------

    def _change_password(self, new_passwd):
        """Judge passwords of organizations, and note that they were changed.

        :raises UserError: the password is too easy to guess
        """
        if not self._is_organization_user():
            return super()._change_password(new_passwd)
        if problem := self._password_problem(new_passwd.strip()):
            raise UserError(problem)
        result = super()._change_password(new_passwd)
        self.sudo().organization_password_pending = False
        organizations = self.sudo().organization_ids
        self.env["civil.organization.log"]._note("password", self, organizations)
        return result

    def _password_problem(self, password):
        """Return why the password isn't good enough, or False."""
        length = self.env["civil.parameter"].sudo()
        length = length._get("organization.password_length", fields.Date.today())
        if len(password) < length:
            return self.env._(
                "The password needs at least %(count)s characters.", count=length
            )
        if not (_LETTER.search(password) and _DIGIT.search(password)):
            return self.env._("The password needs both letters and digits.")
        if self.login and self.login.lower() in password.lower():
            return self.env._("The password must not contain the login name.")
        credential = {"login": self.login, "password": password, "type": "password"}
        try:
            self.with_user(self)._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return False
        return self.env._("Choose a password other than the one you have now.")

    # -- what Odoo lets portal users do with their own record ----------------------

    def write(self, vals):
        """Keep who organizations' people are the bureau's to write.

        :raises AccessDenied: the person tries it
        """
        if not self.env.su and self.env.user._is_organization_user():
            raise AccessDenied
        return super().write(vals)

    def _deactivate_portal_user(self, **post):
        """Refuse: the bureau closes accounts.

        :raises UserError: always for organizations' people
        """
        if any(user._is_organization_user() for user in self):
            raise UserError(self.env._("Ask the civil affairs bureau to close it."))
        return super()._deactivate_portal_user(**post)
