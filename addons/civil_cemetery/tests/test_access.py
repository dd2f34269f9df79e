from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CemeteryCase

#: Actions that only show something.
SHOWS = (
    "action_open",
    "action_archive",
    "action_unarchive",
    "action_view",
    "action_unmask",
    "action_print",
)
#: They open a window; what it makes is refused by its model.
OPENS = ("action_inter", "action_reserve", "action_generate", "action_pay")
PREFIX = "civil.cemetery."


@tagged("post_install", "-at_install")
class TestAccess(CemeteryCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plots = cls.make_plots(cls.west_zone, cls.double, area=1.0)
        agreement = cls.env["civil.cemetery.agreement"]._record_existing(
            [
                {
                    "plot_id": plots[0].id,
                    "holder_name": "李四",
                    "start": cls.env["civil.parameter"]
                    ._fields["date_from"]
                    .to_date("2004-07-01"),
                    "interments": [{"name": "张三"}],
                }
            ]
        )
        reservation = cls.env["civil.cemetery.reservation"].create(
            {"plot_id": plots[1].id, "holder_name": "李四"}
        )
        term = agreement._add_term(agreement.date_to, 1)
        term.sudo().fee = 10
        receipt = cls.env["civil.cemetery.receipt"].create(
            {"agreement_id": agreement.id, "amount": 10}
        )
        cls.records = {
            "facility": cls.commercial,
            "zone": cls.west_zone,
            "plot": plots[2],
            "reservation": reservation,
            "agreement": agreement,
            "interment": agreement.interment_ids,
            "receipt": receipt,
        }

    def actions(self, record):
        """Names of the methods of the module's own that a button may call."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_cemetery."
            )
        ]

    def arguments(self, name):
        return {
            "action_renew": {"years": 1},
            "action_move_out": {"moved_to": "外市", "reason": "申请"},
            "action_move": {"moved_to": "外市"},
            "action_return": {"reason": "退墓"},
            "action_reverse": {"reason": "错误"},
            "action_change_holder": {
                "name": "王五",
                "relation": "儿子",
                "reason": "inheritance",
                "proof": b"cHJvb2Y=",
            },
        }.get(name, {})

    def test_no_button_works_for_others(self):
        pressed = 0
        others = (self.auditor, self.deputy, self.east_clerk, self.staff, self.keeper)
        for model, record in self.records.items():
            for name in self.actions(record):
                if name in OPENS and model != "interment" and model != "reservation":
                    continue
                for user in others:
                    with self.subTest(model=model, action=name, user=user.login):
                        self.refused(record.with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 90)

    def refused(self, record, name):
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(record, name)(**self.arguments(name))
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read()[0])

    def test_others_see_and_write_nothing(self):
        for model, record in self.records.items():
            for user in (self.keeper, self.east_clerk, self.staff):
                with self.subTest(model=model, user=user.login):
                    theirs = record.with_user(user)
                    with self.assertRaises(AccessError):
                        theirs.check_access("read")
                    with self.assertRaises(AccessError):
                        theirs.check_access("write")
                    with self.assertRaises(AccessError):
                        theirs.unlink()

    def test_who_reads_everything_writes_nothing(self):
        for model, record in self.records.items():
            for user in (self.auditor, self.deputy):
                with self.subTest(model=model, user=user.login):
                    theirs = record.with_user(user)
                    theirs.check_access("read")
                    with self.assertRaises(AccessError):
                        theirs.check_access("write")
                    with self.assertRaises(AccessError):
                        theirs.check_access("create")

    def test_the_keeper_sees_his_facility_only(self):
        mine = self.env["civil.cemetery.plot"].with_user(self.keeper).search([])
        self.assertEqual(self.public, mine.facility_id.sudo())
        with self.assertRaises(AccessError):
            self.plot.with_user(self.keeper).write({"price": 1})
        with self.assertRaises(AccessError):
            self.public.with_user(self.keeper).write({"note": "x"})
        self.public.user_ids -= self.keeper
        self.assertFalse(self.plot.with_user(self.keeper).search([]))

    def test_the_keeper_takes_no_plot_of_others(self):
        with self.assertRaises(AccessError):
            self.reserve(self.records["plot"], self.keeper)

    def test_the_plan_shows_no_more(self):
        plan = self.env["civil.cemetery.plan"]
        for user in (self.keeper, self.east_clerk):
            theirs = plan.with_user(user)
            names = [each["name"] for each in theirs.overview()["facilities"]]
            self.assertEqual([self.public.name], names)
            with self.assertRaises(AccessError):
                theirs.zone(self.west_zone.id)
            with self.assertRaises(AccessError):
                theirs.card(self.records["plot"].id)
            self.assertFalse(theirs.find(self.commercial.id, "李四"))
        for user in (self.staff, self.outsider):
            with self.assertRaises(AccessError):
                plan.with_user(user).overview()
        self.assertTrue(plan.with_user(self.auditor).zone(self.west_zone.id)["id"])

    def test_heads_alone_keep_the_rules(self):
        rule = self.env.ref("civil_cemetery.area_rule_public_double")
        for user in (self.clerk, self.keeper, self.deputy):
            with self.assertRaises(AccessError):
                rule.with_user(user).write({"max_area": 2})
        rule.with_user(self.head).write({"date_to": "2030-01-01"})

    def test_keepers_make_no_plots(self):
        with self.assertRaises(AccessError):
            self.env["civil.cemetery.generate"].with_user(self.keeper).create(
                {"zone_id": self.zone.id, "plot_type_id": self.double.id}
            )

    def test_numbers_are_masked(self):
        agreement = self.records["agreement"]
        agreement.sudo()._write_signed({"identity_number": "421303195001010014"})
        theirs = agreement.with_user(self.clerk)
        self.assertEqual("4213**********0014", theirs.identity_masked)
        with self.assertRaises(AccessError):
            theirs.read(["identity_number"])

    def test_inspections_show_to_inspectors_only(self):
        seen = self.public.with_user(self.clerk)
        self.assertEqual("civil.cemetery.facility", seen.object_id.res_model)
        self.assertEqual(self.public.id, seen.object_id.res_id)
        self.assertTrue(seen.action_open_inspections())
        mine = self.public.with_user(self.keeper)
        with self.assertRaises(AccessError):
            mine.read(["inspection_count"])
        with self.assertRaises(AccessError):
            mine.action_open_inspections()
