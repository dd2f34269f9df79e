import datetime
import doctest

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import cells, table
from .common import CemeteryCase
from .plots import AS_OF, EMPTY, HEADER, register

DAY = datetime.timedelta(days=1)
CREMATION = "最近安放者火化证编号"


@tagged("post_install", "-at_install")
class TestImportPlots(CemeteryCase):
    """What a register of plots shows, and what it says that can't be understood."""

    def upload(self, *rows, as_of=AS_OF, user=None, take=None, **options):
        imports = self.env["civil.import"].with_user(user or self.clerk)
        content = register(*rows, **options)
        return imports._load("cemetery", "plots.xlsx", content, as_of=as_of, take=take)

    def found(self, *rows, **options):
        """``{code: labels}`` of what is found, codes without any left out."""
        found = self.upload(*rows, **options)._findings_by_code()
        return {code: labels for code, labels in found.items() if labels}

    def codes(self, **row):
        return set(self.found(row))

    def test_doctests(self):
        for module in (cells, table):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_a_good_plot_is_found_nothing_of(self):
        job = self.upload({})
        self.assertEqual((1, 1), (job.line_count, job.ok_count))
        self.assertFalse(self.found({}))

    # -- area --------------------------------------------------------------------

    def test_the_limit_of_a_public_cemetery_depends_on_the_type(self):
        for kind, area, over in (
            ("单穴", 0.5, False),
            ("单穴", 0.501, True),
            ("双穴", 0.8, False),
            ("双穴", 0.81, True),
            ("单 人墓", "0.6㎡", True),
            ("双穴", 0.1 + 0.7, False),
        ):
            codes = self.codes(**{"类型": kind, "占地面积": area})
            self.assertEqual(
                {"area_over_limit"} if over else set(), codes, (kind, area)
            )

    def test_the_limit_of_a_commercial_cemetery(self):
        name = {"公墓": "神农福寿园"}
        for kind in ("单穴", "双穴"):
            self.assertFalse(self.codes(**name, 类型=kind, 占地面积=1))
            self.assertTrue(self.codes(**name, 类型=kind, 占地面积=1.001))

    def test_an_empty_plot_is_too_large_as_well(self):
        self.assertEqual({"area_over_limit"}, self.codes(**EMPTY, 占地面积=2))

    def test_the_record_says_what_a_cemetery_is_before_its_name(self):
        row = {"占地面积": 0.9}
        self.assertTrue(self.codes(公墓="西镇经营园", **row))
        self.make_facility("西镇经营园", "commercial", self.west)
        self.assertFalse(self.codes(公墓="西镇 经营园", **row))

    def test_a_rule_or_a_column_says_what_an_unknown_cemetery_is(self):
        row = {"公墓": "长青园", "占地面积": 0.9}
        self.assertTrue(self.codes(**row))
        rule = self.env["civil.cemetery.name.rule"]
        rule.create({"word": "长青", "facility_kind": "commercial", "sequence": 5})
        self.assertFalse(self.codes(**row))
        header = (*HEADER, "性质")
        row["公墓"] = "无名园"
        self.assertFalse(self.found({**row, "性质": "经营性"}, header=header))
        self.assertTrue(self.found({**row, "性质": "公益性"}, header=header))

    def test_a_limit_is_that_of_the_day(self):
        rules = self.env["civil.cemetery.area.rule"].search(
            [("facility_kind", "=", "public"), ("plot_type_id", "=", self.single.id)]
        )
        rules.date_to = AS_OF - DAY
        self.env.flush_all()
        rules.copy({"date_from": AS_OF, "date_to": False, "max_area": 0.4})
        self.assertTrue(self.codes())
        self.assertFalse(self.found({}, as_of=AS_OF - DAY))

    def test_without_its_type_a_plot_is_judged_by_the_largest_limit(self):
        self.assertFalse(self.codes(类型="", 占地面积=0.7))
        self.assertEqual({"area_over_limit"}, self.codes(类型="", 占地面积=0.81))

    # -- capacity and tenure -----------------------------------------------------

    def test_more_lie_there_than_it_has_places(self):
        self.assertEqual({"over_capacity"}, self.codes(安放人数=2))
        self.assertFalse(self.codes(类型="双穴", 安放人数="２人"))
        self.assertEqual({"over_capacity"}, self.codes(类型="双穴", 安放人数="三"))

    def test_a_tenure_is_over_the_day_after_its_last(self):
        start = datetime.date(2004, 6, 1)
        self.assertFalse(self.codes(起始日期=start))
        self.assertEqual({"tenure_over"}, self.codes(起始日期=start - DAY))
        self.assertEqual(
            set(), set(self.found({"起始日期": start - DAY}, as_of=AS_OF - DAY))
        )

    def test_a_tenure_from_a_29_february(self):
        row = {"起始日期": "2004-02-29", "缴费年限": 19}
        self.assertFalse(self.found(row, as_of=datetime.date(2023, 2, 28)))
        self.assertTrue(self.found(row, as_of=datetime.date(2023, 3, 1)))
        row["缴费年限"] = 20
        self.assertFalse(self.found(row, as_of=datetime.date(2024, 2, 29)))

    def test_dates_and_years_as_people_write_them(self):
        for day in ("2004.5.31", "2004年5月31日", "20040531", "２００４-05-31", 38138):
            self.assertEqual({"tenure_over"}, self.codes(起始日期=day), day)
        spoiled = datetime.date(1900, 1, 20)
        for years in ("20年", "二十", 20.0, " ２０ ", "240个月", spoiled):
            row = {"起始日期": "2004-05-31", "缴费年限": years}
            self.assertEqual({"tenure_over"}, self.codes(**row), years)
        self.assertFalse(self.codes(起始日期="1990-01-01", 缴费年限="永久"))

    # -- cremations --------------------------------------------------------------

    def test_a_cremation_that_the_register_does_not_know(self):
        self.assertEqual({"cremation_unknown"}, self.codes(**{CREMATION: "HZ-7"}))
        self.make_death("hz-7")
        for number in ("HZ-7", " hz-7 ", "ＨＺ-7", "H Z-7", "'HZ-7"):
            self.assertFalse(self.codes(**{CREMATION: number}), number)
        for nothing in ("", "无", "/", "—", None):
            self.assertFalse(self.codes(**{CREMATION: nothing}), nothing)

    def test_a_number_counts_though_its_line_of_the_register_is_faulty(self):
        content = (
            "火化证编号,死者姓名,身份证号,死亡日期,火化日期\n"
            "HZ-8,张三,42130319500101,2024-05-01,2024-05-02\n"
            "HZ-9,李四,421303195001010014,2024-05-01,2024-05-02\n"
        ).encode("gb18030")
        imports = self.env["civil.import"].with_user(self.clerk)
        job = imports._load("cremation", "r.csv", content, take="good")
        self.assertEqual((1, "taken"), (job.error_count, job.state))
        self.assertFalse(self.codes(**{CREMATION: "HZ-8"}))

    def test_a_number_used_twice_names_every_plot(self):
        for number in ("HZ-1", "HZ-2", "HZ-3"):
            self.make_death(number)
        found = self.found(
            {CREMATION: "HZ-1"},
            {"号": 2, CREMATION: "hz-1"},
            {"号": 3, CREMATION: "HZ-2、HZ-3"},
            {"号": 4, "公墓": "北山公墓", CREMATION: "HZ-3"},
            # The same plot twice uses its number once.
            {"号": 5, CREMATION: "HZ-2X"},
        )
        self.assertEqual(
            [
                "南山公墓/A/1/1",
                "南山公墓/A/1/2",
                "南山公墓/A/1/3",
                "北山公墓/A/1/4",
            ],
            found["cremation_used_twice"],
        )
        self.assertEqual(["南山公墓/A/1/5"], found["cremation_unknown"])

    def test_the_same_plot_twice_uses_its_number_once(self):
        self.make_death("HZ-1")
        job = self.upload({CREMATION: "HZ-1"}, {CREMATION: "HZ-1"})
        self.assertFalse(job.finding_count)
        self.assertIn("also in row 5", job.line_ids.sorted("id")[0].message)

    def test_a_number_used_on_record_elsewhere(self):
        self.make_death("HZ-1")
        self.upload({CREMATION: "HZ-1"}, take="all")
        found = self.found({"公墓": "北山公墓", CREMATION: "HZ-1"})
        self.assertEqual(["北山公墓/A/1/1"], found["cremation_used_twice"])
        self.assertFalse(self.found({CREMATION: "HZ-1"}), "the plot itself")

    # -- sheets as people keep them ----------------------------------------------

    def test_columns_in_another_order_and_nothing_around(self):
        found = self.found(
            {"占地面积": 2}, header=tuple(reversed(HEADER)), around=False
        )
        self.assertEqual({"area_over_limit": ["南山公墓/A/1/1"]}, found)

    def test_merged_and_blank_places_are_those_above(self):
        blank = {"公墓": "", "区": "", "排": "", "占地面积": 2}
        rows = ({"排": 3}, {**blank, "号": 2}, {**blank, "号": 3})
        wanted = {"area_over_limit": ["南山公墓/A/3/2", "南山公墓/A/3/3"]}
        self.assertEqual(wanted, self.found(*rows))
        self.assertEqual(wanted, self.found(*rows, merge=("A4:A6", "B4:B6", "C4:C6")))

    def test_a_merged_type_holds_for_all(self):
        rows = ({"类型": "双穴"}, {"号": 2, "类型": "", "占地面积": 0.8})
        self.assertFalse(self.found(*rows, merge=("E4:E5",)))

    def test_spellings_of_places_are_one_place(self):
        found = self.found(
            {"占地面积": 2},
            {
                "公墓": "南山 公墓",
                "区": "Ａ区",
                "排": "第２排",
                "号": "03",
                "占地面积": 2,
            },
            {"区": "a", "排": "二", "号": "4号", "占地面积": 2},
        )
        self.assertEqual(
            ["南山公墓/A/1/1", "南山公墓/A/2/3", "南山公墓/A/2/4"],
            found["area_over_limit"],
        )

    def test_a_sheet_may_be_named_after_its_cemetery(self):
        found = self.found({"占地面积": 2}, header=HEADER[1:], title="东山公墓")
        self.assertEqual({"area_over_limit": ["东山公墓/A/1/1"]}, found)

    def test_what_cannot_be_read_is_named_with_its_field(self):
        job = self.upload(
            {"排": "甲"},
            {"号": ""},
            {"号": 3, "类型": "圆形"},
            {"号": 4, "占地面积": "大"},
            {"号": 5, "起始日期": "2003-02-30"},
            {"号": 6, "缴费年限": "见合同"},
            {"号": 7, "安放人数": "若干"},
            {"号": 8, "购墓人身份证号": "421303195001010015"},
        )
        said = [line.message for line in job.line_ids.sorted("id")]
        for sentence, words in zip(
            said,
            (
                "Row",
                "Plot Number",
                "圆形",
                "m²",
                "2003-02-30",
                "见合同",
                "若干",
                "ident",
            ),
            strict=True,
        ):
            self.assertIn(words, sentence)
        self.assertEqual((3, 5), (job.error_count, job.warning_count))
        self.assertFalse(job.finding_count)

    def test_a_file_without_its_columns_is_refused(self):
        job = self.upload({}, header=HEADER[:5])
        self.assertEqual("refused", job.state)
        self.assertIn("占地面积", job.message)

    # -- who may -----------------------------------------------------------------

    def test_who_may_not_import(self):
        for user in (self.deputy, self.auditor, self.staff, self.keeper):
            with self.assertRaises(AccessError):
                self.upload({}, user=user)
