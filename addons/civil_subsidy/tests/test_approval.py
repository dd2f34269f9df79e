from decimal import Decimal
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import SubsidyCase


@tagged("post_install", "-at_install")
class TestApproval(SubsidyCase):
    """A batch goes through the tiers that are set up, each by somebody else."""

    def setUp(self):
        super().setUp()
        self.make_lines(self.line_values(1), self.line_values(2))
        self.batch = self.make_batch()
        self.batch.action_compute()
        self.batch.action_publish()
        self.examination = self.env.ref("civil_subsidy.tier_batch_finance")
        self.director = self.env.ref("civil_subsidy.tier_batch_director")

    def reviews(self):
        return self.batch.sudo().review_ids.sorted(lambda r: (r.round, r.sequence))

    def waiting(self, user):
        batches = self.env["civil.subsidy.batch"].with_user(user)
        return batches.search([("waiting_for_me", "=", True)])

    def test_three_tiers_by_three_people(self):
        """财务审核 taken into use: the batch needs it as well."""
        self.examination.active = True
        self.batch.action_submit()
        self.assertEqual(len(self.reviews()), 3)
        self.batch.with_user(self.head).action_review()
        self.assertEqual(self.waiting(self.finance), self.batch)
        self.assertFalse(self.waiting(self.deputy))
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).action_approve()
        self.batch.with_user(self.finance).action_review()
        self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(self.batch.state, "approved")
        self.assertEqual(self.batch.reviewed_uid, self.head)
        self.assertEqual(self.batch.approved_uid, self.deputy)
        self.assertEqual(
            [review.done_by for review in self.reviews()],
            [self.head, self.finance, self.deputy],
        )

    def test_one_person_never_passes_two_tiers(self):
        self.examination.active = True
        self.batch.action_submit()
        self.batch.with_user(self.jack).action_review()
        for step in ("action_review", "action_approve"):
            with self.assertRaises(UserError):
                getattr(self.batch.with_user(self.jack), step)()

    def test_the_director_approves_from_an_amount_on(self):
        """局长审批: only for batches of at least what its condition says."""
        leader = self.clerk2.copy({"login": "t-director", "name": "Director"})
        leader.group_ids += self.env.ref("civil_subsidy.group_deputy")
        self.director.write(
            {
                "active": True,
                "reviewer_id": leader.id,
                "definition_domain": "[('frozen_amount', '>=', 200.01)]",
            }
        )
        self.batch.action_submit()
        self.assertEqual(len(self.reviews()), 2)
        self.batch.action_take_back()
        self.director.definition_domain = "[('frozen_amount', '>=', 200)]"
        self.batch.action_submit()
        self.batch.with_user(self.head).action_review()
        self.batch.with_user(self.deputy).action_review()
        self.batch.with_user(leader).action_approve()
        self.assertEqual(self.batch.approved_uid, leader)

    def test_one_tier_alone_approves(self):
        self.env.ref("civil_subsidy.tier_batch_review").active = False
        self.batch.action_submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.deputy).action_review()
        self.batch.with_user(self.deputy).action_approve()
        self.assertFalse(self.batch.reviewed_uid)

    def test_without_tiers_nothing_is_submitted(self):
        self.env["tier.definition"].search(
            [("model", "=", "civil.subsidy.batch")]
        ).active = False
        with self.assertRaisesRegex(UserError, "administrator"):
            self.batch.action_submit()

    def test_a_batch_past_the_steps_is_refused(self):
        self.batch.action_submit()
        for method in ("validate_tier", "request_validation", "restart_validation"):
            with self.assertRaises(UserError):
                getattr(self.batch.with_user(self.head), method)()
        with self.assertRaises(UserError):
            self.batch.with_context(skip_validation_check=True).sudo().write(
                {"bank_agent_id": False}
            )
        self.batch.pay_date = "2024-03-20"

    def test_who_has_the_open_tier_may_send_back(self):
        self.examination.active = True
        self.batch.action_submit()
        with self.assertRaises(UserError):
            self.batch.with_user(self.finance).action_send_back("Too early")
        self.batch.with_user(self.head).action_review()
        self.batch.with_user(self.finance).action_send_back("No indicator")
        self.assertEqual(self.batch.state, "computed")
        review = self.reviews()[1]
        self.assertEqual(
            (review.outcome, review.done_by, review.comment),
            ("sent_back", self.finance, "No indicator"),
        )

    def test_every_end_of_a_round_is_kept(self):
        self.batch.action_submit()
        self.batch.action_take_back()
        self.batch.action_submit()
        self.approve_submitted()
        self.batch.with_user(self.head).action_send_back("Wrong town")
        self.batch.action_publish()
        self.batch.action_submit()
        self.batch.action_void("Paid by the city")
        rounds = [
            [(review.round, review.status) for review in self.reviews()][index]
            for index in (0, 2, 4)
        ]
        self.assertEqual(rounds, [(1, "cancel"), (2, "approved"), (3, "cancel")])
        self.assertFalse(self.reviews().filtered("is_current"))

    def approve_submitted(self):
        self.batch.with_user(self.head).action_review()
        self.batch.with_user(self.deputy).action_approve()

    def test_the_sentence_follows_the_open_tier(self):
        self.batch.action_submit()
        self.assertIn("Review", self.batch.next_step)
        self.assertIn("t-head", self.batch.next_step)
        self.batch.with_user(self.head).action_review()
        self.assertIn("Approval", self.batch.next_step)
        self.assertIn(self.head.name, self.batch.next_step)
        self.assertFalse(self.waiting(self.auditor))

    def test_approving_reads_the_content_once(self):
        self.batch.action_submit()
        self.batch.with_user(self.head).action_review()
        batch = type(self.env["civil.subsidy.compute"])
        digest = batch._content_digest
        calls = []

        def counted(compute, batch):
            calls.append(batch)
            return digest(compute, batch)

        with patch.object(batch, "_content_digest", counted):
            self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(len(calls), 1)

    def test_the_number_of_statements_is_the_same_for_more_lines(self):
        counts = []
        for lines in (0, 0, 50):
            self.batch.with_user(self.clerk).action_void("Once more")
            self.make_lines(*(self.line_values(10 + serial) for serial in range(lines)))
            self.batch = self.make_batch()
            self.batch.action_compute()
            self.batch.action_publish()
            counts.append(self.statements_to_approve(self.batch))
        self.assertEqual(self.batch.frozen_count, 52)
        self.assertEqual(counts[1], counts[2])

    def statements_to_approve(self, batch):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        batch.with_user(self.clerk).action_submit()
        batch.with_user(self.head).action_review()
        batch.with_user(self.deputy).action_approve()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestIndicator(SubsidyCase):
    """Approving never spends more than the budget indicator has (预算指标)."""

    def setUp(self):
        super().setUp()
        self.make_lines(self.line_values(1), self.line_values(2))
        self.batch = self.make_batch()
        self.batch.action_compute()
        self.batch.action_publish()
        self.batch.action_submit()
        self.batch.with_user(self.head).action_review()

    def available(self, amount):
        model = type(self.env["civil.subsidy.batch"])
        return patch.object(model, "_available_indicator", lambda batch: amount)

    def test_too_little_is_refused_with_both_figures(self):
        with (
            self.available(Decimal("199.99")),
            self.assertRaisesRegex(UserError, r"200\.00.*199\.99"),
        ):
            self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(self.batch.state, "under_approval")

    def test_just_enough_is_enough_and_is_set_aside_before_the_state(self):
        states = []
        model = type(self.env["civil.subsidy.batch"])
        with (
            self.available(Decimal("200.00")),
            patch.object(
                model, "_reserve_funds", lambda batch: states.append(batch.state)
            ),
        ):
            self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(states, ["under_approval"])
        self.assertEqual(self.batch.state, "approved")

    def test_what_is_set_aside_may_refuse(self):
        def refuse(batch):
            reason = "The indicator is closed."
            raise UserError(reason)

        model = type(self.env["civil.subsidy.batch"])
        with (
            patch.object(model, "_reserve_funds", refuse),
            self.assertRaises(UserError),
        ):
            self.batch.with_user(self.deputy).action_approve()
        self.assertEqual(self.batch.state, "under_approval")
        self.assertEqual(
            self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM tier_review WHERE model = %s AND res_id = %s"
                    " AND status = 'pending'",
                    self.batch._name,
                    self.batch.id,
                )
            ),
            [(1,)],
        )
