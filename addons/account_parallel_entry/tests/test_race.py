from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import MARCH


@tagged("post_install", "-at_install")
class TestRace(TransactionCase):
    """Two bookkeepers in two real transactions."""

    def setUp(self):
        super().setUp()
        connection = db_connect(self.env.cr.dbname)
        self.first, self.second = connection.cursor(), connection.cursor()
        self.addCleanup(self.first.close)
        self.addCleanup(self.second.close)
        self.one = self.env(cr=self.first, user=SUPERUSER_ID)
        self.two = self.env(cr=self.second, user=SUPERUSER_ID)
        self.company_id = self.one["res.company"].create({"name": "记账竞争"}).id
        self.first.commit()
        self.addCleanup(self._remove)

    def _remove(self):
        self.first.rollback()
        self.second.rollback()
        table = "account_parallel_counter"
        self.first.execute(
            f"DELETE FROM {table} WHERE company_id = %s", [self.company_id]
        )
        self.one["res.company"].browse(self.company_id).unlink()
        self.first.commit()

    def _next(self, env):
        kind = env.ref("account_parallel_entry.type_general")
        company = env["res.company"].browse(self.company_id)
        return env["account.parallel.counter"]._next(company, kind, MARCH)

    def test_numbers_of_two_transactions(self):
        """A number that is taken back is given again; none is given twice."""
        self.assertEqual(self._next(self.one), 1)
        self.first.rollback()
        self.assertEqual(self._next(self.one), 1)
        self.first.commit()
        self.assertEqual(self._next(self.two), 2)
        self.second.commit()
        # Both look at the same state; the later one has to start again.
        self.first.execute("SELECT last FROM account_parallel_counter")
        self.assertEqual(self._next(self.two), 3)
        self.second.commit()
        with self.assertRaises(SerializationFailure):
            with mute_logger("odoo.sql_db"):
                self._next(self.one)
        self.first.rollback()
        self.assertEqual(self._next(self.one), 4)

    def test_one_voucher_at_a_time(self):
        voucher = self.one["account.parallel.voucher"].create(
            {"company_id": self.company_id, "summary": "竞争"}
        )
        self.first.commit()
        self.addCleanup(self._remove_voucher, voucher.id)
        voucher._lock()
        with self.assertRaisesRegex(UserError, "Somebody else"):
            self.two["account.parallel.voucher"].browse(voucher.id)._lock()

    def _remove_voucher(self, voucher_id):
        self.first.rollback()
        self.second.rollback()
        self.one["account.parallel.voucher"].browse(voucher_id).unlink()
        self.first.commit()
