from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import matter
from .test_todo import TodoCase


class HandoverCase(TodoCase):
    """A clerk who leaves, a successor, and the head of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["civil.department"].create(
            {"code": "T-D", "name": "Department", "state": "enabled"}
        )
        cls.department._sync_roles()
        cls.giver = cls.employ("ho_giver", "clerk")
        cls.receiver = cls.employ("ho_receiver", "clerk")
        cls.leader = cls.employ("ho_leader", "head")
        cls.deputy = cls.employ("ho_deputy", "deputy")
        cls.giver.division_ids = cls.east | cls.west
        cls.receiver.division_ids = cls.west
        cls.records = cls.matters.create(
            [
                {"name": name, "division_id": cls.east.id, "user_id": cls.giver.id}
                for name in ("One", "Two", "Three")
            ]
        )
        cls.other = cls.matters.create(
            {"name": "Other", "division_id": cls.east.id, "user_id": cls.clerk.id}
        )
        cls.activity = cls.env["mail.activity"].create(
            {
                "summary": "Call back",
                "user_id": cls.giver.id,
                "res_model_id": cls.env["ir.model"]._get_id("res.partner"),
                "res_id": cls.receiver.partner_id.id,
            }
        )

    @classmethod
    def employ(cls, login, level):
        user = cls.make_user(login, "civil_base.group_staff")
        role = cls.department._role(level)
        user.write({"role_line_ids": [Command.create({"role_id": role.id})]})
        return user

    def prepare(self, user=None, **values):
        return (
            self.env["civil.handover"]
            .with_user(user or self.giver)
            .create(
                {
                    "giver_id": self.giver.id,
                    "receiver_id": self.receiver.id,
                    "supervisor_id": self.leader.id,
                    "date": date(2024, 3, 7),
                    **values,
                }
            )
        )

    def signed(self, **values):
        handover = self.prepare(**values)
        handover.action_give()
        handover.with_user(self.receiver).action_receive()
        return handover

    def line(self, handover, record):
        return handover.line_ids.filtered(
            lambda line: (line.res_model, line.res_id) == (record._name, record.id)
        )


@tagged("post_install", "-at_install")
class TestHandover(HandoverCase):
    """What is on the list, and when it moves."""

    def test_the_list_holds_all_that_the_giver_holds(self):
        handover = self.prepare()
        found = {(line.kind, line.res_model, line.res_id) for line in handover.line_ids}
        self.assertEqual(
            found,
            {("record", matter.MATTER, record.id) for record in self.records}
            | {("activity", "mail.activity", self.activity.id)}
            | {
                ("division", "civil.division", division.id)
                for division in self.east | self.west
            },
        )
        self.assertIn("Call back", self.line(handover, self.activity).name)
        self.assertIn("Department", handover.role_names)

    def test_everything_moves_with_the_last_signature_and_not_before(self):
        handover = self.signed()
        self.assertEqual(self.records.user_id, self.giver)
        self.assertEqual(self.receiver.division_ids, self.west)
        handover.with_user(self.leader).action_confirm()
        self.assertEqual(self.records.user_id, self.receiver)
        self.assertEqual(self.other.user_id, self.clerk)
        self.assertEqual(self.activity.user_id, self.receiver)
        self.assertEqual(self.receiver.division_ids, self.east | self.west)
        self.assertFalse(self.giver.division_ids)
        self.assertEqual(set(handover.line_ids.mapped("outcome")), {"moved"})
        self.assertEqual(self.todos(self.records).user_id, self.receiver)
        self.assertFalse(self.seen(self.giver))

    def test_what_is_taken_off_stays_and_says_why(self):
        handover = self.prepare()
        line = self.line(handover, self.records[0])
        asked = line.action_take_out()
        self.assertEqual(asked["res_model"], "civil.handover.reason")
        self.env["civil.handover.reason"].with_user(self.giver).with_context(
            **asked["context"]
        ).create({"reason": "Ends this week"}).action_confirm()
        self.assertEqual((line.included, line.reason), (False, "Ends this week"))
        handover.action_collect()
        self.assertFalse(self.line(handover, self.records[0]).included)
        handover.action_give()
        with self.assertRaises(UserError):
            line.action_put_back()
        handover.with_user(self.receiver).action_receive()
        handover.with_user(self.leader).action_confirm()
        self.assertEqual(self.records[0].user_id, self.giver)
        self.assertEqual(self.records[1:].user_id, self.receiver)

    def test_it_moves_once(self):
        handover = self.signed()
        handover.with_user(self.leader).action_confirm()
        self.records.user_id = self.clerk
        with self.assertRaises(UserError):
            handover.with_user(self.leader).action_confirm()
        self.assertEqual(self.records.user_id, self.clerk)

    def test_what_went_elsewhere_meanwhile_stays_there(self):
        handover = self.signed()
        self.records[0].user_id = self.clerk
        self.records[1].unlink()
        handover.with_user(self.leader).action_confirm()
        self.assertEqual(self.records[0].user_id, self.clerk)
        self.assertEqual(self.records[2].user_id, self.receiver)
        elsewhere = handover.line_ids.filtered(lambda line: line.outcome == "elsewhere")
        self.assertEqual(elsewhere.mapped("name"), ["One", "Two"])

    def test_what_comes_after_the_list_is_told(self):
        handover = self.prepare()
        self.assertFalse(handover.new_count)
        later = self.make(name="Later", user_id=self.giver.id)
        handover.invalidate_recordset()
        self.assertEqual(handover.new_count, 1)
        handover.action_collect()
        self.assertTrue(self.line(handover, later))
        self.assertFalse(handover.new_count)

    def test_it_moves_as_a_whole_or_not_at_all(self):
        handover = self.signed()
        model = self.registry["civil.handover"]
        with (
            patch.object(model, "_move_division", side_effect=UserError("no")),
            self.assertRaises(UserError),
            self.cr.savepoint(),
        ):
            handover.with_user(self.leader).action_confirm()
        self.env.invalidate_all()
        self.assertEqual(handover.state, "received")
        self.assertEqual(self.records.user_id, self.giver)

    def test_a_thousand_records_move_in_as_many_statements_as_ten(self):
        def statements(count):
            self.matters.create(
                [
                    {
                        "name": f"M{number}",
                        "division_id": self.east.id,
                        "user_id": self.giver.id,
                    }
                    for number in range(count)
                ]
            )
            self.giver.division_ids = self.east
            handover = self.signed()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.count_statements() as counted:
                handover.with_user(self.leader).action_confirm()
            return counted[0]

        statements(1)
        few = statements(10)
        # The ORM itself writes a hundred rows of each table with a statement.
        self.assertLessEqual(statements(1000), few + 2 * 10 + 5)

    @freeze_time("2024-03-07 01:00:00")
    def test_the_printed_list_names_everything(self):
        handover = self.prepare(note="Two keys")
        self.line(handover, self.records[0]).action_take_out("Ends this week")
        handover.action_give()
        html = self.env["ir.qweb"]._render(
            "civil_base.report_handover",
            {
                "docs": handover,
                "doc_ids": handover.ids,
                "res_company": self.env.company,
            },
        )
        day = handover._day(handover.given_date)
        self.assertIn("2024", day)
        for text in ("Two", "Three", "Ends this week", "Two keys", day):
            self.assertIn(text, html)


@tagged("post_install", "-at_install")
class TestHandoverPeople(HandoverCase):
    """Who signs, and who only looks on."""

    def test_each_signs_for_himself_and_in_order(self):
        handover = self.prepare()
        for user in (self.receiver, self.leader, self.deputy, self.admin):
            with self.assertRaises(UserError):
                handover.with_user(user).action_give()
        with self.assertRaises(UserError):
            handover.with_user(self.receiver).action_receive()
        handover.action_give()
        for user in (self.giver, self.leader, self.admin):
            with self.assertRaises(UserError):
                handover.with_user(user).action_receive()
        with self.assertRaises(UserError):
            handover.with_user(self.leader).action_confirm()
        handover.with_user(self.receiver).action_receive()
        for user in (self.giver, self.receiver, self.deputy, self.admin):
            with self.assertRaises(UserError):
                handover.with_user(user).action_confirm()
        handover.with_user(self.leader).action_confirm()
        self.assertEqual(
            handover.given_uid | handover.received_uid | handover.confirmed_uid,
            self.giver | self.receiver | self.leader,
        )

    @mute_logger("odoo.sql_db")
    def test_they_are_three_different_people(self):
        for values in (
            {"receiver_id": self.giver.id},
            {"supervisor_id": self.receiver.id},
            {"supervisor_id": self.giver.id},
        ):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.prepare(**values)

    def test_the_supervisor_leads_one_of_both(self):
        handover = self.prepare(supervisor_id=self.clerk.id)
        with self.assertRaisesRegex(UserError, "leads neither"):
            handover.action_give()

    def test_it_waits_for_the_next_signature(self):
        def waits(user):
            todos = self.env["civil.todo"].with_user(user)
            domain = [("is_mine", "=", True), ("res_model", "=", "civil.handover")]
            return bool(todos.search(domain))

        handover = self.prepare()
        steps = (
            (self.giver, "action_give"),
            (self.receiver, "action_receive"),
            (self.leader, "action_confirm"),
        )
        for signer, action in steps:
            for user, _action in steps:
                self.assertEqual(waits(user), user == signer, action)
            getattr(handover.with_user(signer), action)()
        self.assertFalse(any(waits(user) for user, _action in steps))

    def test_nobody_prepares_that_of_others(self):
        for user in (self.clerk, self.receiver):
            with self.assertRaises(AccessError):
                self.prepare(user=user)
        self.prepare(user=self.leader)
        self.prepare(user=self.admin)

    def test_what_is_signed_stays(self):
        handover = self.prepare()
        with self.assertRaises(AccessError):
            handover.line_ids[:1].write({"included": False})
        with self.assertRaises(AccessError):
            self.env["civil.handover.line"].with_user(self.giver).create(
                {"handover_id": handover.id}
            )
        with self.assertRaises(AccessError):
            handover.with_user(self.receiver).write({"note": "mine"})
        handover.action_give()
        with self.assertRaises(UserError):
            handover.write({"receiver_id": self.clerk.id})
        with self.assertRaises(UserError):
            handover.write({"state": "confirmed"})
        with self.assertRaises(UserError):
            handover.action_collect()
        with self.assertRaises(UserError):
            handover.unlink()
        handover.action_take_back()
        self.assertFalse(handover.given_uid)
        handover.write({"note": "changed"})

    def test_others_see_nothing_of_it(self):
        handover = self.prepare()
        model = self.env["civil.handover"]
        for user in (
            *(self.giver, self.receiver, self.leader, self.deputy),
            *(self.admin, self.auditor),
        ):
            self.assertIn(handover, model.with_user(user).search([]))
            self.assertTrue(handover.with_user(user).line_ids)
        for user in (self.clerk, self.finance):
            self.assertNotIn(handover, model.with_user(user).search([]))
            self.assertFalse(
                self.env["civil.handover.line"]
                .with_user(user)
                .search([("handover_id", "=", handover.id)])
            )
        with self.assertRaises(AccessError):
            handover.with_user(self.auditor).write({"note": "x"})
        with self.assertRaises(AccessError):
            model.with_user(self.outsider).search([])

    def test_the_head_signs_for_who_left_with_a_reason(self):
        self.giver.active = False
        self.env.invalidate_all()
        handover = self.prepare(user=self.leader, supervisor_id=self.deputy.id)
        self.assertEqual(len(handover.line_ids), 6)
        self.assertIn("Department", handover.role_names)
        asked = handover.action_give()
        self.assertEqual(asked["res_model"], "civil.handover.reason")
        for user in (self.receiver, self.deputy, self.admin):
            with self.assertRaises(UserError):
                handover.with_user(user).action_give("Left")
        handover.action_give("Left the bureau")
        self.assertEqual(
            (handover.given_uid, handover.represent_reason),
            (self.leader, "Left the bureau"),
        )
        handover.with_user(self.receiver).action_receive()
        handover.with_user(self.deputy).action_confirm()
        self.assertEqual(self.records.user_id, self.receiver)

    def test_who_signed_for_the_giver_does_not_confirm(self):
        self.giver.active = False
        handover = self.prepare(user=self.leader)
        with self.assertRaisesRegex(UserError, "each for himself"):
            handover.action_give("Left")

    def test_it_is_cancelled_and_nothing_moves(self):
        handover = self.signed()
        with self.assertRaises(UserError):
            handover.with_user(self.receiver).action_cancel()
        handover.with_user(self.leader).action_cancel()
        self.assertEqual(self.records.user_id, self.giver)
        with self.assertRaises(UserError):
            handover.with_user(self.leader).action_confirm()
