from .office import PASSWORD

#: Who logs in for a social organization of the district, by login name.
PEOPLE = {"org1": "王芳", "org2": "赵强", "org3": "陈静"}
#: Who looks after their accounts.
CLERK = "social"


class Accounts:
    """Three social organizations that fill in their annual reports themselves."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env

    def open(self):
        """Open accounts with those that still have a report to hand in."""
        orgs = self.organizations()
        for (login, name), org in zip(PEOPLE.items(), orgs, strict=False):
            self.open_one(org, login, name)

    def organizations(self):
        """Return organizations with a report to be filled in, those first."""
        reports = self.env["civil.social.report"].search([], order="year desc, id")
        waiting = reports.filtered("is_editable")
        orgs = waiting.org_id | reports.org_id
        return orgs[: len(PEOPLE)]

    def open_one(self, org, login, name):
        """Have the clerk open an account; the person has chosen a password since."""
        desk = self.desk.act(CLERK, org)
        desk.action_open_account(login=login, holder_name=name)
        user = self.env["res.users"].search([("login", "=", login)])
        user.write({"password": PASSWORD, "organization_password_pending": False})
        self.env["civil.organization.notice"]._send(
            org.organization_id,
            "请按时报送年度工作报告",
            "请登录后填报年度工作报告，逾期未报的按未参检处理。",
            url="/my/reports",
        )
