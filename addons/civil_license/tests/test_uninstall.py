from odoo.tests import tagged

from odoo.addons.civil_license.hooks import uninstall_hook

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestUninstall(LicenseCase):
    """Nothing is left behind that can't work without the addon."""

    def test_files_todos_and_handlers_go(self):
        license_ = self.handed_out()
        files = license_.sudo().copy_ids.attachment_id
        self.assertTrue(files)
        self.env.flush_all()
        uninstall_hook(self.env)
        self.assertFalse(files.exists())
        self.assertFalse(
            self.env["civil.todo"].search([("res_model", "=", "civil.license")])
        )
        self.assertEqual(self.kind.handler, "civil.case.handler")
        self.assertFalse(self.kind.active)
        self.assertTrue(license_.case_ids)
