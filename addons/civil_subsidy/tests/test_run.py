from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MARCH, SubsidyCase

BATCH_RUN = "odoo.addons.civil_subsidy.models.civil_subsidy_batch_run"


@tagged("post_install", "-at_install")
class TestRun(SubsidyCase):
    """A month computed in the background, piece by piece."""

    def setUp(self):
        super().setUp()
        self.make_lines(
            *[self.line_values(n) for n in range(1, 8)],
            *[self.line_values(n, division_id=self.east.id) for n in range(8, 12)],
            self.line_values(12, account_number=False),
        )
        for name in ("PIECE", "AT_ONCE"):
            patcher = patch(f"{BATCH_RUN}.{name}", 3)
            patcher.start()
            self.addCleanup(patcher.stop)

    def make_run(self, programs=None, user=None):
        return (
            self.env["civil.subsidy.run"]
            .with_user(user or self.clerk)
            .create(
                {
                    "period": "2024-03-15",
                    "division_id": self.district.id,
                    "program_ids": (programs or self.life | self.care).ids,
                }
            )
        )

    def work(self, run, limit=None):
        """Do what the queue would do, up to ``limit`` pieces."""
        done = 0
        with trap_jobs():
            while run.state == "running" and done != limit:
                waiting = run.piece_ids.filtered(lambda p: p.state == "waiting")
                waiting[:1]._work()
                done += 1
        return run

    def start(self, run):
        with trap_jobs() as trap:
            run.action_start()
            trap.assert_jobs_count(1)
        return run

    def content(self, batch):
        return [
            (p.line_id, p.outcome, p.amount, p.account_number, p.check_ids)
            for p in batch.sudo().payment_ids.sorted("line_id")
        ]

    def test_pieces_make_what_one_computation_makes(self):
        run = self.work(self.start(self.make_run()))
        self.assertEqual(run.state, "done")
        self.assertEqual(run.progress, 100)
        self.assertEqual(run.batch_ids.mapped("state"), ["computed"] * 2)
        self.assertEqual(len(run.piece_ids), 12)
        for batch in run.batch_ids:
            pieces = self.content(batch)
            numbers = batch.sudo().payment_ids.filtered("sequence").mapped("sequence")
            self.assertEqual(sorted(numbers), list(range(1, len(numbers) + 1)))
            movements = batch.worksheet["movements"]
            batch.action_compute()
            self.assertEqual(self.content(batch), pieces)
            self.assertEqual(batch.worksheet["movements"], movements)

    def test_stopped_and_resumed_nothing_is_lost_or_done_twice(self):
        run = self.work(self.start(self.make_run(self.life)), limit=3)
        run.action_stop()
        done = run.piece_ids.filtered(lambda p: p.state == "done")
        self.assertEqual(len(done), 3)
        with trap_jobs():
            run.piece_ids[3]._work()
        self.assertEqual(run.piece_ids[3].state, "waiting")
        with trap_jobs() as trap:
            run.action_resume()
            trap.assert_jobs_count(1)
            # A job that the queue delivers a second time changes nothing.
            run.piece_ids[1]._work()
        self.work(run)
        self.assertEqual(run.state, "done")
        self.assertEqual(run.batch_ids.claim_count, 12)

    def test_the_batch_waits_for_its_run(self):
        run = self.work(self.start(self.make_run(self.life)), limit=2)
        batch = run.batch_ids
        with self.assertRaisesRegex(UserError, "background"):
            batch.action_compute()
        with self.assertRaisesRegex(UserError, "background"):
            batch.action_void("x")
        run.action_stop()
        with self.assertRaisesRegex(UserError, "resume"):
            batch.action_compute()
        run.action_give_up()
        batch.action_compute()
        self.assertEqual(batch.claim_count, 12)

    def test_who_moves_meanwhile_is_computed_once(self):
        run = self.work(self.start(self.make_run(self.life)), limit=2)
        first, *_rest, last = self.env["civil.subsidy.roster.line"].search(
            [("period", "=", MARCH)], order="id"
        )
        (first | last).division_id = self.east
        self.work(run)
        lines = run.batch_ids.sudo().payment_ids.line_id
        self.assertEqual(len(lines), 12)

    def test_what_is_refused_stops_the_run_with_the_reason(self):
        run = self.work(self.start(self.make_run(self.life)), limit=1)
        whole = type(self.env["civil.subsidy.whole"])
        with patch.object(whole, "_judge", side_effect=UserError("No judge")):
            self.work(run)
        self.assertEqual((run.state, run.message), ("failed", "No judge"))
        self.assertEqual(run.batch_ids.state, "draft")
        with trap_jobs():
            run.action_resume()
        self.assertEqual(self.work(run).state, "done")

    def test_batches_beyond_the_computation_are_left_alone(self):
        batch = self.make_batch(self.life)
        batch.action_compute()
        batch.action_publish()
        run = self.start(self.make_run())
        self.assertEqual(run.batch_ids.program_id, self.care)
        self.assertIn(self.life.name, run.message)

    def test_without_rosters_there_is_nothing_to_do(self):
        run = self.make_run()
        run.period = "2024-05-01"
        with self.assertRaisesRegex(UserError, "nothing to compute"):
            run.action_start()

    def test_the_screen_hands_a_large_batch_to_the_background(self):
        batch = self.make_batch().with_context(civil_subsidy_screen=True)
        with trap_jobs() as trap:
            action = batch.action_compute()
            trap.assert_jobs_count(1)
        run = self.env["civil.subsidy.run"].browse(action["res_id"])
        self.work(run.with_user(self.clerk))
        self.assertEqual(batch.state, "computed")
        with trap_jobs():
            batch.action_publish()
            action = batch.action_submit()
        self.assertEqual(batch.state, "published")
        self.work(run.browse(action["res_id"]).with_user(self.clerk))
        self.assertEqual(batch.state, "under_approval")

    def test_who_may_not(self):
        with self.assertRaises(AccessError):
            self.make_run(user=self.deputy)
        with self.assertRaises(AccessError):
            self.make_run(user=self.east_clerk)
        run = self.start(self.make_run(self.life))
        with self.assertRaisesRegex(UserError, "belongs to"):
            run.with_user(self.deputy).action_stop()
        with self.assertRaises(UserError):
            run.state = "done"
        with self.assertRaises(AccessError):
            run.piece_ids.with_user(self.clerk).write({"state": "done"})

    def test_the_month_is_its_first_day(self):
        self.assertEqual(self.make_run().period, MARCH)
