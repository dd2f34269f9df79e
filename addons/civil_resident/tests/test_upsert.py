from odoo.exceptions import AccessError
from odoo.tools import SQL

from .common import ResidentCase, make_number


class TestUpsert(ResidentCase):
    def _query(self, count, division=None):
        rows = [
            (
                make_number("19600101", f"{order:03d}"),
                f"人{order}",
                "1960-01-01",
                "male" if order % 2 else "female",
                (division or self.village).id,
            )
            for order in range(count)
        ]
        return SQL(
            "SELECT v.*, 'r' AS pinyin_initials, '138' AS phone FROM (VALUES %s) "
            "AS v (identity_number, name, birth_date_text, sex, division_id)",
            SQL(", ").join(rows),
        )

    def _typed(self, query):
        return SQL(
            "SELECT identity_number, name, birth_date_text::date AS birth_date, sex, "
            "division_id, pinyin_initials, phone FROM (%s) AS raw",
            query,
        )

    def test_rows_are_as_the_orm_would_make_them(self):
        self.assertEqual(
            self.env["civil.resident"]._upsert_from_sql(self._typed(self._query(3))), 3
        )
        added = self.env["civil.resident"].search([("name", "=like", "人_")])
        self.assertRecordValues(
            added,
            [
                {
                    "identity_state": "ok",
                    "identity_tail": person.identity_number[-4:],
                    "town_id": self.north.id,
                    "active": True,
                    "merged_into_id": False,
                }
                for person in added
            ],
        )
        stored = added.read(["identity_state", "identity_tail", "town_id"])
        for name in ("identity_state", "identity_tail", "town_id"):
            self.env.add_to_compute(added._fields[name], added)
        self.env.flush_all()
        added.invalidate_recordset()
        self.assertEqual(
            added.read(["identity_state", "identity_tail", "town_id"]), stored
        )

    def test_who_is_on_file_stays_as_is(self):
        query = self._typed(self._query(3))
        self.env["civil.resident"]._upsert_from_sql(query)
        person = self.env["civil.resident"].search([("name", "=", "人1")])
        person.name = "改名"
        self.assertEqual(self.env["civil.resident"]._upsert_from_sql(query), 0)
        self.assertEqual(person.name, "改名")

    def test_merged_numbers_do_not_come_back(self):
        query = self._typed(self._query(1))
        self.env["civil.resident"]._upsert_from_sql(query)
        person = self.env["civil.resident"].search([("name", "=", "人0")])
        person.write({"merged_into_id": self.resident.id, "active": False})
        self.assertEqual(self.env["civil.resident"]._upsert_from_sql(query), 0)
        meant = dict(self.env.execute_query(self.env["civil.resident"]._number_query()))
        self.assertEqual(meant[person.identity_number], self.resident.id)

    def test_waiting_deaths_are_linked(self):
        death = self._death(make_number("19600101", "000"))
        self.env["civil.resident"]._upsert_from_sql(self._typed(self._query(1)))
        self.assertEqual(death.resident_id.name, "人0")
        self.assertEqual(death.resident_id.death_date, death.death_date)

    def test_statements_do_not_grow_with_people(self):
        counts = []
        for size in (2, 300):
            query = self._typed(self._query(size))
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.env["civil.resident"]._upsert_from_sql(query)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_rights_are_those_of_the_orm(self):
        query = self._typed(self._query(2, self.north))
        for user in (self.deputy, self.auditor, self.staff, self.south_clerk):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.env["civil.resident"].with_user(user)._upsert_from_sql(query)
        added = self.env["civil.resident"].with_user(self.clerk)
        self.assertEqual(added._upsert_from_sql(query), 2)
