import base64
import json

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time
from odoo.tools import mute_logger

from .common import ResidentCase


class TestAccessLog(ResidentCase):
    """The log stands up to people in the application and shows who was elsewhere."""

    def setUp(self):
        super().setUp()
        self.log = self.env["civil.access.log"]
        self.lines = self.log.browse()
        for number in range(3):
            self.lines += self.log.with_user(self.reader)._record(
                "unmask", self.resident, f"第{number}次核对", ["identity_number"]
            )

    def _tamper(self, statement, *values):
        """Do in SQL what somebody with the database's password could."""
        self.env.cr.execute("ALTER TABLE civil_access_log DISABLE TRIGGER USER")
        self.env.cr.execute(statement, values)
        self.env.cr.execute("ALTER TABLE civil_access_log ENABLE TRIGGER USER")

    def _broken(self):
        return self.log._verify()[1]

    def test_nobody_changes_it_in_the_application(self):
        for user in (self.env.ref("base.user_admin"), self.env.user, self.auditor):
            line = self.lines[0].with_user(user)
            for attempt in (
                lambda record=line: record.write({"reason": "别的"}),
                lambda record=line: record.sudo().write({"reason": "别的"}),
                lambda record=line: record.sudo().unlink(),
                lambda record=line: record.sudo().create({"reason": "假的"}),
                lambda record=line: record.sudo().copy(),
            ):
                with self.assertRaises(UserError):
                    attempt()

    def test_the_database_refuses_too(self):
        for statement in (
            "UPDATE civil_access_log SET reason = 'x'",
            "DELETE FROM civil_access_log",
            "TRUNCATE civil_access_log CASCADE",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_an_untouched_chain_is_good(self):
        self.assertIsNone(self._broken())
        action = self.log.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "success")

    def test_changed_content_shows(self):
        for column, value in (
            ("reason", "别的"),
            ("user_id", self.clerk.id),
            ("res_ids", "[0]"),
            ("action", "read"),
            ("log_time", "2020-01-01"),
            ("field_names", "name"),
        ):
            with self.subTest(column=column):
                self.cr.execute("SAVEPOINT untouched")
                self._tamper(
                    f"UPDATE civil_access_log SET {column} = %s WHERE id = %s",
                    value,
                    self.lines[1].id,
                )
                self.assertEqual(self._broken(), self.lines[1].id)
                self.cr.execute("ROLLBACK TO SAVEPOINT untouched")

    def test_a_missing_line_shows_at_its_successor(self):
        self._tamper("DELETE FROM civil_access_log WHERE id = %s", self.lines[1].id)
        self.assertEqual(self._broken(), self.lines[2].id)

    def test_missing_last_lines_show(self):
        self._tamper("DELETE FROM civil_access_log WHERE id = %s", self.lines[2].id)
        self.assertEqual(self._broken(), 0)
        action = self.log.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "danger")

    def test_a_rehashed_line_shows_at_its_successor(self):
        [row] = [r for r in self.log._raw_lines(0) if r["id"] == self.lines[1].id]
        row["reason"] = "别的"
        self._tamper(
            "UPDATE civil_access_log SET reason = %s, hash = %s WHERE id = %s",
            row["reason"],
            self.log._chain_hash(row),
            row["id"],
        )
        self.assertEqual(self._broken(), self.lines[2].id)

    def test_who_may_read_and_verify(self):
        self.assertTrue(self.log.with_user(self.auditor).search([], limit=1))
        for user in (self.clerk, self.head, self.deputy, self.finance, self.reader):
            with self.assertRaises(AccessError):
                self.log.with_user(user).search([])
            with self.assertRaises(AccessError):
                self.log.with_user(user).action_verify()

    def test_daily_export_holds_every_line_once(self):
        exports = self.env["civil.access.log.export"]
        exports._cron_export()
        self.assertNotIn(
            self.lines[0].id,
            [json.loads(t)["id"] for e in exports.search([]) for t in self._texts(e)],
            "today's lines wait for tomorrow",
        )
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        with freeze_time(tomorrow):
            export = exports._cron_export()
            self.assertFalse(exports._cron_export(), "a second run adds nothing")
        written = [json.loads(text) for text in self._texts(export)]
        self.assertEqual([line["id"] for line in written][-3:], self.lines.ids)
        self.assertEqual(written[-1]["hash"], self.lines[-1].hash)
        self.assertEqual(export.line_count, len(written))

    def _texts(self, export):
        return base64.b64decode(export.file).decode().splitlines()


class TestChainOrder(TransactionCase):
    """Two transactions at once can't both go on from the same end of the chain."""

    def test_an_outdated_end_is_refused(self):
        head = self.env["civil.access.log.head"]
        with self.registry.cursor() as waiting, self.registry.cursor() as other:
            waiting.execute("SELECT 1")
            other.execute("UPDATE civil_access_log_head SET last_hash = last_hash")
            other.commit()
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.SerializationFailure),
            ):
                head.with_env(head.env(cr=waiting))._lock()
            waiting.rollback()
