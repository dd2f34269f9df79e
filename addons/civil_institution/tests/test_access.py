from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import COMPLETE, InstitutionCase

SHOWS = ("action_open", "action_view", "action_archive", "action_unarchive")
ARGUMENTS = {
    "action_correct": ("缺材料",),
    "action_note_filed": ("2020-01-01",),
}


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestAccess(InstitutionCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other.write({**COMPLETE, "stop_on": "2024-06-05"})
        cls.bed = cls.make_beds(cls.other)[0]
        contracts = cls.env["civil.institution.contract"]
        cls.contract = contracts.create(
            {
                "name": "1",
                "institution_id": cls.other.id,
                "owner_id": cls.other.organization_id.id,
            }
        )
        cls.paper = cls.env["civil.institution.paper"].create(
            {
                "institution_id": cls.other.id,
                "kind_id": cls.env.ref("civil_institution.paper_kind_food").id,
            }
        )
        cls.person = cls.env["civil.institution.staff"].create(
            {"institution_id": cls.other.id, "name": "张三"}
        )
        cls.line = cls.env["civil.institution.resettlement"].create(
            {
                "institution_id": cls.other.id,
                "residents": "张三",
                "target_id": cls.home.id,
            }
        )
        cls.records = (
            cls.line,
            cls.other,
            cls.bed,
            cls.contract,
            cls.paper,
            cls.person,
            cls.bed.building_id,
        )

    def actions(self, record):
        """Names of the methods of the module's own that a button may call."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_institution."
            )
        ]

    def others(self):
        return (self.auditor, self.deputy, self.east_clerk, self.staff, self.keeper)

    def test_no_button_works_for_others(self):
        pressed = 0
        for record in self.records:
            for name in self.actions(record):
                if name == "action_ask_correct":
                    # It opens a window; what it does is refused by the method.
                    continue
                for user in self.others():
                    with self.subTest(record=record, action=name, user=user.login):
                        self.refused(record.with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 90)

    def refused(self, record, name):
        # Computed files of other addons differ by the time they are made.
        names = [name for name, field in record._fields.items() if field.store]
        before = record.sudo().read(names)[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)(*ARGUMENTS.get(name, ()))
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read(names)[0])

    def test_nobody_else_writes_or_unlinks(self):
        for record in self.records:
            for user in self.others():
                with self.subTest(record=record, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"company_id": 1})
                    with self.assertRaises(AccessError):
                        record.with_user(user).unlink()

    def test_clerks_suspend_and_close_nothing(self):
        for name in ("action_suspend", "action_close"):
            with self.assertRaises(UserError):
                getattr(self.other.with_user(self.clerk), name)()
        for name in ("action_tender", "action_cancel"):
            with self.assertRaises(UserError):
                getattr(self.contract.with_user(self.clerk), name)()

    def test_staff_of_an_institution_see_it_alone(self):
        beds = self.make_beds(self.home)
        for model, mine in (
            ("civil.institution", self.home),
            ("civil.institution.bed", beds),
            ("civil.institution.building", beds.building_id),
        ):
            self.assertEqual(mine, self.env[model].with_user(self.keeper).search([]))
        for model in ("civil.institution.paper", "civil.institution.staff"):
            self.assertFalse(self.env[model].with_user(self.keeper).search([]))
        with self.assertRaises(AccessError):
            self.env["civil.institution.contract"].with_user(self.keeper).search([])
        with self.assertRaises(AccessError):
            self.home.with_user(self.keeper).write({"beds_approved": 99})
        with self.assertRaises(AccessError):
            self.paper.with_user(self.keeper).copy({"institution_id": self.other.id})
        own = self.paper.copy({"institution_id": self.home.id})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.with_user(self.keeper).institution_id = self.other.id

    def test_every_role_opens_the_forms(self):
        bed = self.make_beds(self.home)[0]
        for user in (self.keeper, self.clerk, self.head, self.deputy, self.auditor):
            for record in (self.home, bed):
                with self.subTest(user=user.login, record=record):
                    name = record.with_user(user).name
                    self.assertEqual(name, Form(record.with_user(user)).name)

    def test_divisions_part_the_clerks(self):
        homes = self.env["civil.institution"].with_user(self.east_clerk).search([])
        self.assertIn(self.home, homes)
        self.assertNotIn(self.other, homes)

    def test_heads_alone_keep_kinds(self):
        kind = self.env.ref("civil_institution.paper_kind_food")
        with self.assertRaises(AccessError):
            kind.with_user(self.clerk).warn_days = 1
        kind.with_user(self.head).warn_days = 90
        self.assertEqual(90, kind.warn_days)
