from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

from .office import FUNERAL

#: What the demonstration's license prints: label, source, code, required, public.
FIELDS = (
    ("单位名称", "holder", False, False, True),
    ("统一社会信用代码", "credit_code", False, False, True),
    ("负责人", "representative", False, True, False),
    ("服务场所", "premises", False, True, True),
    ("服务范围", "scope", False, True, True),
    ("服务人员", "value", "people", False, False),
    ("有效期限", "span", False, False, True),
)
VISITED = ("场所与申请地址一致", "消防设施齐备", "收费项目和标准公示上墙")
CONDITIONS = "有固定的服务场所\n有与业务相适应的服务人员\n收费项目和标准公开"
SCOPE = "遗体接运、告别、殡葬用品"
#: Certificates from before: organization, serial, years held, months left of the term.
EARLIER = (
    ("随州福寿园陵园有限公司（演示）", 3, 1, 22),
    ("西城安康老年公寓（演示）", 5, 2, 2),
    ("东城慈心护理院（演示）", 6, 2, 1),
    ("曾都区殡仪馆（演示）", 8, 2, 11),
    ("东城永安殡葬用品店（演示）", 9, 1, 20),
)


class Licenses:
    """A section's certificates: from before, granted, applied for, suspended."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env.company)

    def open(self):
        """Set the kind up, take certificates over, and work on applications."""
        self.kind = self.set_up()
        self.matters = {
            matter.license_action: matter for matter in self.kind.case_kind_ids
        }
        self.held = {name: self.take_over(name, *rest) for name, *rest in EARLIER}
        self.check_years()
        self.grant("随州安宁殡葬服务有限公司（演示）")
        shop = self.grant("西城祥瑞寿衣花圈店（演示）")
        self.hand_out(shop, "朱小琴")
        self.hand_out(self.lose(shop), "朱小琴")
        self.suspend(self.held["东城永安殡葬用品店（演示）"])
        self.leave_work()
        self.env["civil.license"]._cron_terms()

    def act(self, name, model):
        """Return a model as a user of the bureau sees and changes it."""
        return self.desk.act(name, self.env[model])

    def set_up(self):
        """Have the head set up a kind with its matters."""
        kind = self.act("burial_head", "civil.license.kind").create(
            {
                "code": "demo_license",
                "name": "殡葬服务许可证（演示）",
                "title": "殡葬服务许可证",
                "issuer": self.env.company.name,
                "legal_basis": "演示用证照种类，不代表实际许可事项",
                "numbering_id": self.env.ref("civil_license.numbering_license").id,
                "department_id": self.desk.office.section(FUNERAL).id,
                "is_single": True,
                "has_annual_check": True,
                "conditions": CONDITIONS,
                "field_ids": [
                    Command.create(
                        {
                            "sequence": serial,
                            "name": name,
                            "source": source,
                            "code": code,
                            "is_required": required,
                            "is_public": public,
                        }
                    )
                    for serial, (name, source, code, required, public) in enumerate(
                        FIELDS
                    )
                ],
                "visit_item_ids": [Command.create({"name": name}) for name in VISITED],
            }
        )
        kind.action_make_matters()
        return kind

    def organization(self, name):
        """Return an organization of the district by its name."""
        return self.env["civil.organization"].search([("name", "=", name)], limit=1)

    def take_over(self, name, serial, years, months):
        """Take over a certificate that was issued on paper before."""
        organization = self.organization(name)
        end = self.today + relativedelta(months=months)
        start = end - relativedelta(years=3, days=-1)
        start = min(start, self.today - relativedelta(years=years))
        return self.act("burial", "civil.license")._issue(
            self.kind,
            {"party_type": "organization", "organization_id": organization.id},
            organization.division_id,
            {
                "representative": organization.legal_representative,
                "premises": organization.address,
                "scope": SCOPE,
                "people": f"{serial}人",
            },
            on=start,
            number=f"曾民殡服字〔{start.year}〕第{serial:03d}号",
            valid_until=end,
        )

    def check_years(self):
        """Have last year checked, all but two."""
        self.env["civil.license"]._cron_annual_checks()
        due = self.act("burial", "civil.license.annual").search([("state", "=", "due")])
        due[:1].action_require_correction()
        due[2:].action_pass()

    # -- applications ------------------------------------------------------------

    def apply(self, action, name, user="burial", **values):
        """Have a clerk enter an application."""
        organization = self.organization(name)
        case = self.act(user, "civil.case").create(
            {
                "kind_id": self.matters[action].id,
                "organization_id": organization.id,
                "division_id": organization.division_id.id,
                "summary": f"{organization.name}申请殡葬服务许可",
                **values,
            }
        )
        for entry in case.license_entry_ids.filtered(lambda entry: not entry.value):
            entry.value = "4人" if entry.field_id.code == "people" else SCOPE
        return case

    def accept(self, case):
        """Have an application taken in and accepted."""
        case.action_receive()
        case.material_ids.check_result = "ok"
        case.action_accept()
        return case

    def visit(self, case):
        """Have two people look at the place, item by item."""
        office = self.desk.office
        visitors = office.user("burial") | office.user("burial2")
        visit = self.act("burial2", "civil.case.visit").create(
            {
                "case_id": case.id,
                "place": case.organization_id.address,
                "user_ids": [Command.set(visitors.ids)],
                "findings": "场所、消防和公示均符合要求。",
                "result": "fit",
            }
        )
        visit.license_check_ids.result = "met"
        visit.action_finish()

    def submit(self, case):
        """Have an accepted application put up for decision and reviewed."""
        if case.kind_id.needs_visit:
            self.visit(case)
        case.action_submit()
        self.desk.act("burial_head", case).action_review()
        return case

    def decide(self, case):
        """Grant an application that is under approval; return its license."""
        self.desk.act("deputy", case).action_grant()
        return self.desk.act("burial", case.license_id)

    def grant(self, name):
        """Take a new application to its grant."""
        return self.decide(self.submit(self.accept(self.apply("new", name))))

    def hand_out(self, license_, receiver):
        """Print the papers and hand them out."""
        license_.action_print_papers()
        papers = license_.copy_ids.filtered(lambda paper: paper.state == "printed")
        papers.action_hand_out(receiver)

    def lose(self, license_):
        """Have lost papers made again; return the license."""
        case = self.apply(
            "reissue",
            license_.holder_name,
            license_id=license_.id,
            reissue_cause="lost",
            loss_medium="随州日报",
            loss_date=self.today - relativedelta(days=12),
        )
        return self.decide(self.submit(self.accept(case)))

    def suspend(self, license_):
        """Stop a license by an issued decision."""
        document = self.act("burial", "civil.document").create(
            {
                "kind_id": self.env.ref("civil_document.kind_letter").id,
                "title": "暂停殡葬服务许可决定书",
                "addressee": license_.holder_name,
                "body": "因收费项目未公示，责令整改，整改期间暂停使用殡葬服务许可证。",
                "division_id": license_.division_id.id,
            }
        )
        self.desk.act("burial_head", document).action_issue()
        self.desk.act("burial_head", license_).action_suspend(
            document.id, self.today + relativedelta(days=30), "收费项目未公示，限期整改"
        )

    def leave_work(self):
        """Applications at several steps, one of them a renewal in time."""
        renewed = self.held["西城安康老年公寓（演示）"]
        renewal = self.apply("renewal", renewed.holder_name, license_id=renewed.id)
        self.accept(renewal)
        change = self.apply(
            "change",
            "曾都区殡仪馆（演示）",
            "burial2",
            license_id=self.held["曾都区殡仪馆（演示）"].id,
        )
        scope = change.license_entry_ids.filtered(
            lambda e: e.field_id.source == "scope"
        )
        scope.value = f"{SCOPE}、骨灰寄存"
        self.submit(self.accept(change))
        self.apply("new", "曾都区志愿服务联合会（演示）", "burial2").action_receive()
