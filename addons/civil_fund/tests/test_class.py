from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import FundCase

BOOK = """科目种类,科目编码,科目名称,起始年度
支出功能分类,20899,其他社会保障和就业支出（新）,2031
支出功能分类,2089801,试验项目,2031
支出功能分类,20898,试验款,2031
部门经济分类,30398,试验补助,2031
"""


@tagged("post_install", "-at_install")
class TestClass(FundCase):
    """The yearly book of income and expenditure."""

    def load(self, content, user=None):
        return (
            self.env["civil.import"]
            .with_user(user or self.finance)
            ._load("fund_classes", "book.csv", content.encode(), take="all")
        )

    def test_the_shipped_mapping_is_that_of_the_two_books(self):
        """30304/05/06/07/09 → 50901; 30308 → 50902; 30301/02/03 → 50905."""
        for department, government in (
            ("30305", "50901"),
            ("30306", "50901"),
            ("30308", "50902"),
            ("30302", "50905"),
            ("30399", "50999"),
            ("39908", "59908"),
        ):
            item = self.env.ref(f"civil_fund.economic_{department}")
            self.assertEqual(item.government_ids.mapped("code"), [government])
        self.assertTrue(self.env.ref("civil_fund.function_2296002").is_item)
        self.assertEqual(
            self.env.ref("civil_fund.function_2081107").parent_id.name, "残疾人事业"
        )

    def test_import_adds_and_renames(self):
        self.load(BOOK)
        functions = self.env["civil.fund.function"]
        new = functions.search([("code", "=", "2089801")])
        self.assertEqual((new.parent_id.name, new.year_from), ("试验款", 2031))
        self.assertEqual(
            self.env.ref("civil_fund.function_20899").name,
            "其他社会保障和就业支出（新）",
        )
        economic = self.env["civil.fund.economic"].search([("code", "=", "30398")])
        self.assertEqual(economic.kind, "department")

    def test_import_again_changes_nothing(self):
        count = self.env["civil.fund.function"].search_count
        self.load(BOOK)
        before = count([])
        self.load(BOOK.replace("试验项目", "试验项目甲"))
        self.assertEqual(count([]), before)

    def test_a_faulty_line_says_what_is_wrong(self):
        job = self.load("科目种类,科目编码,科目名称,起始年度\n收入,12,,31\n")
        [line] = job.line_ids
        self.assertEqual(line.status, "error")
        for part in ("收入", "name", "four digits"):
            self.assertIn(part, line.message)

    def test_codes(self):
        functions = self.env["civil.fund.function"]
        for code in ("20", "2080x", "20802011"):
            with self.assertRaises(ValidationError):
                functions.create({"code": code, "name": "x", "year_from": 2031})
        with self.assertRaises(ValidationError):
            functions.create(
                {
                    "code": "2100101",
                    "name": "x",
                    "year_from": 2031,
                    "parent_id": self.env.ref("civil_fund.function_20802").id,
                }
            )

    def test_the_books_do_not_mix(self):
        economic = self.env["civil.fund.economic"]
        government = self.env.ref("civil_fund.economic_50901")
        department = self.env.ref("civil_fund.economic_30306")
        with self.assertRaises(ValidationError):
            government.government_ids = department
        with self.assertRaises(ValidationError):
            department.government_ids = economic.search(
                [("kind", "=", "department")], limit=1
            )
