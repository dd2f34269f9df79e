from unittest.mock import patch

from odoo.exceptions import LockError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import civil_institution_bill_run
from .common import MARCH, FeeCase


@tagged("post_install", "-at_install")
class TestRun(FeeCase):
    """The bills of a month for whole institutions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices()
        cls.stay()
        cls.stay(bed=1, name="尉迟恭", since="2024-03-22")

    def run_of(self, **values):
        return self.as_keeper("bill.run").create(
            {"month": "2024-03-15", "institution_ids": self.home.ids, **values}
        )

    def test_small_ones_are_done_at_once(self):
        run = self.run_of()
        self.assertEqual(MARCH, run.month)
        run.action_compute()
        self.assertEqual(("done", 100), (run.state, run.progress))
        self.assertEqual((2, 2), (run.bill_count, run.draft_count))
        self.assertEqual(run.bill_total, run.line_total)
        run.action_issue()
        run.invalidate_recordset()
        self.assertEqual(0, run.draft_count)
        self.assertEqual(2, len(set(self.bills().mapped("number"))))
        self.assertEqual("2024-04-17", str(self.bills()[0].due_on))

    def test_a_repeated_run_changes_nothing(self):
        run = self.run_of()
        run.action_compute()
        before = self.content()
        run.action_compute()
        self.run_of().action_compute()
        self.assertEqual(before, self.content())
        run.action_issue()
        issued = self.content()
        run.action_compute()
        self.assertEqual(issued, self.content())
        with self.assertRaises(UserError):
            run.action_issue()

    def content(self):
        bills = self.bills()
        return [
            (
                bill.id,
                bill.number,
                bill.amount,
                [(one.item_id.id, one.days, one.amount) for one in bill.line_ids],
            )
            for bill in bills
        ]

    def background(self):
        """Let even a few residents be many."""
        return patch.object(civil_institution_bill_run, "AT_ONCE", 1)

    def test_large_ones_go_to_the_background(self):
        run = self.run_of()
        with self.background(), trap_jobs() as trap:
            run.action_compute()
            trap.assert_jobs_count(1)
            self.assertEqual(("running", 0), (run.state, run.progress))
            self.assertIn("2 residents", run.activity)
            trap.perform_enqueued_jobs()
        self.assertEqual(("done", 2), (run.state, run.bill_count))

    def test_what_is_refused_is_said_and_goes_on_later(self):
        run = self.run_of()
        compute = type(self.env["civil.institution.bill.compute"])
        with self.background(), trap_jobs() as trap:
            run.action_compute()
            with patch.object(compute, "_compute_month", side_effect=UserError("x")):
                trap.perform_enqueued_jobs()
        self.assertEqual(("failed", "x"), (run.state, run.message))
        with trap_jobs() as trap:
            run.action_resume()
            trap.perform_enqueued_jobs()
        self.assertEqual("done", run.state)

    def test_no_two_bills_of_a_month(self):
        bill = self.compute()[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(Exception) as caught,
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                """
                INSERT INTO civil_institution_bill (stay_id, institution_id, kind,
                    month, state, amount, paid, balance)
                SELECT stay_id, institution_id, kind, month, 'draft', 0, 0, 0
                  FROM civil_institution_bill WHERE id = %s
                """,
                [bill.id],
            )
        self.assertIn("stay_month_uniq", str(caught.exception))

    def test_two_at_once_make_no_second_bill(self):
        """Whoever comes second is told so."""
        locked = patch.object(
            type(self.home), "lock_for_update", side_effect=LockError("locked")
        )
        with locked, self.assertRaisesRegex(UserError, "Somebody computes"):
            self.compute()
