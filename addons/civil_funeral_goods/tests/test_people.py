from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import GoodsCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestPeople(GoodsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.env["civil.funeral.practitioner"].with_user(cls.clerk)
        cls.taoist, cls.digger = people.create(
            [
                {
                    "name": name,
                    "trade_id": cls.env.ref(f"civil_funeral_goods.trade_{trade}").id,
                    "division_id": cls.east.id,
                }
                for name, trade in (("张三", "taoist"), ("李四", "digger"))
            ]
        )

    def test_everybody_of_the_place_is_invited_once(self):
        training = (
            self.env["civil.funeral.training"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "文明治丧",
                    "date": "2024-05-20",
                    "division_id": self.district.id,
                }
            )
        )
        self.digger.action_leave()
        training.action_invite()
        training.action_invite()
        self.assertEqual(self.taoist, training.attendance_ids.practitioner_id)
        self.assertFalse(self.taoist.last_trained_on)
        training.action_all_came()
        self.assertEqual("2024-05-20", str(self.taoist.last_trained_on))

    def test_councils_are_invited_with_their_members(self):
        village = self.divisions["990101001001"]
        council = self.env["civil.funeral.council"].with_user(self.clerk)
        council = council.create(
            {"division_id": village.id, "member_ids": [(0, 0, {"name": "王五"})]}
        )
        training = self.env["civil.funeral.training"].with_user(self.clerk)
        training = training.create(
            {
                "name": "移风易俗",
                "audience": "councils",
                "date": "2024-05-21",
                "division_id": self.east.id,
            }
        )
        training.action_invite()
        self.assertEqual(council.member_ids, training.attendance_ids.member_id)

    def test_a_commitment_holds_for_the_months_of_its_day(self):
        commitment = self.env["civil.funeral.commitment"].with_user(self.clerk)
        commitment = commitment.create(
            {"practitioner_id": self.taoist.id, "signed_on": "2024-03-01"}
        )
        self.assertEqual("2025-02-28", str(commitment.valid_until))
        self.assertEqual(commitment.valid_until, self.taoist.committed_until)

    def test_only_a_violation_bars(self):
        with self.assertRaisesRegex(UserError, "role"):
            self.taoist.action_bar()
        with self.assertRaisesRegex(UserError, "no violation"):
            self.taoist.with_user(self.head).action_bar()
        self.env["civil.funeral.violation"].with_user(self.clerk).create(
            {
                "practitioner_id": self.taoist.id,
                "division_id": self.east.id,
                "description": "大操大办",
            }
        )
        self.taoist.with_user(self.head).action_bar()
        self.assertEqual("barred", self.taoist.state)

    def test_the_new_trade_is_named(self):
        with self.assertRaisesRegex(UserError, "new trade"):
            self.taoist.action_change()
        self.taoist.new_trade = "种植"
        self.taoist.action_change()
        self.assertEqual("changed", self.taoist.state)

    def test_an_occasion_beyond_the_charter(self):
        council = self.env["civil.funeral.council"].with_user(self.clerk)
        council = council.create(
            {
                "division_id": self.divisions["990101002001"].id,
                "guest_limit": 80,
                "cost_limit": 10000,
            }
        )
        events = self.env["civil.funeral.council.event"].with_user(self.clerk)
        for guests, cost, beyond in (
            (80, 10000, False),
            (81, 1, True),
            (1, 10000.01, True),
        ):
            event = events.create(
                {"council_id": council.id, "guests": guests, "cost": cost}
            )
            self.assertEqual(beyond, event.over_limit)

    def test_an_agent_files_with_a_number(self):
        """Regulation on Funeral Management (2026), article 41."""
        agent = self.env["civil.funeral.agent"].with_user(self.clerk)
        agent = agent.create(
            {
                "party_type": "organization",
                "organization_id": self.make_shop(name="代理").organization_id.id,
                "division_id": self.east.id,
            }
        )
        with self.assertRaisesRegex(UserError, "services"):
            agent.action_file()
        agent.service_ids = self.env.ref("civil_funeral_goods.agent_service_agency")
        with self.assertRaisesRegex(UserError, "commitment"):
            agent.action_file()
        agent.commitment = b"cGFwZXI="
        agent.action_file()
        self.assertRegex(agent.number, r"2024〕\d+号")
        with self.assertRaisesRegex(UserError, "by hand"):
            agent.write({"number": "1"})
        with self.assertRaisesRegex(UserError, "role"):
            agent.action_mark()
        with self.assertRaisesRegex(UserError, "reason"):
            agent.with_user(self.head).action_mark()

    def test_a_cleanup_closes_when_all_is_cleared(self):
        cleanup = self.env["civil.funeral.cleanup"].with_user(self.clerk)
        cleanup = cleanup.create(
            {"name": "清理", "division_id": self.district.id, "date_to": "2024-06-30"}
        )
        cleanup.with_user(self.head).action_start()
        site = self.env["civil.funeral.cleanup.site"].with_user(self.clerk)
        site = site.create(
            {
                "cleanup_id": cleanup.id,
                "place": "村东头",
                "division_id": self.east.id,
                "quantity": 3,
            }
        )
        with self.assertRaisesRegex(UserError, "neither cleared"):
            cleanup.with_user(self.head).action_close()
        with self.assertRaisesRegex(UserError, "the day"):
            site.action_clear()
        site.cleared_on = "2024-05-01"
        with self.assertRaisesRegex(UserError, "before it was found"):
            site.action_clear()
        site.cleared_on = "2024-06-02"
        site.action_clear()
        self.assertEqual((1, 1, 3, 3), self.figures(cleanup))
        cleanup.with_user(self.head).action_close()
        self.assertEqual("closed", cleanup.state)

    def figures(self, cleanup):
        return (
            cleanup.site_count,
            cleanup.cleared_count,
            cleanup.quantity,
            cleanup.cleared_quantity,
        )

    def test_who_may_not(self):
        for user in (self.east_clerk,):
            self.assertTrue(self.taoist.with_user(user).name)
        west = self.taoist.copy({"division_id": self.west.id})
        with self.assertRaises(AccessError):
            west.with_user(self.east_clerk).read(["name"])
        for user in (self.deputy, self.auditor):
            with self.assertRaises(AccessError):
                self.taoist.with_user(user).write({"team": "x"})
        with self.assertRaises(AccessError):
            self.taoist.with_user(self.staff).read(["name"])
