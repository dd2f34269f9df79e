import psycopg2

from odoo.tests import TransactionCase
from odoo.tools import mute_logger

from ..tools import append_only

TABLE = "civil_test_append_only"


class TestAppendOnly(TransactionCase):
    """What is only added to stays, whoever speaks to the database."""

    def setUp(self):
        super().setUp()
        self.cr.execute(f"CREATE TABLE {TABLE} (id serial, text varchar)")
        append_only.guard(self.cr, TABLE)
        self.cr.execute(f"INSERT INTO {TABLE} (text) VALUES ('as it was')")

    def refused(self, statement):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.InsufficientPrivilege) as caught,
            self.cr.savepoint(),
        ):
            self.cr.execute(statement)
        return str(caught.exception)

    def test_the_database_refuses_and_says_of_which_table(self):
        for statement in (
            f"UPDATE {TABLE} SET text = 'other'",
            f"DELETE FROM {TABLE}",
            f"TRUNCATE {TABLE}",
        ):
            with self.subTest(statement=statement):
                self.assertIn(TABLE, self.refused(statement))
        self.cr.execute(f"SELECT text FROM {TABLE}")
        self.assertEqual(self.cr.fetchall(), [("as it was",)])

    def test_a_second_guard_is_the_first(self):
        append_only.guard(self.cr, TABLE)
        self.refused(f"DELETE FROM {TABLE}")

    def test_without_its_guard_it_is_a_table_as_others(self):
        append_only.unguard(self.cr, TABLE)
        self.cr.execute(f"UPDATE {TABLE} SET text = 'other'")
        self.cr.execute(f"TRUNCATE {TABLE}")

    def test_nothing_is_left_where_the_base_goes(self):
        append_only.forget(self.cr)
        self.cr.execute(f"DELETE FROM {TABLE}")
        self.cr.execute("SELECT proname FROM pg_proc WHERE proname ~ 'append_only'")
        self.assertFalse(self.cr.fetchall())

    def test_every_model_that_says_so_is_guarded(self):
        self.cr.execute(
            """SELECT relname, tgname FROM pg_trigger t
               JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal"""
        )
        present = set(self.cr.fetchall())
        for name in self.env["civil.append.only.mixin"]._inherit_children:
            model = self.env[name]
            wanted = {(model._table, f"{model._table}_{e}") for e in ("row", "table")}
            self.assertFalse(not model._abstract and wanted - present, name)
