from unittest.mock import patch

from stdnum.cn import uscc

from odoo import fields
from odoo.fields import Command

from odoo.addons.civil_case.tests.common import CaseCase
from odoo.addons.civil_license.tests.common import PDF, fake_certificate

SECTION = "civil_social_org"
#: Identity numbers of nobody, by name.
PEOPLE = {
    "周云": "421303195001010014",
    "陈明": "42130319750312001X",
    "何静": "421303198007080025",
}


def credit_code(prefix, serial=1):
    """A credit code of nobody that is right."""
    body = f"{prefix}421303MJ{serial:06d}X"[:17]
    return body + uscc.calc_check_digit(body)


class SocialCase(CaseCase):
    """The people of the section, a supervisor, and matters by kind and action."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "civil_license.verify_url", "https://example.test/"
        )
        cls.clerk = cls.make_user("s-clerk", f"{SECTION}.group_clerk")
        cls.clerk2 = cls.make_user("s-clerk-2", f"{SECTION}.group_clerk")
        cls.head = cls.make_user("s-head", f"{SECTION}.group_head")
        cls.deputy = cls.make_user("s-deputy", f"{SECTION}.group_deputy")
        cls.stranger = cls.make_user(
            "s-stranger", f"{SECTION}.group_head", cls.elsewhere
        )
        cls.supervisor = cls.env["civil.organization"].create(
            {"name": "测试区教育局", "division_id": cls.district.id}
        )
        cls.district.name = "测试区"

    def matter(self, kind, action):
        """The matter of a kind of organization."""
        return self.env.ref(f"{SECTION}.case_kind_{kind}_{action}")

    def file(self, name="签署件.pdf"):
        """A file as the window scans it."""
        return (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create({"name": name, "raw": PDF, "mimetype": "application/pdf"})
        )

    def person(self, name="陈明", **values):
        """Values of somebody proposed."""
        return Command.create(
            {
                "name": name,
                "identity_input": PEOPLE[name],
                "is_initiator": True,
                "post": "chair",
                "is_legal_representative": True,
                **values,
            }
        )

    def founding(self, kind="private_unit", **values):
        """A draft of a founding in which nothing lacks."""
        category = self.env["civil.social.category"].search(
            [("kind_id.code", "=", kind)], limit=1
        )
        trade = {} if kind == "association" else {"social_name_trade": "安康"}
        members = {"social_individual_members": 60} if kind == "association" else {}
        given = dict(
            kind_id=self.matter(kind, "founding").id,
            social_name_area="测试区",
            social_name_field="养老",
            social_name_form="协会" if kind == "association" else "服务中心",
            social_category_id=category.id,
            social_domicile="东镇一路1号",
            social_purpose="服务老年人",
            social_scope="养老服务、咨询",
            social_area="测试区",
            social_fund=50000,
            social_supervisor_type="dual",
            social_supervisor_id=self.supervisor.id,
            social_consent_no="测教批〔2024〕1号",
            social_consent_date="2024-02-28",
            social_term_start="2024-03-10",
            social_term_end="2028-03-09",
            social_credit_code=credit_code("51" if kind == "association" else "52"),
            social_person_ids=[self.person()],
        )
        return self.make_case(**{**given, **trade, **members, **values})

    def papers(self, case):
        """Find every paper in order, those that are signed with a file."""
        case.material_ids.check_result = "ok"
        for paper in case.material_ids.filtered("social_purpose"):
            paper.attachment_ids = self.file(f"{paper.name}.pdf")

    def accept(self, case):
        case.action_receive()
        self.papers(case)
        case.action_accept()

    def check_people(self, case):
        """Find that everybody proposed qualifies."""
        case.social_person_ids.action_find_fit("身份和征信核查无异常")

    def decide(self, case):
        """Take an accepted case to its grant, each by who does it."""
        case.action_submit()
        case.with_user(self.head).action_review()
        case.with_user(self.deputy).action_grant()

    def founded(self, kind="private_unit", **values):
        """An organization that was founded with a case."""
        case = self.founding(kind, **values)
        self.accept(case)
        self.check_people(case)
        self.decide(case)
        return case.social_org_id.with_user(self.clerk)

    def apply_for(self, org, action, user=None, **values):
        """A draft of a case about an organization."""
        values = {"social_supervisor_type": org.supervisor_type, **values}
        return (
            self.env["civil.case"]
            .with_user(user or self.clerk)
            .create(
                {
                    "kind_id": self.matter(org.kind_id.code, action).id,
                    "social_org_id": org.id,
                    "social_consent_no": "测教批〔2024〕9号",
                    "social_consent_date": "2024-02-28",
                    **values,
                }
            )
        )

    def audit(self, org, kind, report=True, **values):
        """An audit of an organization, as a rule with its report."""
        audit = (
            self.env["civil.social.audit"]
            .with_user(self.clerk)
            .create(
                {
                    "org_id": org.id,
                    "audit_kind": kind,
                    "date_from": org.term_start or org.registration_date,
                    "date_to": org.term_start or org.registration_date,
                    "firm_name": "随州公正会计师事务所",
                    "firm_code": credit_code("91", 7),
                    **values,
                }
            )
        )
        if report:
            audit.action_engage()
            audit.write(
                {
                    "report_no": "随公审字〔2024〕12号",
                    "issued_on": fields.Date.add(audit.date_to, months=2),
                    "opinion": "unqualified",
                    "attachment_ids": [Command.set(self.file("审计报告.pdf").ids)],
                }
            )
            audit.action_report()
        return audit

    def hand_out(self, license_):
        """Print and hand out a certificate, without the program that makes PDFs."""
        copies = self.env.registry["civil.license.copy"]
        papers = license_.with_user(self.clerk).copy_ids.filtered(
            lambda paper: paper.state == "waiting"
        )
        with patch.object(copies, "_certificate", fake_certificate):
            papers.action_print()
        papers.action_hand_out("陈明")
        return papers
