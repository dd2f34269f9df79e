import threading
from decimal import Decimal
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from ..models import civil_fund_indicator_ledger as ledger
from ..tools.entry import EntryRequest
from .common import DAY, INDICATOR, indicator_values

CODE = "997702"


@tagged("post_install", "-at_install")
class TestAtOnce(TransactionCase):
    """Real transactions that book on the same committed indicators."""

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

    def environment(self, cr):
        context = {"tracking_disable": True, "lang": "en_US"}
        return api.Environment(cr, api.SUPERUSER_ID, context)

    def make(self, env):
        """Two indicators in force with 100 yuan each."""
        division = env["civil.division"].create(
            {"code": CODE, "name": "At Once", "level": "district"}
        )
        values = indicator_values(env, division, amount=100, year=2039)
        made = env[INDICATOR]._create_in_force([dict(values), dict(values)])
        made._issue()
        self.ids = made.ids

    def remove(self, env):
        """Leave nothing of what was committed."""
        division = env["civil.division"].search([("code", "=", CODE)])
        env.cr.execute("ALTER TABLE civil_fund_entry DISABLE TRIGGER USER")
        env.cr.execute(
            SQL(
                "DELETE FROM civil_fund_entry WHERE indicator_id IN"
                " (SELECT id FROM civil_fund_indicator WHERE division_id = ANY(%s))",
                division.ids,
            )
        )
        env.cr.execute("ALTER TABLE civil_fund_entry ENABLE TRIGGER USER")
        env.cr.execute(
            SQL(
                "DELETE FROM civil_fund_indicator WHERE division_id = ANY(%s)",
                division.ids,
            )
        )
        env.cr.execute("DELETE FROM civil_numbering_counter WHERE key LIKE '%2039%'")
        division.unlink()

    def reserve(self, cr, key, amount=60, numbers=(0,)):
        """Reserve on the indicators in the order given."""
        env = self.environment(cr)
        env["civil.fund.entry"]._record(
            [
                EntryRequest(
                    indicator=env[INDICATOR].browse(self.ids[number]),
                    kind="reserve",
                    amount=Decimal(amount),
                    date=DAY.replace(year=2039),
                    source=env["civil.division"].search([("code", "=", CODE)]),
                    key=key,
                    reference=key,
                )
                for number in numbers
            ]
        )

    def reserved(self, number=0):
        with self.connection.cursor() as cr:
            cr.execute(
                SQL(
                    "SELECT reserved::text, available::text FROM civil_fund_indicator"
                    " WHERE id = %s",
                    self.ids[number],
                )
            )
            return tuple(map(Decimal, cr.fetchone()))

    def reserve_retrying(self, outcome, key, numbers=(0,)):
        """What a server does with a request: it begins anew after a conflict."""
        with self.connection.cursor() as cursor:
            for _attempt in range(3):
                try:
                    self.reserve(cursor, key, numbers=numbers)
                    cursor.commit()
                    outcome.append("reserved")
                except SerializationFailure:
                    outcome.append("began anew")
                    cursor.rollback()
                    continue
                except UserError as error:
                    outcome.append(str(error))
                    cursor.rollback()
                return

    def wait_until_blocked(self, other):
        """Return once the other transaction waits for an indicator's row."""
        while other.is_alive():
            with self.connection.cursor() as cr:
                cr.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                    " AND wait_event_type = 'Lock'"
                    " AND query LIKE '%civil_fund_indicator%FOR UPDATE%'"
                )
                if cr.rowcount:
                    return

    @mute_logger("odoo.sql_db")
    def test_two_at_once_do_not_overspend(self):
        """The second waits, begins anew and sees the 40 yuan that the first left."""
        outcome = []
        with self.connection.cursor() as first:
            self.reserve(first, "first")
            other = threading.Thread(
                target=self.reserve_retrying, args=(outcome, "second")
            )
            other.start()
            self.wait_until_blocked(other)
            first.commit()
            other.join()
        self.assertEqual(outcome[0], "began anew")
        self.assertIn("40.00", outcome[1])
        self.assertIn("60.00", outcome[1])
        self.assertEqual(self.reserved(), (60, 40))

    @mute_logger("odoo.sql_db")
    def test_where_the_first_gives_up_the_second_goes_on(self):
        outcome = []
        with self.connection.cursor() as first:
            self.reserve(first, "first")
            other = threading.Thread(
                target=self.reserve_retrying, args=(outcome, "second")
            )
            other.start()
            self.wait_until_blocked(other)
            first.rollback()
            other.join()
        self.assertEqual(outcome, ["reserved"])
        self.assertEqual(self.reserved(), (60, 40))

    @mute_logger("odoo.sql_db")
    def test_the_same_event_at_once_counts_once(self):
        outcome = []
        with self.connection.cursor() as first:
            self.reserve(first, "same")
            other = threading.Thread(
                target=self.reserve_retrying, args=(outcome, "same")
            )
            other.start()
            self.wait_until_blocked(other)
            first.commit()
            other.join()
        self.assertEqual(outcome, ["began anew", "reserved"])
        self.assertEqual(self.reserved(), (60, 40))

    @mute_logger("odoo.sql_db")
    def test_opposite_orders_do_not_deadlock(self):
        """Rows are locked by id, whatever the order of the requests."""
        outcome = []
        with self.connection.cursor() as first:
            self.reserve(first, "first", numbers=(0, 1))
            other = threading.Thread(
                target=self.reserve_retrying, args=(outcome, "second", (1, 0))
            )
            other.start()
            self.wait_until_blocked(other)
            first.commit()
            other.join()
        self.assertEqual(outcome[0], "began anew")
        self.assertEqual(self.reserved(0), (60, 40))
        self.assertEqual(self.reserved(1), (60, 40))

    @mute_logger("odoo.sql_db")
    def test_who_waits_too_long_is_asked_to_try_again(self):
        with self.connection.cursor() as first, self.connection.cursor() as second:
            self.reserve(first, "first")
            with patch.object(ledger, "_LOCK_TIMEOUT", "20ms"):
                with self.assertRaisesRegex(UserError, "Somebody else"):
                    self.reserve(second, "second")
            second.rollback()
            first.rollback()
