from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SafetyCase

MODULE = "odoo.addons.civil_institution_safety."
SHOWS = ("action_view", "action_print", "action_open", "action_accounts")
ARGUMENTS = {
    "action_stop_admission": ("原因",),
    "action_allow_admission": ("原因",),
    "action_refuse_extension": ("原因",),
    "action_fail": ("原因",),
    "action_extend": ("原因", "2024-09-01"),
}


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestAccess(SafetyCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.open_month()
        cls.check = cls.check_of(cls.other)
        hazards = cls.env["civil.hazard"]
        cls.hazard = hazards.create(
            {
                "name": "通道堵塞",
                "object_id": cls.other.object_id.id,
                "kind_id": cls.check.kind_id.id,
                "level": "major",
                "responsible": "刘主任",
                "measures": "清理",
                "deadline": "2024-07-01",
                "protection": "看守",
            }
        )
        cls.round = cls.env["civil.institution.check.round"].create(
            {"division_id": cls.district.id}
        )
        cls.ledger = cls.env["civil.institution.safety.ledger"].create(
            {"division_id": cls.district.id, "month": "2024-05-01"}
        )
        cls.drill = cls.env["civil.institution.drill"].create(
            {
                "name": "疏散",
                "institution_id": cls.other.id,
                "date": "2024-05-01",
                "people_count": 3,
                "course": "疏散",
            }
        )

    def actions(self, record):
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(MODULE)
        ]

    def refused(self, record, name):
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)(*ARGUMENTS.get(name, ()))
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read()[0])

    def test_no_button_works_for_others(self):
        pressed = 0
        for record in (self.check, self.hazard, self.round, self.ledger, self.other):
            for name in self.actions(record):
                for user in (self.auditor, self.east_clerk, self.staff, self.keeper):
                    with self.subTest(record=record, action=name, user=user.login):
                        self.refused(record.with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 40)

    def test_clerks_decide_nothing_of_the_heads(self):
        for record, name in (
            (self.hazard, "action_list"),
            (self.hazard, "action_stop_admission"),
            (self.hazard, "action_notify_units"),
            (self.other, "action_stop_admission"),
            (self.round, "action_close"),
        ):
            with self.subTest(name=name):
                self.refused(record.with_user(self.clerk), name)

    def test_divisions_part_the_clerks(self):
        for record in (self.check, self.hazard, self.drill):
            mine = record.browse().with_user(self.east_clerk)
            self.assertNotIn(record, mine.search([]))

    def test_staff_of_an_institution_see_its_drills_alone(self):
        mine = self.drill.copy({"institution_id": self.home.id})
        drills = self.env["civil.institution.drill"].with_user(self.keeper)
        self.assertEqual(drills.search([]), mine)
        with self.assertRaises(AccessError):
            mine.with_user(self.keeper).write({"name": "x"})

    def test_nobody_else_writes_or_unlinks(self):
        for record in (self.round, self.ledger, self.drill):
            for user in (self.auditor, self.deputy, self.east_clerk, self.staff):
                with self.subTest(record=record, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write({"note": "x"})
                    with self.assertRaises(AccessError):
                        record.with_user(user).unlink()

    def test_what_follows_from_steps_is_not_written(self):
        for record, values in (
            (self.check, {"urged_date": "2024-06-01"}),
            (self.hazard, {"plan_date": "2024-06-01 00:00:00"}),
            (self.hazard, {"failed_count": 3}),
            (self.ledger, {"kept": []}),
            (self.other, {"admission_stopped": True}),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.with_user(self.head).write(values)

    def test_staff_of_a_home_read_their_own_notices_only(self):
        notices = self.env["civil.organization.notice"]
        sent = notices._send(
            (self.home | self.other).organization_id, "隐患整改", "请于月底前整改"
        )
        self.assertEqual(2, len(sent))
        mine = notices.with_user(self.keeper).search([("id", "in", sent.ids)])
        self.assertEqual(
            self.home.organization_id, mine.organization_id.with_env(self.env)
        )
        accounts = self.env["civil.organization.account"]
        everybody = accounts.search([]).organization_id
        self.assertLessEqual(self.other.organization_id, everybody)
        seen = accounts.with_user(self.keeper).search([]).organization_id
        self.assertEqual(self.home.organization_id, seen.with_env(self.env))
        for user in (self.clerk, self.deputy):
            self.assertEqual(
                2, notices.with_user(user).search_count([("id", "in", sent.ids)])
            )
