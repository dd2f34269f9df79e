import datetime
import threading

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.errors import ExclusionViolation

from odoo import api
from odoo.exceptions import AccessError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..tools.occupancy import BedDays
from .common import CareCase

START = datetime.date(2023, 11, 20)
END = datetime.date(2024, 5, 31)
STEPS = ("leave", "hospital", "return", "move", "discharge", "admit")


@tagged("post_install", "-at_install")
class TestBedDays(CareCase):
    """Days of beds counted by the database equal those counted day by day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [
            cls.make_resident(f"老人{order}", "19400305", f"20{order}")
            for order in range(3)
        ]

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(STEPS),
                st.integers(0, 2),
                st.integers(0, 9),
                st.integers(0, 7),
            ),
            min_size=5,
            max_size=40,
        ),
        st.integers(0, 150),
        st.integers(0, 60),
    )
    def test_like_day_by_day(self, steps, offset, length):
        savepoint = self.env.cr.savepoint()
        try:
            log = self.play(steps)
            first = START + datetime.timedelta(days=offset)
            last = first + datetime.timedelta(days=length)
            for window in ((first, last), (START, END)):
                self.compare(log, *window)
            self.check_nobody_twice()
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def play(self, steps):
        """Take those of the steps that are possible; return ``[(day, stay, what)]``."""
        day, log, current = START, [], {}
        beds = [*self.beds[:3], *self.other_beds[:2]]
        for step, who, gap, which in steps:
            day = min(day + datetime.timedelta(days=gap), END)
            stay = current.get(who)
            state = stay.state if stay else "out"
            bed = beds[which % len(beds)]
            what = False
            if step == "admit" and state == "out" and bed.state == "free":
                home = bed.institution_id
                stay = self.living(bed, day, self.people[who], home)
                current[who], what = stay, "in"
            elif step == "leave" and state == "resident":
                stay.action_leave(date=day, destination="家")
                what = "leave"
            elif step == "hospital" and state == "resident":
                stay.action_hospital(date=day, destination="医院")
                what = "hospital"
            elif step == "return" and state in ("on_leave", "in_hospital"):
                stay.action_return(date=day)
                what = "in"
            elif step == "move" and state != "out":
                if bed.state == "free" and bed.institution_id == stay.institution_id:
                    stay.action_move_bed(bed_id=bed.id, date=day)
            elif step == "discharge" and state != "out":
                stay.action_discharge(kind="left", date=day)
                what = "out"
                del current[who]
            if what:
                log.append((day, stay, what))
        return log

    def compare(self, log, first, last):
        expected = {}
        day = first
        while day <= last:
            status = {}
            for when, stay, what in log:
                if when <= day:
                    status[stay.id] = what
            for stay, what in status.items():
                if what != "out":
                    days, leave, hospital = expected.get(stay, (0, 0, 0))
                    expected[stay] = (
                        days + 1,
                        leave + (what == "leave"),
                        hospital + (what == "hospital"),
                    )
            day += datetime.timedelta(days=1)
        stays = self.env["civil.institution.stay"].browse({s.id for _d, s, _w in log})
        found = stays._bed_days(first, last)
        self.assertEqual(
            {stay.id: BedDays(*expected.get(stay.id, ())) for stay in stays}, found
        )
        homes = self.home | self.other
        by_home = homes._bed_days(first, last)
        for home in homes:
            mine = [found[s.id] for s in stays if s.institution_id.id == home.id]
            total = tuple(sum(part) for part in zip(*mine, strict=True)) or (0, 0, 0)
            self.assertEqual(BedDays(*total), by_home[home.id])

    def check_nobody_twice(self):
        """Every bed that is in use is that of its one living stay."""
        living = self.env["civil.institution.stay"].search([("date_from", "!=", False)])
        living = living.filtered(lambda stay: not stay.date_to)
        self.assertEqual(len(living), len(living.bed_id))
        self.assertEqual(len(living), len(living.resident_id))
        for stay in living:
            held = stay.state in ("on_leave", "in_hospital")
            self.assertEqual("held" if held else "occupied", stay.bed_id.state)
            self.assertEqual(stay, stay.bed_id.stay_id.with_env(stay.env))
        beds = self.beds | self.other_beds
        free = beds - living.bed_id.with_env(beds.env)
        self.assertEqual({"free"}, set(free.mapped("state")))

    def test_one_statement(self):
        self.living()
        homes = self.home | self.other
        homes._bed_days(START, END)
        with self.count_statements() as counted:
            homes._bed_days(START, END)
        self.assertEqual(1, counted[0])

    def test_only_what_one_may_read(self):
        stay = self.living(self.other_beds[0], home=self.other)
        with self.assertRaises(AccessError):
            stay.with_user(self.keeper)._bed_days(START, END)


@tagged("post_install", "-at_install")
class TestAtOnce(TransactionCase):
    """Two transactions put two people into one bed, or one person into two."""

    def setUp(self):
        super().setUp()
        self.connection = db_connect(self.env.cr.dbname)
        self.addCleanup(self.change, self.remove)
        self.change(self.make)

    def change(self, method):
        with self.connection.cursor() as cursor:
            method(self.environment(cursor))
            cursor.commit()

    def environment(self, cursor):
        return api.Environment(cursor, api.SUPERUSER_ID, {"tracking_disable": True})

    def make(self, env):
        """A home with two beds, and two people with enquiries."""
        division = env["civil.division"].create(
            {"code": "997701", "name": "At Once", "level": "district"}
        )
        home = env["civil.institution"].create(
            {
                "name": "同时养老院",
                "division_id": division.id,
                "kind_id": env.ref("civil_institution.kind_home").id,
                "beds_approved": 10,
            }
        )
        building = env["civil.institution.building"].create(
            {"institution_id": home.id, "name": "1", "floors": 1}
        )
        wizard = env["civil.institution.generate"].create(
            {"building_id": building.id, "rooms": 1, "beds": 2}
        )
        wizard.action_generate()
        people = env["civil.resident"].create(
            [
                {"name": name, "birth_date": "1940-01-01", "division_id": division.id}
                for name in ("同一", "同二")
            ]
        )
        stays = env["civil.institution.stay"].create(
            [{"institution_id": home.id, "resident_id": one.id} for one in people]
            + [{"institution_id": home.id, "resident_id": people[0].id}]
        )
        self.home, self.beds = home.id, home.bed_ids.ids
        self.people, self.stays = people.ids, stays.ids
        self.organization = home.organization_id.id
        self.division = division.id

    def remove(self, env):
        """Leave nothing of what was committed."""
        for table, column, ids in (
            ("civil_institution_placement", "stay_id", self.stays),
            ("civil_todo", "res_id", self.stays),
            ("civil_institution_stay", "id", self.stays),
            ("civil_resident", "id", self.people),
            ("civil_institution", "id", [self.home]),
            ("civil_inspection_object", "organization_id", [self.organization]),
            ("civil_organization", "id", [self.organization]),
            ("civil_division", "id", [self.division]),
        ):
            where = " AND res_model = 'civil.institution.stay'" * (
                table == "civil_todo"
            )
            if table == "civil_institution_stay":
                env.cr.execute(
                    "UPDATE civil_institution_bed SET stay_id = NULL"
                    " WHERE institution_id = %s",
                    (self.home,),
                )
            env.cr.execute(
                f"DELETE FROM {table} WHERE {column} = ANY(%s){where}", (ids,)
            )

    def put(self, env, stay, bed):
        env["civil.institution.placement"].create(
            {
                "stay_id": self.stays[stay],
                "bed_id": self.beds[bed],
                "date_from": "2024-01-01",
            }
        )

    def race(self, first, second):
        """Return what became of the second, which began while the first was open."""
        outcome = []

        def later():
            with self.connection.cursor() as cursor:
                try:
                    self.put(self.environment(cursor), *second)
                    cursor.commit()
                    outcome.append("there")
                except ExclusionViolation as error:
                    outcome.append(error.diag.constraint_name)
                    cursor.rollback()

        with self.connection.cursor() as cursor:
            self.put(self.environment(cursor), *first)
            thread = threading.Thread(target=later)
            thread.start()
            self.wait_until_blocked(thread)
            cursor.commit()
        thread.join(60)
        return outcome

    def wait_until_blocked(self, thread):
        while thread.is_alive():
            with self.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                    " 'Lock' AND datname = current_database()"
                )
                if cursor.fetchone()[0]:
                    return

    @mute_logger("odoo.sql_db")
    def test_one_bed_two_people(self):
        outcome = self.race((0, 0), (1, 0))
        self.assertEqual(["civil_institution_placement_one_person_a_bed"], outcome)

    @mute_logger("odoo.sql_db")
    def test_one_person_two_beds(self):
        outcome = self.race((0, 0), (2, 1))
        self.assertEqual(["civil_institution_placement_one_bed_a_person"], outcome)

    def test_two_people_two_beds(self):
        with self.connection.cursor() as cursor:
            self.put(self.environment(cursor), 0, 0)
            with self.connection.cursor() as other:
                self.put(self.environment(other), 1, 1)
                other.commit()
            cursor.commit()
