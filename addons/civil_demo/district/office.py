from odoo.fields import Command

from ..tools.population import DIVISIONS

#: For the invented users of a database without anybody's data; shown by scripts/run.
PASSWORD = "demo2024"
PASSWORD_KEY = "civil_demo.password"
DISTRICT = "421303"
TOWN = "421303001"
#: Sections by their XML id in civil_base.
SECTION = "department_social_affairs"
FUNERAL = "department_funeral"
SOCIAL = "department_social_organizations"
ELDERLY = "department_elderly_care"
#: The users by login: name, the division that they see, and their roles, each a level
#: of the section that pays the disability subsidies, such a level and the section that
#: deals with funerals, or a role's XML id.
USERS = {
    "clerk": (
        "社会事务股经办 张敏",
        DISTRICT,
        ("clerk", "civil_base.role_personal_data"),
    ),
    "head": (
        "社会事务股股长 李建国",
        DISTRICT,
        ("head", "civil_base.role_personal_data"),
    ),
    "deputy": (
        "分管副局长 王志强",
        DISTRICT,
        (
            "deputy",
            ("deputy", FUNERAL),
            ("deputy", SOCIAL),
            ("deputy", ELDERLY),
        ),
    ),
    "social": ("社会组织管理股经办 沈洁", DISTRICT, (("clerk", SOCIAL),)),
    "social2": ("社会组织管理股经办 贺文斌", DISTRICT, (("clerk", SOCIAL),)),
    "social_head": ("社会组织管理股股长 钱国华", DISTRICT, (("head", SOCIAL),)),
    "burial": ("殡葬管理股经办 徐磊", DISTRICT, (("clerk", FUNERAL),)),
    "burial2": ("殡葬管理股经办 邓倩", DISTRICT, (("clerk", FUNERAL),)),
    "burial_head": ("殡葬管理股股长 郭永平", DISTRICT, (("head", FUNERAL),)),
    "care": ("养老服务股经办 唐雅琴", DISTRICT, (("clerk", ELDERLY),)),
    "care_head": ("养老服务股股长 鲁明远", DISTRICT, (("head", ELDERLY),)),
    "home_staff": (
        "养老机构工作人员 董秀兰",
        DISTRICT,
        ("civil_institution.role_home",),
    ),
    "home_book": (
        "农村福利院报账员 胡桂兰",
        DISTRICT,
        ("civil_institution.role_home",),
    ),
    "home_store": (
        "农村福利院保管员 余家旺",
        DISTRICT,
        ("civil_institution.role_home",),
    ),
    "assessor": ("能力评估员 田秀兰", DISTRICT, ("civil_assessment.role_assessor",)),
    "assessor2": ("能力评估员 夏明", DISTRICT, ("civil_assessment.role_assessor",)),
    "keeper": ("公墓管理员 吴志远", DISTRICT, ("civil_cemetery.role_keeper",)),
    "home": ("曾都区殡仪馆业务员 高建平", DISTRICT, ("civil_funeral.role_home",)),
    "informant": (
        "西城街道殡葬信息员 彭春林",
        TOWN,
        ("civil_funeral.role_informant",),
    ),
    "finance": (
        "计划财务股会计 刘静",
        DISTRICT,
        ("civil_subsidy_account.role_accountant",),
    ),
    "cashier": (
        "计划财务股出纳 何晓燕",
        DISTRICT,
        ("civil_subsidy_account.role_cashier",),
    ),
    "reviewer": (
        "计划财务股稽核 周海波",
        DISTRICT,
        ("civil_subsidy_account.role_reviewer",),
    ),
    "chief": (
        "计划财务股股长 孙丽华",
        DISTRICT,
        ("civil_subsidy_account.role_finance_head",),
    ),
    "auditor": ("派驻纪检监察组 陈正平", DISTRICT, ("civil_base.role_auditor",)),
    "town": ("西城街道经办 赵春梅", TOWN, ("clerk",)),
}


class Office:
    """The bureau: its divisions, its section for subsidies, one user a role."""

    def __init__(self, env):
        self.env = env

    def open(self):
        """Load the divisions, enable the section and employ its people."""
        self.env["civil.import"]._load(
            "divisions", DIVISIONS.name, DIVISIONS.read_bytes(), take="all"
        )
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env.company.name = "随州市曾都区民政局"
        self.env["ir.config_parameter"].set_param(PASSWORD_KEY, PASSWORD)
        sections = (SECTION, FUNERAL, SOCIAL, ELDERLY)
        departments = [self.section(name) for name in sections]
        self.env["civil.department"].concat(*departments).action_enable()
        self.env["res.users"].with_context(no_reset_password=True)._load_records(
            [self.record(login, *details) for login, details in USERS.items()]
        )
        admin = {"name": "系统管理员", **self.place(DISTRICT)}
        self.env.ref("base.user_admin").write(admin)

    def section(self, name=SECTION):
        """Return a section: as a rule the one whose work the subsidies are."""
        return self.env.ref(f"civil_base.{name}")

    def role(self, role):
        """Return a role as the table of users names it."""
        if isinstance(role, tuple):
            level, section = role
            return self.section(section)._role(level)
        return self.env.ref(role) if "." in role else self.section()._role(role)

    def record(self, login, name, code, roles):
        """Return a user as a record of this addon."""
        found = [self.role(role) for role in roles]
        values = {
            "name": name,
            "login": login,
            "password": PASSWORD,
            "role_line_ids": [Command.create({"role_id": role.id}) for role in found],
            **self.place(code),
        }
        xml_id = f"civil_demo.user_{login}"
        return {"xml_id": xml_id, "values": values, "noupdate": True}

    def place(self, code):
        """Return what lets a user work in Chinese and see a division."""
        return {
            "lang": "zh_CN",
            "tz": "Asia/Shanghai",
            "division_ids": [Command.set(self.division(code).ids)],
        }

    def user(self, name):
        """Return a user of the bureau by login."""
        return self.env.ref(f"civil_demo.user_{name}")

    def division(self, code=DISTRICT):
        """Return a division by its code."""
        return self.env["civil.division"].search([("code", "=", code)])
