import datetime
import doctest

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import scope
from .common import AS_OF, GoodsCase

DAY = datetime.timedelta(days=1)


@tagged("post_install", "-at_install")
class TestImportShop(GoodsCase):
    def found(self, *rows, **options):
        return self.upload(*rows, **options)._findings_by_code()

    def codes(self, **row):
        """Codes of what is found of one shop."""
        return {code for code, labels in self.found(row).items() if labels}

    def test_doctests(self):
        self.assertFalse(doctest.testmod(scope).failed)

    def test_a_good_shop_is_found_nothing_of(self):
        self.assertEqual(set(), self.codes())

    def test_a_coffin_shop_sells_coffins_whatever_its_scope_says(self):
        self.assertEqual({"coffins"}, self.codes(类别="棺 材店", 经营范围="花圈"))

    def test_coffins_in_the_scope(self):
        for text in ("棺材", "花圈、棺木", "寿 材，花圈", "殡葬服务（含棺材）"):
            self.assertEqual({"coffins"}, self.codes(经营范围=text), text)

    def test_what_the_scope_leaves_out_is_not_sold(self):
        for text in (
            "骨灰盒（不含棺材）",
            "骨灰盒，不含棺材、纸人纸马",
            "除棺材外的丧葬用品",
            "丧葬用品,棺材除外",
            "禁止经营棺材",
        ):
            self.assertEqual(set(), self.codes(经营范围=text), text)

    def test_superstitious_goods(self):
        for text in ("纸人纸马", "花圈，冥币", "扎纸 房", "纸扎"):
            self.assertEqual({"superstitious_goods"}, self.codes(经营范围=text), text)

    def test_a_past_violation_is_not_what_is_sold(self):
        self.assertEqual(set(), self.codes(违规记录="违规制作棺材"))

    def test_a_registration_is_over_the_day_after_its_last(self):
        self.assertEqual(set(), self.codes(有效期止=AS_OF))
        self.assertEqual({"registration_over"}, self.codes(有效期止=AS_OF - DAY))
        self.assertEqual(set(), self.codes(有效期止="长期"))

    def test_a_year_without_a_check(self):
        year_ago = datetime.date(2023, 6, 1)
        self.assertEqual(set(), self.codes(最近检查日期=year_ago))
        over = {"not_checked_12_months"}
        self.assertEqual(over, self.codes(最近检查日期=year_ago - DAY))
        self.assertEqual(over, self.codes(最近检查日期=""))

    def test_dates_as_people_write_them(self):
        for text in ("2024.5.31", "2024年5月31日", "20240531", "２０２４-05-31", 45443):
            self.assertEqual({"registration_over"}, self.codes(有效期止=text), text)

    def test_a_shop_registered_lately_needs_no_check_yet(self):
        row = {"最近检查日期": "", "登记/备案日期": datetime.date(2024, 2, 1)}
        self.assertEqual(set(), self.codes(**row))

    def test_the_same_file_as_of_another_day(self):
        rows = ({"店名": "甲店", "有效期止": "2024-05-31"},)
        self.assertEqual(["甲店"], self.found(*rows)["registration_over"])
        earlier = self.found(*rows, as_of=datetime.date(2024, 5, 31))
        self.assertEqual([], earlier["registration_over"])

    def test_a_ban_counts_from_its_first_day_and_in_its_place(self):
        ban = self.env.ref("civil_funeral_goods.ban_coffin")
        ban.date_from = AS_OF + DAY
        self.assertEqual(set(), self.codes(经营范围="棺材"))
        ban.write({"date_from": AS_OF, "division_id": self.west.id})
        self.assertEqual(set(), self.codes(经营范围="棺材"))
        self.assertEqual({"coffins"}, self.codes(经营范围="棺材", 镇街="West Town"))

    def test_who_stands_twice_is_named_once(self):
        row = {"店名": "甲 店", "经营范围": "棺材"}
        job = self.upload(row, row, {**row, "店名": "乙店０３"})
        self.assertEqual(["甲店", "乙店03"], job._findings_by_code()["coffins"])
        said = [line.message for line in job.line_ids.sorted("id")]
        self.assertIn("also in row 5", said[0])
        self.assertIn("also in row 4", said[1])
        self.assertFalse(said[2])

    def test_faults_of_the_sheet_are_said_in_a_sentence(self):
        job = self.upload(
            {"店名": "甲店", "统一社会信用代码": "92421303MAX25DG2TW"},
            {"店名": "乙店", "身份证号": "421303195001010015"},
            {"店名": "丙店", "有效期止": "2024-02-30"},
            {"店名": "丁店", "类别": "杂货店", "镇街": "无此镇"},
            {"店名": ""},
        )
        self.assertEqual(
            (5, 4, 1), (job.line_count, job.warning_count, job.error_count)
        )
        said = [line.message for line in job.line_ids.sorted("id")]
        for sentence, words in zip(
            said,
            ("credit code", "identity number", "2024-02-30", "杂货店", "missing"),
            strict=True,
        ):
            self.assertIn(words, sentence)

    def test_shops_come_on_record_once(self):
        first = self.upload({"店名": "甲店", "违规记录": "违规制作棺材"}, take="all")
        self.assertEqual("taken", first.state)
        shop = self.env["civil.funeral.shop"].search([("name", "=", "甲店")])
        self.assertEqual(self.east, shop.division_id)
        self.assertEqual("421303195001010014", shop.operator_id.identity_number)
        self.assertEqual("违规制作棺材", shop.violation_ids.description)
        self.upload(
            {
                "店名": "甲店",
                "违规记录": "违规制作棺材",
                "经营范围": "棺材",
                "有效期止": "",
            },
            take="all",
        )
        shop = self.env["civil.funeral.shop"].search([("name", "=", "甲店")])
        self.assertEqual(1, len(shop))
        self.assertEqual(1, len(shop.violation_ids))
        self.assertEqual("棺材", shop.scope)
        self.assertTrue(shop.valid_until, "what a file leaves empty stays")

    def test_two_codes_are_two_shops(self):
        one, two = "92421303MAX25DG2T4", "92421303MADCQJNHT0"
        codes = [code for code in map(_with_check, (one, two))]
        self.upload(
            *({"店名": "甲店", "统一社会信用代码": c} for c in codes), take="all"
        )
        shops = self.env["civil.funeral.shop"].search([("name", "=", "甲店")])
        self.assertEqual(set(codes), set(shops.mapped("credit_code")))

    def test_who_may_not_import(self):
        for user in (self.deputy, self.auditor, self.staff):
            with self.assertRaises(AccessError):
                self.upload(user=user)

    def test_findings_are_seen_with_their_import_only(self):
        job = self.upload({"经营范围": "棺材"})
        self.assertTrue(job.with_user(self.auditor).finding_ids.mapped("label"))
        findings = self.env["civil.import.finding"]
        self.assertFalse(findings.with_user(self.staff).search([]))
        with self.assertRaises(AccessError):
            job.finding_ids.with_user(self.clerk).write({"message": "x"})


def _with_check(code):
    """Return the code with the check character that fits its others."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(
        alphabet.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17])
    )
    return code[:17] + alphabet[-total % 31]
