from odoo.tests import HttpCase, tagged

from odoo.addons.civil_organization_portal.tests.everything import EverythingMixin

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestPortalEverything(EverythingMixin, PortalCase, HttpCase):
    """A person reaches his organization's report by its pages, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        report = cls.other_report.sudo()
        report._portal_save({"contact_name": "绝密联系人"})
        file = report._portal_add_file("report", "绝密.pdf", "JVBERg==")
        cls.fill(report)
        report._sign_and_submit("绝密签署人")
        report.action_return(reason="绝密意见")
        rectification = cls.env["civil.social.rectification"].create(
            {
                "report_id": report.id,
                "org_id": cls.other_org.id,
                "year": report.year,
                "division_id": report.division_id.id,
                "ordered_on": "2024-06-01",
                "due_on": "2024-09-01",
            }
        )
        cls.foreign = (
            report,
            cls.other_org.sudo(),
            cls.other_org.sudo().organization_id,
            file,
            report.version_ids[:1],
            report.version_ids.pdf_id[:1],
            report.remark_ids[:1],
            rectification,
            cls.other_person,
            # His own organization's: by the pages only, too.
            cls.report.sudo(),
            cls.org.sudo(),
        )
        cls.secrets = ("绝密",)

    def test_every_model(self):
        self.check_models()

    def test_every_route(self):
        before = self.other_report.sudo().read(["state", "contact_name", "write_date"])
        self.check_routes()
        self.env.invalidate_all()
        after = self.other_report.sudo().read(["state", "contact_name", "write_date"])
        self.assertEqual(before, after)
        self.assertTrue(self.foreign[3].exists())
