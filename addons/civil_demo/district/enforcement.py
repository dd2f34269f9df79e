from odoo import fields
from odoo.fields import Command

from .office import DISTRICT

#: Who reviews decisions: login, name, role.
REVIEWER = ("legal", "政策法规股法制审核 黄颖", "civil_enforcement.group_legal")
#: The officers by login, with their certificates.
OFFICERS = {"burial": "1713030101", "burial2": "1713030102"}
#: Invented parties by key: name, address, who represents it.
PARTIES = {
    "cemetery": ("曾都区青松岭公墓（演示）", "北郊街道孔家坡社区", "严国庆"),
    "village": ("曾都区柳林村公益性公墓（演示）", "何店镇柳林村", "柳长青"),
    "works": ("曾都区宏远殡葬设备经营部（演示）", "西城街道烈山大道88号", "宏远明"),
    "stones": ("曾都区永固石材加工厂（演示）", "万店镇工业园", "石永固"),
    "home": ("曾都区夕阳红养老院（演示）", "东城街道文峰塔社区", "夏晓梅"),
}
#: Clues beside the cases: source, what was said, what the check found, how it ends.
CLUES = (
    ("hotline", "群众反映村民在耕地上建造坟墓", None, None),
    (
        "patrol",
        "巡查发现公墓围墙外新建墓穴3座",
        "现场核实新建墓穴3座，未办理审批。",
        None,
    ),
    (
        "report",
        "举报墓位价格过高",
        "价格已公示，未超过备案标准。",
        ("no_case", "未发现违法事实"),
    ),
    (
        "transfer",
        "占用林地修建墓道",
        "属擅自改变林地用途。",
        ("transfer", "属林业主管部门管辖", "曾都区林业局"),
    ),
)


