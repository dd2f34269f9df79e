from odoo.exceptions import AccessError

from .common import ResidentCase, make_number


class TestSearch(ResidentCase):
    def _found(self, text, user=None):
        model = self.env["civil.resident"].with_user(user or self.clerk)
        return model.browse(id_ for id_, _name in model.name_search(text))

    def test_by_name_initials_number_and_tail(self):
        for text in ("雄信", "单 雄信", "sxx", "SX", self.number, self.number[-4:]):
            self.assertIn(self.resident, self._found(text), text)
        self.assertIn(self.resident, self._found(self.resident.display_name))

    def test_surname_takes_its_own_reading(self):
        self.assertNotIn(self.resident, self._found("dxx"))

    def test_part_of_a_number_finds_nobody(self):
        for text in (self.number[:17], self.number[:6], self.number[4:14]):
            self.assertNotIn(self.resident, self._found(text), text)

    def test_lookup_is_equality_only(self):
        model = self.env["civil.resident"].with_user(self.clerk)
        found = model.search([("identity_lookup", "ilike", f" {self.number} ")])
        self.assertEqual(found, self.resident)
        for probe in ("%", self.number[:17] + "_", self.number[:-1]):
            self.assertFalse(model.search([("identity_lookup", "ilike", probe)]))
            self.assertFalse(model.search([("identity_lookup", "=like", probe)]))

    def test_protected_field_is_no_way_in(self):
        model = self.env["civil.resident"].with_user(self.clerk)
        for domain in (
            [("identity_number", "=", self.number)],
            [("identity_number", "like", "99")],
            [("account_ids.number", "like", "62")],
        ):
            with self.assertRaises(AccessError):
                model.search(domain)
        with self.assertRaises(AccessError):
            model.search([], order="identity_number")

    def test_other_divisions_stay_hidden(self):
        self.assertFalse(self._found(self.number, self.south_clerk))

    def test_archived_are_found_only_when_asked_for(self):
        old = self._resident("单雄信", make_number(order="011"), active=False)
        self.assertNotIn(old, self._found("sxx"))
