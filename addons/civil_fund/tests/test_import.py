from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import INDICATOR, FundCase

HEAD = (
    "指标文号,下达日期,预算年度,资金来源,资金性质,功能分类,部门经济分类,指标金额,"
    "上级文号,项目代码,公益金用途,直达标识"
)
GOOD = (
    "测财社〔2031〕3号,2031-01-15,2031,中央补助,一般公共预算,2081902,30306,1000.50,"
    "测省〔2031〕7号,,,是"
)


@tagged("post_install", "-at_install")
class TestImport(FundCase):
    """A year's indicators come as a list."""

    def load(self, *lines, user=None, take="good"):
        content = "\n".join([HEAD, *lines]).encode()
        imports = self.env["civil.import"].with_user(user or self.finance)
        return imports._load("fund_indicators", "list.csv", content, take=take)

    def found(self):
        return self.env[INDICATOR].search([("document_number", "=like", "测财%")])

    def test_a_good_line_becomes_a_draft(self):
        job = self.load(GOOD)
        self.assertEqual(job.error_count, 0)
        indicator = self.found()
        self.assertEqual(
            (indicator.state, indicator.amount, indicator.source, indicator.level),
            ("draft", 1000.5, "central", "upper"),
        )
        self.assertTrue(indicator.is_direct)
        # The mapping of the books gives the government's class.
        self.assertEqual(indicator.government_economic_id.code, "50901")
        indicator.with_user(self.finance).action_submit()

    def test_the_same_list_again_makes_nothing_twice(self):
        self.load(GOOD)
        self.load(GOOD, GOOD.replace("3号", "4号"))
        self.assertEqual(len(self.found()), 2)

    def test_faulty_lines_say_why_and_good_ones_are_taken(self):
        job = self.load(
            GOOD,
            GOOD.replace("中央补助", "月球"),
            GOOD.replace("2081902", "2081999"),
            GOOD.replace("2081902", "20819"),
            GOOD.replace("1000.50", "1000.505"),
            GOOD.replace("2031-01-15", "2031-02-30"),
            GOOD.replace("中央补助", "福彩公益金"),
            GOOD.replace(",,,是", ",XM1,,是"),
        )
        self.assertEqual(len(self.found()), 1)
        messages = job.line_ids.filtered(lambda line: line.status == "error").mapped(
            "message"
        )
        for part, message in zip(
            (
                "月球",
                "book of 2031",
                "lowest level",
                "1000.505",
                "date",
                "purpose",
                "XM1",
            ),
            messages,
            strict=True,
        ):
            self.assertIn(part, message)

    def test_finance_only(self):
        for user in (self.clerk, self.head, self.admin, self.auditor):
            with self.assertRaises(AccessError):
                self.load(GOOD, user=user)
