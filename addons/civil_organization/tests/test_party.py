import types

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import OrganizationCase

MODULE = "civil_organization_test_matter"
MATTER = "civil.organization.test.matter"


class Matter(models.Model):
    _module = MODULE
    _name = MATTER
    _description = "Matter Under Test"
    _inherit = ["civil.party.mixin"]

    name = fields.Char()


@tagged("post_install", "-at_install")
class TestParty(OrganizationCase):
    """A party is a person or an organization."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.module.module"].create({"name": MODULE})
        cls.registry.load(types.SimpleNamespace(name=MODULE))
        cls.registry._setup_models__(cls.env.cr, [MATTER])
        cls.registry.init_models(cls.env.cr, [MATTER], {"module": MODULE})
        cls.addClassCleanup(cls.registry.__delitem__, MATTER)
        cls.person = cls.env["civil.resident"].create(
            {"name": "曾小明", "division_id": cls.north.id}
        )

    def test_the_name_follows_the_party(self):
        matter = self.env[MATTER].create({"organization_id": self.home.id})
        self.assertEqual(matter.party_name, self.home.name)
        matter.write(
            {
                "party_type": "person",
                "organization_id": False,
                "resident_id": self.person.id,
            }
        )
        self.assertEqual(matter.party_name, "曾小明")
        self.person.name = "曾小民"
        self.assertEqual(matter.party_name, "曾小民")

    def test_exactly_the_one_that_the_kind_names(self):
        both = {"organization_id": self.home.id, "resident_id": self.person.id}
        for values in (
            {},
            {"party_type": "person"},
            {"party_type": "person", "organization_id": self.home.id},
            {"party_type": "organization", "resident_id": self.person.id},
            {"party_type": "person", **both},
            {"party_type": "organization", **both},
        ):
            with self.assertRaises(ValidationError):
                self.env[MATTER].create(values)
