import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.civil_social_org_judge import FAULTS
from .common import AS_OF, SocialCase, credit_code, identity

YEARS = ("2022年度年检结论", "2023年度年检结论")


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestFindings(SocialCase):
    """The register finds what its file finds, as of any day."""

    def rows(self):
        shared = identity()
        return [
            {"名称": "好协会", "评估等级": "3A", "评估有效期止": "2024-12-31"},
            {"名称": "错码协会", "统一社会信用代码": "51421303"},
            {"名称": "他类协会", "统一社会信用代码": credit_code("52")},
            {"名称": "逾期协会", "本届止": "2024-05-31"},
            {"名称": "未检协会", **dict.fromkeys(YEARS, "未参检")},
            {"名称": "不过协会", **dict.fromkeys(YEARS, "不合格")},
            {"名称": "不动协会", "最近一次活动日期": "2022-05-31"},
            {"名称": "一人协会", "法定代表人身份证号": shared},
            {"名称": "同人协会", "法定代表人身份证号": shared},
            {"名称": "贫协会", "2023年末净资产": 49999},
        ]

    def names(self, ids):
        return sorted(self.orgs.browse(ids).mapped("name"))

    def test_the_register_finds_what_the_file_finds(self):
        job = self.upload(*self.rows(), take="all")
        found = job._findings_by_code()
        self.assertTrue(all(found[code] for code in FAULTS))
        lists, sample, count = self.orgs._figures_as_of(AS_OF)
        for code in FAULTS:
            with self.subTest(code=code):
                self.assertEqual(sorted(found[code]), self.names(lists[code]))
                listed = self.orgs.search([("finding_codes", "=", code)])
                self.assertEqual(sorted(found[code]), sorted(listed.mapped("name")))
                self.assertTrue(all(code in org.finding_codes for org in listed))
        self.assertEqual(found["graded_3a_plus"], len(lists["graded_3a_plus"]))
        self.assertEqual(
            found["inspected_last_year"], len(lists["inspected_last_year"])
        )
        self.assertEqual((1, 10), (sample, count))
        self.assertEqual(found["spot_check_sample"], sample)

    def test_as_of_another_day(self):
        self.upload(*self.rows(), take="all")
        lists, _sample, _count = self.orgs._figures_as_of(datetime.date(2024, 5, 31))
        self.assertEqual([], lists["term_overdue"])
        self.assertEqual([], lists["no_activity_two_years"])

    def test_the_screen_shows_each_list_and_number(self):
        self.upload(*self.rows(), take="all")
        for user in (self.clerk, self.deputy, self.auditor):
            with self.subTest(user=user.login):
                window = self.env["civil.social.findings"].with_user(user)
                action = window.create({"as_of": AS_OF}).action_show()
                lines = self.env[action["res_model"]].with_user(user)
                lines = lines.search(action["domain"])
                self.assertEqual(11, len(lines))
                overdue = lines.filtered(lambda one: one.kind_id.code == "term_overdue")
                self.assertEqual(1, overdue.count)
                opened = overdue.action_open_orgs()
                self.assertEqual(
                    ["逾期协会"], self.orgs.search(opened["domain"]).mapped("name")
                )
                with self.assertRaises(UserError):
                    lines[-1].action_open_orgs()

    def test_only_organizations_in_sight_are_judged(self):
        self.upload(*self.rows(), take="all")
        east = self.make_org(
            "东镇协会", division_id=self.east.id, term_end="2024-01-01"
        )
        lists, _sample, count = (
            self.env["civil.social.org"]
            .with_user(self.east_clerk)
            ._figures_as_of(AS_OF)
        )
        self.assertEqual(([east.id], 1), (lists["term_overdue"], count))

    def test_the_ended_are_judged_no_more(self):
        org = self.make_org(term_end="2024-01-01")
        self.assertTrue(org.has_findings)
        org.with_user(self.head)._end("annulled", "2024-05-31", "撤销")
        org.invalidate_recordset()
        self.assertFalse(org.has_findings)
        self.assertNotIn(org, self.orgs.search([("has_findings", "=", True)]))
        self.assertIn(org, self.orgs.search([("has_findings", "=", False)]))

    def test_statements_dont_grow_with_the_organizations(self):
        def judged(count):
            self.orgs.create(
                [
                    {
                        "name": f"测试区第{count}之{number}协会",
                        "kind_id": self.kind_of("association").id,
                        "division_id": self.district.id,
                        "term_end": "2024-01-01",
                    }
                    for number in range(count)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            with self.count_statements() as counted:
                found = self.orgs.search([("has_findings", "=", True)])
                found.mapped("findings")
            return counted[0], len(found)

        judged(1)
        few, _count = judged(5)
        many, count = judged(200)
        self.assertEqual(206, count)
        self.assertLessEqual(many, few + 2)

    def test_dormant_organizations_with_their_grounds(self):
        """民发〔2021〕63号."""
        self.upload(*self.rows(), take="all")
        idle = self.make_org("空壳协会", last_activity_date=False)
        self.make_org(
            "新协会", last_activity_date=False, registration_date="2023-06-01"
        )
        gone = self.make_org("失联协会", unreachable_since="2024-03-01")
        self.make_org("点名协会", named_dormant="长期无负责人")
        dormant = self.orgs.search([("is_dormant", "=", True)])
        self.assertEqual(
            {"未检协会", "不动协会", "空壳协会", "失联协会", "点名协会"},
            set(dormant.mapped("name")),
        )
        self.assertIn("12 months", idle.dormant_grounds)
        self.assertIn("2024-03-01", gone.dormant_grounds)
