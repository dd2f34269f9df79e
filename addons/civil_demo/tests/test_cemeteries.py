from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCemeteries(TransactionCase):
    """The demonstration's cemeteries look as in use, and the keeper sees his own."""

    def test_in_use(self):
        states = dict(
            self.env["civil.cemetery.plot"]._read_group([], ["state"], ["__count"])
        )
        self.assertGreater(sum(states.values()), 1400)
        for state in ("available", "reserved", "ordered", "occupied", "overdue"):
            self.assertTrue(states.get(state), state)
        # What came with a register has its faults; nothing else has.
        over = self.env["civil.cemetery.plot"].search([("is_over_limit", "=", True)])
        self.assertFalse(over.filtered(lambda plot: not plot.import_id))

    def test_the_keeper_sees_his_own(self):
        keeper = self.env.ref("civil_demo.user_keeper")
        facilities = self.env["civil.cemetery.facility"].with_user(keeper).search([])
        self.assertEqual(
            {"曾都区公益性公墓", "曾都区骨灰堂"}, set(facilities.mapped("name"))
        )
        self.assertTrue(
            self.env["civil.todo"]
            .with_user(keeper)
            .search_count([("user_id", "=", keeper.id)])
        )
