import base64
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_base.tests.common import CivilBaseCase
from odoo.addons.civil_case.tests.common import blank_paper

SECTION = "civil_social_org"
YEAR = 2023
#: A report with which nothing is wrong, about an organization of ``make_org``.
SOUND = {
    "is_compliant": "yes",
    "contact_name": "王联系",
    "contact_phone": "0722-3311111",
    "party_form": "joint",
    "party_member_count": 3,
    "term_end_on": "2026-05-31",
    "activity_count": 6,
    "staff_count": 4,
    "full_time_count": 2,
    "insured_count": 2,
    "opening_net_assets": 50000,
    "assets": 70000,
    "liabilities": 10000,
    "net_assets": 60000,
    "income_donation": 40000,
    "income": 40000,
    "expense_activity": 30000,
    "expense": 30000,
    "has_own_books": "yes",
}


class InspectionCase(CivilBaseCase):
    """A district, two supervising units, and a user a role of annual inspections."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        # What papers look like is tested where they are opened.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.startClassPatcher(freeze_time("2024-03-20 02:00:00"))
        cls.clerk = cls.make_user("soci_clerk", f"{SECTION}.group_clerk")
        cls.clerk2 = cls.make_user("soci_clerk2", f"{SECTION}.group_clerk")
        cls.head = cls.make_user("soci_head", f"{SECTION}.group_head")
        cls.deputy = cls.make_user("soci_deputy", f"{SECTION}.group_deputy")
        cls.east_clerk = new_test_user(
            cls.env,
            "soci_east",
            f"{SECTION}.group_clerk",
            division_ids=[Command.set(cls.east.ids)],
        )
        cls.school_board, cls.health_board = cls.env["civil.organization"].create(
            [
                {"name": name, "division_id": cls.district.id}
                for name in ("区教育局", "区卫生健康局")
            ]
        )
        cls.school_user = cls.make_supervisor("soci_school", cls.school_board)
        cls.health_user = cls.make_supervisor("soci_health", cls.health_board)
        cls.unit_kind = cls.env.ref(f"{SECTION}.kind_private_unit")
        cls.association = cls.env.ref(f"{SECTION}.kind_association")
        cls.foundation = cls.env.ref(f"{SECTION}.kind_foundation")

    @classmethod
    def make_supervisor(cls, login, unit):
        user = cls.make_user(login, "civil_social_org_inspection.group_supervisor")
        user.social_unit_ids = unit
        return user

    @classmethod
    def make_org(cls, name="安心幼儿园", **vals):
        """Put a social organization on record: a private unit of the school board."""
        return cls.env["civil.social.org"].create(
            {
                "name": name,
                "kind_id": cls.unit_kind.id,
                "division_id": cls.east.id,
                "address": "东镇一路1号",
                "legal_representative": "李园长",
                "registered_fund": 30000,
                "registration_date": "2015-03-01",
                "supervisor_type": "dual",
                "supervisor_id": cls.school_board.id,
                "term_end": "2026-05-31",
                "scope": "学前教育",
                **vals,
            }
        )

    @classmethod
    def make_inspection(cls, kind=None, year=YEAR, **vals):
        """Prepare an inspection, as the head."""
        return (
            cls.env["civil.social.inspection"]
            .with_user(cls.head)
            .create(
                {
                    "year": year,
                    "kind_id": (kind or cls.unit_kind).id,
                    "division_id": cls.district.id,
                    **vals,
                }
            )
        )

    @classmethod
    def open_inspection(cls, *orgs, **vals):
        """Open an inspection and return the reports of ``orgs`` in their order."""
        inspection = cls.make_inspection(**vals)
        inspection.action_open()
        reports = {report.org_id: report for report in inspection.report_ids}
        return inspection, [reports[org].with_env(cls.env) for org in orgs]

    @classmethod
    def fill(cls, report, **values):
        """Fill a report and hand in its papers, as the portal does."""
        report = report.sudo()
        asked = set(report._items().mapped("field_name"))
        sound = {name: value for name, value in SOUND.items() if name in asked}
        problems = report._portal_save({**sound, **values})
        for paper in report._papers().filtered("is_required"):
            report._portal_add_file(
                paper.code, f"{paper.code}.pdf", base64.b64encode(b"%PDF-1.4").decode()
            )
        return problems

    @classmethod
    def submit(cls, report, **values):
        """Fill a report and hand it in for the organization, as a clerk."""
        cls.fill(report, **values)
        report.with_user(cls.clerk).action_submit()
        return report

    def found(self, report):
        """``{code of a ground: finding}`` of a report."""
        return {finding.ground_id.code: finding for finding in report.finding_ids}

    def review(self, report, conclusion=None, opinion=None):
        """Bring a submitted report to its conclusion: clerk, then head."""
        if report.state == "supervisor_review":
            user = report.supervisor_id.social_reviewer_ids[:1]
            report.with_user(user).action_supervise()
        report.finding_ids.filtered(
            lambda finding: finding.state == "proposed"
        ).with_user(self.clerk).action_confirm()
        report.with_user(self.clerk).action_propose(conclusion, opinion)
        report.with_user(self.head).action_conclude()
