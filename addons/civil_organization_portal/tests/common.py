from odoo.addons.civil_organization.tests.common import ASSOCIATION, OrganizationCase

PASSWORD = "own-pass-2024"


class AccountCase(OrganizationCase):
    """Two organizations of two towns, each with somebody who logs in for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association = cls.make("测试区书画协会", ASSOCIATION, cls.south)
        cls.accounts = cls.env["civil.organization.account"]
        cls.own = cls.open_account(cls.home, "白云老年公寓王芳")
        cls.other = cls.open_account(cls.association, "书画协会赵强")
        cls.person = cls.own.user_id

    @classmethod
    def open_account(cls, organization, holder_name, login=None):
        """Return an open account whose person has chosen a password already."""
        clerk = organization.with_user(cls.clerk)
        clerk.action_open_account(login=login, holder_name=holder_name)
        account = organization.sudo().portal_account_ids.sorted("id")[-1]
        account.user_id.write(
            {"password": PASSWORD, "organization_password_pending": False}
        )
        return account
