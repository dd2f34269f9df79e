import base64

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import InspectionCase

#: The smallest picture.
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class TestInspection(InspectionCase):
    """Notice, checklist, two signatures, result, publication."""

    def test_whole_course(self):
        record = self.special()
        record.action_notify()
        self.assertEqual(record.document_ids.kind_id.code, "inspection_notice")
        record.with_user(self.clerk2).action_start()
        self.assertEqual(len(record.line_ids), 3)
        self.answer(record)
        record.action_sign()
        self.assertEqual(record.state, "checking")
        record.with_user(self.clerk2).action_sign()
        self.assertEqual(record.state, "signed")
        self.assertEqual(str(record.actual_date), "2024-03-04")
        self.assertEqual(self.objects[0].last_inspection_date, record.actual_date)
        record.action_order_rectification()
        record.with_user(self.head).action_publish()
        self.assertEqual(record.state, "published")

    def test_result_is_public_within_twenty_working_days(self):
        """From 4 March on, twenty working days; 4 and 5 April are holidays."""
        record = self.signed(problem=False)
        self.assertEqual(str(record.due_date), "2024-04-01")
        with freeze_time("2024-04-02 01:00:00"):
            record.invalidate_recordset()
            self.assertTrue(record.is_overdue)
            found = self.env["civil.inspection"].search([("is_overdue", "=", True)])
            self.assertIn(record, found)
        record.with_user(self.head).action_publish()
        self.assertFalse(record.due_date)

    def test_only_named_fields_are_published(self):
        record = self.checking()
        record.line_ids.action_yes()
        record.write(
            {"result": "ok", "conclusion": "Secret remark", "present_person": "Mrs Wu"}
        )
        record.action_sign()
        record.with_user(self.clerk2).action_sign()
        record.with_user(self.head).action_publish("The wall")
        self.assertEqual(
            set(record.publication),
            {"number", "object", "kind", "campaign", "date", "units", "result"},
        )
        told = str(record.publication)
        for secret in ("Secret remark", "Mrs Wu", "Inspector A"):
            self.assertNotIn(secret, told)
        self.assertEqual(record.published_where, "The wall")

    def test_at_least_two_inspectors(self):
        alone = self.special(inspector_ids=[Command.set(self.inspectors[0].ids)])
        with self.assertRaisesRegex(UserError, "at least 2 inspectors"):
            alone.action_notify()

    def test_nobody_goes_who_is_absent_uncertified_or_in_a_conflict(self):
        second = self.inspectors[1]
        record = self.special()
        conflict = self.env["civil.inspection.conflict"].create(
            {
                "inspector_id": second.id,
                "object_id": record.object_id.id,
                "reason": "Shares",
            }
        )
        with self.assertRaisesRegex(UserError, "conflict of interest: Shares"):
            record.action_notify()
        conflict.unlink()
        absence = self.env["civil.inspection.absence"].create(
            {
                "inspector_id": second.id,
                "date_from": "2024-03-01",
                "date_to": "2024-03-05",
                "reason": "Leave",
            }
        )
        with self.assertRaisesRegex(UserError, "is absent"):
            record.action_notify()
        absence.unlink()
        second.certificate_to = "2024-03-04"
        with self.assertRaisesRegex(UserError, "no valid certificate"):
            record.action_notify()

    def test_frequency_cap(self):
        """A third special inspection in a year is refused; a complaint isn't."""
        for _number in range(2):
            self.special(source="special").action_notify()
        third = self.special(source="special")
        with self.assertRaisesRegex(UserError, "already inspected 2 times in 2024"):
            third.action_notify()
        self.special().action_notify()

    def test_only_the_team_begins_answers_and_signs(self):
        record = self.special()
        record.action_notify()
        with self.assertRaisesRegex(UserError, "aren't among its inspectors"):
            record.with_user(self.clerk3).action_start()
        record.action_start()
        line = record.line_ids[0].with_user(self.clerk3)
        for attempt in (
            line.action_yes,
            lambda: line.write({"note": "x"}),
            lambda: record.with_user(self.clerk3).write({"result": "ok"}),
            record.with_user(self.clerk3).action_sign,
        ):
            with self.assertRaises(UserError):
                attempt()

    def test_nothing_changes_once_somebody_signed(self):
        record = self.checking()
        self.answer(record)
        record.action_sign()
        colleague = record.with_user(self.clerk2)
        for attempt in (
            colleague.line_ids[1].action_no,
            lambda: colleague.write({"result": "ok"}),
            lambda: colleague.line_ids.create(
                {"inspection_id": record.id, "name": "More"}
            ),
        ):
            with self.assertRaisesRegex(UserError, "first signature"):
                attempt()
        record.action_unsign()
        colleague.line_ids[1].action_no()
        self.assertEqual(record.line_ids[1].result, "no")

    def test_one_person_does_not_sign_twice_or_for_a_colleague(self):
        record = self.checking()
        self.answer(record)
        record.action_sign()
        with self.assertRaisesRegex(UserError, "sign in person"):
            record.action_sign(self.inspectors[1].id, PIXEL)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            record.action_sign()
        self.assertEqual(record.state, "checking")

    def test_who_has_no_user_signs_on_the_screen(self):
        guest = self.make_inspector("Inspector G")
        team = self.inspectors[0] | guest
        record = self.checking(inspector_ids=[Command.set(team.ids)])
        self.answer(record)
        record.action_sign()
        with self.assertRaisesRegex(UserError, "on the screen"):
            record.action_sign(guest.id)
        wizard = (
            self.env["civil.inspection.sign"]
            .with_user(self.clerk)
            .create({"inspection_id": record.id, "image": PIXEL})
        )
        self.assertEqual(wizard.inspector_id, guest)
        wizard.action_confirm()
        self.assertEqual(record.state, "signed")
        self.assertTrue(base64.b64decode(record.signature_ids[-1].image))

    def test_what_is_missing_stops_signing(self):
        record = self.checking()
        with self.assertRaisesRegex(UserError, "choose the result"):
            record.action_sign()
        record.result = "problems"
        with self.assertRaisesRegex(UserError, "3 items aren't answered"):
            record.action_sign()
        record.line_ids.action_na()
        with self.assertRaisesRegex(UserError, "no item says which problem"):
            record.action_sign()
        record.line_ids[0].action_no()
        with self.assertRaisesRegex(UserError, "Exits are free"):
            record.action_sign()
        record.line_ids[0].note = "Boxes"
        record.result = "ok"
        with self.assertRaisesRegex(UserError, "problems were found"):
            record.action_sign()

    def test_not_found_needs_no_answers(self):
        record = self.checking()
        record.result = "unreachable"
        record.action_sign()
        record.with_user(self.clerk2).action_sign()
        self.assertEqual(record.state, "signed")

    def test_scores(self):
        record = self.checking()
        self.assertEqual(record.max_score, 10)
        record.line_ids[1].write({"result": "no", "score": 4})
        self.assertEqual(record.score, 4)
        with self.assertRaises(ValidationError):
            record.line_ids[1].score = 11
        record.line_ids[1].action_na()
        self.assertEqual((record.score, record.max_score), (0, 0))
        record.line_ids[2].write({"result": "yes", "count": 48})
        self.assertEqual(record.line_ids[2].count, 48)

    def test_what_was_drawn_stays(self):
        campaign, _draw = self.drawn()
        record = campaign.inspection_ids[0].with_user(self.head)
        for vals in (
            {"inspector_ids": [Command.clear()]},
            {"object_id": self.objects[9].id},
            {"source": "special"},
        ):
            with self.assertRaisesRegex(UserError, "were drawn and stay"):
                record.write(vals)
        with self.assertRaises(ValidationError):
            record.planned_date = "2024-04-02"
        record.planned_date = "2024-03-12"
        with self.assertRaises(UserError):
            record.unlink()

    def test_drawn_inspections_come_from_draws(self):
        campaign, draw = self.drawn()
        for vals in ({"source": "drawn"}, {"draw_id": draw.id}):
            with self.assertRaisesRegex(UserError, "come from draws"):
                self.special(**vals)
        record = self.special()
        for vals in (
            {"source": "drawn"},
            {"draw_id": draw.id},
            {"campaign_id": campaign.id},
        ):
            with self.assertRaisesRegex(UserError, "come from draws"):
                record.write(vals)
        self.assertEqual(len(campaign.inspection_ids), 3)

    def test_an_inspector_who_falls_ill_is_replaced(self):
        campaign, _draw = self.drawn()
        record = campaign.inspection_ids[0]
        third = self.make_inspector("Inspector C", user_id=self.clerk3.id)
        ill = self.inspectors[0]
        with self.assertRaisesRegex(UserError, "Only a section head"):
            record.action_replace_inspector(ill.id, third.id, "Ill")
        record.with_user(self.head).action_replace_inspector(ill.id, third.id, "Ill")
        self.assertEqual(record.inspector_ids, self.inspectors[1] | third)
        self.assertIn("Ill", record.message_ids[0].body)
        self.assertTrue(_draw.with_user(self.auditor).action_recompute())
        self.assertIn(ill, _draw.line_ids.inspector_id)

    def test_cancelled_with_a_reason(self):
        campaign, _draw = self.drawn()
        record = campaign.inspection_ids[0]
        with self.assertRaisesRegex(UserError, "your role"):
            record.action_cancel("Closed")
        window = record.with_user(self.head).action_cancel()
        self.assertEqual(window["res_model"], "civil.inspection.reason")
        wizard = (
            self.env["civil.inspection.reason"]
            .with_user(self.head)
            .with_context(**window["context"])
            .create({"reason": "Gave up its business"})
        )
        wizard.action_confirm()
        self.assertEqual(record.state, "cancelled")
        self.assertEqual(record.cancel_reason, "Gave up its business")

    def test_publication_waits_for_the_order(self):
        record = self.signed()
        with self.assertRaisesRegex(UserError, "the order to rectify comes first"):
            record.with_user(self.head).action_publish()

    def test_what_waits_for_whom(self):
        record = self.special()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )
        self.assertEqual(todos.group_id, self.env.ref("civil_inspection.group_clerk"))
        record.action_notify()
        self.assertEqual(self.todo_users(record), self.clerk | self.clerk2)
        record.action_start()
        self.answer(record)
        record.action_sign()
        self.assertEqual(self.todo_users(record), self.clerk2)
        record.with_user(self.clerk2).action_sign()
        todos = self.todos(record)
        self.assertIn(
            self.env.ref("civil_inspection.group_head"), todos.mapped("group_id")
        )

    def todos(self, record):
        return self.env["civil.todo"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def todo_users(self, record):
        return self.todos(record).user_id

    def test_state_can_not_be_written(self):
        record = self.special()
        with self.assertRaises(UserError):
            record.write({"state": "published"})
        with self.assertRaises(UserError):
            record.write({"publication": {"result": "x"}})
        with self.assertRaises(UserError):
            self.special(state="signed")

    def test_objects_of_another_kind(self):
        other = self.make_kind("t-other")
        with self.assertRaisesRegex(ValidationError, "isn't subject"):
            self.special(kind_id=other.id)

    def test_later_versions_of_a_checklist_change_no_record(self):
        record = self.checking()
        record.checklist_id.item_ids[0].sudo().name = "Another requirement"
        self.assertEqual(record.line_ids[0].name, "Exits are free")
        with self.assertRaisesRegex(UserError, "archive it"):
            record.checklist_id.with_user(self.head).unlink()

    def test_a_contributed_record_becomes_an_object(self):
        partner = self.env["res.partner"].create({"name": "Cemetery"})
        objects = self.env["civil.inspection.object"]
        made = objects._contribute({partner: {"division_id": self.east.id}}, ["t-kind"])
        again = objects._contribute({partner: {"risk_class": "d"}}, ["t-kind"])
        self.assertEqual(made, again)
        self.assertEqual((made.name, made.risk_class), ("Cemetery", "d"))
        self.assertEqual(made.action_open_record()["res_id"], partner.id)

    def test_an_object_takes_over_from_its_organization(self):
        organization = self.env["civil.organization"].create(
            {"name": "Home Ltd", "division_id": self.west.id, "address": "Road 1"}
        )
        made = self.env["civil.inspection.object"].create(
            {
                "organization_id": organization.id,
                "kind_ids": [Command.set(self.kind.ids)],
            }
        )
        self.assertEqual(
            (made.name, made.division_id, made.address),
            ("Home Ltd", self.west, "Road 1"),
        )
