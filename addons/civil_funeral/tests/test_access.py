from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.steps import STEPS
from .common import FuneralCase, number

#: Values that would do for each node.
VALUES = {
    "certificate": {
        "certificate_kind": "medical",
        "certificate_date": "2026-08-05",
        "certificate_issuer": "东镇卫生院",
    },
    "release": {
        "release_number": "1",
        "release_date": "2026-08-05",
        "release_issuer": "公安",
    },
    "notice": {"notice_place": "网站"},
    "dispatch": {"vehicle": "鄂S1", "driver": "李", "transport_from": "东村"},
    "transport": {"handed_by": "赵", "received_by": "李", "body_state": "完好"},
    "admission": {"body_tag": "T", "cabinet": "A", "admitted_by": "郑"},
    "extension": {
        "storage_applicant": "赵",
        "storage_reason": "等",
        "storage_until": "2026-08-20",
    },
    "farewell": {"farewell_hall": "一厅", "farewell_at": "2026-08-05 09:59:00"},
    "confirmation": {"host_name": "赵", "host_relation": "子"},
    "cremation": {
        "furnace": "1",
        "cremator": "王",
        "cremation_start": "2026-08-05 09:00:00",
        "cremated_at": "2026-08-05 09:50:00",
    },
    "ashes": {"ashes_to": "赵", "ashes_by": "郑"},
    "placement": {
        "placement_kind": "plot",
        "placement_place": "公墓",
        "placement_document": "1",
        "placement_date": "2026-08-07",
    },
    "burial": {
        "placement_place": "公墓",
        "placement_document": "1",
        "placement_date": "2026-08-07",
    },
    "visit": {"visitor": "钱", "visit_note": "好"},
    "household": {"household_date": "2026-08-06"},
    "closing": {},
    "cancellation": {"cancel_reason": "误报"},
}
#: Who may not take a node though he sees the case.
BARRED = {
    "informant": set(STEPS) - {"certificate", "placement", "visit", "household"},
    "home_user": {"burial", "visit", "household", "closing", "cancellation"},
    "clerk": {
        "dispatch",
        "transport",
        "admission",
        "farewell",
        "confirmation",
        "cremation",
        "ashes",
        "cancellation",
    },
}


