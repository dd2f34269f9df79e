from datetime import date

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApprovalCase

#: Thursday, 7 March, nine o'clock in the morning in China.
NOW = "2024-03-07 01:00:00"


class DelegationCase(ApprovalCase):
    """A department with a head, its people, and records that wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["civil.department"].create(
            {"code": "T-D", "name": "Department", "state": "enabled"}
        )
        cls.department._sync_roles()
        cls.leader = cls.make_user("t-leader")
        cls.other_leader = cls.make_user("t-leader-2")
        cls.stand_in = cls.make_user("t-stand-in")
        cls.auditor = cls.make_user("t-auditor")
        cls.auditor.group_ids += cls.env.ref("civil_base.group_auditor")
        cls.employ(cls.leader, "head")
        for user in (cls.head, cls.clerk, cls.clerk2, cls.stand_in):
            cls.employ(user, "clerk")
        # Who has roles has the groups of roles only.
        decides = cls.env["res.users.role"].create(
            {"name": "Decides", "implied_ids": [Command.set(cls.heads.ids)]}
        )
        cls.head.write({"role_line_ids": [Command.create({"role_id": decides.id})]})

    @classmethod
    def employ(cls, user, level):
        role = cls.department._role(level)
        user.write({"role_line_ids": [Command.create({"role_id": role.id})]})

    def request(self, user=None, **values):
        return (
            self.env["civil.delegation"]
            .with_user(user or self.head)
            .create(
                {
                    "absent_id": self.head.id,
                    "delegate_id": self.stand_in.id,
                    "date_from": date(2024, 3, 7),
                    "date_to": date(2024, 3, 8),
                    "reason": "Annual leave",
                    **values,
                }
            )
        )

    def approved(self, **values):
        delegation = self.request(user=self.admin, **values)
        delegation.with_user(self.admin).action_approve()
        return delegation

    def may_pass(self, record, user):
        record = record.with_user(user)
        # A screen asks anew each time.
        record.invalidate_recordset(["next_reviewer_ids"])
        waiting = self.documents.with_user(user).search(
            [("waiting_for_user", "=", True)]
        )
        self.assertEqual(not record._tier_refusal(), record in waiting)
        self.assertEqual(user in record.next_reviewer_ids, record in waiting)
        todos = self.env["civil.todo"].with_user(user)
        mine = todos.search(
            [
                ("is_mine", "=", True),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
            ]
        )
        self.assertEqual(bool(mine), record in waiting)
        return record in waiting


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestStandingIn(DelegationCase):
    """What the delegate may pass, and what he may not."""

    def test_the_delegate_passes_in_the_place_of_who_is_on_leave(self):
        record = self.submitted()
        self.assertFalse(self.may_pass(record, self.stand_in))
        self.approved()
        self.assertTrue(self.may_pass(record, self.stand_in))
        record.with_user(self.stand_in).action_pass()
        review = self.reviews(record)[0]
        self.assertEqual(
            (review.done_by, review.on_behalf_id), (self.stand_in, self.head)
        )
        self.assertFalse(self.may_pass(record, self.stand_in))
        record.with_user(self.deputy).action_approve()
        self.assertFalse(self.reviews(record)[1].on_behalf_id)

    def test_a_tier_of_one_person_by_name(self):
        self.first.write({"reviewer_group_id": False, "reviewer_id": self.head.id})
        record = self.submitted()
        self.assertFalse(self.may_pass(record, self.stand_in))
        self.approved()
        self.assertTrue(self.may_pass(record, self.stand_in))
        record.with_user(self.stand_in).action_pass()

    def test_who_alone_passes_a_tier_but_made_it_is_not_waited_for(self):
        self.first.write({"reviewer_group_id": False, "reviewer_id": self.head.id})
        record = self.submitted(maker_id=self.head.id)
        self.assertFalse(self.may_pass(record, self.head))
        self.approved()
        self.assertFalse(self.may_pass(record, self.stand_in))

    def test_in_his_own_name_he_stands_for_nobody(self):
        self.approved(delegate_id=self.jack.id)
        record = self.submitted()
        record.with_user(self.jack).action_pass()
        self.assertFalse(self.reviews(record)[0].on_behalf_id)

    def test_the_person_on_leave_may_still_decide(self):
        self.approved()
        record = self.submitted()
        record.with_user(self.head).action_pass()
        self.assertEqual(self.reviews(record)[0].done_by, self.head)

    def test_days_are_those_of_china(self):
        self.approved()
        record = self.submitted()
        # The 7th begins at 16:00 UTC of the 6th, the 8th ends at 16:00 UTC.
        moments = {
            "2024-03-06 15:59:00": False,
            "2024-03-06 16:01:00": True,
            "2024-03-08 15:59:00": True,
            "2024-03-08 16:01:00": False,
        }
        for moment, holds in moments.items():
            with freeze_time(moment):
                self.assertEqual(self.may_pass(record, self.stand_in), holds, moment)

    def test_what_the_delegate_made_or_submitted_is_not_his_to_pass(self):
        self.approved(delegate_id=self.clerk.id)
        record = self.submitted()
        self.assertFalse(self.may_pass(record, self.clerk))
        with self.assertRaisesRegex(UserError, "made or submitted"):
            record.with_user(self.clerk).action_pass()
        submitted = self.make_document(maker_id=self.clerk2.id)
        submitted.action_submit()
        self.assertFalse(self.may_pass(submitted, self.clerk))

    def test_what_the_person_on_leave_made_or_submitted_is_not_either(self):
        self.approved()
        made = self.submitted(maker_id=self.head.id)
        self.assertFalse(self.may_pass(made, self.stand_in))
        with self.assertRaisesRegex(UserError, "made or submitted"):
            made.with_user(self.stand_in).action_pass()
        submitted = self.make_document()
        submitted.with_user(self.head).action_submit()
        self.assertFalse(self.may_pass(submitted, self.stand_in))

    def test_what_one_of_both_passed_is_not_passed_again(self):
        self.approved(absent_id=self.deputy.id)
        self.approved(absent_id=self.jack.id, delegate_id=self.clerk2.id)
        by_jack = self.submitted()
        by_jack.with_user(self.jack).action_pass()
        # The second tier is Jack's by group: neither he nor who stands in for him.
        self.assertFalse(self.may_pass(by_jack, self.clerk2))
        self.assertTrue(self.may_pass(by_jack, self.stand_in))
        for_jack = self.submitted()
        for_jack.with_user(self.clerk2).action_pass()
        self.assertEqual(self.reviews(for_jack)[0].on_behalf_id, self.jack)
        self.assertFalse(self.may_pass(for_jack, self.jack))
        self.assertFalse(self.may_pass(for_jack, self.clerk2))
        with self.assertRaisesRegex(UserError, "passed one tier"):
            for_jack.with_user(self.jack).action_approve()
        for_jack.with_user(self.stand_in).action_approve()
        self.assertEqual(self.reviews(for_jack)[1].on_behalf_id, self.deputy)

    def test_both_must_cover_the_division(self):
        elsewhere = self.env["civil.division"].create(
            {"code": "990102", "name": "Other", "level": "district"}
        )
        self.approved()
        record = self.submitted()
        self.head.division_ids = elsewhere
        self.assertFalse(self.may_pass(record, self.stand_in))
        self.head.division_ids = self.district
        self.assertTrue(self.may_pass(record, self.stand_in))
        self.stand_in.division_ids = elsewhere
        waiting = self.documents.with_user(self.stand_in)
        self.assertFalse(waiting.search([("waiting_for_user", "=", True)]))
        with self.assertRaises(AccessError):
            record.with_user(self.stand_in).action_pass()

    def test_it_is_over_when_ended_or_when_one_left(self):
        delegation = self.approved()
        record = self.submitted()
        self.assertTrue(self.may_pass(record, self.stand_in))
        delegation.with_user(self.head).action_end()
        self.assertFalse(self.may_pass(record, self.stand_in))
        with self.assertRaises(UserError):
            record.with_user(self.stand_in).action_pass()
        self.approved()
        self.assertTrue(self.may_pass(record, self.stand_in))
        self.head.active = False
        self.assertFalse(
            self.documents.with_user(self.stand_in).search(
                [("waiting_for_user", "=", True)]
            )
        )

    def test_the_desk_of_the_delegate_holds_decisions_only(self):
        self.approved()
        record = self.submitted()
        self.assertTrue(self.may_pass(record, self.stand_in))
        request = self.request(absent_id=self.clerk.id, user=self.clerk)
        todos = self.env["civil.todo"].with_user(self.stand_in)
        self.assertFalse(
            todos.search(
                [("res_model", "=", request._name), ("res_id", "=", request.id)]
            )
        )


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDelegation(DelegationCase):
    """Who asks for it, who decides, and what it can't be."""

    def test_only_the_head_or_an_administrator_approves(self):
        delegation = self.request()
        for user in (self.head, self.stand_in):
            with self.assertRaisesRegex(UserError, "on leave nor who stands in"):
                delegation.with_user(user).action_approve()
        for user in (self.clerk, self.other_leader, self.deputy):
            with self.assertRaises(AccessError):
                delegation.with_user(user).action_approve()
        with self.assertRaises(AccessError):
            delegation.with_user(self.auditor).action_approve()
        delegation.with_user(self.leader).action_approve()
        self.assertEqual(
            (delegation.state, delegation.approved_uid), ("approved", self.leader)
        )

    def test_a_head_who_stands_in_does_not_approve_it(self):
        delegation = self.request(delegate_id=self.leader.id)
        with self.assertRaises(UserError):
            delegation.with_user(self.leader).action_approve()
        delegation.with_user(self.admin).action_approve()

    def test_it_waits_on_the_desk_of_the_head(self):
        delegation = self.request()
        todos = self.env["civil.todo"].with_user(self.leader)
        domain = [("res_model", "=", delegation._name), ("is_mine", "=", True)]
        self.assertEqual(todos.search(domain).res_id, delegation.id)
        delegation.with_user(self.leader).action_refuse()
        self.assertFalse(todos.search(domain))
        self.assertFalse(delegation.is_effective)

    def test_people_ask_for_their_own_leave(self):
        with self.assertRaises(ValidationError):
            self.request(user=self.clerk)
        self.request(user=self.leader)

    def test_only_those_concerned_see_it(self):
        delegation = self.request()
        model = self.env["civil.delegation"]
        for user in (self.head, self.stand_in, self.leader, self.admin, self.auditor):
            self.assertIn(delegation, model.with_user(user).search([]))
        for user in (self.clerk, self.other_leader):
            self.assertNotIn(delegation, model.with_user(user).search([]))
        with self.assertRaises(AccessError):
            delegation.with_user(self.auditor).write({"reason": "x"})

    @mute_logger("odoo.sql_db")
    def test_one_person_is_stood_in_for_once_a_day(self):
        self.approved()
        with self.assertRaises(ExclusionViolation):
            self.request(
                delegate_id=self.clerk.id,
                date_from=date(2024, 3, 8),
                date_to=date(2024, 3, 9),
            )

    @mute_logger("odoo.sql_db")
    def test_nobody_stands_in_for_himself(self):
        with self.assertRaises(CheckViolation):
            self.request(delegate_id=self.head.id)

    def test_once_ended_another_may_follow(self):
        self.approved().with_user(self.admin).action_end()
        self.request(delegate_id=self.clerk.id)

    def test_there_is_no_chain(self):
        self.approved()
        passed_on = self.request(
            user=self.stand_in,
            absent_id=self.stand_in.id,
            delegate_id=self.clerk.id,
            date_from=date(2024, 3, 8),
            date_to=date(2024, 3, 12),
        )
        with self.assertRaisesRegex(UserError, "isn't passed on"):
            passed_on.with_user(self.leader).action_approve()
        to_absent = self.request(
            user=self.clerk, absent_id=self.clerk.id, delegate_id=self.head.id
        )
        with self.assertRaisesRegex(UserError, "is on leave"):
            to_absent.with_user(self.leader).action_approve()

    def test_what_is_decided_stays(self):
        delegation = self.approved()
        with self.assertRaises(UserError):
            delegation.write({"date_to": date(2024, 4, 1)})
        with self.assertRaises(UserError):
            delegation.write({"state": "ended"})
        with self.assertRaises(UserError):
            delegation.unlink()
        self.request(date_from=date(2024, 5, 1), date_to=date(2024, 5, 2)).unlink()

    def test_days_that_are_over_are_not_approved(self):
        delegation = self.request(date_from=date(2024, 3, 1), date_to=date(2024, 3, 6))
        with self.assertRaisesRegex(UserError, "last day is over"):
            delegation.with_user(self.leader).action_approve()

    def test_nobody_from_outside_stands_in(self):
        delegation = self.request(delegate_id=self.portal.id)
        with self.assertRaisesRegex(UserError, "doesn't work here"):
            delegation.with_user(self.leader).action_approve()

    def test_who_ends_it(self):
        delegation = self.approved()
        with self.assertRaises(UserError):
            delegation.with_user(self.stand_in).action_end()
        delegation.with_user(self.leader).action_end()
        self.assertEqual(delegation.ended_uid, self.leader)
