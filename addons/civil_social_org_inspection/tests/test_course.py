from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InspectionCase


@tagged("post_install", "-at_install")
class TestCourse(InspectionCase):
    """A report from handing in to its conclusion, and who does what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dual = cls.make_org("安心幼儿园")
        cls.direct = cls.make_org(
            "暖阳社工中心", supervisor_type="direct", supervisor_id=False
        )
        cls.inspection, (cls.report, cls.direct_report) = cls.open_inspection(
            cls.dual, cls.direct
        )

    def test_a_dual_report_goes_to_the_supervisor_first(self):
        self.submit(self.report)
        self.assertEqual("supervisor_review", self.report.state)
        with self.assertRaisesRegex(UserError, "First Review"):
            self.report.with_user(self.clerk).action_return("看一下")
        self.report.with_user(self.school_user).action_supervise("初审同意")
        self.assertEqual("registrar_review", self.report.state)
        self.assertEqual("初审同意", self.report.supervisor_opinion)
        self.assertEqual(self.school_user, self.report.supervised_uid)

    def test_without_supervisor_it_goes_to_the_registrar_at_once(self):
        self.submit(self.direct_report)
        self.assertEqual("registrar_review", self.direct_report.state)

    def test_incomplete_reports_stay(self):
        with self.assertRaisesRegex(UserError, "is missing"):
            self.report.with_user(self.clerk).action_submit()
        self.fill(self.report, net_assets=1)
        with self.assertRaisesRegex(UserError, "Assets less liabilities are 60000.00"):
            self.report.with_user(self.clerk).action_submit()
        self.assertEqual("not_started", self.report.state)
        self.assertFalse(self.report.version_ids)

    def test_a_return_names_what_to_put_right_and_a_new_version_follows(self):
        self.submit(self.direct_report)
        self.direct_report.with_user(self.clerk).action_return(
            "请补充", {"activity_note": "活动不具体"}
        )
        self.assertEqual("returned", self.direct_report.state)
        remarks = self.direct_report._portal_notices()["remarks"]
        self.assertEqual(
            [(None, "请补充"), ("activity_note", "活动不具体")],
            [(remark["field"], remark["text"]) for remark in remarks],
        )
        self.direct_report.sudo()._portal_save({"activity_note": "开展六次社区服务"})
        self.direct_report.with_user(self.clerk).action_submit()
        versions = self.direct_report.version_ids.sorted("number")
        self.assertEqual([1, 2], versions.mapped("number"))
        self.assertEqual([True, True], versions.mapped("is_sound"))
        self.assertEqual(
            [None, "开展六次社区服务"],
            [version.content["answers"]["activity_note"] for version in versions],
        )
        self.assertFalse(self.direct_report._portal_notices()["remarks"])
        with self.assertRaises(UserError):
            versions[0].write({"digest": "0"})
        with self.assertRaises(UserError):
            versions[0].unlink()

    def test_what_was_handed_in_stays_as_it_is(self):
        self.submit(self.direct_report)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            self.direct_report.with_user(self.clerk).write({"net_assets": 1})
        with self.assertRaisesRegex(UserError, "papers stay"):
            self.direct_report.file_ids.with_user(self.clerk).unlink()
        with self.assertRaisesRegex(UserError, "buttons"):
            self.direct_report.with_user(self.clerk).write({"state": "concluded"})
        with self.assertRaisesRegex(UserError, "buttons"):
            self.direct_report.with_user(self.clerk).write({"conclusion": "qualified"})

    def test_grounds_are_decided_before_a_conclusion_is_proposed(self):
        self.submit(self.direct_report, activity_count=0)
        finding = self.found(self.direct_report)["no_activity"]
        clerks = self.direct_report.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "1 grounds are still to be decided"):
            clerks.action_propose()
        finding.with_user(self.clerk).action_confirm("minor")
        self.assertEqual("basically", self.direct_report.proposed_conclusion)
        finding.with_user(self.clerk).action_confirm("serious")
        self.assertEqual("unqualified", self.direct_report.proposed_conclusion)
        finding.with_user(self.clerk).action_dismiss("补报了活动记录")
        self.assertEqual("qualified", self.direct_report.proposed_conclusion)
        clerks.action_propose()
        self.assertEqual(
            ("proposed", "qualified"),
            (self.direct_report.state, self.direct_report.conclusion),
        )

    def test_another_conclusion_needs_a_reason(self):
        self.submit(self.direct_report)
        clerks = self.direct_report.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "another than the one"):
            clerks.action_propose("basically")
        clerks.action_propose("basically", "财务制度不健全")
        self.assertEqual("basically", self.direct_report.conclusion)
        self.assertEqual("财务制度不健全", self.direct_report.opinion)

    def test_who_proposed_does_not_settle(self):
        self.submit(self.direct_report)
        heads = self.direct_report.with_user(self.head)
        heads.action_propose()
        with self.assertRaisesRegex(UserError, "doesn't settle it"):
            heads.action_conclude()
        heads.action_back("再看")
        self.assertFalse(self.direct_report.conclusion)
        self.direct_report.with_user(self.clerk).action_propose()
        heads.action_conclude()
        self.assertEqual("concluded", self.direct_report.state)

    def test_late_is_after_the_extended_day(self):
        self.report.with_user(self.head).action_extend("2024-04-15", "法人变更中")
        with freeze_time("2024-04-10 02:00:00"):
            self.submit(self.report)
        self.assertFalse(self.report.is_late)
        with freeze_time("2024-06-01 02:00:00"):
            self.submit(self.direct_report)
        self.assertTrue(self.direct_report.is_late)
        self.assertIn("late", self.found(self.direct_report))

    def test_only_heads_extend_and_only_to_a_later_day(self):
        with self.assertRaises(AccessError):
            self.report.with_user(self.clerk).action_extend("2024-04-15", "病")
        with self.assertRaisesRegex(UserError, "choose a later day"):
            self.report.with_user(self.head).action_extend("2024-03-31", "病")

    def test_reviewers_enter_grounds_of_their_own(self):
        self.submit(self.direct_report)
        ground = self.env.ref("civil_social_org_inspection.ground_no_premises")
        findings = self.env["civil.social.finding"].with_user(self.clerk)
        finding = findings.create(
            {
                "report_id": self.direct_report.id,
                "division_id": self.direct_report.division_id.id,
                "ground_id": ground.id,
                "note": "住所已退租",
            }
        )
        self.assertEqual("confirmed", finding.state)
        self.assertEqual("basically", self.direct_report.proposed_conclusion)
        self.assertEqual("住所已退租", finding.evidence)

    def test_reminders_stand_in_the_organizations_own_screens(self):
        self.submit(self.direct_report)
        both = (self.report | self.direct_report).with_user(self.clerk)
        both.action_remind("请抓紧")
        self.assertEqual(
            [{"date": "2024-03-20", "text": "请抓紧"}],
            self.report._portal_notices()["reminders"],
        )
        self.assertEqual([1, 0], both.mapped("reminded_count"))
        with self.assertRaisesRegex(UserError, "None of these"):
            self.direct_report.with_user(self.clerk).action_remind()

    def test_the_desk_knows_what_waits_for_whom(self):
        self.submit(self.report)
        self.submit(self.direct_report)
        todos = self.env["civil.todo"].search(
            [
                ("res_model", "=", "civil.social.inspection"),
                ("res_id", "=", self.inspection.id),
            ]
        )
        self.assertEqual(
            {"review", f"first_{self.school_user.id}"}, set(todos.mapped("key"))
        )
        self.report.with_user(self.school_user).action_supervise()
        self.assertNotIn(f"first_{self.school_user.id}", todos.exists().mapped("key"))

    def test_the_review_screen_lists_what_waits(self):
        self.submit(self.direct_report, activity_count=0)
        reports = self.env["civil.social.report"].with_user(self.clerk)
        queue = reports.retrieve_queue(self.inspection.id)
        self.assertEqual("registrar_review", queue["stage"])
        [row] = queue["reports"]
        self.assertEqual((self.direct_report.id, 1), (row["id"], row["open"]))
        data = self.direct_report.with_user(self.clerk).retrieve_review()
        [finding] = data["findings"]
        self.assertEqual("proposed", finding["state"])
        self.assertTrue(data["may"]["review"])
        self.assertFalse(data["may"]["conclude"])
        head = reports.with_user(self.head).retrieve_queue(self.inspection.id)
        self.assertIn("proposed", [stage["key"] for stage in head["stages"]])
