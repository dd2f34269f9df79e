"""Welfare institutions with their residents, of any number, by a few statements.

A hundred residents a home, each in a bed of the own; what happens in a year is strewn
in at fixed intervals: changes of beds, leaves, hospital, self-checks that are late or
missing, inspections, hazards that were closed or not.
"""

from odoo.fields import Command
from odoo.tools import SQL

from .population import Population

#: Residents and beds of a home; the beds above the residents change hands.
RESIDENTS, BEDS, ROOM = 100, 110, 2
_NOW = SQL("1, now(), 1, now()")


class Homes:
    """A district's homes over the year before today.

    :param env: environment of the superuser
    :param size: residents
    """

    def __init__(self, env, size):
        self.env = env
        self.size = size
        self.count = max(1, size // RESIDENTS)

    def build(self):
        """Write the homes, who lives in them, and a year of safety."""
        self.district = self.env["civil.division"]._open_district()
        self._make_homes()
        self._write_beds()
        people = Population(self.env, self.size)
        people.first = people._people()
        self._write_stays(people.first)
        self._write_absences()
        self._write_safety()
        self.env.invalidate_all()
        self.homes.write({"keeps_stays": True})
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction

    def _make_homes(self):
        towns = self.env["civil.division"].search([("level", "=", "town")])
        kind = self.env.ref("civil_institution.kind_home")
        self.homes = self.env["civil.institution"].create(
            [
                {
                    "name": f"第{number}养老院",
                    "division_id": towns[number % len(towns)].id,
                    "kind_id": kind.id,
                    "legal_form": "private_unit",
                    "ownership": "public" if number % 3 else "private",
                    "beds_approved": BEDS,
                    "beds_nursing": BEDS // 2,
                }
                for number in range(self.count)
            ]
        )
        self.env["civil.institution.building"].create(
            [
                {"institution_id": home.id, "name": "1号楼", "floors": 5}
                for home in self.homes
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE civil_institution"
            "   SET state = 'filed', filing_date = current_date - 1000,"
            "       first_admission_on = current_date - 990"
        )

    def _write_beds(self):
        rooms = BEDS // ROOM
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_room (
                    institution_id, division_id, company_id, building_id, floor, name,
                    room_type, create_uid, create_date, write_uid, write_date)
                SELECT institution_id, division_id, company_id, id, 1 + n / 11,
                    (100 * (1 + n / 11) + n %% 11 + 1)::text,
                    %(room_type)s, %(now)s
                  FROM civil_institution_building
                 CROSS JOIN generate_series(0, %(rooms)s - 1) n
                """,
                now=_NOW,
                rooms=rooms,
                room_type=self._room_type(),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_bed (
                    institution_id, division_id, company_id, room_id, building_id,
                    floor, name, bed_class, state, is_subsidized,
                    create_uid, create_date, write_uid, write_date)
                SELECT institution_id, division_id, company_id, id, building_id, floor,
                    n::text, CASE n WHEN 1 THEN 'nursing' ELSE 'common' END, 'free',
                    TRUE, %(now)s
                  FROM civil_institution_room
                 CROSS JOIN generate_series(1, %(size)s) n
                """,
                now=_NOW,
                size=ROOM,
            )
        )

    def _room_type(self):
        rooms = self.env["civil.institution.room"]
        return rooms.default_get(["room_type"])["room_type"]

    def _write_stays(self, first):
        """Let everybody live where his number says, some in another bed before."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_stay (
                    institution_id, division_id, company_id, resident_id, bed_id,
                    care_level_id, number, person_name, state, payer, date_from,
                    create_uid, create_date, write_uid, write_date)
                SELECT bed.institution_id, bed.division_id, bed.company_id, r.id,
                       bed.id, level.id, 'R' || r.id, r.name,
                       CASE WHEN r.n %% 25 = 0 THEN 'on_leave'
                            WHEN r.n %% 40 = 1 THEN 'in_hospital'
                            ELSE 'resident' END,
                       CASE r.n %% 4 WHEN 0 THEN 'destitute' ELSE 'social' END,
                       current_date - 400 - (r.n %% 500)::int, %(now)s
                  FROM (SELECT r.*, r.id - %(first)s AS n FROM civil_resident r
                         WHERE r.id >= %(first)s) r
                  JOIN (SELECT b.*, row_number() OVER (
                            PARTITION BY institution_id ORDER BY id) - 1 AS place,
                            dense_rank() OVER (ORDER BY institution_id) - 1 AS home
                          FROM civil_institution_bed b) bed
                    ON bed.home = r.n / %(residents)s
                   AND bed.place = r.n %% %(residents)s
                  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at,
                               count(*) OVER () AS levels
                          FROM civil_institution_care_level) level
                    ON level.at = r.n %% level.levels
                """,
                now=_NOW,
                first=first,
                residents=RESIDENTS,
            )
        )
        self.env.cr.execute(
            """
            UPDATE civil_institution_bed b SET stay_id = s.id,
                   state = CASE s.state WHEN 'resident' THEN 'occupied' ELSE 'held' END
              FROM civil_institution_stay s WHERE s.bed_id = b.id
            """
        )
        self.env.cr.execute(
            SQL(
                """
                WITH stay AS (
                    SELECT s.*, (row_number() OVER (
                        PARTITION BY institution_id ORDER BY bed_id) - 1)::int AS n
                      FROM civil_institution_stay s),
                spare AS (
                    SELECT id, institution_id, row_number() OVER (
                        PARTITION BY institution_id ORDER BY id) - 1 AS n
                      FROM civil_institution_bed WHERE stay_id IS NULL)
                INSERT INTO civil_institution_placement (
                    institution_id, division_id, company_id, stay_id, bed_id,
                    resident_id, date_from, date_to,
                    create_uid, create_date, write_uid, write_date)
                SELECT stay.institution_id, division_id, company_id, stay.id, bed_id,
                       resident_id,
                       CASE WHEN spare.id IS NULL THEN date_from
                            ELSE current_date - 100 END, NULL::date, %(now)s
                  FROM stay LEFT JOIN spare ON stay.n %% 10 = 0
                   AND spare.institution_id = stay.institution_id
                   AND spare.n = stay.n / 10
                 UNION ALL
                SELECT stay.institution_id, division_id, company_id, stay.id, spare.id,
                       resident_id, date_from, current_date - 100, %(now)s
                  FROM stay JOIN spare ON stay.n %% 10 = 0
                   AND spare.institution_id = stay.institution_id
                   AND spare.n = stay.n / 10
                """,
                now=_NOW,
            )
        )

    def _write_absences(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_absence (
                    institution_id, division_id, company_id, stay_id, resident_id,
                    kind, date_from, date_to, expected_on,
                    create_uid, create_date, write_uid, write_date)
                SELECT institution_id, division_id, company_id, id, resident_id,
                       CASE id %% 3 WHEN 0 THEN 'hospital' ELSE 'leave' END,
                       current_date - 300 + (id %% 200)::int,
                       current_date - 293 + (id %% 200)::int, NULL::date, %(now)s
                  FROM civil_institution_stay WHERE id %% 4 = 0
                 UNION ALL
                SELECT institution_id, division_id, company_id, id, resident_id,
                       CASE state WHEN 'on_leave' THEN 'leave' ELSE 'hospital' END,
                       current_date - 3, NULL, current_date + 4, %(now)s
                  FROM civil_institution_stay WHERE state != 'resident'
                """,
                now=_NOW,
            )
        )

    def _write_safety(self):
        """Twelve self-checks, four inspections and six hazards a home."""
        objects = SQL(
            """
            SELECT o.id, o.division_id, o.town_id, o.company_id, o.name,
                   %(kind)s AS kind_id, k.department_id
              FROM civil_inspection_object o
              JOIN civil_inspection_kind k ON k.id = %(kind)s
             WHERE o.res_model = 'civil.institution'
            """,
            kind=self.env.ref("civil_institution.inspection_kind_institution").id,
        )
        month = SQL("(date_trunc('month', current_date) - n * interval '1 month')")
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_safety_check (
                    object_id, division_id, town_id, company_id, kind_id,
                    department_id, month, due_date, state, filed_date,
                    create_uid, create_date, write_uid, write_date)
                SELECT o.id, division_id, town_id, company_id, kind_id, department_id,
                       %(month)s, %(month)s + interval '27 days',
                       CASE WHEN (o.id + n) %% 17 = 0 THEN 'due' ELSE 'filed' END,
                       CASE WHEN (o.id + n) %% 17 != 0 THEN %(month)s
                            + (20 + (o.id + n) %% 9) * interval '1 day' END, %(now)s
                  FROM (%(objects)s) o CROSS JOIN generate_series(0, 11) n
                """,
                objects=objects,
                month=month,
                now=_NOW,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_inspection (
                    object_id, object_name, division_id, town_id, company_id, kind_id,
                    department_id, number, source, method, state, planned_date,
                    actual_date, create_uid, create_date, write_uid, write_date)
                SELECT o.id, name, division_id, town_id, company_id, kind_id,
                       department_id, 'J' || o.id || '-' || n, 'special', 'onsite',
                       'published', current_date - 90 * n::int - 5,
                       current_date - 90 * n::int - 5, %(now)s
                  FROM (%(objects)s) o CROSS JOIN generate_series(0, 3) n
                """,
                objects=objects,
                now=_NOW,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_hazard (
                    object_id, division_id, town_id, company_id, kind_id,
                    department_id, number, name, found_by, level, found_date,
                    deadline, state, closed_date,
                    create_uid, create_date, write_uid, write_date)
                SELECT o.id, division_id, town_id, company_id, kind_id, department_id,
                       'H' || o.id || '-' || n, '安全出口堵塞', 'district',
                       CASE n WHEN 5 THEN 'major' ELSE 'general' END,
                       current_date - 60 * n::int - 10, current_date - 60 * n::int + 20,
                       CASE WHEN n > 1 THEN 'closed' ELSE 'rectifying' END,
                       CASE WHEN n > 1 THEN now() - (60 * n - 19 + o.id %% 4)
                            * interval '1 day' END, %(now)s
                  FROM (%(objects)s) o CROSS JOIN generate_series(0, 5) n
                """,
                objects=objects,
                now=_NOW,
            )
        )

    def clerk(self):
        """A clerk of the section who sees the district."""
        return self.env["res.users"].create(
            {
                "name": "bench",
                "login": "bench",
                "group_ids": [
                    Command.set(self.env.ref("civil_institution.group_clerk").ids)
                ],
                "division_ids": [Command.set(self.district.ids)],
            }
        )
