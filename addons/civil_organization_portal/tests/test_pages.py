from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import PASSWORD, AccountCase


@tagged("post_install", "-at_install")
class TestPages(AccountCase, HttpCase):
    """What a person of an organization finds on the pages."""

    def page(self, path, **options):
        answer = self.url_open(path, **options)
        return answer, html.fromstring(answer.content)

    def enter(self, account=None):
        self.authenticate((account or self.own).login, PASSWORD)

    def send(self, path, **data):
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(path, data=data)

    def test_home_names_the_organization_and_what_is_to_be_done(self):
        self.env["civil.organization.notice"]._send(self.home, "年检通知", "请填报")
        self.enter()
        answer, page = self.page("/my")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(self.home.name, page.text_content())
        card = page.xpath("//a[@href='/my/notices']")[0]
        self.assertIn("1", card.xpath(".//span[contains(@class, 'badge')]")[0].text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_first_password_has_to_be_changed_before_anything_else(self):
        self.person.organization_password_pending = True
        self.enter()
        for path in ("/my", "/my/account", "/my/notices"):
            with self.subTest(path=path):
                answer = self.url_open(path)
                self.assertTrue(answer.url.endswith("/my/password"))
        wrong = self.send(
            "/my/password", old="wrong", new1="abc12345x", new2="abc12345x"
        )
        self.assertIn("alert-danger", wrong.text)
        weak = self.send("/my/password", old=PASSWORD, new1="short1", new2="short1")
        self.assertIn("alert-danger", weak.text)
        differ = self.send("/my/password", old=PASSWORD, new1="abcd12345", new2="x")
        self.assertIn("alert-danger", differ.text)
        done = self.send(
            "/my/password", old=PASSWORD, new1="abcd12345", new2="abcd12345"
        )
        self.assertTrue(done.url.endswith("/my"), "the person isn't thrown out")
        self.env.invalidate_all()
        self.assertFalse(self.person.organization_password_pending)

    def test_visitors_are_asked_to_log_in(self):
        self.authenticate(None, None)
        for path in ("/my", "/my/notices", "/my/account", "/my/password"):
            with self.subTest(path=path):
                self.assertIn("/web/login", self.url_open(path).url)

    def test_pages_of_odoo_are_closed(self):
        self.enter()
        for path in ("/my/security", "/my/addresses", "/my/address", "/odoo", "/web"):
            with self.subTest(path=path):
                self.assertTrue(self.url_open(path).url.endswith("/my"))
        for path in ("/my/deactivate_account", "/my/address/submit"):
            with self.subTest(path=path):
                self.assertEqual(self.send(path).status_code, 404)

    def test_programs_interface_is_closed(self):
        self.enter()
        answer = self.url_open(
            "/web/dataset/call_kw/res.users/read",
            json={
                "params": {
                    "model": "res.users",
                    "method": "read",
                    "args": [[self.person.id], ["name"]],
                    "kwargs": {},
                }
            },
        )
        self.assertEqual(answer.json()["error"]["code"], 404)

    def test_forms_want_their_token(self):
        self.enter()
        answer = self.url_open("/my/organization", data={"organization_id": "1"})
        self.assertEqual(answer.status_code, 400)

    def test_changing_between_organizations(self):
        association = self.association.with_user(self.clerk)
        association.action_open_account(login=self.person.login)
        self.enter()
        self.send("/my/organization", organization_id=str(self.association.id))
        _answer, page = self.page("/my")
        chosen = page.xpath("//strong[contains(@class, 'o_civil_organization')]")[0]
        self.assertEqual(chosen.text, self.association.name)
        strange = self.make("测试区合唱团")
        for number in (strange.id, "x", ""):
            with self.subTest(number=number):
                answer = self.send("/my/organization", organization_id=str(number))
                self.assertEqual(answer.status_code, 404)

    def test_account_that_was_closed_meanwhile(self):
        association = self.association.with_user(self.clerk)
        association.action_open_account(login=self.person.login)
        self.enter()
        self.send("/my/organization", organization_id=str(self.association.id))
        second = self.association.sudo().portal_account_ids.filtered(
            lambda account: account.user_id == self.person
        )
        second.with_user(self.clerk).action_close()
        answer = self.url_open("/my")
        self.assertIn(self.home.name, answer.text)
        self.assertNotIn(self.association.name, answer.text)
        self.own.with_user(self.clerk).action_close()
        self.assertIn("/web/login", self.url_open("/my").url)

    def test_notice_counts_as_read_when_it_is_opened(self):
        notices = self.env["civil.organization.notice"]
        mine = notices._send(
            self.home, "年检通知", "<b>请</b>\n填报", url="/my/notices"
        )
        others = notices._send(self.association, "给别人的", "x")
        self.enter()
        listed = self.url_open("/my/notices").text
        self.assertIn("年检通知", listed)
        self.assertNotIn("给别人的", listed)
        answer = self.url_open(f"/my/notices/{mine.id}")
        self.assertIn("&lt;b&gt;请&lt;/b&gt;", answer.text)
        self.env.invalidate_all()
        self.assertEqual((mine.state, mine.read_uid), ("read", self.person))
        self.assertEqual(self.url_open(f"/my/notices/{others.id}").status_code, 404)
        self.assertEqual(others.state, "sent")

    def test_pages_are_not_for_staff(self):
        self.clerk.password = PASSWORD
        self.authenticate(self.clerk.login, PASSWORD)
        for path in ("/my/notices", "/my/password"):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_texts_are_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.person.lang = "zh_CN"
        self.enter()
        answer, page = self.page("/my/password")
        self.assertEqual(page.get("lang"), "zh-CN")
        self.assertIn("修改密码", answer.text)
