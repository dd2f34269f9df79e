from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestFuneral(TransactionCase):
    """The deaths of the demonstration, as those who handle them find them."""

    def cases(self, login):
        user = self.env.ref(f"civil_demo.user_{login}")
        return self.env["civil.funeral.case"].with_user(user)

    def test_every_node_has_cases(self):
        cases = self.cases("burial")
        states = dict(cases._read_group([], ["state"], ["__count"]))
        labels = set(dict(cases._fields["state"].selection))
        self.assertEqual(labels, set(states))
        self.assertGreater(sum(states.values()), 140)
        self.assertGreater(states["closed"], 60)
        for name in ("is_overdue", "has_mark", "is_unknown"):
            self.assertTrue(cases.search_count([(name, "=", True)]), name)

    def test_home_and_informant_find_their_own(self):
        home = self.cases("home")
        waiting = self.env["civil.todo"].search(
            [("user_id", "=", home.env.uid), ("res_model", "=", home._name)]
        )
        self.assertGreater(len(waiting), 10)
        informant = self.cases("informant").search([])
        self.assertTrue(informant)
        towns = informant.town_id
        self.assertEqual(1, len(towns))

    def test_certificates_are_there(self):
        cremated = self.cases("home").search([("furnace", "!=", False)])
        self.assertTrue(cremated[0].certificate_file)
