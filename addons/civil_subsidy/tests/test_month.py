import json
import tempfile
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SubsidyCase, identity, roster_row, roster_workbook

STANDARDS = """programme,category,amount,date_from,date_to,note
困难残疾人生活补贴,全部,100.00,2024-01-01,,
重度残疾人护理补贴,一级,130.00,2024-01-01,,
"""
DIVISIONS = """code,name,level,parent_code
421303,曾都区,district,
421303001,西城街道,town,421303
421303002,东城街道,town,421303
"""
HEAD = "火化证编号,死者姓名,身份证号,死亡日期,火化日期,殡仪馆\n"


@tagged("post_install", "-at_install")
class TestMonth(SubsidyCase):
    """A directory of files in, a report and request files out."""

    @classmethod
    def _make_standards(cls):
        """The month brings its own."""

    def setUp(self):
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.inputs = Path(directory.name)
        self.report_path = self.inputs / "out" / "report.json"
        self.report_path.parent.mkdir()

    def write_inputs(self):
        (self.inputs / "divisions_421303.csv").write_text(DIVISIONS, encoding="utf-8")
        (self.inputs / "standards.csv").write_text(STANDARDS, encoding="utf-8")
        dead = f"曾火1,李丁,{identity(3)},2024年02月05日,2024-02-08,曾都区殡仪馆\n"
        (self.inputs / "cremations_2024Q1_gbk.csv").write_bytes(
            (HEAD + dead).encode("gb18030")
        )
        (self.inputs / "disability_roster_2024-03.xlsx").write_bytes(
            roster_workbook(
                {
                    "西城街道": (
                        "2024年3月",
                        [
                            roster_row(1),
                            roster_row(2, 银行账号=""),
                            roster_row(3),
                            roster_row(4, 补贴类型="其他"),
                        ],
                    ),
                    "东城街道": (
                        "2024年3月",
                        [roster_row(5, 补贴类型="生活补贴", 享受起始月="2024-05")],
                    ),
                }
            )
        )

    def run_month(self):
        return (
            self.env["civil.subsidy.month"]
            .with_context(lang="zh_CN")
            ._run(self.inputs, "2024-03", self.report_path, progress=lambda text: None)
        )

    def test_report_and_request_files(self):
        self.write_inputs()
        report = self.run_month()
        written = json.loads(self.report_path.read_text(encoding="utf-8"))
        self.assertEqual(written, report)
        self.assertEqual(report["rows"], 5)
        self.assertEqual([r[:2] for r in report["rejected"]], [["西城街道", 7]])
        self.assertEqual(
            report["programs"],
            {
                "life": {
                    "payable": {"count": 1, "amount": "100.00"},
                    "held": {"count": 1, "amount": "100.00"},
                    "blocked": {"count": 1, "amount": "0.00"},
                    "not_due": {"count": 1, "amount": "0.00"},
                },
                "care": {
                    "payable": {"count": 1, "amount": "130.00"},
                    "held": {"count": 1, "amount": "130.00"},
                    "blocked": {"count": 1, "amount": "0.00"},
                    "not_due": {"count": 0, "amount": "0.00"},
                },
            },
        )
        self.assertEqual(report["reasons"], {"account_missing": 2, "deceased": 2})
        self.assertEqual(
            report["towns"],
            {
                "西城街道": {"count": 2, "amount": "230.00"},
                "东城街道": {"count": 0, "amount": "0.00"},
            },
        )
        self.assertEqual(
            report["claims"][0],
            ["西城街道", 4, "李乙", identity(1), "life", "payable", "100.00", []],
        )
        self.assertEqual(
            report["claims"][-1],
            ["东城街道", 4, "李己", identity(5), "life", "not_due", "0.00", []],
        )
        files = sorted(path.name for path in self.report_path.parent.glob("DF_*.txt"))
        self.assertEqual(
            files, ["DF_FFCARE20240342130301.txt", "DF_FFLIFE20240342130301.txt"]
        )
        text = (self.report_path.parent / files[1]).read_bytes().decode("gb18030")
        self.assertTrue(text.startswith("H|FFLIFE20240342130301|"))
        self.assertTrue(text.endswith("T|1|100.00\r\n"))

    def test_a_file_that_is_none_is_refused_in_a_sentence(self):
        self.write_inputs()
        roster = self.inputs / "disability_roster_2024-03.xlsx"
        roster.write_bytes(roster.read_bytes()[:500])
        with self.assertRaises(UserError) as refusal:
            self.run_month()
        self.assertIn(roster.name, str(refusal.exception))

    def test_a_missing_roster_is_named(self):
        self.write_inputs()
        (self.inputs / "disability_roster_2024-03.xlsx").unlink()
        with self.assertRaises(UserError):
            self.run_month()
