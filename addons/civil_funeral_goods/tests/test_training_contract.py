from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import GoodsCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestTrainingContract(GoodsCase):
    """Trainings by a third party are held and accepted as agreed on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.env["civil.organization"].create(
            {"name": "明德培训学校", "division_id": cls.district.id}
        )
        village = cls.divisions["990101001001"]
        council = cls.env["civil.funeral.council"].create(
            {
                "division_id": village.id,
                "member_ids": [(0, 0, {"name": "王五"}), (0, 0, {"name": "赵六"})],
            }
        )
        cls.members = council.member_ids

    def make_contract(self, **values):
        return (
            self.env["civil.funeral.training.contract"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "红白理事会培训",
                    "number": "2024-01",
                    "contractor_id": self.firm.id,
                    "amount": 30000,
                    "signed_on": "2024-04-30",
                    "date_from": "2024-05-01",
                    "date_to": "2024-12-31",
                    "people_target": 2,
                    "division_id": self.district.id,
                    **values,
                }
            )
        )

    def hold(self, contract, date="2024-05-20"):
        training = (
            self.env["civil.funeral.training"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "移风易俗",
                    "audience": "councils",
                    "contract_id": contract.id,
                    "date": date,
                    "division_id": self.east.id,
                }
            )
        )
        training.action_invite()
        return training

    def test_second_person_approves(self):
        contract = self.make_contract()
        with self.assertRaises(UserError):
            contract.action_approve()
        contract.with_user(self.deputy).action_approve()
        self.assertEqual(contract.approved_uid, self.deputy)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            contract.amount = 40000

    def test_trainings_lie_in_the_term_of_a_running_contract(self):
        contract = self.make_contract()
        with self.assertRaisesRegex(ValidationError, "isn't running"):
            self.hold(contract)
        contract.with_user(self.deputy).action_approve()
        with self.assertRaisesRegex(ValidationError, "outside the term"):
            self.hold(contract, "2025-01-01")

    def test_accepted_when_done_as_agreed(self):
        contract = self.make_contract()
        contract.with_user(self.deputy).action_approve()
        headed = contract.with_user(self.head)
        with self.assertRaisesRegex(UserError, "0 of 1 sessions"):
            headed.action_accept()
        training = self.hold(contract)
        training.attendance_ids[0].passed = True
        with self.assertRaisesRegex(UserError, "1 of 2 people"):
            headed.action_accept()
        self.hold(contract, "2024-05-21").action_all_came()
        self.assertEqual((contract.session_count, contract.people_count), (2, 2))
        with self.assertRaisesRegex(UserError, "opinion"):
            headed.action_accept()
        headed.opinion = "按合同完成"
        with self.assertRaises(UserError):
            contract.action_accept()
        headed.action_accept()
        self.assertEqual(contract.state, "accepted")
        with self.assertRaises(UserError):
            contract.unlink()
