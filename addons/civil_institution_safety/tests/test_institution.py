import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import SafetyCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestInstitution(SafetyCase):
    """Drills by the year, and rounds in which the district checks everybody."""

    def drill(self, day="2024-03-01", token="a", **values):
        drills = self.env["civil.institution.drill"].with_user(self.person).sudo()
        return drills._page_new(
            self.home,
            {
                "name": "夜间火灾疏散",
                "date": datetime.date.fromisoformat(day),
                "people_count": "30",
                "course": "全员疏散",
                **values,
            },
            token,
        )

    def missing(self, day):
        with freeze_time(f"{day} 04:00:00"):
            self.home.invalidate_recordset()
            return self.home.missing_drill_count

    def test_drills_are_missing_as_the_year_goes_on(self):
        self.assertEqual(self.missing("2024-06-30"), 0)
        self.assertEqual(self.missing("2024-07-01"), 1)
        self.assertEqual(self.missing("2024-12-01"), 2)
        self.drill()
        self.assertEqual(self.missing("2024-07-01"), 0)
        self.assertEqual(self.missing("2024-12-01"), 1)

    def test_one_form_makes_one_drill(self):
        first = self.drill()
        self.assertEqual(self.drill(), first)
        self.drill(token="b")
        self.home.invalidate_recordset()
        self.assertEqual(self.home.drill_count, 2)

    def test_what_is_missing_is_said(self):
        for values in ({"name": ""}, {"course": " "}):
            with self.assertRaisesRegex(ValidationError, "subject"):
                self.drill(**values)
        for people in ("0", "-1", "x", ""):
            with self.assertRaisesRegex(ValidationError, "how many people"):
                self.drill(people_count=people)
        with self.assertRaisesRegex(ValidationError, "hasn't come"):
            self.drill("2024-06-06")

    def test_drills_of_the_bureau_count_for_who_took_part(self):
        plan = self.env["civil.emergency.plan"].create(
            {
                "name": "养老机构火灾预案",
                "kind_ids": [(6, 0, self.env.ref("civil_emergency.kind_fire").ids)],
                "division_id": self.district.id,
                "post_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "总指挥",
                            "is_command": True,
                            "person": "王某",
                            "phone": "0722-0000001",
                        },
                    )
                ],
            }
        )
        drill = self.env["civil.emergency.drill"].create(
            {
                "name": "联合演练",
                "plan_id": plan.id,
                "division_id": self.district.id,
                "date": "2024-05-01",
                "people_count": 40,
                "organization_ids": [(6, 0, self.home.organization_id.ids)],
            }
        )
        self.assertEqual(self.home.drill_count, 0)
        drill.action_hold()
        self.home.invalidate_recordset()
        self.assertEqual((self.home.drill_count, self.other.drill_count), (1, 0))

    # -- rounds ------------------------------------------------------------------------

    def round(self, **values):
        rounds = self.env["civil.institution.check.round"].with_user(self.clerk)
        return rounds.create({"division_id": self.district.id, **values})

    def counts(self, one):
        one.invalidate_recordset()
        names = ("institution_count", "checked_count", "planned_count", "missing_count")
        return tuple(one[name] for name in names)

    def test_a_round_is_the_present_quarter(self):
        one = self.round()
        self.assertEqual(
            (str(one.date_from), str(one.date_to)), ("2024-04-01", "2024-06-30")
        )
        self.assertEqual(self.counts(one), (2, 0, 0, 2))
        self.assertTrue(self.todos(one, "check"))

    def test_one_button_plans_who_is_missing_once(self):
        one = self.round()
        self.other.last_checked_on = "2024-04-02"
        self.assertEqual(self.counts(one), (2, 1, 0, 1))
        action = one.action_make_inspections()
        made = self.env["civil.inspection"].search(action["domain"])
        self.assertEqual(made.institution_id, self.home)
        self.assertEqual(
            (made.source, str(made.planned_date)), ("special", "2024-06-12")
        )
        self.assertEqual(self.counts(one), (2, 1, 1, 0))
        with self.assertRaisesRegex(UserError, "checked or planned"):
            one.action_make_inspections()
        for which, count in (
            ("all", 2),
            ("checked", 1),
            ("planned", 1),
            ("missing", 0),
        ):
            shown = getattr(one, f"action_view_{which}")()
            found = self.env["civil.institution"].search(shown["domain"])
            self.assertEqual(len(found), count, which)

    def test_only_a_full_round_is_closed(self):
        one = self.round()
        with self.assertRaisesRegex(UserError, "2 institutions"):
            one.with_user(self.head).action_close()
        self.home.last_checked_on = self.other.last_checked_on = "2024-05-02"
        one.invalidate_recordset()
        with self.assertRaises(UserError):
            one.action_close()
        one.with_user(self.head).action_close()
        self.assertFalse(self.todos(one, "check"))

    def test_finished_inspections_are_noted_on_the_institution(self):
        one = self.round()
        one.action_make_inspections()
        inspection = self.env["civil.inspection"].search(
            [("institution_id", "=", self.home.id)]
        )
        unit = self.env.ref("civil_inspection.unit_mz")
        inspectors = self.env["civil.inspection.inspector"].create(
            [
                {
                    "name": user.name,
                    "user_id": user.id,
                    "unit_id": unit.id,
                    "certificate_number": f"1700{number}",
                    "certificate_from": "2020-01-01",
                    "certificate_to": "2028-12-31",
                }
                for number, user in enumerate((self.clerk, self.clerk2))
            ]
        )
        mine = inspection.with_user(self.clerk)
        mine.write(
            {"inspector_ids": [(6, 0, inspectors.ids)], "planned_date": "2024-06-05"}
        )
        mine.action_notify()
        mine.action_start()
        mine.line_ids.action_yes()
        mine.write({"result": "ok"})
        mine.action_sign()
        mine.with_user(self.clerk2).action_sign()
        self.assertEqual(str(self.home.last_checked_on), "2024-06-05")
        self.assertEqual(self.counts(one), (2, 1, 1, 0))

    def test_who_lacks_a_check_of_the_period(self):
        homes = self.env["civil.institution"]
        self.home.last_checked_on = "2024-04-01"
        self.other.last_checked_on = "2024-03-31"
        both = self.home | self.other
        self.assertEqual(
            both.filtered("lacks_period_check"),
            homes.search([("lacks_period_check", "=", True), ("id", "in", both.ids)]),
        )
        self.assertEqual(both.filtered("lacks_period_check"), self.other)

    def test_every_role_opens_the_forms(self):
        one = self.round()
        self.open_month()
        hazard = self.make_hazard()
        check = self.check_of(self.home)
        for user in (self.clerk, self.head, self.deputy, self.auditor):
            for record in (self.home, one, hazard, check, self.drill()):
                with self.subTest(user=user.login, record=record):
                    Form(record.with_user(user))
        Form(self.home.with_user(self.keeper))
        inspector = self.make_user("safety_inspector", "civil_inspection.group_clerk")
        fire = self.env.ref("civil_inspection.kind_safety")
        other = self.hazards.with_user(inspector)
        thing = self.env["civil.inspection.object"].create(
            {
                "name": "公墓",
                "kind_ids": [(6, 0, fire.ids)],
                "division_id": self.east.id,
            }
        )
        values = {"name": "x", "object_id": thing.id, "kind_id": fire.id}
        Form(other.create(values))

    def test_many_institutions_are_counted_in_few_statements(self):
        self.open_month()
        names = (
            "open_hazard_count",
            "self_check_state",
            "drill_count",
            "incident_count",
        )
        both = self.home | self.other
        both.mapped(names[0])
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            told = [home[name] for home in both for name in names]
        self.assertEqual(told, [0, "due", 0, 0] * 2)
