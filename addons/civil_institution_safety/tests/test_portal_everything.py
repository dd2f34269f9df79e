from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.civil_organization_portal.tests.everything import EverythingMixin

from .common import SafetyCase, encoded, picture


@tagged("post_install", "-at_install")
class TestPortalEverything(EverythingMixin, SafetyCase, HttpCase):
    """The account of an institution reaches its own by the pages, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = fields.Date.context_today(cls.env.user)
        mine = cls.open_month(today)
        check = cls.check_of(cls.other, today)
        photo = encoded(picture())
        line = check.line_ids[0]
        line.write({"result": "no", "note": "绝密情况", "photo": photo})
        check.write({"checker": "绝密检查人", "note": "绝密备注"})
        hazard = cls.env["civil.hazard"].create(
            {
                "name": "绝密隐患",
                "object_id": cls.other.object_id.id,
                "kind_id": check.kind_id.id,
                "photo": photo,
                "responsible": "绝密责任人",
            }
        )
        incident = cls.env["civil.emergency.incident"].create(
            {
                "name": "绝密事件",
                "kind_id": cls.env.ref(
                    "civil_institution_safety.emergency_kind_abuse"
                ).id,
                "level_id": cls.env.ref("civil_emergency.level_4").id,
                "division_id": cls.west.id,
                "place": "绝密地点",
                "person_names": "绝密老人",
                "organization_id": cls.other.organization_id.id,
            }
        )
        drill = cls.env["civil.institution.drill"].create(
            {
                "name": "绝密演练",
                "institution_id": cls.other.id,
                "date": today,
                "people_count": 3,
                "course": "绝密经过",
                "photo": photo,
            }
        )
        cls.foreign = (
            check,
            line,
            hazard,
            incident,
            drill,
            cls.other,
            cls.other.organization_id,
            cls.other_person,
            # His own institution's: by the pages only, too.
            mine,
            cls.home,
        )
        cls.secrets = ("绝密",)

    def test_every_model(self):
        self.check_models()

    def test_every_route(self):
        watched = self.foreign[:5]
        before = [record.read()[0]["write_date"] for record in watched]
        self.check_routes()
        self.env.invalidate_all()
        self.assertEqual(before, [record.read()[0]["write_date"] for record in watched])
        self.assertEqual(self.foreign[0].state, "due")
