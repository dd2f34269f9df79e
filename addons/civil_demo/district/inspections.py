from odoo import fields
from odoo.fields import Command

from .office import FUNERAL

#: Who can be inspected, with the serial number of the town and the risk class.
PLACES = (
    ("城南公益性公墓（演示）", 0, "b"),
    ("青龙山公益性公墓（演示）", 1, "b"),
    ("白云岭公益性公墓（演示）", 2, "c"),
    ("双河骨灰堂（演示）", 3, "b"),
    ("望城岗公益性公墓（演示）", 4, "a"),
    ("万店农村公益性墓地（演示）", 5, "b"),
    ("何店农村公益性墓地（演示）", 6, "c"),
    ("洛阳镇农村公益性墓地（演示）", 7, "b"),
    ("府河骨灰堂（演示）", 8, "d"),
    ("淅河殡仪服务站（演示）", 9, "b"),
    ("北郊殡仪服务站（演示）", 10, "b"),
    ("长岗农村公益性墓地（演示）", 11, "a"),
)
#: Score sheet of a public cemetery by blocks (welfare and funeral notes, E4).
SCORES = (
    (
        "公开展示",
        (
            ("批准文件、规章制度、办理条件和程序公示", 5),
            ("价格和服务承诺公示", 6),
            ("人员照片、岗位和联系电话公示", 4),
        ),
    ),
    ("档案", (("安葬档案统一装盒、要件齐全", 16),)),
    ("墓穴建设", (("墓穴和墓碑不超标准", 16),)),
    (
        "墓区管理",
        (
            ("道路和安全", 3),
            ("文明祭扫、无封建迷信活动", 5),
            ("定点用火并有防火带", 3),
            ("生态葬比例、绿化覆盖率和绿地率达标", 15),
            ("无私自改建", 4),
        ),
    ),
    (
        "公墓管理",
        (
            ("地点和规模与批准一致", 4),
            ("无违规销售出租", 3),
            ("新建扩建已验收", 4),
            ("管理制度齐全、人员培训", 7),
            ("祭扫高峰预案", 5),
        ),
    ),
)
#: People of the unit by login, with the number of the certificate, and a guest.
PEOPLE = (("burial", "42130300101"), ("burial2", "42130300102"))
GUEST = ("市场监管局 罗建华", "42130309001")


