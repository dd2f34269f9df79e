from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import PAPERS, CareCase


@tagged("post_install", "-at_install")
class TestNames(CareCase):
    """Nobody learns who somebody is by writing a number of a record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.make_resident("秦叔宝", "19410305", "013")
        cls.theirs = cls.living(
            cls.other_beds[0], person=cls.stranger, home=cls.other
        ).with_env(cls.env)
        cls.mine = cls.living(person=cls.make_resident("乙", "19390305", "021"))
        cls.stays = cls.env["civil.institution.stay"].with_user(cls.keeper)

    def test_people_are_named_by_number_and_name(self):
        values = {"institution_id": self.home.id}
        with self.assertRaises(AccessError):
            self.stays.create({**values, "resident_id": self.stranger.id})
        with self.assertRaises(AccessError):
            self.stays.with_context(default_resident_id=self.stranger.id).create(values)
        stay = self.stays.create({**values, "person_name": "秦叔宝"})
        with self.assertRaises(AccessError):
            stay.resident_id = self.stranger
        with self.assertRaises(AccessError):
            stay.onchange(
                {**values, "resident_id": self.stranger.id},
                ["resident_id"],
                {"resident_id": {}, "identity_masked": {}, "birth_date": {}},
            )
        stay.identity_input = self.stranger.identity_number
        self.assertEqual(self.stranger, stay.sudo().resident_id.with_env(self.env))

    def test_the_clerk_chooses_people(self):
        stays = self.stays.with_user(self.clerk)
        person = self.make_resident("丙", "19380305", "031")
        values = {"institution_id": self.home.id, "resident_id": person.id, **PAPERS}
        self.assertEqual("丙", stays.create(values).person_name)

    def test_the_form_of_an_enquiry(self):
        form = Form(self.stays.with_context(default_institution_id=self.home.id))
        form.person_name = "秦叔宝"
        form.identity_input = self.stranger.identity_number
        self.assertEqual("秦叔宝", form.save().sudo().resident_id.name)

    def test_staff_of_a_home(self):
        staff = self.env["civil.institution.staff"].with_user(self.keeper)
        with self.assertRaises(AccessError):
            staff.create(
                {
                    "institution_id": self.home.id,
                    "name": "某某",
                    "resident_id": self.stranger.id,
                }
            )
        with self.assertRaises(AccessError):
            staff.onchange(
                {"institution_id": self.home.id, "resident_id": self.stranger.id},
                ["resident_id"],
                {"resident_id": {"fields": {"display_name": {}}}, "name": {}},
            )

    def test_stays_of_other_homes(self):
        with self.assertRaises(AccessError):
            self.env["civil.institution.stay.step"].with_user(self.keeper).create(
                {"stay_id": self.theirs.id, "step": "leave"}
            )
        for model, values in {
            "agreement": {},
            "plan": {},
            "belonging": {"name": "表"},
            "resettlement": {"institution_id": self.home.id, "goes_to": "family"},
        }.items():
            records = self.env[f"civil.institution.{model}"].with_user(self.keeper)
            mine = records.create({"stay_id": self.mine.id, **values})
            with self.assertRaises(AccessError):
                mine.stay_id = self.theirs
            with self.assertRaises(AccessError):
                records.onchange(
                    {"stay_id": self.theirs.id},
                    ["stay_id"],
                    {"stay_id": {"fields": {"display_name": {}}}},
                )
