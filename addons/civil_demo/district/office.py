from ..tools.population import DIVISIONS

#: For the invented users of a database without anybody's data; shown by scripts/run.
PASSWORD = "demo2024"
PASSWORD_KEY = "civil_demo.password"
DISTRICT = "421303"
TOWN = "421303001"
LANGUAGE = "zh_CN"
TIME_ZONE = "Asia/Shanghai"
#: Users of the addon's data with the division whose records they see.
USERS = {
    "clerk": DISTRICT,
    "head": DISTRICT,
    "deputy": DISTRICT,
    "finance": DISTRICT,
    "auditor": DISTRICT,
    "town": TOWN,
}


class Office:
    """The bureau: divisions, company, one user a role."""

    def __init__(self, env):
        self.env = env

    def open(self):
        """Load the divisions and let everybody in."""
        self.env["civil.import"]._load(
            "division", DIVISIONS.name, DIVISIONS.read_bytes(), take="all"
        )
        self.env["res.lang"]._activate_lang(LANGUAGE)
        self.env.company.name = "随州市曾都区民政局"
        self.env["ir.config_parameter"].set_param(PASSWORD_KEY, PASSWORD)
        for name, code in USERS.items():
            self.admit(self.user(name), code, password=PASSWORD)
        admin = self.env.ref("base.user_admin")
        self.admit(admin, DISTRICT, name="系统管理员")

    def admit(self, user, code, **values):
        """Let a user work in Chinese, and see a division."""
        division = self.division(code)
        user.write(
            {"lang": LANGUAGE, "tz": TIME_ZONE, "division_ids": division.ids, **values}
        )

    def user(self, name):
        """Return a user of the addon's data."""
        return self.env.ref(f"civil_demo.user_{name}")

    def division(self, code=DISTRICT):
        """Return a division by its code."""
        return self.env["civil.division"].search([("code", "=", code)])
