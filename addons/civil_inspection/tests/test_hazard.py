from freezegun import freeze_time

from odoo.exceptions import UserError

from .common import InspectionCase

FIVE = {
    "responsible": "Mr Liu",
    "measures": "Clear the exit",
    "funds": 200,
    "deadline": "2024-03-15",
    "protection": "Somebody watches the exit",
}


class TestHazard(InspectionCase):
    """The ledger of hazards: found, rectified, checked by another, closed."""

    def hazard(self, **values):
        return (
            self.env["civil.hazard"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "Blocked exit",
                    "object_id": self.objects[0].id,
                    "kind_id": self.kind.id,
                    **values,
                }
            )
        )

    def rectified(self, **values):
        record = self.hazard(**FIVE, **values)
        record.action_assign()
        record.rectified_note = "Cleared"
        record.action_rectified()
        return record

    def test_whole_course(self):
        record = self.rectified()
        record.with_user(self.clerk2).action_verify()
        record.with_user(self.head).action_close()
        self.assertEqual(record.state, "closed")
        self.assertEqual(record.verified_uid, self.clerk2)
        with self.assertRaisesRegex(UserError, "is closed and stays"):
            record.write({"rectified_note": "Other words"})

    def test_the_five_are_settled_first(self):
        """五落实: who answers, measures, money, deadline, plan."""
        for name in ("responsible", "measures", "deadline", "protection"):
            record = self.hazard(**{**FIVE, name: False})
            with self.assertRaisesRegex(UserError, "settle first"):
                record.action_assign()
        self.hazard(**{**FIVE, "funds": 0}).action_assign()

    def test_another_person_checks(self):
        record = self.rectified()
        with self.assertRaisesRegex(UserError, "doesn't check it again"):
            record.action_verify()
        with self.assertRaisesRegex(UserError, "doesn't check it again"):
            record.action_fail("No")
        with self.assertRaises(UserError):
            record.with_user(self.head).action_close()

    def test_not_gone_goes_back(self):
        record = self.rectified()
        record.with_user(self.clerk2).action_fail("Boxes again")
        self.assertEqual(
            (record.state, record.verify_note), ("rectifying", "Boxes again")
        )

    def test_a_major_one_is_listed_and_reported(self):
        record = self.rectified(level="major")
        record.with_user(self.clerk2).action_verify()
        head = record.with_user(self.head)
        with self.assertRaisesRegex(UserError, "listed first"):
            head.action_close()
        with self.assertRaisesRegex(UserError, "Only a section head"):
            record.action_list()
        head.action_list()
        with self.assertRaisesRegex(UserError, "reported first"):
            head.action_close()
        self.env["civil.hazard.report"].with_user(self.clerk).create(
            {"hazard_id": record.id, "content": "A blocked exit"}
        )
        head.action_close()
        self.assertEqual(record.state, "closed")

    def test_reports_stay(self):
        record = self.hazard(level="major")
        report = self.env["civil.hazard.report"].create(
            {"hazard_id": record.id, "content": "A blocked exit"}
        )
        with self.assertRaises(UserError):
            report.write({"content": "Nothing"})
        with self.assertRaises(UserError):
            report.unlink()

    def test_a_general_one_is_not_listed(self):
        with self.assertRaisesRegex(UserError, "isn't a major hazard"):
            self.hazard().with_user(self.head).action_list()

    def test_found_again_within_six_months(self):
        item = self.kind._checklist().item_ids[0]
        first = self.hazard(item_id=item.id, found_date="2023-09-05")
        again = self.hazard(item_id=item.id)
        self.assertTrue(again.is_repeat)
        self.assertEqual(again.repeat_of_id, first)
        elsewhere = self.hazard(item_id=item.id, object_id=self.objects[1].id)
        self.assertFalse(elsewhere.is_repeat)

    def test_not_repeated_after_six_months(self):
        item = self.kind._checklist().item_ids[0]
        self.hazard(item_id=item.id, found_date="2023-09-03")
        self.assertFalse(self.hazard(item_id=item.id).is_repeat)
        self.assertFalse(self.hazard().is_repeat)

    def test_overdue(self):
        record = self.hazard(**FIVE)
        record.action_assign()
        hazards = self.env["civil.hazard"]
        with freeze_time("2024-03-15 08:00:00"):
            hazards._cron_escalate()
            self.assertFalse(record.escalated_date)
        with freeze_time("2024-03-16 01:00:00"):
            record.invalidate_recordset()
            self.assertTrue(record.is_overdue)
            self.assertIn(record, hazards.search([("is_overdue", "=", True)]))
            hazards._cron_escalate()
            self.assertTrue(record.escalated_date)
            todos = self.env["civil.todo"].search(
                [("res_model", "=", "civil.hazard"), ("res_id", "=", record.id)]
            )
            self.assertIn(
                self.env.ref("civil_inspection.group_head"), todos.mapped("group_id")
            )

    def test_one_extension(self):
        record = self.hazard(**FIVE)
        record.action_assign()
        with self.assertRaises(UserError):
            record.action_extend("Material is late")
        record.with_user(self.head).action_extend("Material is late")
        self.assertEqual(str(record.deadline), "2024-03-30")
        with self.assertRaisesRegex(UserError, "extended already"):
            record.with_user(self.head).action_extend("Again")

    def test_into_the_ledger_once(self):
        record = self.signed()
        record.action_record_hazards()
        record.action_record_hazards()
        hazard = record.hazard_ids
        self.assertEqual(len(hazard), 1)
        self.assertEqual((hazard.level, hazard.found_by), ("major", "district"))
        self.assertEqual(hazard.criterion_id.code, "F2")

    def test_hazards_stay(self):
        record = self.hazard()
        for user in (self.clerk, self.head):
            with self.assertRaises(UserError):
                record.with_user(user).unlink()
        with self.assertRaises(UserError):
            record.sudo().unlink()
        record.write(FIVE)
        record.action_assign()
        with self.assertRaisesRegex(UserError, "How a hazard was found"):
            record.write({"found_by": "self"})
