import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import InstitutionCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-05 04:00:00")
class TestContract(InstitutionCase):
    def setUp(self):
        super().setUp()
        self.home.ownership = "public_private"
        self.contract = self.make()

    def make(self):
        return (
            self.env["civil.institution.contract"]
            .with_user(self.head)
            .create(
                {
                    "name": "合同1",
                    "institution_id": self.home.id,
                    "owner_id": self.home.organization_id.id,
                    "operator_id": self.other.organization_id.id,
                    "property_list": "房屋一栋",
                    "exit_plan": "由区社会福利院接管",
                    "date_from": "2024-07-01",
                    "date_to": "2034-06-30",
                }
            )
        )

    def run_it(self, contract):
        contract.action_tender()
        contract.action_sign()
        contract.action_hand_over()
        contract.action_run()

    def test_from_plan_to_end(self):
        self.run_it(self.contract)
        self.assertEqual("running", self.contract.state)
        with self.assertRaisesRegex(UserError, "why"):
            self.contract.action_end()
        self.contract.end_reason = "到期"
        self.contract.action_end()
        self.assertEqual("ended", self.contract.state)

    def test_one_operator_at_a_time(self):
        self.run_it(self.contract)
        second = self.make()
        second.action_tender()
        second.action_sign()
        with self.assertRaisesRegex(UserError, "another operator"):
            second.action_hand_over()

    def test_twenty_years_at_most(self):
        self.contract.date_to = "2044-07-02"
        self.contract.action_tender()
        with self.assertRaisesRegex(UserError, "20 years"):
            self.contract.action_sign()
        self.contract.date_to = "2044-07-01"
        self.contract.action_sign()

    def test_private_institutions_have_no_operators(self):
        self.home.ownership = "private"
        with self.assertRaisesRegex(UserError, "publicly built"):
            self.contract.action_tender()

    def test_fees_are_late_the_day_after(self):
        fee = self.env["civil.institution.contract.fee"].create(
            {"contract_id": self.contract.id, "due_on": "2024-06-05", "amount": 1}
        )
        contracts = self.env["civil.institution.contract"]
        late = [("has_fee_due", "=", True), ("id", "=", self.contract.id)]
        self.assertFalse(contracts.search(late))
        fee.due_on = "2024-06-04"
        self.assertTrue(self.contract.has_fee_due)
        self.assertEqual(self.contract, contracts.search(late))
        fee.paid_on = "2024-06-05"
        self.assertFalse(contracts.search(late))

    def waits(self, contract):
        """``{key: last day}`` of what waits with the contract."""
        contract.env.flush_all()
        todos = self.env["civil.todo"].search(
            [("res_model", "=", contract._name), ("res_id", "=", contract.id)]
        )
        return {todo.key.split("-")[0]: todo.due_at.date() for todo in todos}

    def test_what_waits_while_it_runs(self):
        self.contract.date_from = "2023-07-01"
        self.run_it(self.contract)
        year = {"year": datetime.date(2024, 3, 31)}
        self.assertEqual(year, self.waits(self.contract))
        fee = self.env["civil.institution.contract.fee"].create(
            {"contract_id": self.contract.id, "due_on": "2024-07-06", "amount": 100}
        )
        self.assertEqual(year, self.waits(self.contract), "31 days before")
        fee.due_on = "2024-07-05"
        wanted = {**year, "fee": datetime.date(2024, 7, 5)}
        self.assertEqual(wanted, self.waits(self.contract))
        fee.paid_on = "2024-06-05"
        self.contract.year_ids = [
            Command.create({"year": "2023", "score": 90, "result": "excellent"})
        ]
        self.assertEqual({}, self.waits(self.contract))
        self.contract.date_to = "2024-12-03"
        self.assertEqual({}, self.waits(self.contract), "181 days before")
        self.contract.date_to = "2024-12-02"
        self.assertEqual({"end": datetime.date(2024, 12, 2)}, self.waits(self.contract))

    def test_a_breach_waits_until_it_is_put_right(self):
        self.run_it(self.contract)
        breach = self.env["civil.institution.contract.breach"].create(
            {
                "contract_id": self.contract.id,
                "ground": "refused",
                "facts": "三名特困人员申请入住被拒，保留床位空五张",
                "remedy_until": "2024-06-20",
            }
        )
        self.assertTrue(self.contract.has_breach)
        self.assertEqual(
            {"breach": datetime.date(2024, 6, 20)}, self.waits(self.contract)
        )
        breach.remedied_on = "2024-06-10"
        self.assertFalse(self.contract.has_breach)
        self.assertEqual({}, self.waits(self.contract))

    def test_the_bond_is_paid_first_and_settled_last(self):
        self.contract.bond = 200000
        self.contract.action_tender()
        self.contract.action_sign()
        with self.assertRaisesRegex(UserError, "bond"):
            self.contract.action_hand_over()
        self.contract.bond_paid_on = "2024-06-05"
        self.contract.action_hand_over()
        self.contract.action_run()
        self.contract.end_reason = "到期"
        self.contract.action_end()
        todos = [("res_model", "=", self.contract._name), ("key", "=", "bond")]
        self.assertEqual(1, self.env["civil.todo"].search_count(todos))
        self.contract.bond_returned_on = "2024-06-30"
        self.assertEqual(0, self.env["civil.todo"].search_count(todos))