class Inspections:
    """What the funeral section inspects: draw, checklist, order, hazards."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env.company)

    def open(self):
        """Draw, inspect, order to rectify, and keep the ledger of hazards."""
        self.safety = self.env.ref("civil_inspection.kind_safety")
        self.cemetery = self.make_kind()
        self.enter_registers()
        self.year = self.plan()
        self.inspect(self.campaign("殡葬服务机构安全检查", self.safety, 0.3))
        waiting = self.campaign("公益性公墓年度检查", self.cemetery, 0.5)
        waiting.action_freeze(witness="派驻纪检监察组 陈正平", words="三、六、一")
        self.campaign("清明祭扫场所联合检查", self.safety, 1, approved=False)
        self.check_oneself()

    def act(self, name, model):
        """Return a model as a user of the bureau sees and changes it."""
        return self.desk.act(name, self.env[model])

    def day(self, days):
        """Return a day that lies so many days from today."""
        return fields.Date.add(self.today, days=days)

    def make_kind(self):
        """The yearly inspection of cemeteries, by its score sheet."""
        kind = self.act("burial_head", "civil.inspection.kind").create(
            {
                "code": "cemetery",
                "name": "公墓年检",
                "department_id": self.desk.office.section(FUNERAL).id,
            }
        )
        self.act("burial_head", "civil.inspection.checklist").create(
            {
                "name": "公益性公墓年检评分表",
                "kind_id": kind.id,
                "section_ids": [
                    Command.create({"name": name, "item_ids": self.items(items)})
                    for name, items in SCORES
                ],
                "pass_score": 60,
            }
        )
        return kind

    def items(self, items):
        """Return the items of a section, each with its full score."""
        return [
            Command.create({"name": name, "answer_type": "score", "max_score": full})
            for name, full in items
        ]

    # -- registers ---------------------------------------------------------------------

    def enter_registers(self):
        """Enter who can be inspected and who inspects."""
        towns = self.desk.office.division().child_ids
        kinds = self.safety | self.cemetery
        self.objects = self.act("burial", "civil.inspection.object").create(
            [
                {
                    "name": name,
                    "kind_ids": [Command.set(kinds.ids)],
                    "division_id": towns[number % len(towns)].id,
                    "risk_class": risk,
                    "address": f"{towns[number % len(towns)].name}（演示地址）",
                }
                for name, number, risk in PLACES
            ]
        )
        people = self.act("burial_head", "civil.inspection.inspector")
        self.inspectors = people.create(
            [self.inspector(login, number) for login, number in PEOPLE]
        )
        name, number = GUEST
        market = self.env.ref("civil_inspection.unit_scjg")
        self.guest = people.create(
            {**self.certificate(number), "name": name, "unit_id": market.id}
        )
        self.act("burial", "civil.inspection.conflict").create(
            {
                "inspector_id": self.guest.id,
                "object_id": self.objects[8].id,
                "reason": "近亲属在该单位任职",
            }
        )

    def certificate(self, number):
        """Return a certificate that is valid for years."""
        return {
            "certificate_number": number,
            "certificate_from": self.day(-700),
            "certificate_to": self.day(1000),
        }

    def inspector(self, login, number):
        """Return a person of the section as an inspector."""
        user = self.desk.office.user(login)
        return {
            **self.certificate(number),
            "name": user.name.split()[-1],
            "user_id": user.id,
            "unit_id": self.env.ref("civil_inspection.unit_mz").id,
            "department_id": self.desk.office.section(FUNERAL).id,
        }

    # -- campaigns ---------------------------------------------------------------------

    def plan(self):
        """The year's plan, which the head approves once it has campaigns."""
        return self.act("burial", "civil.inspection.plan").create(
            {
                "name": f"{self.today.year}年度殡葬领域双随机抽查计划",
                "division_id": self.desk.office.division().id,
                "department_id": self.desk.office.section(FUNERAL).id,
            }
        )

    def campaign(self, name, kind, rate, approved=True):
        """A campaign of three weeks, approved by the head where that was done."""
        campaign = self.act("burial", "civil.inspection.campaign").create(
            {
                "name": name,
                "plan_id": self.year.id,
                "kind_id": kind.id,
                "division_id": self.desk.office.division().id,
                "date_from": self.day(-3),
                "date_to": self.day(18),
                "rate": rate,
                "content": "查阅批准文件、管理制度和安全台账，"
                "现场检查消防、用电、用火和值守。",
            }
        )
        if approved:
            self.desk.act("burial_head", campaign).action_approve()
        return campaign

    def inspect(self, campaign):
        """Draw; sign two inspections, one with an order; begin a third."""
        campaign.action_freeze(witness="派驻纪检监察组 陈正平", words="二、五、四")
        campaign.action_draw()
        first, second, *others = campaign.inspection_ids.sorted("id")
        order = self.find_problem(first)
        self.rectify(order)
        fine = self.begin(second)
        self.sign(fine, "ok")
        self.desk.act("burial_head", fine).action_publish()
        others[0].action_notify()

    def begin(self, inspection):
        """Announce and begin an inspection, and answer that everything is well."""
        inspection.action_notify()
        member = self.member(inspection)
        inspection = self.desk.act(member, inspection)
        inspection.action_start()
        inspection.line_ids.action_yes()
        inspection.present_person = "单位负责人"
        return inspection

    def member(self, inspection):
        """Return who of the section was drawn for the inspection first."""
        logins = [login for login, _number in PEOPLE]
        users = inspection.inspector_ids.user_id
        return next(name for name in logins if self.desk.office.user(name) in users)

    def sign(self, inspection, result):
        """Let everybody of the team sign, the guest on the screen."""
        inspection.result = result
        for person in inspection.inspector_ids:
            if person.user_id:
                inspection.with_user(person.user_id).action_sign()
            else:
                inspection.action_sign(person.id, SIGNATURE)

    def find_problem(self, inspection):
        """Inspect with a problem, and order to rectify it."""
        inspection = self.begin(inspection)
        exits, equipment = inspection.line_ids[:2]
        exits.write({"result": "no", "note": "疏散通道堆放祭祀用品，宽度不足"})
        equipment.write({"result": "no", "note": "两具灭火器压力不足"})
        self.sign(inspection, "problems")
        inspection.action_order_rectification()
        inspection.action_record_hazards()
        self.settle(inspection.hazard_ids)
        inspection.rectification_ids.action_issue()
        return inspection.rectification_ids

    def rectify(self, order):
        """Let the object report; the head checks once in vain."""
        order.write({"report": "通道已清理，灭火器已更换送检。"})
        order.action_report()
        self.desk.act("burial_head", order).action_fail("一处通道仍有堆物")

    def settle(self, hazards):
        """Settle the five; list and report what is major."""
        for hazard in hazards:
            hazard.write(
                {
                    "responsible": "单位负责人",
                    "measures": "清理通道、更换器材，安排专人每日巡查",
                    "funds": 600,
                    "deadline": self.day(10),
                    "protection": "整改期间专人值守，限制人流",
                }
            )
            hazard.action_assign()
        major = hazards.filtered(lambda hazard: hazard.level == "major")
        self.desk.act("burial_head", major).action_list()
        self.act("burial", "civil.hazard.report").create(
            [
                {"hazard_id": hazard.id, "content": f"{hazard.name}，已责令整改。"}
                for hazard in major
            ]
        )

    # -- self-checks -------------------------------------------------------------------

    def check_oneself(self):
        """Ask for the month's self-checks, and file some of them."""
        self.act("burial_head", "civil.safety.check").action_open_month()
        checks = self.act("burial", "civil.safety.check").search([], limit=7)
        for number, check in enumerate(checks):
            check.line_ids.action_yes()
            if number in (2, 5):
                check.line_ids[1].write({"result": "no", "note": "灭火器过期一具"})
            check.write({"checked_date": self.today, "checker": "安全员"})
            check.action_file()


#: The smallest picture, in place of a signature drawn with a finger.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)