@tagged("post_install", "-at_install")
class TestAccess(FuneralCase):
    """By role, by division and by home: whoever must not, can't."""

    def snapshot(self, case):
        """What a refused step must leave alone."""
        self.env.invalidate_all()
        return (
            case.sudo().read([n for n in case._fields if case._fields[n].store])[0],
            case.sudo().node_ids.ids,
        )

    def refused(self, case, user, name, values):
        before = self.snapshot(case)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(case.with_user(user), name)(**values)
        self.assertEqual(before, self.snapshot(case))

    def case_for(self, name):
        """A case in a state in which the node could be taken."""
        state = [s for s in STEPS[name].states if s != "reported"][0]
        order = 100 + list(STEPS).index(name)
        values = {"identity_input": number(order)}
        if name in ("release", "notice"):
            values["is_unnatural"] = True
        return self.reach(state, **values)

    def test_every_node_is_refused_to_others(self):
        self.assertEqual(set(STEPS), set(VALUES))
        count = 0
        strangers = (
            "deputy",
            "auditor",
            "staff",
            "other_informant",
            "other_home_user",
            "east_clerk",
        )
        for name in STEPS:
            case = self.case_for(name)
            barred = [who for who, names in BARRED.items() if name in names]
            for who in (*strangers, *barred):
                with self.subTest(node=name, user=who):
                    user = getattr(self, who)
                    self.refused(case, user, f"action_{name}", VALUES[name])
                    count += 1
        self.assertGreater(count, 120)

    def test_other_buttons_are_refused_to_others(self):
        case = self.reach("cremated")
        node = case.node_ids.filtered(lambda n: n.node == "transport")
        strangers = (
            self.deputy,
            self.auditor,
            self.staff,
            self.other_informant,
            self.other_home_user,
            self.east_clerk,
        )
        for user in strangers:
            for name, values in (
                ("action_mark", {"kind": "coffin", "note": "看见"}),
                ("action_reissue", {"kind": "cremation", "reason": "遗失"}),
                ("action_correct", {"node_id": node.id, "reason": "错", **{}}),
            ):
                with self.subTest(user=user.login, action=name):
                    self.refused(case, user, name, values)
        self.refused(
            case, self.clerk, "action_reissue", {"kind": "cremation", "reason": "遗失"}
        )
        draft = self.report(send=False, identity_input=number(90))
        for user in strangers:
            with self.subTest(user=user.login, action="report"):
                self.refused(draft, user, "action_report", {})

    def test_marks_are_handled_by_the_clerk(self):
        case = self.report()
        case.action_mark("secret_burial", "夜间出殡")
        for user in (
            self.informant,
            self.home_user,
            self.deputy,
            self.auditor,
            self.staff,
            self.east_clerk,
        ):
            for name in ("action_clear", "action_confirm"):
                with self.assertRaises(UserError):
                    getattr(case.mark_ids.with_user(user), name)("查过")
        self.assertEqual("open", case.mark_ids.state)
        case.mark_ids.with_user(self.clerk).action_confirm("属实，已移送")
        with self.assertRaises(UserError):
            case.mark_ids.with_user(self.clerk).action_reopen()
        case.mark_ids.with_user(self.head).action_reopen()

    def test_homes_see_their_own(self):
        case = self.report()
        other = self.report(identity_input=number(2), home_id=self.other_home.id)
        cases = self.env["civil.funeral.case"]
        self.assertEqual(case, cases.with_user(self.home_user).search([]))
        self.assertEqual(other, cases.with_user(self.other_home_user).search([]))
        for model in ("node", "mark", "placement"):
            records = self.env[f"civil.funeral.{model}"].with_user(self.home_user)
            self.assertLessEqual(records.search([]).case_id, case)
        self.home.home_user_ids = False
        self.assertFalse(cases.with_user(self.home_user).search([]))

    def test_villages_see_their_own(self):
        case = self.report()
        cases = self.env["civil.funeral.case"]
        self.assertEqual(case, cases.with_user(self.informant).search([]))
        self.assertFalse(cases.with_user(self.other_informant).search([]))
        self.assertFalse(cases.with_user(self.east_clerk).search([]))
        with self.assertRaises(AccessError):
            self.report(user=self.other_informant, send=False, identity_input=number(3))

    def test_numbers_are_masked(self):
        case = self.reach("cremation_pending").with_user(self.clerk)
        self.assertEqual("9901**********" + number(1)[-4:], case.identity_masked)
        self.assertEqual("9901**********" + number(2)[-4:], case.host_masked)
        for name in ("identity_number", "certificate_number", "host_identity"):
            with self.assertRaises(AccessError):
                case.read([name])
        for node in case.node_ids:
            self.assertNotIn(number(1), str(node.facts))
            self.assertNotIn(number(2), str(node.facts))

    def test_rules_are_kept_by_the_head(self):
        rule = self.env.ref("civil_funeral.zone_district")
        for user in (self.clerk, self.deputy, self.informant, self.home_user):
            with self.assertRaises(AccessError):
                rule.with_user(user).write({"date_from": "2030-01-01"})
        self.assertEqual("2024-03-20", str(rule.date_from))

    def test_nobody_makes_nodes_placements_or_marks(self):
        case = self.report()
        for user in (self.clerk, self.head, self.home_user, self.informant):
            for model, values in (
                ("placement", {"kind": "plot", "place": "x", "date": "2026-08-05"}),
                ("mark", {"kind": "coffin"}),
                ("node", {"node": "ashes"}),
            ):
                with self.assertRaises(UserError):
                    self.env[f"civil.funeral.{model}"].with_user(user).create(
                        {"case_id": case.id, **values}
                    )

    def test_files_of_others_are_not_taken(self):
        case = self.report()
        theirs = self.env["ir.attachment"].create({"name": "x.txt", "raw": b"x"})
        mine = (
            self.env["ir.attachment"]
            .with_user(self.informant)
            .create({"name": "证明.jpg", "raw": b"jpg"})
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            case.action_certificate(files=theirs.ids, **VALUES["certificate"])
        case.action_certificate(files=mine.ids, **VALUES["certificate"])
        node = case.node_ids.filtered(lambda n: n.node == "certificate")
        self.assertEqual(["证明.jpg"], node.attachment_ids.mapped("name"))
        with self.assertRaises(UserError):
            node.attachment_ids.sudo().unlink()
