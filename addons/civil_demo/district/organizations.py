from stdnum.cn import uscc

from odoo.fields import Command

from odoo.addons.civil_organization.tools.credit_code import is_inner_check_doubtful

from .office import DISTRICT

MODULES = ("civil_organization", "civil_document")
#: Of each organization: name, kinds, first two characters of its credit code, code of
#: its division, who represents it, address, and since when it exists.
ORGANIZATIONS = (
    ("曾都区社会福利中心（演示）", "public_institution", "12", DISTRICT, "周文斌"),
    ("曾都区殡仪馆（演示）", "public_institution", "12", DISTRICT, "杜长江"),
    ("曾都区民政局婚姻登记处（演示）", "organ", "11", DISTRICT, "李红梅"),
    ("曾都区养老服务协会（演示）", "social_organization", "51", DISTRICT, "孙德厚"),
    ("曾都区志愿服务联合会（演示）", "social_organization", "51", DISTRICT, "何晓兰"),
    ("西城安康老年公寓（演示）", "social_organization", "52", "421303001", "吴桂芳"),
    ("东城慈心护理院（演示）", "social_organization", "52", "421303002", "郑守田"),
    ("随州福寿园陵园有限公司（演示）", "enterprise", "91", "421303002", "钱立新"),
    ("随州安宁殡葬服务有限公司（演示）", "enterprise", "91", "421303001", "冯志远"),
    ("西城祥瑞寿衣花圈店（演示）", "sole_trader", "92", "421303001", "朱小琴"),
    ("东城永安殡葬用品店（演示）", "sole_trader", "92", "421303002", "韩大勇"),
    ("北郊顺和石材经营部（演示）", "sole_trader", "92", "421303004", "秦国庆"),
)
#: Written down without a code by somebody who didn't look it up.
TWIN = "西城祥瑞 寿衣花圈店(演示)"
CEASED = "北郊顺和石材经营部（演示）"


class Organizations:
    """Organizations that the bureau deals with, and what its section writes to them."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env

    def open(self):
        """Give the section its modules, and keep a few organizations."""
        self.enable()
        self.by_name = {
            name: self.keep(serial, name, *details)
            for serial, (name, *details) in enumerate(ORGANIZATIONS, 1)
        }
        first = self.by_name["西城祥瑞寿衣花圈店（演示）"]
        self.organizations().create({"name": TWIN, "division_id": first.division_id.id})
        ceased = self.by_name[CEASED]
        ceased.end_date = "2024-01-31"
        ceased.action_cease()
        self.write_letters()

    def enable(self):
        """Let the section's roles have what organizations and documents need."""
        section = self.desk.office.section()
        present = section.addon_ids.mapped("module")
        section.addon_ids = [
            Command.create({"module": module})
            for module in MODULES
            if module not in present
        ]

    def organizations(self):
        """Return the organizations as the clerk keeps them."""
        return self.desk.act("clerk", self.env["civil.organization"])

    def keep(self, serial, name, kind, prefix, code, head):
        """Have the clerk enter one organization."""
        kinds = self.env["civil.organization.kind"].search([("code", "=", kind)])
        division = self.desk.office.division(code) or self.desk.office.division()
        return self.organizations().create(
            {
                "name": name,
                "kind_ids": [Command.set(kinds.ids)],
                "credit_code": credit_code(prefix, serial),
                "division_id": division.id,
                "legal_representative": head,
                "phone": f"0722-00000{serial:02d}",
                "address": f"{division.complete_name}（演示地址）{serial}号",
                "start_date": f"{2008 + serial}-05-01",
            }
        )

    def write_letters(self):
        """A letter that went out, and one that the head has yet to look at."""
        documents = self.desk.act("clerk", self.env["civil.document"])
        letter = self.env.ref("civil_document.kind_letter")
        issued = documents.create(
            {
                "kind_id": letter.id,
                "title": "关于核对殡葬服务单位基本信息的函",
                "addressee": "随州安宁殡葬服务有限公司（演示）",
                "body": "为做好殡葬服务单位信息公开工作，请你单位核对登记的名称、地址、"
                "负责人和联系电话，有变动的于收到本函之日起十日内书面告知我局。\n\n"
                "特此函达。",
                "division_id": self.desk.office.division().id,
                "needs_service": True,
            }
        )
        self.desk.act("head", issued).action_issue()
        documents.create(
            {
                "kind_id": letter.id,
                "title": "关于商请协助核实门店经营情况的函",
                "addressee": "曾都区市场监督管理局",
                "body": "请贵局协助提供辖区内殡葬用品门店的登记情况。\n\n特此函达。",
                "division_id": self.desk.office.division().id,
            }
        )


def credit_code(prefix, serial):
    """Return an invented credit code that passes both of its checks."""
    body = f"{prefix}{DISTRICT}MJX{serial:05d}"
    inner = next(
        char for char in "0123456789X" if not is_inner_check_doubtful(f"{body}{char}0")
    )
    body += inner
    return body + uscc.calc_check_digit(body)
