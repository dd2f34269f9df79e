from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.civil_cemetery.tests.common import CemeteryCase
from odoo.addons.civil_funeral.tests.common import FuneralCase, number


class PlacedCase(FuneralCase):
    """Funeral cases beside a public cemetery with its keeper."""

    open_facility = CemeteryCase.open_facility

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls.worker("keeper")
        cls.cemetery_head = cls.worker("head")
        cls.both = new_test_user(
            cls.env,
            "fun_both",
            "civil_funeral.group_clerk,civil_cemetery.group_clerk",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )
        cls.facility = cls.env["civil.cemetery.facility"].create(
            {
                "name": "东镇公益性公墓",
                "kind": "public",
                "division_id": cls.east.id,
                "approved_on": "2010-01-01",
            }
        )
        if "accepted_on" in cls.facility._fields:
            cls.facility.accepted_on = "2010-02-01"
        cls.facility.with_user(cls.cemetery_head).action_operate()
        cls.facility.user_ids = cls.keeper
        zone = cls.env["civil.cemetery.zone"].create(
            {"facility_id": cls.facility.id, "code": "A", "kind": "plot"}
        )
        wizard = (
            cls.env["civil.cemetery.generate"]
            .with_user(cls.both)
            .create(
                {
                    "zone_id": zone.id,
                    "plot_type_id": cls.env.ref("civil_cemetery.plot_type_double").id,
                    "row_to": 2,
                    "number_to": 2,
                    "area": 0.8,
                }
            )
        )
        wizard.action_generate()
        cls.plots = cls.env["civil.cemetery.plot"].search([("zone_id", "=", zone.id)])
        cls.plots.with_user(cls.both).action_offer()

    @classmethod
    def worker(cls, level):
        return new_test_user(
            cls.env,
            f"cem_{level}",
            f"civil_cemetery.group_{level}",
            tz="Asia/Shanghai",
            division_ids=[Command.set(cls.district.ids)],
        )

    def agree(self, case, plot=None, user=None):
        """An agreement in force on a plot, on the case's cremation certificate."""
        reservation = (
            self.env["civil.cemetery.reservation"]
            .with_user(user or self.keeper)
            .create(
                {
                    "plot_id": (plot or self.plots[0]).id,
                    "holder_name": "赵小山",
                    "user_name": case.deceased_name,
                    "cremation_number": case.cremation_number,
                    "residence_id": self.village.id,
                    "identity_input": number(2),
                }
            )
        )
        reservation.action_order()
        reservation.action_agree()
        agreement = reservation.agreement_id
        agreement.action_sign()
        if agreement.amount_open:
            self.env["civil.cemetery.receipt"].with_user(agreement.env.user).create(
                {"agreement_id": agreement.id, "amount": agreement.amount_open}
            )
        agreement.action_activate()
        return agreement

    def inter(self, agreement, case, **values):
        """An interment by the keeper, not made yet."""
        return (
            self.env["civil.cemetery.interment"]
            .with_user(agreement.env.user)
            .create(
                {
                    "agreement_id": agreement.id,
                    "name": case.deceased_name,
                    "cremation_number": case.cremation_number,
                    "interred_on": "2026-08-07",
                    **values,
                }
            )
        )
