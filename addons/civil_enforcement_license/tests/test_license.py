from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.civil_enforcement.tests.common import EnforcementCase
from odoo.addons.civil_license.models.civil_license import MAKING
from odoo.addons.civil_license.tests.common import LicenseCase


@tagged("post_install", "-at_install")
class TestLicense(EnforcementCase):
    """Decisions touch the party's license when they take effect, not before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.license_kind = LicenseCase.make_license_kind.__func__(cls, "t_goods")
        cls.license = MAKING.opened(cls.env["civil.license"]).create(
            {
                "kind_id": cls.license_kind.id,
                "organization_id": cls.organization.id,
                "division_id": cls.east.id,
            }
        )
        cls.offence.sanction_ids = [Command.create({"kind": "suspension"})]
        cls.suspension = cls.offence.sanction_ids[-1]

    def revoking(self):
        return self.sanction("revocation", license_id=self.license.id)

    def test_revoked_with_the_service_and_not_before(self):
        case = self.decided(self.revoking())
        self.assertEqual(self.license.state, "valid")
        self.travel("2024-03-14")
        case.action_serve(day="2024-03-14", way="direct", receiver="Manager")
        self.assertEqual(self.license.state, "revoked")
        self.assertEqual(str(case.penalty_ids.executed_on), "2024-03-14")
        case.with_user(self.head).action_close(reason="Revoked")

    def test_suspended_until_the_day(self):
        line = Command.create(
            {
                "kind": "suspension",
                "sanction_id": self.suspension.id,
                "license_id": self.license.id,
                "date_from": "2024-03-15",
                "date_to": "2024-06-15",
                "text": "suspension",
            }
        )
        self.served(line)
        self.assertEqual(self.license.state, "suspended")
        self.assertEqual(str(self.license.suspended_until), "2024-06-15")

    def test_only_the_partys_license_and_only_where_it_fits(self):
        case = self.filed()
        with self.assertRaisesRegex(UserError, "only a suspension or revocation"):
            case.write(
                {"penalty_ids": [self.sanction("warning", license_id=self.license.id)]}
            )
        other = self.organization.copy({"name": "Other Home"})
        case = self.filed(organization_id=other.id)
        with self.assertRaisesRegex(UserError, "isn't the party's"):
            case.write({"penalty_ids": [self.revoking()]})
