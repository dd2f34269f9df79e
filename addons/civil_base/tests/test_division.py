from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CivilBaseCase


@tagged("post_install", "-at_install")
class TestDivision(CivilBaseCase):
    def new(self, **vals):
        return self.env["civil.division"].create({"name": "New", **vals})

    def test_code_length_follows_the_level(self):
        for level, code in (
            ("district", "99010"),
            ("town", "990109"),
            ("city", "99a100"),
        ):
            with self.assertRaises(ValidationError):
                self.new(level=level, code=code)

    def test_code_begins_like_the_one_above(self):
        with self.assertRaises(ValidationError):
            self.new(level="town", code="990102001", parent_id=self.district.id)

    def test_levels_are_not_skipped(self):
        with self.assertRaises(ValidationError):
            self.new(level="village", code="990101009001", parent_id=self.district.id)

    def test_village_is_shown_with_its_town(self):
        village = self.divisions["990101001001"]
        self.assertEqual("East Town East Village", village.display_name)
        self.assertTrue(village.complete_name.startswith("Test ProvinceTest City"))

    def test_search_by_code_or_name(self):
        found = self.env["civil.division"].name_search("990101001")
        self.assertIn(self.east.id, [id_ for id_, _name in found])

    def test_staff_read_and_do_not_change(self):
        for user in (self.staff, self.finance, self.auditor, self.reader):
            division = self.east.with_user(user)
            self.assertEqual("East Town", division.name)
            with self.assertRaises(AccessError):
                division.name = "Other"
            with self.assertRaises(AccessError):
                division.create({"name": "X", "code": "980000", "level": "province"})

    def test_outsiders_do_not_read(self):
        with self.assertRaises(AccessError):
            self.east.with_user(self.outsider).read(["name"])

    def test_nobody_gives_himself_divisions(self):
        with self.assertRaises(AccessError):
            self.staff.with_user(self.staff).division_ids = [Command.clear()]


@tagged("post_install", "-at_install")
class TestDivisionRule(CivilBaseCase):
    """Imports are records with a place that every addon has."""

    def setUp(self):
        super().setUp()
        self.kind.group_ids = [Command.link(self.env.ref("civil_base.group_staff").id)]
        self.jobs = {
            division: self.load(
                b"nothing", user=self.admin, filename=division.name, division=division
            )
            for division in (self.east, self.west)
        }

    def seen(self):
        imports = self.env["civil.import"].with_user(self.staff)
        return imports.search([("division_id", "!=", False)])

    def test_a_user_sees_his_divisions_and_those_below(self):
        self.assertEqual(set(self.jobs.values()), set(self.seen()))
        self.staff.division_ids = self.east
        self.assertEqual(self.jobs[self.east], self.seen())

    def test_what_was_taken_away_is_gone_at_once(self):
        self.assertTrue(self.seen())
        self.staff.division_ids = [Command.unlink(self.district.id)]
        self.assertFalse(self.seen())
        with self.assertRaises(AccessError):
            self.jobs[self.east].with_user(self.staff).read(["filename"])

    def test_a_moved_town_is_seen_from_its_new_place_at_once(self):
        other = self.env["civil.division"].create(
            {
                "code": "990102",
                "name": "Other District",
                "level": "district",
                "parent_id": self.divisions["990100"].id,
            }
        )
        self.assertIn(self.jobs[self.west], self.seen())
        self.west.write({"code": "990102002", "parent_id": other.id})
        self.assertNotIn(self.jobs[self.west], self.seen())

    def test_a_role_taken_away_is_gone_at_once(self):
        self.assertTrue(self.seen())
        self.staff.group_ids = [
            Command.unlink(self.env.ref("civil_base.group_staff").id)
        ]
        with self.assertRaises(AccessError):
            self.seen()
