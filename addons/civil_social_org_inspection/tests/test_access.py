from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import InspectionCase

MODELS = (
    "civil.social.inspection",
    "civil.social.report",
    "civil.social.report.version",
    "civil.social.finding",
    "civil.social.rectification",
    "civil.social.consequence",
)
SHOWS = ("action_view", "action_open_evidence", "action_open_pdf", "action_archive")
SHOWS += ("action_unarchive", "action_open_next")
#: What each action needs to be told.
ARGUMENTS = {
    "action_extend": {"until": "2024-06-20", "reason": "病"},
    "action_remind": {"text": "请抓紧"},
    "action_report": {"statement": "已整改"},
}
REASONED = ("action_return", "action_supervisor_return", "action_back", "action_drop")
REASONED += ("action_mark_absent", "action_dismiss", "action_pass", "action_fail")
REASONED += ("action_again", "action_cancel", "action_note")


@tagged("post_install", "-at_install")
class TestAccess(InspectionCase):
    """Whoever must not press a button can't, and nothing is changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        org = cls.make_org(division_id=cls.west.id)
        cls.inspection, [cls.report] = cls.open_inspection(org)
        cls.submit(cls.report, activity_count=0)
        env = cls.env
        rule = env.ref("civil_social_org_inspection.consequence_rule_failed_warning")
        common = {
            "report_id": cls.report.id,
            "org_id": org.id,
            "year": 2023,
            "division_id": cls.west.id,
        }
        cls.records = {
            "civil.social.inspection": cls.inspection.with_env(env),
            "civil.social.report": cls.report,
            "civil.social.report.version": cls.report.version_ids,
            "civil.social.finding": cls.report.finding_ids,
            "civil.social.rectification": env["civil.social.rectification"].create(
                {**common, "ordered_on": "2024-03-20", "due_on": "2024-06-20"}
            ),
            "civil.social.consequence": env["civil.social.consequence"].create(
                {**common, "rule_id": rule.id, "measure": "warning"}
            ),
        }
        cls.portal = new_test_user(env, "soci_portal", "base.group_portal")

    def actions(self, record):
        """Names of the module's own methods that a button may call."""
        return [
            name
            for name in dir(type(record))
            if name.startswith("action_")
            and not name.startswith(SHOWS)
            and getattr(type(record), name).__module__.startswith(
                "odoo.addons.civil_social_org_inspection."
            )
        ]

    def press(self, record, name):
        values = dict(ARGUMENTS.get(name, {}))
        if name in REASONED:
            values["reason"] = "因为"
        return getattr(record, name)(**values)

    def refused(self, record, name):
        self.env.flush_all()
        before = record.sudo().read()[0]
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.press(record, name)
        self.env.invalidate_all()
        self.assertEqual(before, record.sudo().read()[0])

    def test_no_button_works_for_others(self):
        pressed = 0
        users = (self.auditor, self.deputy, self.east_clerk, self.staff)
        users += (self.health_user, self.portal, self.outsider)
        for model in MODELS:
            for name in self.actions(self.records[model]):
                for user in users:
                    with self.subTest(model=model, action=name, user=user.login):
                        self.refused(self.records[model].with_user(user), name)
                        pressed += 1
        self.assertGreater(pressed, 150)

    def test_what_is_the_heads_is_not_the_clerks(self):
        heads = {
            "civil.social.inspection": (
                "action_open",
                "action_close",
                "action_reopen",
                "action_publish",
                "action_find",
            ),
            "civil.social.report": (
                "action_conclude",
                "action_back",
                "action_extend",
                "action_mark_absent",
                "action_supervise",
                "action_supervisor_return",
            ),
            "civil.social.rectification": ("action_cancel",),
            "civil.social.consequence": ("action_accept", "action_drop"),
        }
        for model, names in heads.items():
            for name in names:
                with self.subTest(model=model, action=name):
                    self.refused(self.records[model].with_user(self.clerk), name)

    def test_the_registrar_does_not_review_in_the_supervisors_place(self):
        for user in (self.clerk, self.head):
            for name in ("action_supervise", "action_supervisor_return"):
                with self.subTest(user=user.login, action=name):
                    self.refused(self.report.with_user(user), name)

    def test_the_supervisor_does_not_decide_in_the_registrars_place(self):
        self.report.with_user(self.school_user).action_supervise()
        for name in ("action_propose", "action_return", "action_conclude"):
            with self.subTest(action=name):
                self.refused(self.report.with_user(self.school_user), name)
        self.refused(
            self.report.finding_ids.with_user(self.school_user), "action_confirm"
        )

    def test_a_supervisor_sees_the_organizations_of_his_unit_only(self):
        sees = self.env["civil.social.report"].with_user(self.school_user)
        self.assertEqual(self.report, sees.search([]))
        nothing = self.env["civil.social.report"].with_user(self.health_user)
        self.assertFalse(nothing.search([]))
        for model in MODELS[2:4]:
            self.assertTrue(self.env[model].with_user(self.school_user).search([]))
            self.assertFalse(self.env[model].with_user(self.health_user).search([]))
        with self.assertRaises(AccessError):
            self.report.with_user(self.health_user).retrieve_review()
        counts = self.inspection.with_user(self.health_user)
        counts.invalidate_recordset()
        self.assertEqual(0, counts.due_count)

    def test_what_is_taken_away_from_a_supervisor_is_gone_at_once(self):
        self.school_user.social_unit_ids = self.health_board
        sees = self.env["civil.social.report"].with_user(self.school_user)
        self.assertFalse(sees.search([]))

    def test_a_supervisor_sees_nothing_else_of_the_section(self):
        for model in (
            "civil.social.org",
            "civil.social.officer",
            "civil.social.consequence",
            "civil.social.rectification",
            "civil.social.reminder",
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.school_user).search([])

    def test_clerks_see_their_divisions_only(self):
        for model in MODELS:
            if model == "civil.social.inspection":
                continue
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(self.east_clerk).search([]))

    def test_the_portal_sees_no_model(self):
        names = [
            name
            for name in self.env.registry
            if name.startswith(("civil.social.inspection", "civil.social.report"))
            or name in MODELS
        ]
        for name in names:
            model = self.env[name].with_user(self.portal)
            if model._abstract or model._transient:
                continue
            with self.subTest(model=name), self.assertRaises(AccessError):
                model.search([])

    def test_nobody_makes_reports_by_hand(self):
        for user in (self.clerk, self.head, self.deputy):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["civil.social.report"].with_user(user).create(
                    {
                        "inspection_id": self.inspection.id,
                        "org_id": self.report.org_id.id,
                        "division_id": self.west.id,
                    }
                )

    def test_heads_alone_keep_the_rules(self):
        rule = self.env.ref("civil_social_org_inspection.rule_private_unit")
        ground = self.env.ref("civil_social_org_inspection.ground_late")
        for record in (rule, ground):
            with self.assertRaises(AccessError):
                record.with_user(self.clerk).write({"legal_basis": "改"})
            record.with_user(self.head).write({"legal_basis": "本区规定"})
