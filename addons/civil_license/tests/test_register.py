import io

from odoo.tests import tagged

from odoo.addons.civil_base.tools.sheets import read_sheets

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestRegister(LicenseCase):
    """The public register holds the named fields and nothing else."""

    def workbook(self, user):
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            ._render("civil_license.register_xlsx", self.license_kind.ids)
        )
        self.assertEqual(kind, "xlsx")
        [sheet] = read_sheets(io.BytesIO(content).read())
        return sheet.rows

    def test_named_fields_only(self):
        license_ = self.issued(people="八人", premises="东镇一路1号")
        rows = self.workbook(self.clerk)
        self.assertEqual(
            rows[2][1:],
            [
                "名称",
                "统一社会信用代码",
                "经营场所",
                "经营范围",
                "发证机关",
                "Valid Until",
                "State",
            ],
        )
        self.assertIn("Test Company", rows[3])
        everything = str(rows)
        for kept in ("李四", "八人", "East Town"):
            self.assertNotIn(kept, everything)
        self.assertNotIn("李四", license_.register_entry)
        self.assertIn("经营范围：花圈", license_.register_entry)

    def test_no_identity_numbers(self):
        self.issued(premises="李四（421303199001010015）家")
        rows = self.workbook(self.clerk)
        self.assertNotIn("421303199001010015", str(rows))
        self.assertIn("4213**********0015", str(rows))

    def test_of_ones_own_divisions_only(self):
        self.issued()
        self.assertEqual(len(self.workbook(self.auditor)), 4)
        self.assertEqual(len(self.workbook(self.stranger)), 3)
