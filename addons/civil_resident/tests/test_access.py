from odoo.exceptions import AccessError

from .common import ResidentCase


class TestAccess(ResidentCase):
    """What each role may do with each model, and where."""

    _models = (
        "civil.resident",
        "civil.household",
        "civil.resident.account",
        "civil.resident.category",
        "civil.death",
    )

    def _may(self, user, model, operation):
        return self.env[model].with_user(user).has_access(operation)

    def test_clerks_keep_and_do_not_delete(self):
        for model in self._models:
            for operation in ("read", "write", "create"):
                self.assertTrue(self._may(self.clerk, model, operation), model)
            self.assertFalse(self._may(self.clerk, model, "unlink"), model)

    def test_heads_take_wrong_records_back(self):
        for model in self._models[1:]:
            self.assertTrue(self._may(self.head, model, "unlink"), model)
        self.assertFalse(self._may(self.head, "civil.resident", "unlink"))

    def test_readers_only_read(self):
        for user in (self.deputy, self.auditor):
            for model in self._models:
                self.assertTrue(self._may(user, model, "read"), model)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(self._may(user, model, operation), model)

    def test_finance_reads_what_it_pays_by(self):
        for model in self._models:
            self.assertEqual(
                self._may(self.finance, model, "read"), model != "civil.household"
            )
            self.assertFalse(self._may(self.finance, model, "write"), model)

    def test_others_see_nothing(self):
        for model in (*self._models, "civil.resident.duplicate", "civil.access.log"):
            self.assertFalse(self._may(self.staff, model, "read"), model)

    def test_own_divisions_only(self):
        household = self.env["civil.household"].create(
            {"head_id": self.resident.id, "division_id": self.village.id}
        )
        account = self.env["civil.resident.account"].create(
            {"resident_id": self.resident.id, "number": "6217000000000001"}
        )
        category = self.env["civil.resident.category"].create(
            {
                "resident_id": self.resident.id,
                "kind_id": self.env.ref("civil_resident.kind_orphan").id,
            }
        )
        death = self._death(self.number)
        for record in (self.resident, household, account, category, death):
            self.assertTrue(record.with_user(self.clerk).has_access("read"))
            hidden = record.with_user(self.south_clerk)
            self.assertFalse(hidden.has_access("read"), record._name)
            self.assertFalse(hidden.search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                hidden.write({"active": True} if "active" in record else {})

    def test_what_is_taken_away_is_gone_at_once(self):
        residents = self.env["civil.resident"].with_user(self.clerk)
        self.assertIn(self.resident, residents.search([]))
        self.clerk.division_ids = self.south
        self.assertNotIn(self.resident, residents.search([]))
        self.clerk.division_ids = False
        self.assertFalse(residents.search([]))

    def test_every_model_of_the_addon_has_rights_for_named_groups(self):
        models = self.env["ir.model"].search([("model", "in", self._models)])
        for model in models:
            self.assertTrue(model.access_ids)
            self.assertTrue(all(model.access_ids.mapped("group_id")))
            self.assertTrue(
                self.env["ir.rule"].search_count(
                    [("model_id", "=", model.id), ("groups", "=", False)]
                ),
                model.model,
            )
