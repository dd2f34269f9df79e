import threading
from decimal import Decimal
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

BATCH = "civil.subsidy.batch"
#: Stands for the rows of an addon that keeps budget indicators.
INDICATOR = "civil_subsidy_test_indicator"


@tagged("post_install", "-at_install")
class TestApprovalAtOnce(TransactionCase):
    """Real transactions of several people, on batches that are committed."""

    def setUp(self):
        super().setUp()
        self.connection = db_connect(self.env.cr.dbname)
        self.addCleanup(self.change, self.remove)
        self.change(self.make)

    def change(self, method):
        """Run ``method`` in a transaction of its own and commit it."""
        with self.connection.cursor() as cursor:
            method(self.environment(cursor))
            cursor.commit()

    def environment(self, cr, uid=api.SUPERUSER_ID):
        return api.Environment(cr, uid, {"tracking_disable": True, "lang": "en_US"})

    def make(self, env):
        """Two batches of 60 yuan that are reviewed; the indicator has 100."""
        division = env["civil.division"].create(
            {"code": "997701", "name": "At Once", "level": "district"}
        )
        self.division_id = division.id
        self.head, self.one, self.two = (
            new_test_user(
                env,
                login,
                f"civil_subsidy.group_{level}",
                division_ids=[Command.set(division.ids)],
            ).id
            for login, level in (
                ("t-once-head", "head"),
                ("t-once-1", "deputy"),
                ("t-once-2", "deputy"),
            )
        )
        batches = env[BATCH].create(
            [
                {
                    "program_id": env.ref("civil_subsidy.program_life").id,
                    "period": f"2031-0{number}-01",
                    "division_id": division.id,
                }
                for number in (1, 2)
            ]
        )
        self.batch_ids = batches.ids
        for batch in batches:
            batch._write_guarded({"state": "under_approval", "frozen_amount": 60})
        batches._request_approval()
        batches.with_user(self.head).action_review()
        env.cr.execute(
            SQL("CREATE TABLE %s (available numeric)", SQL.identifier(INDICATOR))
        )
        env.cr.execute(SQL("INSERT INTO %s VALUES (100.00)", SQL.identifier(INDICATOR)))

    def remove(self, env):
        """Leave nothing of what was committed."""
        env.cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(INDICATOR)))
        divisions = env["civil.division"].search([("code", "=", "997701")])
        batches = env[BATCH].search([("division_id", "in", divisions.ids)])
        if batches:
            for table in ("tier_review", "mail_message"):
                env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE model = %s AND res_id IN %s",
                        SQL.identifier(table),
                        BATCH,
                        batches._ids,
                    )
                )
            env.cr.execute(
                SQL("DELETE FROM civil_subsidy_batch WHERE id IN %s", batches._ids)
            )
        env.cr.execute("DELETE FROM civil_numbering_counter WHERE key LIKE '%2031%'")
        users = env["res.users"].search([("login", "=like", "t-once-%")])
        partners = users.partner_id
        users.unlink()
        partners.unlink()
        divisions.unlink()

    def approve(self, cr, uid, index=0):
        batch = self.environment(cr, uid)[BATCH].browse(self.batch_ids[index])
        batch.action_approve()
        batch.env.flush_all()
        return batch

    def state(self, index=0):
        with self.connection.cursor() as cr:
            batch = self.environment(cr)[BATCH].browse(self.batch_ids[index])
            deciders = batch.review_ids.filtered("done_by").mapped("done_by")
            return batch.state, deciders.ids

    def test_of_two_approvers_at_once_the_second_is_asked_to_wait(self):
        with self.connection.cursor() as first, self.connection.cursor() as second:
            self.approve(first, self.one)
            with self.assertRaisesRegex(UserError, "Somebody else"):
                self.approve(second, self.two)
            second.rollback()
            first.commit()
            with self.assertRaisesRegex(UserError, "in the state"):
                self.approve(second, self.two)
            second.rollback()
        self.assertEqual(self.state(), ("approved", [self.head, self.one]))

    @mute_logger("odoo.sql_db")
    def test_who_began_before_the_first_was_done_has_to_begin_anew(self):
        with self.connection.cursor() as first, self.connection.cursor() as second:
            env = self.environment(second, self.two)
            self.assertTrue(env[BATCH].browse(self.batch_ids[0]).waiting_for_user)
            self.approve(first, self.one)
            first.commit()
            with self.assertRaises(SerializationFailure):
                self.approve(second, self.two)
            second.rollback()
        self.assertEqual(self.state(), ("approved", [self.head, self.one]))

    def test_a_role_taken_away_meanwhile(self):
        group = "civil_subsidy.group_deputy"
        self.change(
            lambda env: (
                env["res.users"]
                .browse(self.one)
                .write({"group_ids": [Command.unlink(env.ref(group).id)]})
            )
        )
        with self.connection.cursor() as cr, self.assertRaises(UserError):
            self.approve(cr, self.one)
        self.assertEqual(self.state(), ("under_approval", [self.head]))

    @mute_logger("odoo.sql_db")
    def test_two_approvals_at_once_do_not_overspend(self):
        """The second waits for the indicator, begins anew and sees 40 yuan left."""
        outcome = []
        model = type(self.env[BATCH])
        with (
            patch.object(model, "_available_indicator", _available),
            patch.object(model, "_reserve_funds", _reserve),
            self.connection.cursor() as first,
        ):
            self.approve(first, self.one, 0)
            other = threading.Thread(target=self._approve_retrying, args=(outcome,))
            other.start()
            self._wait_until_blocked(other)
            first.commit()
            other.join()
        self.assertEqual(outcome[0], "began anew")
        self.assertIn("60.00", outcome[1])
        self.assertIn("40.00", outcome[1])
        self.assertEqual(self.state(0)[0], "approved")
        self.assertEqual(self.state(1)[0], "under_approval")

    def _approve_retrying(self, outcome):
        """What a server does with a request: it begins anew after a conflict."""
        with self.connection.cursor() as cursor:
            for _attempt in range(3):
                try:
                    self.approve(cursor, self.two, 1)
                    cursor.commit()
                    outcome.append("approved")
                except SerializationFailure:
                    outcome.append("began anew")
                    cursor.rollback()
                    continue
                except UserError as error:
                    outcome.append(str(error))
                    cursor.rollback()
                return

    def _wait_until_blocked(self, other):
        """Return once the other transaction waits for the indicator's row."""
        while other.is_alive():
            with self.connection.cursor() as cr:
                cr.execute(
                    SQL(
                        "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
                        " AND wait_event_type = 'Lock' AND query LIKE %s",
                        cr.dbname,
                        f"%{INDICATOR}%FOR UPDATE%",
                    )
                )
                if cr.rowcount:
                    return


def _available(batch):
    [[available]] = batch.env.execute_query(
        SQL("SELECT available FROM %s FOR UPDATE", SQL.identifier(INDICATOR))
    )
    return Decimal(available)


def _reserve(batch):
    batch.env.cr.execute(
        SQL(
            "UPDATE %s SET available = available - %s",
            SQL.identifier(INDICATOR),
            Decimal(f"{batch.frozen_amount:.2f}"),
        )
    )
