from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .civil_organization_account import CLERK


class CivilOrganization(models.Model):
    """What the bureau does with an organization's accounts, and what the pages ask."""

    _inherit = "civil.organization"

    portal_account_ids = fields.One2many(
        "civil.organization.account",
        "organization_id",
        string="Accounts",
        groups="civil_base.group_staff",
    )
    portal_account_count = fields.Integer(
        compute="_compute_portal_account_count",
        string="Open Accounts",
        groups="civil_base.group_staff",
    )
    has_portal_account = fields.Boolean(
        compute="_compute_portal_account_count",
        search="_search_has_portal_account",
        string="Has an Account",
        groups="civil_base.group_staff",
    )
    portal_notice_ids = fields.One2many(
        "civil.organization.notice",
        "organization_id",
        string="Notices",
        groups="civil_base.group_staff",
    )
    portal_notice_count = fields.Integer(
        compute="_compute_portal_notice_count",
        string="Notices Not Read",
        groups="civil_base.group_staff",
    )

    def _compute_portal_account_count(self):
        counts = dict(
            self.env["civil.organization.account"]._read_group(
                [("organization_id", "in", self.ids), ("state", "=", "open")],
                ["organization_id"],
                ["__count"],
            )
        )
        for organization in self:
            organization.portal_account_count = counts.get(organization._origin, 0)
            organization.has_portal_account = bool(organization.portal_account_count)

    def _search_has_portal_account(self, operator, value):
        if operator != "in":
            return NotImplemented
        opened = self.env["civil.organization.account"]._search(
            [("state", "=", "open")]
        )
        wanted = "any" if True in value else "not any"
        return [("portal_account_ids", wanted, opened)]

    def _compute_portal_notice_count(self):
        counts = dict(
            self.env["civil.organization.notice"]._read_group(
                [("organization_id", "in", self.ids), ("state", "=", "sent")],
                ["organization_id"],
                ["__count"],
            )
        )
        for organization in self:
            organization.portal_notice_count = counts.get(organization._origin, 0)

    def _check_portal_clerk(self):
        """Refuse whoever doesn't look after the organizations.

        :raises AccessError: no clerk, or an organization of other divisions
        """
        if not self.env.user.has_group(CLERK):
            raise AccessError(
                self.env._("Accounts of organizations are the clerks' business.")
            )
        self.check_access("write")

    # -- buttons -----------------------------------------------------------------------

    def action_open_account(self, login=None, holder_name=None, phone=None):
        """Open an account with each organization; first passwords are shown once.

        Without a login name it is the organization's credit code.

        :param str login: for a single organization, another login name
        :param str holder_name: the person who uses it; the organization if empty
        :param str phone: the person's telephone
        :return: the action that shows login names and first passwords
        :raises UserError: an organization has no credit code and no login name was
            given, or has ceased
        """
        if login and len(self) > 1:
            raise UserError(
                self.env._("A login name belongs to one organization: choose one.")
            )
        opened = []
        for organization in self:
            name = login or organization.credit_code
            if not name:
                raise UserError(
                    self.env._(
                        "%(organization)s has no credit code: open its account by a "
                        "telephone number.",
                        organization=organization.name,
                    )
                )
            if organization.state == "ceased":
                raise UserError(
                    self.env._(
                        "%(organization)s has ceased.", organization=organization.name
                    )
                )
            opened.append(
                self.env["civil.organization.account"]._open(
                    organization, name, holder_name or organization.name, phone
                )
            )
        return self.env["civil.organization.slip"]._show(opened)

    def action_ask_account(self):
        """Ask how the person of the single organization logs in."""
        self.ensure_one()
        self._check_portal_clerk()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open an Account"),
            "res_model": "civil.organization.opening",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_organization_id": self.id},
        }

    def action_notify(self):
        """Write a notice to the organizations."""
        self._check_portal_clerk()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Notice"),
            "res_model": "civil.organization.sending",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_organization_ids": [(6, 0, self.ids)]},
        }

    def action_accounts(self):
        """Show the accounts of the organizations."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_organization_portal.civil_organization_account_action"
        )
        return {**action, "domain": [("organization_id", "in", self.ids)]}

    def action_notices(self):
        """Show the notices to the organizations."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_organization_portal.civil_organization_notice_action"
        )
        domain = [("organization_id", "in", self.ids)]
        return {**action, "domain": domain, "context": {}}

    # -- what the pages show -----------------------------------------------------------

    def _portal_cards(self):
        """Return the cards of the single organization's home page.

        Addons add theirs. It is called with the system's rights and the right
        organization; a card tells about this organization only.

        :return: list of dictionaries: ``title``, ``text``, ``url``, ``icon`` (of Font
            Awesome, without "fa-"), ``sequence``; where they apply ``count``,
            ``deadline`` (a date) and ``level`` ("danger", "warning", "info",
            "success") of what is to be done
        """
        self.ensure_one()
        unread = self.portal_notice_ids.filtered(lambda notice: notice.state == "sent")
        return [
            {
                "title": self.env._("Notices"),
                "text": self.env._("What the bureau lets you know"),
                "url": "/my/notices",
                "icon": "envelope-o",
                "sequence": 90,
                "count": len(unread),
                "deadline": min(filter(None, unread.mapped("deadline")), default=None),
                "level": "warning" if unread else "info",
            }
        ]
