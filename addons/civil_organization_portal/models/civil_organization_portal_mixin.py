from odoo import models


class CivilOrganizationPortalMixin(models.AbstractModel):
    """A model that has an organization in it by ``_inherits`` (单位账号按钮).

    It gives the model the buttons of the organization's accounts and notices: what
    organizations are is kept in models of their own, such as homes and associations.
    """

    _name = "civil.organization.portal.mixin"
    _description = "Record with an Organization's Accounts"

    def action_open_account(self, login=None, holder_name=None, phone=None):
        """Open accounts; see the organization's method of the same name."""
        return self.organization_id.action_open_account(login, holder_name, phone)

    def action_ask_account(self):
        """Ask how the person of the single organization logs in."""
        return self.organization_id.action_ask_account()

    def action_notify(self):
        """Write a notice to the organizations."""
        return self.organization_id.action_notify()

    def action_accounts(self):
        """Show the accounts of the organizations."""
        return self.organization_id.action_accounts()

    def action_notices(self):
        """Show the notices to the organizations."""
        return self.organization_id.action_notices()
