from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.civil_funeral.tests.common import number

from .common import PlacedCase


@tagged("post_install", "-at_install")
class TestPlacement(PlacedCase):
    """A grave and a funeral case know of each other, and refuse double use."""

    def test_the_keeper_places_the_ashes(self):
        case = self.reach("placement_pending")
        agreement = self.agree(case)
        interment = self.inter(agreement, case)
        self.assertEqual(case.name, interment.case_number)
        interment.action_inter()
        self.env.invalidate_all()
        self.assertEqual("placed", case.state)
        placement = case.sudo().placement_ids
        self.assertEqual(interment.sudo(), placement.interment_id)
        self.assertEqual("plot", placement.kind)
        self.assertEqual(self.plots[0].display_name, placement.place)
        self.assertEqual(agreement.certificate_number, placement.document_no)
        node = case.sudo().node_ids.filtered(lambda n: n.node == "placement")
        self.assertEqual(self.keeper, node.recorded_uid)
        self.assertEqual("met", case.sudo()._clocks("funeral.placement").state)

    def test_the_placement_makes_the_interment(self):
        case = self.reach("placement_pending")
        agreement = self.agree(case, user=self.both)
        case.with_user(self.both).action_placement(
            agreement_id=agreement.id, placement_date="2026-08-07"
        )
        self.env.invalidate_all()
        interment = agreement.interment_ids
        self.assertEqual("active", interment.state)
        self.assertEqual(case.cremation_number, interment.cremation_number)
        self.assertEqual("placed", case.state)
        self.assertEqual(interment, case.sudo().placement_ids.interment_id)
        self.assertEqual("occupied", self.plots[0].state)

    def test_the_window_picks_the_plot(self):
        case = self.reach("placement_pending")
        agreement = self.agree(case, user=self.both)
        window = case.with_user(self.both).action_placement()
        step = (
            self.env["civil.funeral.step"]
            .with_user(self.both)
            .with_context(**window["context"])
            .new({"agreement_id": agreement.id})
        )
        step._onchange_agreement_id()
        self.assertEqual("plot", step.placement_kind)
        self.assertEqual(agreement.certificate_number, step.placement_document)
        made = step.env["civil.funeral.step"].create(
            {"agreement_id": agreement.id, "placement_date": "2026-08-07"}
        )
        made.action_confirm()
        self.assertEqual("placed", case.state)

    def test_not_before_the_ashes_were_handed_over(self):
        case = self.reach("cremated")
        interment = self.inter(self.agree(case), case)
        with self.assertRaisesRegex(UserError, "haven't been handed over"):
            interment.action_inter()
        self.assertEqual("draft", interment.state)

    def test_ashes_that_lie_elsewhere_are_refused(self):
        case = self.reach("placement_pending")
        interment = self.inter(self.agree(case), case)
        self.place(case, placement_kind="elsewhere", placement_place="外省公墓")
        with self.assertRaisesRegex(UserError, "lie already in"):
            interment.action_inter()

    def test_a_grave_is_left_before_another_place(self):
        case = self.reach("placement_pending")
        interment = self.inter(self.agree(case), case)
        interment.action_inter()
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "note there first"):
            self.place(case, placement_kind="elsewhere", placement_place="外省公墓")
        self.assertEqual(1, len(case.sudo().placement_ids))

    def test_a_deposit_gives_way_to_a_grave(self):
        case = self.reach("placement_pending")
        self.place(
            case,
            placement_kind="deposit",
            placement_document=False,
            placement_until="2026-09-07",
        )
        self.inter(self.agree(case), case).action_inter()
        self.env.invalidate_all()
        states = case.sudo().placement_ids.sorted("id").mapped("state")
        self.assertEqual(["replaced", "valid"], states)

    def test_moving_away_asks_where_to(self):
        case = self.reach("placement_pending")
        agreement = self.agree(case)
        self.inter(agreement, case).action_inter()
        other = self.reach("placement_pending", identity_input=number(3))
        second = self.inter(agreement, other)
        second.action_inter()
        second.action_move("外省公墓", "家属要求")
        self.env.invalidate_all()
        self.assertEqual("replaced", other.sudo().placement_ids.state)
        self.assertTrue(other.has_mark)
        self.assertFalse(case.has_mark)
        self.place(other, placement_kind="elsewhere", placement_place="外省公墓")
        self.assertFalse(other.has_mark)

    def test_strangers_make_no_interment(self):
        case = self.reach("placement_pending")
        agreement = self.agree(case)
        for user in (self.informant, self.home_user, self.keeper, self.deputy):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                case.with_user(user).action_placement(
                    agreement_id=agreement.id, placement_date="2026-08-07"
                )
        with self.assertRaises(AccessError):
            case.with_user(self.keeper).check_access("read")
        self.assertEqual("placement_pending", case.state)
        self.assertFalse(agreement.interment_ids)

    def test_people_without_a_case_are_buried_as_before(self):
        self.env["civil.death"].create(
            {
                "name": "张三",
                "division_id": self.village.id,
                "death_date": "2026-08-01",
                "cremation_date": "2026-08-02",
                "certificate_number": "HZ-X",
                "source": "cremation",
            }
        )
        case = self.env["civil.funeral.case"].new(
            {"deceased_name": "张三", "cremation_number": "HZ-X"}
        )
        interment = self.inter(self.agree(case), case, interred_on="2026-08-05")
        interment.action_inter()
        self.assertEqual("active", interment.state)