class Enforcement:
    """Clues and cases of every stage, as the funeral section left them today."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.office = desk.office
        self.today = fields.Date.context_today(self.env.user)

    def draw(self):
        """Employ the reviewer, register the officers, and bring cases on their way."""
        self.employ()
        self.register()
        self.parties = {
            key: self.desk.act("burial", self.env["civil.organization"]).create(
                {
                    "name": name,
                    "address": address,
                    "legal_representative": chief,
                    "division_id": self.office.division().id,
                }
            )
            for key, (name, address, chief) in PARTIES.items()
        }
        for clue in CLUES:
            self.clue(*clue)
        self.begun()
        self.heard()
        self.decided()
        self.on_the_spot()

    def employ(self):
        """Give the bureau somebody who reviews decisions."""
        login, name, group = REVIEWER
        values = self.office.record(login, name, DISTRICT, ())
        values["values"]["group_ids"] = [Command.link(self.env.ref(group).id)]
        self.env["res.users"].with_context(no_reset_password=True)._load_records(
            [values]
        )

    def register(self):
        """Enter certificates and the reviewer's qualification."""
        self.officers = self.env["civil.inspection.inspector"]
        for login, number in OFFICERS.items():
            self.officers |= self.inspector(
                login,
                certificate_number=number,
                certificate_from=fields.Date.subtract(self.today, years=2),
                certificate_to=fields.Date.add(self.today, years=3),
            )
        self.inspector("legal", legal_qualification="A20184213030001")

    def inspector(self, login, **values):
        """Return the user in the register of inspectors, entered where missing."""
        user = self.office.user(login)
        inspectors = self.env["civil.inspection.inspector"]
        found = inspectors.search([("user_id", "=", user.id)], limit=1)
        if not found:
            name = user.name.split()[-1]
            unit = self.env.ref("civil_inspection.unit_mz")
            return inspectors.create(
                {"name": name, "user_id": user.id, "unit_id": unit.id, **values}
            )
        if "legal_qualification" in values or not found.is_certified:
            found.write(values)
        return found

    def ago(self, days):
        """The day that many days ago."""
        return fields.Date.subtract(self.today, days=days)

    def clue(self, source, summary, result, end):
        """Register a clue, check it and settle it."""
        clue = self.desk.act("burial", self.env["civil.enforcement.clue"]).create(
            {
                "source": source,
                "summary": summary,
                "received_on": self.ago(6),
                "division_id": self.office.division().id,
            }
        )
        if result:
            clue.action_check(result=result)
        if end and end[0] == "no_case":
            clue.action_no_case(reason=end[1])
        elif end:
            clue.action_transfer(reason=end[1], recipient=end[2])

    # -- cases ----------------------------------------------------------------------

    def case(self, party, offence, summary, **values):
        """Have a clerk enter a case."""
        offence = self.env.ref(f"civil_enforcement.offence_{offence}")
        return self.desk.act("burial", self.env["civil.enforcement.case"]).create(
            {
                "summary": summary,
                "offence_id": offence.id,
                "organization_id": self.parties[party].id,
                "division_id": self.office.division().id,
                "place": self.parties[party].address,
                "deed_date": self.ago(30),
                "discovered_on": self.ago(12),
                "officer_ids": [Command.set(self.officers.ids)],
                **values,
            }
        )

    def approve(self, case):
        """Have head and deputy pass what is submitted."""
        self.desk.act("burial_head", case).action_review()
        self.desk.act("deputy", case).action_approve()

    def filed(self, *args, **values):
        """Have a case entered, submitted and approved."""
        case = self.case(*args, **values)
        case.action_submit_filing()
        self.approve(case)
        return case

    def sanction(self, case, kind, text, **values):
        """A sanction of the catalogue, as a case proposes it."""
        entries = case.offence_id.sanction_ids.filtered(lambda one: one.kind == kind)
        return Command.create(
            {"kind": kind, "sanction_id": entries[:1].id, "text": text, **values}
        )

    def report(self, case, facts, evidence, outcome, *sanctions, **values):
        """Have the investigation concluded."""
        case.write(
            {
                "facts": facts,
                "report": "经现场检查、询问当事人并调取账册，事实清楚，证据充分。",
                "outcome": outcome,
                "outcome_reason": "违法情节一般，按照裁量基准的一般情形处理。",
                "evidence_ids": [
                    Command.create({"name": name, "kind": kind})
                    for name, kind in evidence
                ],
                "penalty_ids": list(sanctions),
                **values,
            }
        )
        case.action_report()

    def notice(self, case):
        """Have the notice given and served."""
        case.action_give_notice()
        case.action_serve_notice(
            day=self.today,
            way="direct",
            receiver=case.organization_id.legal_representative,
        )

    def begun(self):
        """A draft, a filing for the head, and an investigation with preserved goods."""
        self.case("village", "bz01", "未经批准扩建公益性公墓")
        waiting = self.case("stones", "bz01", "未经批准在厂区旁兴建骨灰存放设施")
        waiting.action_submit_filing()
        case = self.filed("works", "bz04", "销售不符合国家技术标准的火化设备")
        case.write(
            {
                "evidence_ids": [
                    Command.create(
                        {
                            "name": "未标注技术标准的遗体冷藏柜",
                            "kind": "physical",
                            "quantity": "2台",
                            "place": "经营部仓库",
                        }
                    )
                ]
            }
        )
        self.desk.act("burial_head", case.evidence_ids).action_preserve()

    def heard(self):
        """A notice with a hearing that is asked for, and a case to be reviewed."""
        case = self.filed("works", "bz04", "制造不符合国家技术标准的骨灰寄存架")
        self.report(
            case,
            "当事人制造、销售未达到国家技术标准的骨灰寄存架40组，金额30000元。",
            (("销售台账", "documentary"), ("现场照片", "audiovisual")),
            "punish",
            self.sanction(case, "order", "责令停止制造、销售"),
            self.sanction(
                case, "fine", "处以罚款60000元", base_amount=30000, amount=60000
            ),
        )
        self.notice(case)
        self.desk.act("burial", self.env["civil.enforcement.hearing"]).create(
            {"case_id": case.id, "chair_id": self.office.user("legal").id}
        )
        case = self.filed("cemetery", "bz01", "未经批准扩建墓区二期", is_complex=True)
        self.report(
            case,
            "当事人未经批准扩建墓区0.6公顷，已收取墓位款20000元。",
            (("勘验图纸", "record"), ("收款收据", "documentary")),
            "punish",
            self.sanction(
                case, "fine", "处以罚款30000元", base_amount=20000, amount=30000
            ),
        )
        self.notice(case)
        case.action_record_statement(
            day=self.today, text="扩建部分已停止使用，愿意退还墓位款，请求从轻处罚"
        )
        self.desk.act("burial", self.env["civil.enforcement.legal.review"]).create(
            {"case_id": case.id}
        )

    def decided(self):
        """A decision for the deputy, one to be served, one whose fine is half paid."""
        cases = []
        for party, income in (("village", 6000), ("stones", 8000), ("cemetery", 12000)):
            case = self.filed(party, "bz02", "墓穴占地面积超过规定标准")
            self.report(
                case,
                f"当事人建造的墓穴单穴占地1.6平方米，超过规定标准，违法所得{income}元。",
                (("墓穴测量记录", "record"), ("墓位销售合同", "documentary")),
                "punish",
                self.sanction(case, "order", "责令限期改正"),
                self.sanction(
                    case,
                    "fine",
                    f"处以罚款{income}元",
                    base_amount=income,
                    amount=income,
                ),
            )
            self.notice(case)
            case.action_waive(day=self.today)
            case.action_submit_decision()
            cases.append(case)
        self.desk.act("burial_head", cases[0]).action_review()
        self.approve(cases[1])
        self.approve(cases[2])
        cases[2].action_serve(day=self.today, way="direct", receiver="严国庆")
        cases[2].action_publish(day=self.today, text="区政府门户网站行政处罚公示栏")
        self.desk.act("cashier", self.env["civil.enforcement.payment"]).create(
            {
                "case_id": cases[2].id,
                "amount": 5000,
                "paid_on": self.today,
                "receipt": "4213030000012345",
                "bank": "曾都农商行营业部",
            }
        )
        self.exempt()

    def exempt(self):
        """A first offence that was corrected: not punished, closed."""
        case = self.filed("village", "bz03", "在公墓以外的地方埋葬遗体")
        self.report(
            case,
            "当事人在公墓界外埋葬遗体1具，发现后已主动迁入公墓。",
            (("迁葬前后照片", "audiovisual"),),
            "not_punished",
            exemption="first",
            corrected_on=self.ago(3),
        )
        case.action_submit_decision()
        self.approve(case)
        case.action_serve(day=self.today, way="direct", receiver="柳长青")
        self.desk.act("burial_head", case).action_close(reason="已教育，已迁葬")

    def on_the_spot(self):
        """A warning on the spot that the head has still to take note of."""
        case = self.case(
            "home",
            "yl01",
            "未与1名老年人签订服务协议",
            procedure="simple",
            deed_date=self.today,
            discovered_on=self.today,
            facts="现场检查发现1名入住老年人未签订服务协议。",
            told_on_spot=True,
            spot_statement="无异议",
        )
        case.write({"penalty_ids": [self.sanction(case, "warning", "给予警告")]})
        case.action_decide_on_spot()
