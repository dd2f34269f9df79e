from odoo.exceptions import AccessError, UserError, ValidationError

from .common import ResidentCase


class TestUnmask(ResidentCase):
    def _wizard(self, user, reason="与申请表核对", record=None):
        record = record or self.resident
        return (
            self.env["civil.resident.unmask"]
            .with_user(user)
            .create({"res_model": record._name, "res_id": record.id, "reason": reason})
        )

    def _lines(self):
        self.env.cr.flush()
        return self.env["civil.access.log"].search([("user_id", "=", self.reader.id)])

    def test_values_show_after_the_line_is_in_the_log(self):
        wizard = self._wizard(self.reader)
        self.assertFalse(wizard.values)
        wizard.action_show()
        self.assertIn(self.number, wizard.values)
        self.assertRecordValues(
            self._lines(),
            [
                {
                    "action": "unmask",
                    "res_model": "civil.resident",
                    "res_ids": f"[{self.resident.id}]",
                    "field_names": "identity_number,disability_number,phone",
                    "reason": "与申请表核对",
                }
            ],
        )

    def test_the_log_holds_no_number(self):
        self._wizard(self.reader).action_show()
        self.env.cr.execute(
            "SELECT count(*) FROM civil_access_log l WHERE l::text LIKE %s",
            [f"%{self.number}%"],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_a_phone_is_masked_and_typed_without_being_read(self):
        person = self.resident.with_user(self.clerk)
        person.phone_input = "13812345678"
        self.assertEqual(person.phone_masked, "138****5678")
        person.invalidate_recordset()
        self.assertFalse(person.phone_input)
        with self.assertRaises(AccessError):
            person.read(["phone"])
        self.assertEqual(self.resident.phone, "13812345678")

    def test_account_can_be_unmasked(self):
        account = self.env["civil.resident.account"].create(
            {"resident_id": self.resident.id, "number": "6217000000000001"}
        )
        wizard = self._wizard(self.reader, record=account)
        wizard.action_show()
        self.assertIn("6217000000000001", wizard.values)

    def test_a_reason_without_numbers_is_needed(self):
        for reason in ("", "查", "  　"):
            with self.assertRaises(UserError):
                self._wizard(self.reader, reason).action_show()
        with self.assertRaises(ValidationError):
            self._wizard(self.reader, f"核对{self.number}")

    def test_others_may_not(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.finance):
            with self.assertRaises(AccessError):
                self._wizard(user)

    def test_a_foreign_line_opens_nothing(self):
        wizard = self._wizard(self.reader)
        wizard.action_show()
        other = self._wizard(self.reader)
        other.res_id = self._resident("别人").id
        other.log_id = wizard.log_id
        self.assertFalse(other.values)

    def test_models_without_protected_fields_are_refused(self):
        wizard = self._wizard(self.reader)
        wizard.res_model = "res.users"
        with self.assertRaises(UserError):
            wizard.action_show()

    def test_other_divisions_stay_closed(self):
        self.reader.division_ids = self.south
        with self.assertRaises(AccessError):
            self._wizard(self.reader).action_show()

    def test_reading_is_logged_once_a_call(self):
        people = self.resident + self._resident("李四")
        people.with_user(self.reader).read(["name", "identity_number"])
        line = self._lines()
        self.assertEqual(line.action, "read")
        self.assertEqual(line.record_count, 2)
        self.assertEqual(line.field_names, "identity_number")

    def test_reading_through_every_door_is_logged(self):
        residents = self.env["civil.resident"].with_user(self.reader)
        domain = [("id", "=", self.resident.id)]
        doors = (
            lambda: residents.search_read(domain, ["identity_number"]),
            lambda: residents.web_search_read(domain, {"identity_number": {}}),
            lambda: residents.browse(self.resident.id).web_read(
                {"identity_number": {}}
            ),
            lambda: residents.browse(self.resident.id).read(),
            lambda: residents.browse(self.resident.id).export_data(
                ["name", "identity_number"]
            ),
            lambda: residents.formatted_read_group(domain, ["identity_number"], []),
        )
        for count, door in enumerate(doors, 1):
            door()
            self.assertEqual(len(self._lines()), count)

    def test_masked_reading_is_not_logged(self):
        self.resident.with_user(self.reader).read(["name", "identity_masked"])
        self.resident.with_user(self.reader).export_data(["identity_masked"])
        self.assertFalse(self._lines())

    def test_everybody_else_reads_masked_only(self):
        for user in (self.clerk, self.head, self.deputy, self.auditor, self.finance):
            person = self.resident.with_user(user)
            for name in ("identity_number", "disability_number"):
                with self.assertRaises(AccessError):
                    person.read([name])
            [values] = person.read()
            self.assertNotIn(self.number, str(values))
            self.assertIn("*", values["identity_masked"])
