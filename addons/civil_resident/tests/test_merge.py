from datetime import date

from odoo.exceptions import AccessError, UserError

from .common import ResidentCase, make_number


class TestMerge(ResidentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wrong = cls.number[:-1] + ("2" if cls.number[-1] != "2" else "3")
        cls.double = cls._resident(
            "单雄信", wrong, phone="13800000000", division=cls.south
        )

    def _merge(self, people, target=None, user=None, reason="同一人"):
        wizard = (
            self.env["civil.resident.merge"]
            .with_user(user or self.head)
            .create({"resident_ids": people.ids, "reason": reason})
        )
        if target:
            wizard.target_id = target
        wizard.action_merge()
        return wizard.target_id.sudo()

    def _pairs(self, user=None):
        self.env.flush_all()
        return (
            self.env["civil.resident.duplicate"]
            .with_user(user or self.head)
            .search(
                [
                    "|",
                    ("resident_id", "=", self.resident.id),
                    ("other_id", "=", self.resident.id),
                ]
            )
        )

    def test_variants_of_a_number_are_found(self):
        pair = self._pairs()
        self.assertRecordValues(
            pair,
            [
                {
                    "resident_id": self.resident.id,
                    "other_id": self.double.id,
                    "reason": "number",
                }
            ],
        )
        old = self.number[:6] + self.number[8:17]
        self._resident("单雄信", old)
        self.assertEqual(len(self._pairs()), 2)

    def test_equal_name_and_birth_date_are_found_until_decided(self):
        twin = self._resident("单雄信", make_number(order="777"))
        pair = self._pairs().filtered(lambda p: p.other_id == twin)
        self.assertEqual(pair.reason, "name_birth")
        with self.assertRaises(AccessError):
            pair.with_user(self.clerk).action_distinct()
        pair.action_distinct()
        self.assertNotIn(twin, self._pairs().other_id)

    def test_pairs_across_divisions_stay_hidden(self):
        self.assertFalse(self._pairs(self.south_clerk))

    def test_merge_leaves_a_trace_and_deletes_nothing(self):
        target = self._merge(self.resident + self.double)
        self.assertEqual(target, self.resident, "the good number stays")
        self.assertEqual(self.double.merged_into_id, target)
        self.assertFalse(self.double.active)
        self.assertEqual(target.phone, "13800000000", "gaps are filled")
        self.assertIn("同一人", target.message_ids[:1].body)
        self.assertIn("同一人", self.double.message_ids[:1].body)
        self.assertFalse(self._pairs())

    def test_references_follow(self):
        account = self.env["civil.resident.account"].create(
            {"resident_id": self.double.id, "number": "6217000000000001"}
        )
        household = self.env["civil.household"].create(
            {"head_id": self.double.id, "division_id": self.south.id}
        )
        death = self._death(self.double.identity_number, date(2024, 2, 2))
        attachment = self.env["ir.attachment"].create(
            {"name": "x", "res_model": "civil.resident", "res_id": self.double.id}
        )
        earlier = self._resident("老档", make_number(order="555"))
        earlier.write({"merged_into_id": self.double.id, "active": False})
        target = self._merge(self.resident + self.double)
        self.assertEqual(account.resident_id, target)
        self.assertEqual(household.head_id, target)
        self.assertEqual(death.resident_id, target)
        self.assertEqual(death.identity_number, self.number)
        self.assertEqual(target.death_date, date(2024, 2, 2))
        self.assertEqual(attachment.res_id, target.id)
        self.assertEqual(earlier.merged_into_id, target)

    def test_what_clashes_stays_and_is_named(self):
        kind = self.env.ref("civil_resident.kind_orphan")
        mine, clashing, free = self.env["civil.resident.category"].create(
            [
                {"resident_id": person.id, "kind_id": kind.id, **dates}
                for person, dates in (
                    (self.resident, {"date_from": "2024-01-01"}),
                    (self.double, {"date_from": "2024-02-01"}),
                    (
                        self.double,
                        {"date_from": "2020-01-01", "date_to": "2020-12-31"},
                    ),
                )
            ]
        )
        target = self._merge(self.resident + self.double)
        self.assertEqual((mine + free).resident_id, target)
        self.assertEqual(clashing.resident_id, self.double)
        self.assertIn("(1)", target.message_ids[:1].body)

    def test_the_good_number_of_a_double_is_taken_over(self):
        nameless = self._resident("单雄信")
        target = self._merge(nameless + self.resident, target=nameless)
        self.assertEqual(target.identity_number, self.number)
        self.assertEqual(target.birth_date, date(1950, 1, 1))

    def test_who_may_not_merge(self):
        people = self.resident + self.double
        for user in (self.clerk, self.deputy, self.auditor, self.reader):
            with self.assertRaises(AccessError):
                self._merge(people, user=user)
        self.head.division_ids = self.south
        with self.assertRaises(AccessError):
            self._merge(people)

    def test_what_can_not_be_merged(self):
        with self.assertRaises(UserError):
            self._merge(self.resident)
        with self.assertRaises(UserError):
            self._merge(self.resident + self.double, reason=" ")
        self._merge(self.resident + self.double)
        with self.assertRaises(UserError):
            self._merge(self.resident + self.double)
