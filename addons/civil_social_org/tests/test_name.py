from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..tools.names import similarity
from .common import SocialCase


@tagged("post_install", "-at_install")
@freeze_time("2024-06-01 02:00:00")
class TestName(SocialCase):
    """社会组织名称管理办法: parts, words, names that others have or gave up."""

    def judge(self, kind="association", on="2024-06-01", org=None, **parts):
        names = self.env["civil.social.name"].with_user(self.clerk)
        parts = {"division": "Test District", "field": "养老", "form": "协会", **parts}
        return names._judge(self.kind_of(kind), parts, self.day(on), org)

    def day(self, text):
        return self.env["civil.social.org"]._fields["term_end"].to_date(text)

    def codes(self, *args, **parts):
        return [(one.level, one.code) for one in self.judge(*args, **parts)]

    def test_parts_by_kind(self):
        self.assertEqual([], self.codes())
        self.assertIn(("error", "missing_part"), self.codes(field=" "))
        unit = {"kind": "private_unit", "form": "服务中心"}
        self.assertIn(("error", "missing_part"), self.codes(**unit))
        self.assertEqual([], self.codes(**unit, trade="安康"))
        self.assertIn(("warning", "trade_name"), self.codes(trade="安康"))

    def test_form_belongs_to_the_kind(self):
        self.assertIn(("error", "form"), self.codes(form="医院"))
        self.assertIn(("error", "form"), self.codes("foundation", trade="爱心"))

    def test_division_is_on_record(self):
        self.assertIn(("error", "division"), self.codes(division="某某区"))

    def test_reserved_words(self):
        self.assertIn(("error", "reserved_word"), self.codes(field="中国养老"))
        self.assertIn(("warning", "reserved_word"), self.codes(field="宗教"))
        word = self.env["civil.social.name.word"].search([("word", "=", "公司")])
        word.date_to = "2024-05-31"
        self.assertEqual([], self.codes(field="公司"))
        self.assertIn(
            ("error", "reserved_word"), self.codes(field="公司", on="2024-05-31")
        )

    def test_taken_names_whatever_the_spelling(self):
        org = self.make_org("Test District养老协会")
        self.assertIn(("error", "taken"), self.codes(field="养 老"))
        self.assertEqual([], self.codes(org=org))
        west = self.make_org("Test District托幼协会", division_id=self.west.id)
        self.assertTrue(west)
        east = self.env["civil.social.name"].with_user(self.east_clerk)
        parts = {"division": "Test District", "field": "托幼", "form": "协会"}
        found = east._judge(self.kind_of("association"), parts)
        self.assertEqual(["taken"], [one.code for one in found])

    def test_homophones_are_pointed_out(self):
        self.make_org("Test District书法协会")
        self.assertEqual([("warning", "similar")], self.codes(field="舒法"))
        self.assertEqual([], self.codes(field="门球"))

    def test_the_threshold_is_a_rule_of_the_day(self):
        self.make_org("Test District老年书法协会")
        self.assertEqual([], self.codes(field="青年书法"))
        self.env["civil.parameter"].search(
            [("code", "=", "social.name_similarity")]
        ).value = "0.5"
        self.assertEqual([("warning", "similar")], self.codes(field="青年书法"))

    def test_names_given_up_are_blocked_for_a_time(self):
        org = self.make_org("Test District养老协会")
        org.with_user(self.head)._end("revoked", "2024-05-01", "吊销")
        self.assertEqual([("error", "given_up")], self.codes())
        self.assertEqual([("error", "given_up")], self.codes(on="2027-04-30"))
        self.assertEqual([], self.codes(on="2027-05-01"))

    def test_the_window_shows_what_stands_against_it(self):
        self.make_org("Test District书法协会")
        query = self.env["civil.social.name.query"].with_user(self.clerk)
        query = query.create(
            {
                "kind_id": self.kind_of("association").id,
                "division": "Test District",
                "field": "书法",
                "form": "协会",
            }
        )
        self.assertEqual("Test District书法协会", query.full_name)
        self.assertIn("书法协会", query.errors)
        self.assertFalse(query.is_free)
        query.field = "象棋"
        self.assertTrue(query.is_free)

    @settings(deadline=None, derandomize=True, max_examples=50)
    @given(
        one=st.text("安康养老书法曾都", max_size=6),
        other=st.text("安糠杨劳书发曾都", max_size=6),
    )
    def test_similarity_is_a_measure(self, one, other):
        self.assertTrue(0 <= similarity(one, other) <= 1)
        if one:
            self.assertEqual(1.0, similarity(one, one))
