from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

from .office import DISTRICT

#: The users of the section, by login.
CLERK, HEAD, DEPUTY = "social", "social_head", "deputy"
#: Whoever is proposed: name, identity number (of nobody), post.
PEOPLE = {
    "祝安平": ("421303197103120010", "chair"),
    "宋小雨": ("421303198007080025", "chair"),
    "韩立新": ("421303196905110039", "president"),
    "邹晓峰": ("421303198509230046", "chair"),
}
#: A file that stands for a signed paper.
PDF = b"%PDF-1.4\n%%EOF"
SUPERVISOR = "曾都区教育局（演示）"
FOUNDER = "随州市安平健康管理有限公司（演示）"
PURPOSE = "遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，{aim}。"


class SocialCases:
    """Cases about social organizations at several stages, taken by their people."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env.company)

    def open(self):
        """Found, change, audit and liquidate; leave work on the desks."""
        self.supervisor = self.organization(SUPERVISOR)
        self.founder = self.organization(FOUNDER)
        center = self.found("康乐", "托养", "祝安平", "52421303MJX900001G")
        self.hand_out(center, "祝安平")
        self.leave_change(center)
        school = self.found("晨曦", "教育培训", "宋小雨", "52421303MJX900003N")
        self.leave_liquidation(school)
        self.leave_founding()
        self.leave_notice()
        self.check_name("和美", "社区养老").action_receive()

    def act(self, name, model):
        """Return a model as a user of the bureau sees and changes it."""
        return self.desk.act(name, self.env[model])

    def matter(self, kind, action):
        """Return the matter of a kind of organization."""
        return self.env.ref(f"civil_social_org.case_kind_{kind}_{action}")

    def organization(self, name):
        """Return an organization by its name; it is entered where it is missing."""
        found = self.env["civil.organization"].search([("name", "=", name)], limit=1)
        return found or self.act(CLERK, "civil.organization").create(
            {"name": name, "division_id": self.desk.office.division(DISTRICT).id}
        )

    def person(self, name, **values):
        """Return the line of somebody proposed."""
        number, post = PEOPLE[name]
        return Command.create(
            {
                "name": name,
                "identity_input": number,
                "post": post,
                "is_initiator": True,
                "is_legal_representative": True,
                **values,
            }
        )

    # -- foundings -----------------------------------------------------------------

    def check_name(self, trade, field):
        """Have the name of a private unit checked."""
        return self.act(CLERK, "civil.case").create(
            {
                "kind_id": self.matter("private_unit", "name_check").id,
                "organization_id": self.founder.id,
                "division_id": self.founder.division_id.id,
                **self.name(trade, field),
            }
        )

    def name(self, trade, field, form="服务中心"):
        """Return the parts of a name."""
        return {
            "social_name_area": "曾都区",
            "social_name_trade": trade,
            "social_name_field": field,
            "social_name_form": form,
            "social_name_reason": "字号和服务内容不同，不致混淆",
        }

    def application(self, kind, head, **values):
        """Have the clerk enter a founding."""
        category = self.env["civil.social.category"].search(
            [("kind_id.code", "=", kind)], limit=1
        )
        return self.act(CLERK, "civil.case").create(
            {
                "kind_id": self.matter(kind, "founding").id,
                "organization_id": self.founder.id,
                "division_id": self.founder.division_id.id,
                "social_category_id": category.id,
                "social_domicile": "曾都区烈山大道118号",
                "social_area": "曾都区",
                "social_fund": 50000,
                "social_staff_count": 8,
                "social_party_members": 2,
                "social_supervisor_type": "dual",
                "social_supervisor_id": self.supervisor.id,
                "social_consent_no": f"曾教批〔{self.today.year}〕5号",
                "social_consent_date": self.today - timedelta(days=6),
                "social_term_start": self.today,
                "social_term_end": self.today + relativedelta(years=4, days=-1),
                "social_person_ids": [self.person(head)],
                **values,
            }
        )

    def found(self, trade, field, head, code):
        """Found a private unit, from its name to its certificate."""
        checked = self.check_name(trade, field)
        self.accept(checked)
        self.decide(checked)
        case = self.application(
            "private_unit",
            head,
            social_name_case_id=checked.id,
            social_credit_code=code,
            social_purpose=PURPOSE.format(aim=f"开展{field}服务"),
            social_scope=f"{field}服务；{field}咨询",
            **self.name(trade, field),
        )
        self.accept(case)
        case.social_person_ids.action_find_fit("经查无不良信用记录，符合任职条件")
        self.decide(case)
        return self.desk.act(CLERK, case.social_org_id)

    def accept(self, case):
        """Take an application in whose papers are all in order."""
        case.action_receive()
        case.material_ids.check_result = "ok"
        files = self.act(CLERK, "ir.attachment")
        for paper in case.material_ids.filtered("social_purpose"):
            name = f"{paper.name}（签章）.pdf"
            paper.attachment_ids = files.create({"name": name, "raw": PDF})
        case.action_accept()

    def decide(self, case):
        """Have the head review and the deputy director grant."""
        case.action_propose("grant", "材料齐全、符合法定形式，拟准予。")
        case.action_submit()
        self.desk.act(HEAD, case).action_review()
        self.desk.act(DEPUTY, case).action_grant()

    def hand_out(self, org, receiver):
        """Print the certificate, original and copy, and hand it out."""
        papers = org.license_id.copy_ids
        papers.action_print()
        papers.action_hand_out(receiver)

    # -- what is left to do --------------------------------------------------------

    def leave_founding(self):
        """An association that is registered directly waits for the opinions."""
        case = self.application(
            "association",
            "韩立新",
            social_supervisor_type="direct",
            social_individual_members=56,
            social_purpose=PURPOSE.format(aim="促进会员交流合作"),
            social_scope="行业交流；信息咨询；业务培训",
            **self.name(False, "直播电商", "协会"),
        )
        self.accept(case)
        case.action_social_consult()

    def leave_notice(self):
        """A founding whose papers lack something."""
        case = self.application(
            "private_unit", "邹晓峰", **self.name("启航", "青少年体育")
        )
        case.action_receive()
        case.material_ids.check_result = "ok"
        case.material_ids[-1].write({"check_result": "missing"})
        case.action_notice()

    def leave_change(self, org):
        """Another legal representative: the audit hasn't come back yet."""
        item = self.env.ref("civil_social_org.item_legal_representative")
        case = self.act(CLERK, "civil.case").create(
            {
                "kind_id": self.matter("private_unit", "change").id,
                "social_org_id": org.id,
                "social_consent_no": f"曾教批〔{self.today.year}〕9号",
                "social_consent_date": self.today - timedelta(days=40),
                "social_change_ids": [
                    Command.create({"item_id": item.id, "value": "邹晓峰"})
                ],
                "social_person_ids": [self.person("邹晓峰", is_initiator=False)],
            }
        )
        self.accept(case)
        self.audit(org, "departure", case_id=case.id).action_engage()

    def leave_liquidation(self, org):
        """A private unit that dissolves itself and is being liquidated."""
        liquidation = self.act(CLERK, "civil.social.liquidation").create(
            {
                "org_id": org.id,
                "ground": "dissolved",
                "ground_note": "理事会决议自行解散",
                "consent_no": f"曾教批〔{self.today.year}〕11号",
                "consent_date": self.today,
                "member_ids": [
                    Command.create({"name": "宋小雨", "is_head": True}),
                    Command.create({"name": "邹晓峰", "unit": "随州市安平健康管理"}),
                ],
            }
        )
        liquidation.action_start()
        self.audit(org, "liquidation", liquidation_id=liquidation.id).action_engage()

    def audit(self, org, kind, **values):
        """Plan an audit of an organization."""
        return self.act(CLERK, "civil.social.audit").create(
            {
                "org_id": org.id,
                "audit_kind": kind,
                "date_from": org.term_start,
                "date_to": org.term_start,
                "firm_name": "随州明诚会计师事务所（演示）",
                "firm_code": "91421303MAX900005B",
                "fee": 3000,
                **values,
            }
        )
