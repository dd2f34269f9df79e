import datetime
import io

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.civil_institution.tests.common import InstitutionCase

TODAY = "2024-06-20"


@tagged("post_install", "-at_install")
class TestMonth(InstitutionCase):
    """The board of institutions by month tells each fact of the month it belongs to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{TODAY} 02:00:00"))
        cls.inspection_kind = cls.env.ref(
            "civil_institution.inspection_kind_institution"
        )

    def months(self, user=None):
        return self.env["civil.institution.month"].with_user(user or self.clerk)

    def cells(self, home=None, user=None, year=2024, **kwargs):
        """Return the cells of a home, or None if it isn't shown."""
        board = self.months(user).board(year, **kwargs)
        homes = {each["id"]: each for t in board["towns"] for each in t["homes"]}
        found = homes.get((home or self.home).id)
        return found and found["cells"]

    def update(self, record, **values):
        """Set what otherwise the steps set, each on its day."""
        record.flush_recordset()
        for name, value in values.items():
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s RETURNING id",
                    SQL.identifier(record._table),
                    SQL.identifier(name),
                    value,
                    record.id,
                )
            )
        record.invalidate_recordset()
        return record

    def make_check(self, month, filed=None, home=None):
        home = home or self.home
        first = datetime.date(2024, month, 1)
        check = self.env["civil.safety.check"].create(
            {
                "object_id": home.object_id.id,
                "kind_id": self.inspection_kind.id,
                "month": first,
                "due_date": first + datetime.timedelta(days=27),
            }
        )
        if filed:
            self.update(check, state="filed", filed_date=filed)
        return check

    def make_hazard(self, found, closed=None, level="general", home=None):
        hazard = self.env["civil.hazard"].create(
            {
                "name": "安全出口堵塞",
                "object_id": (home or self.home).object_id.id,
                "kind_id": self.inspection_kind.id,
                "found_date": found,
                "level": level,
            }
        )
        if closed:
            self.update(hazard, state="closed", closed_date=closed)
        return hazard

    def make_inspection(self, day, state="signed", home=None):
        inspection = self.env["civil.inspection"].create(
            {
                "object_id": (home or self.home).object_id.id,
                "kind_id": self.inspection_kind.id,
                "planned_date": day,
                "source_reason": "季度检查",
            }
        )
        return self.update(inspection, state=state, actual_date=day)

    def opened(self, month, what, user=None, **kwargs):
        action = self.months(user).action_open(2024, month, what, **kwargs)
        records = self.env[action["res_model"]].with_user(user or self.clerk)
        return records.search(Domain(action["domain"]))

    # -- what the cells tell -------------------------------------------------------

    def test_months_to_come_have_no_cells(self):
        self.assertEqual(len(self.cells()), 6)
        self.assertEqual(len(self.cells(year=2023)), 12)
        self.assertEqual(self.cells(year=2025), [])

    def test_self_checks(self):
        self.make_check(1, filed="2024-01-28 15:59:59")  # 23:59 in China
        self.make_check(2, filed="2024-02-28 16:00:00")  # the next day in China
        self.make_check(3)
        self.make_check(6)
        own = [cell[0] for cell in self.cells()]
        self.assertEqual(own, ["time", "late", "missing", None, None, "open"])

    def test_only_inspections_that_took_place_count(self):
        self.make_inspection("2024-02-29")
        self.make_inspection("2024-02-01", state="published")
        self.make_inspection("2024-03-01", state="preparing")
        self.assertEqual([cell[1] for cell in self.cells()], [0, 2, 0, 0, 0, 0])

    def test_check_known_from_the_register_alone(self):
        self.home.last_checked_on = "2024-03-05"
        self.assertEqual([cell[1] for cell in self.cells()], [0, 0, 1, 0, 0, 0])
        where = {"what": "inspections", "institution_id": self.home.id}
        action = self.months().action_open(2024, 3, **where)
        self.assertEqual(
            (action["res_model"], action["res_id"]), (self.home._name, self.home.id)
        )
        self.make_inspection("2024-03-02")
        self.assertEqual(self.cells()[2][1], 1)
        self.assertEqual(len(self.opened(3, **where)), 1)

    def test_hazards_stand_as_of_the_months_end(self):
        # Closed at midnight in China: on March's end it was still open.
        self.make_hazard("2024-02-10", closed="2024-03-31 16:00:00")
        self.make_hazard("2024-03-31", closed="2024-04-30 15:59:59", level="major")
        self.make_hazard("2024-06-19")
        self.assertEqual(
            [cell[2:] for cell in self.cells()],
            [[0, 0], [1, 0], [1, 1], [0, 0], [0, 0], [1, 0]],
        )

    def test_running_month_stands_as_of_today(self):
        self.make_hazard("2024-06-01", closed="2024-06-20 01:00:00")
        self.assertEqual(self.cells()[5][2], 0)
        self.assertEqual(len(self.opened(6, "hazards")), 0)

    def test_closed_institution_stays_where_it_has_facts(self):
        self.update(self.other, state="closed")
        self.assertIsNone(self.cells(self.other))
        self.make_check(1, home=self.other)
        self.assertEqual(self.cells(self.other)[0][0], "missing")

    def test_totals(self):
        self.make_check(1, filed="2024-01-20 00:00:00")
        self.make_check(1, home=self.other)
        self.make_inspection("2024-01-10")
        self.make_inspection("2024-02-10")
        self.make_hazard("2024-01-05", level="major")
        self.make_hazard("2024-01-05", home=self.other)
        mine = {self.home, self.other}
        board = self.months().board(2024, division_id=self.district.id)
        self.assertEqual(board["totals"][0]["homes"], len(mine))
        january, february = board["totals"][:2]
        self.assertEqual(
            january,
            {
                "homes": 2,
                "due": 2,
                "filed": 1,
                "in_time": 1,
                "checked": 1,
                "covered": 1,
                "general": 1,
                "major": 1,
            },
        )
        self.assertEqual(february["covered"], 1)

    # -- what stands behind them ---------------------------------------------------

    def test_every_cell_equals_the_list_behind_it(self):
        self.make_check(1, filed="2024-01-20 00:00:00")
        self.make_inspection("2024-01-31")
        self.make_hazard("2024-01-31", closed="2024-02-29 15:00:00")
        self.make_hazard("2024-01-31", level="major")
        self.make_hazard("2024-02-01", home=self.other)
        for user in (self.clerk, self.deputy, self.auditor, self.east_clerk):
            totals = self.months(user).board(2024)["totals"]
            for number, cell in enumerate(self.cells(user=user)):
                behind = {
                    what: self.opened(
                        number + 1, what, user=user, institution_id=self.home.id
                    )
                    for what in ("self_checks", "inspections", "hazards")
                }
                self.assertEqual(len(behind["self_checks"]), bool(cell[0]))
                self.assertEqual(len(behind["inspections"]), cell[1])
                self.assertEqual(len(behind["hazards"]), cell[2] + cell[3])
                everything = self.opened(number + 1, "hazards", user=user)
                total = totals[number]
                self.assertEqual(len(everything), total["general"] + total["major"])

    def test_workbook(self):
        self.make_check(1)
        self.make_hazard("2024-01-31", level="major")
        report = self.env.ref("civil_institution_safety.civil_institution_month_xlsx")
        content, kind = report.with_user(self.east_clerk)._render_xlsx(
            report.report_name, None, {"year": 2024, "division_id": False}
        )
        self.assertEqual(kind, "xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        rows = list(sheet.iter_rows(values_only=True))
        names = [row[1] for row in rows]
        self.assertIn(self.home.name, names)
        self.assertNotIn(self.other.name, names)
        self.assertEqual(
            rows[names.index(self.home.name)][2],
            "self-check missing\nmajor hazards 1",
        )

    # -- who sees what -------------------------------------------------------------

    def test_others_towns_are_not_shown(self):
        self.assertIsNone(self.cells(self.other, user=self.east_clerk))
        self.assertIsNotNone(self.cells(self.other))
        self.assertIsNone(self.cells(self.other, division_id=self.east.id))
        self.make_hazard("2024-01-05", home=self.other)
        behind = self.opened(
            1, "hazards", user=self.east_clerk, institution_id=self.other.id
        )
        self.assertFalse(behind)

    def test_who_has_no_role_sees_nothing(self):
        portal = new_test_user(
            self.env,
            "month_portal",
            "base.group_portal",
            division_ids=[Command.set(self.district.ids)],
        )
        for user in (self.keeper, self.staff, self.outsider, portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.months(user).board(2024)
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.months(user).action_open(2024, 1, "hazards")

    def test_what_cannot_be_is_refused(self):
        months = self.months()
        for call in (
            lambda: months.board(0),
            lambda: months.action_open(2024, 13, "hazards"),
            lambda: months.action_open(2024, 1, "users"),
            lambda: months.action_export(99999),
        ):
            with self.assertRaises(UserError):
                call()

    # -- at once -------------------------------------------------------------------

    def test_statements_do_not_grow_with_the_institutions(self):
        months = self.months()
        months.board(2024)  # fill the caches of rules
        counts = []
        for number in (1, 12):
            for each in range(number):
                home = self.make_home(name=f"康宁{number}-{each}养老院")
                self.make_check(1, home=home)
            self.env.invalidate_all()
            with self.count_statements() as counted:
                months.board(2024)
            counts.append(counted[0])
        self.assertEqual(*counts)
