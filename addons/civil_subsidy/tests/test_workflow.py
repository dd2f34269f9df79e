from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SubsidyCase, identity


@tagged("post_install", "-at_install")
class TestWorkflow(SubsidyCase):
    """Maker, reviewer and approver are three people, in this order."""

    def setUp(self):
        super().setUp()
        self.make_lines(self.line_values(1), self.line_values(2, minimum_living="no"))
        self.batch = self.make_batch()
        self.batch.action_compute()

    def submit(self):
        self.batch.action_publish()
        self.batch.action_submit()

    def test_whole_way_to_approved(self):
        self.approve(self.batch)
        self.assertEqual(self.batch.state, "approved")
        people = (
            self.batch.submitted_uid,
            self.batch.reviewed_uid,
            self.batch.approved_uid,
        )
        self.assertEqual(people, (self.clerk, self.head, self.deputy))
        self.assertEqual(self.batch.frozen_count, 1)
        self.assertEqual(f"{self.batch.frozen_amount:.2f}", "100.00")

    def test_number_names_program_month_and_division(self):
        self.assertEqual(self.batch.name, "FFLIFE20240342130301")

    def test_one_regular_batch_a_month(self):
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.make_batch()

    def test_a_voided_batch_makes_room_and_keeps_its_number(self):
        self.batch.action_void("Wrong roster")
        again = self.make_batch()
        self.assertEqual(again.name, "FFLIFE20240342130302")
        self.assertEqual(self.batch.void_reason, "Wrong roster")

    def test_nobody_stands_in_a_batch_of_the_town_and_one_of_the_district(self):
        town = (
            self.env["civil.subsidy.batch"]
            .with_user(self.clerk)
            .create(
                {
                    "program_id": self.life.id,
                    "period": "2024-03-01",
                    "division_id": self.west.id,
                }
            )
        )
        with self.assertRaises(UserError):
            town.action_compute()
        self.batch.action_void("The town pays itself")
        town.action_compute()
        self.assertEqual(town.payable_count, 1)

    @freeze_time("2024-03-05 02:00:00")
    def test_the_notice_ends_by_the_rule_of_its_day(self):
        """Parameter subsidy.publicity_days: seven calendar days unless changed."""
        self.batch.action_publish()
        self.assertEqual(self.batch.publicity_end, date(2024, 3, 12))
        with self.assertRaises(UserError):
            self.batch.write({"publicity_end": "2024-03-06"})

    def test_approval_before_review_is_refused(self):
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).action_approve()

    def test_maker_with_every_role_can_neither_review_nor_approve(self):
        batch = self.batch.with_user(self.jack)
        batch.action_compute()
        batch.action_publish()
        batch.action_submit()
        with self.assertRaises(UserError):
            batch.action_review()
        self.batch.with_user(self.head).action_review()
        with self.assertRaises(UserError):
            batch.action_approve()
        self.batch.with_user(self.deputy).action_approve()

    def test_reviewer_can_not_approve(self):
        self.submit()
        self.batch.with_user(self.jack).action_review()
        with self.assertRaises(UserError):
            self.batch.with_user(self.jack).action_approve()

    def test_who_computed_can_not_review_after_another_submitted(self):
        self.batch.with_user(self.head).action_compute()
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.head).action_review()

    def test_clerk_can_not_review(self):
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.clerk2).action_review()

    def test_a_second_review_is_refused(self):
        self.submit()
        self.batch.with_user(self.head).action_review()
        with self.assertRaises(UserError):
            self.batch.with_user(self.jack).action_review()

    def test_take_back_by_the_submitter_until_reviewed(self):
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.clerk2).action_take_back()
        self.batch.action_take_back()
        self.assertEqual(self.batch.state, "published")
        self.assertFalse(self.batch.submitted_uid)
        self.batch.action_submit()
        self.batch.with_user(self.head).action_review()
        with self.assertRaises(UserError):
            self.batch.action_take_back()

    def test_send_back_forgets_the_review(self):
        self.submit()
        self.batch.with_user(self.head).action_review()
        self.batch.with_user(self.deputy).action_send_back("Amount of one town")
        self.assertEqual(self.batch.state, "computed")
        self.assertFalse(self.batch.reviewed_uid)
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).action_approve()

    def test_sending_back_needs_a_reason(self):
        self.submit()
        action = self.batch.with_user(self.head).action_send_back()
        self.assertEqual(action["res_model"], "civil.subsidy.reason")
        self.assertEqual(self.batch.state, "under_approval")

    def test_state_and_stamps_can_not_be_written(self):
        self.submit()
        for vals in (
            {"state": "approved"},
            {"reviewed_uid": self.head.id},
            {"content_hash": "x"},
            {"frozen_amount": 1},
            {"name": "FF1"},
        ):
            with self.assertRaises(UserError):
                self.batch.write(vals)
            with self.assertRaises(UserError):
                self.batch.with_context(civil_workflow_pass=True).sudo().write(vals)

    def test_a_batch_is_not_created_approved(self):
        with self.assertRaises(UserError):
            self.env["civil.subsidy.batch"].create(
                {
                    "program_id": self.care.id,
                    "period": "2024-03-01",
                    "division_id": self.district.id,
                    "state": "approved",
                }
            )

    def test_changed_amount_stops_the_approval(self):
        """Even a change past the application shows: the hash differs."""
        self.submit()
        self.batch.with_user(self.head).action_review()
        self.env.cr.execute(
            "UPDATE civil_subsidy_payment SET amount = 101 WHERE batch_id = %s"
            " AND outcome = 'payable'",
            [self.batch.id],
        )
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(self.batch.state, "under_approval")

    def test_frozen_lines_and_payments_stay(self):
        self.submit()
        line = self.batch.payment_ids[0].line_id
        with self.assertRaises(UserError):
            line.with_user(self.clerk).write({"account_holder": "王五"})
        with self.assertRaises(UserError):
            self.batch.payment_ids.with_user(self.clerk).write({"account_holder": "王"})
        with self.assertRaises(UserError):
            self.batch.action_compute()

    def test_what_became_of_a_line_is_not_typed(self):
        line = self.batch.payment_ids[0].line_id.with_user(self.clerk)
        for vals in ({"state": "dropped"}, {"period": "2024-02-01"}):
            with self.assertRaises(UserError):
                line.write(vals)

    def test_a_corrected_number_names_its_person(self):
        line = self.make_lines(self.line_values(7, identity_number="4213"))
        self.assertFalse(line.resident_id)
        line.with_user(self.clerk).identity_input = identity(7)
        self.assertTrue(line.identity_valid)
        self.assertEqual(line.resident_id.sudo().identity_number, identity(7))

    def test_the_bank_is_part_of_what_is_approved(self):
        self.submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).write({"bank_agent_id": False})

    def test_payments_are_not_typed(self):
        with self.assertRaises(UserError):
            self.env["civil.subsidy.payment"].create(
                {
                    "batch_id": self.batch.id,
                    "program_id": self.life.id,
                    "period": "2024-03-01",
                    "division_id": self.district.id,
                    "outcome": "payable",
                    "currency_id": self.batch.currency_id.id,
                    "amount": 100,
                }
            )

    def test_empty_batch_is_not_published(self):
        self.env["civil.subsidy.roster.line"].search([]).write({"minimum_living": "no"})
        self.batch.action_compute()
        with self.assertRaises(UserError):
            self.batch.action_publish()

    def test_without_roster_there_is_nothing_to_compute(self):
        batch = self.make_batch(period="2024-05-01")
        with self.assertRaises(UserError):
            batch.action_compute()

    def test_desk_shows_each_role_what_waits_for_it(self):
        def waiting(user):
            return (
                self.env["civil.subsidy.batch"]
                .with_user(user)
                .search([("waiting_for_me", "=", True)])
            )

        self.assertEqual(waiting(self.clerk), self.batch)
        self.submit()
        self.assertFalse(waiting(self.clerk))
        self.assertEqual(waiting(self.head), self.batch)
        self.assertFalse(waiting(self.deputy))
        self.batch.with_user(self.head).action_review()
        self.assertFalse(waiting(self.head))
        self.assertEqual(waiting(self.deputy), self.batch)
        self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(waiting(self.finance), self.batch)
