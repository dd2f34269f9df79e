from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FuneralCase, number


@tagged("post_install", "-at_install")
class TestRules(FuneralCase):
    """Who must be cremated, and what the passing of time brings about."""

    def test_from_the_first_hour_of_the_rule(self):
        before = self.report(send=False, death_at="2024-03-19 15:59:59")
        after = self.report(
            send=False, death_at="2024-03-19 16:00:00", identity_input=number(2)
        )
        self.assertEqual("2024-03-20", str(after.death_date))
        self.assertFalse(before.must_cremate)
        self.assertTrue(after.must_cremate)

    def test_stored_results_follow_the_rules(self):
        case = self.report(send=False, ethnicity="回族")
        other = self.report(send=False, identity_input=number(2))
        rule = self.env.ref("civil_funeral.zone_district").with_user(self.head)
        exemption = (
            self.env["civil.funeral.exemption"]
            .with_user(self.head)
            .create(
                {
                    "name": "少数民族丧葬习俗",
                    "ethnicity": "回族",
                    "date_from": "2024-03-20",
                    "legal_basis": "《殡葬管理条例》第九条",
                }
            )
        )
        self.assertEqual([False, True], (case | other).mapped("must_cremate"))
        exemption.date_to = "2026-08-04"
        self.assertTrue(case.must_cremate)
        rule.date_from = "2026-09-01"
        self.assertEqual([False, False], (case | other).mapped("must_cremate"))
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT bool_or(must_cremate) FROM civil_funeral_case WHERE id IN %s",
            [(case | other)._ids],
        )
        self.assertEqual([(False,)], self.env.cr.fetchall())

    def test_exemptions_by_place_and_for_one(self):
        case = self.report(send=False)
        other = self.report(send=False, identity_input=number(2))
        exemptions = self.env["civil.funeral.exemption"].with_user(self.head)
        values = {
            "name": "批准土葬",
            "date_from": "2024-03-20",
            "legal_basis": "区政府批复",
        }
        single = exemptions.create({**values, "case_id": case.id})
        self.assertEqual([False, True], (case | other).mapped("must_cremate"))
        single.unlink()
        exemptions.create({**values, "division_id": self.west.id})
        self.assertEqual([True, True], (case | other).mapped("must_cremate"))
        exemptions.create({**values, "division_id": self.east.id})
        self.assertEqual([False, False], (case | other).mapped("must_cremate"))

    def test_burial_of_the_exempt_only(self):
        case = self.reach("transport_pending")
        values = {
            "placement_place": "东村公墓",
            "placement_document": "A1",
            "placement_date": "2026-08-05",
        }
        with self.assertRaisesRegex(UserError, "has to be cremated"):
            case.with_user(self.clerk).action_burial(**values)
        self.env.ref("civil_funeral.zone_district").date_from = "2026-09-01"
        case.with_user(self.clerk).action_burial(**values)
        self.assertEqual("placed", case.state)
        self.assertEqual("burial", case.placement_ids.kind)

    def test_limits_that_are_over_are_marked_once(self):
        marks = self.env["civil.funeral.mark"]
        case = self.report()
        marks._cron_mark()
        self.assertFalse(case.mark_ids)
        self.clock.move_to("2026-08-06 10:00:01")
        marks._cron_mark()
        marks._cron_mark()
        self.assertEqual(["not_transported"], case.mark_ids.mapped("kind"))
        self.assertTrue(case.has_mark)
        for user in (self.home_user, self.informant, self.deputy):
            with self.assertRaises(UserError):
                case.mark_ids.with_user(user).action_clear("没事")
        case.mark_ids.with_user(self.clerk).action_clear("车辆故障")
        marks._cron_mark()
        self.assertEqual(1, len(case.mark_ids))
        self.assertFalse(case.has_mark)

    def test_transport_answers_the_mark(self):
        case = self.reach("transport_pending")
        self.clock.move_to("2026-08-06 10:00:01")
        self.env["civil.funeral.mark"]._cron_mark()
        self.assertTrue(case.has_mark)
        self.fetch(case)
        self.assertEqual("cleared", case.mark_ids.state)

    def test_ashes_without_place_are_marked(self):
        case = self.reach("cremated")
        self.clock.move_to("2026-08-14 16:00:00")
        self.env["civil.funeral.mark"]._cron_mark()
        self.assertEqual(["ashes_unknown"], case.mark_ids.mapped("kind"))

    def test_a_deposit_that_is_over_is_marked_though_closed(self):
        case = self.reach("placement_pending")
        self.place(
            case,
            placement_kind="deposit",
            placement_document=False,
            placement_until="2026-08-20",
        )
        case.with_user(self.clerk).action_visit(visitor="钱", visit_note="好")
        case.with_user(self.clerk).action_household(household_date="2026-08-06")
        case.with_user(self.clerk).action_closing()
        self.clock.move_to("2026-08-20 16:00:00")
        self.env["civil.funeral.mark"]._cron_mark()
        self.assertEqual(["ashes_unknown"], case.mark_ids.mapped("kind"))
