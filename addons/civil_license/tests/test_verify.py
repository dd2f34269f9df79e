import re

from odoo.tests import HttpCase, tagged

from .common import LicenseCase


@tagged("post_install", "-at_install")
class TestVerify(LicenseCase, HttpCase):
    """What anybody with a phone learns about a paper, and what nobody learns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(["civil_license"], ["zh_CN"])

    def page(self, token):
        return self.url_open(f"/civil/verify/{token}")

    def words(self, token):
        """What the page says, without marks and spaces."""
        body = re.sub(
            r"<style>.*?</style>|<[^>]+>", "", self.page(token).text, flags=re.S
        )
        return "".join(body.split())

    def test_a_valid_license(self):
        license_ = self.issued()
        page = self.page(license_.version_id.token)
        self.assertEqual(page.status_code, 200)
        words = self.words(license_.version_id.token)
        for wanted in ("有效", "用品经营许可证", "TestCompany", license_.number):
            self.assertIn(wanted, words)
        self.assertIn("2027年3月3日", words)
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("viewport", page.text)

    def test_nothing_else_is_told(self):
        """Neither premises nor people, neither division nor any script or link."""
        license_ = self.issued(people="八人")
        text = self.page(license_.version_id.token).text
        for kept in (
            "东镇一路",
            "李四",
            "八人",
            "East Town",
            "花圈",
            "/web",
            "<script",
        ):
            self.assertNotIn(kept, text)

    def test_no_session_no_search_engine_no_cache(self):
        page = self.page(self.issued().version_id.token)
        self.assertNotIn("Set-Cookie", page.headers)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")

    def test_unknown_and_malformed_tokens_get_the_same_page(self):
        known = self.issued().version_id.token
        answers = [
            self.page(token)
            for token in ("a" * len(known), known[:-1] + "!", "1", "中" * 9, "x" * 900)
        ]
        self.assertEqual({answer.status_code for answer in answers}, {404})
        self.assertEqual(len({answer.text for answer in answers}), 1)
        self.assertIn("未查到", answers[0].text)
        self.assertEqual(
            self.page(known.swapcase()).text, answers[0].text, "tokens are exact"
        )

    def test_tokens_are_long_and_differ(self):
        tokens = {self.env["civil.license"]._new_token() for _number in range(200)}
        self.assertEqual(len(tokens), 200)
        # 24 bytes are 192 bits, 32 signs.
        self.assertEqual({len(token) for token in tokens}, {32})

    def test_a_replaced_paper_is_void(self):
        license_ = self.handed_out()
        old = license_.version_id.token
        case = self.apply("reissue", license_, reissue_cause="lost")
        case.write({"loss_medium": "随州日报", "loss_date": "2024-03-01"})
        self.grant(case)
        self.assertIn("作废", self.words(old))
        self.assertIn("有效", self.words(license_.version_id.token))

    def test_suspended_and_revoked(self):
        license_ = self.issued()
        token = license_.version_id.token
        license_._suspend(self.decision(), self.env.cr.now().date().replace(year=2030))
        self.assertIn("暂停", self.words(token))
        license_._reinstate()
        license_._revoke(self.decision())
        self.assertIn("吊销", self.words(token))

    def test_the_term_counts_even_before_the_nightly_job(self):
        license_ = self.issued()
        with self.at("2027-03-04 09:00"):
            self.assertEqual(license_.state, "valid")
            self.assertIn("已过期", self.words(license_.version_id.token))
