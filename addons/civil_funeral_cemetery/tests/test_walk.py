from odoo.tests import tagged

from odoo.addons.civil_funeral.tests import test_walk as funeral
from odoo.addons.civil_funeral.tests.common import number


@tagged("post_install", "-at_install")
class TestWalkGrave(funeral.TestWalk):
    """From the report to the grave: informant, home, keeper and clerk, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls.make_user("walk_keeper", "informant", cls.district)
        cls.keeper.group_ids = cls.env.ref("civil_cemetery.group_keeper")
        cls.cemetery = cls.env["civil.cemetery.facility"].create(
            {
                "name": "东镇公益性公墓",
                "kind": "public",
                "division_id": cls.town.id,
                "approved_on": "2010-01-01",
            }
        )
        if "accepted_on" in cls.cemetery._fields:
            cls.cemetery.accepted_on = "2010-02-01"
        cls.cemetery.action_operate()
        cls.cemetery.user_ids = cls.keeper
        zone = cls.env["civil.cemetery.zone"].create(
            {"facility_id": cls.cemetery.id, "code": "A", "kind": "plot"}
        )
        cls.env["civil.cemetery.generate"].create(
            {
                "zone_id": zone.id,
                "plot_type_id": cls.env.ref("civil_cemetery.plot_type_double").id,
                "row_to": 1,
                "number_to": 1,
                "area": 0.8,
            }
        ).action_generate()
        cls.plot = cls.env["civil.cemetery.plot"].search([("zone_id", "=", zone.id)])
        cls.plot.action_offer()

    def place(self, case, path):
        reservation = (
            self.env["civil.cemetery.reservation"]
            .with_user(self.keeper)
            .create(
                {
                    "plot_id": self.plot.id,
                    "holder_name": "赵小山",
                    "user_name": "赵大山",
                    "cremation_number": case.cremation_number,
                    "residence_id": self.village.id,
                    "identity_input": number(2),
                }
            )
        )
        self.walk(
            self.keeper,
            f"/odoo/plot-reservations/{reservation.id}",
            ("click", "button[name=action_order]"),
            ("click", "button[name=action_agree]"),
            ("click", "button[name=action_sign]"),
            ("click", "button[name=action_activate]"),
            ("click", "button[name=action_inter]"),
            (
                "see",
                ".o_field_widget[name=cremation_number]",
                case.cremation_number,
            ),
            ("see", ".o_field_widget[name=urns]"),
            ("click", "button[name=action_inter]"),
            ("see", ".o_field_widget[name=case_number]", case.name),
        )
        self.assertEqual("placed", case.state)
        self.assertEqual("active", case.placement_ids.interment_id.state)
        self.walk(
            self.informant,
            path,
            self.state("已安放"),
            ("click", ".o_notebook a[name=placement]", "骨灰安放"),
            ("see", ".o_data_row td[name=place]", self.plot.display_name),
            *funeral.entered(
                "visit", ("visitor", "钱信息"), ("visit_note", "骨灰已入公墓")
            ),
            *funeral.entered("household", ("household_document", "派出所注销证明")),
            ("gone", "button[name=action_household]"),
        )
