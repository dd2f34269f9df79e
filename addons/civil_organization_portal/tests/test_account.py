from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PASSWORD, AccountCase


@tagged("post_install", "-at_install")
class TestAccount(AccountCase):
    """The clerk of the organization's division opens, closes and resets accounts."""

    def open_new(self, name="测试区合唱团", division=None, user=None):
        organization = self.make(name, division=division)
        action = organization.with_user(user or self.clerk).action_open_account(
            login="13800138000", holder_name="李明", phone="13800138000"
        )
        return organization.sudo().portal_account_ids, action["context"]["default_text"]

    def login(self, login, password):
        credential = {"login": login, "password": password, "type": "password"}
        return self.env["res.users"].authenticate(credential, {"interactive": True})

    def test_first_password_is_shown_once_and_has_to_be_changed(self):
        account, text = self.open_new()
        password = text.splitlines()[-1].split("：")[-1]
        self.assertEqual(account.login, "13800138000")
        self.assertTrue(account.password_pending)
        self.assertTrue(self.login("13800138000", password))
        with self.assertRaises(UserError):
            self.env["civil.organization.slip"].with_user(self.clerk).create(
                {"text": text}
            )
        self.assertFalse(self.env["civil.organization.slip"].search([]))

    def test_user_is_no_member_of_the_bureau(self):
        groups = self.person.all_group_ids
        self.assertTrue(self.person.share)
        self.assertIn(self.env.ref("base.group_portal"), groups)
        self.assertNotIn(self.env.ref("base.group_user"), groups)

    def test_credit_code_is_the_login_however_it_is_typed(self):
        typed = f" {self.home.credit_code.lower()[:8]} {self.home.credit_code[8:]}"
        self.assertEqual(self.login(typed, PASSWORD)["uid"], self.person.id)

    def test_programs_do_not_log_in(self):
        users = self.env["res.users"]
        self.clerk.password = PASSWORD
        self.assertIsNone(users._check_uid_passwd(self.clerk.id, PASSWORD))
        with self.assertRaises(AccessDenied):
            users._check_uid_passwd(self.person.id, PASSWORD)

    def test_other_division_and_other_roles_are_refused(self):
        for user in (self.south_clerk, self.deputy, self.auditor, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.home.with_user(user).action_open_account(login="13900139000")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own.with_user(user).action_close()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own.with_user(user).action_reset()
        self.assertEqual(self.own.state, "open")

    def test_nobody_writes_accounts_by_hand(self):
        with self.assertRaises(AccessError):
            self.accounts.with_user(self.clerk).create(
                {"organization_id": self.home.id, "user_id": self.clerk.id}
            )
        for values in (
            {"organization_id": self.association.id},
            {"user_id": self.clerk.id},
            {"state": "closed"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.own.with_user(self.clerk).write(values)

    def test_login_of_staff_is_not_taken_over(self):
        home = self.home.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "belongs to somebody else"):
            home.action_open_account(login=self.head.login)

    def test_organization_without_code_needs_a_login(self):
        choir = self.make("测试区合唱团")
        with self.assertRaisesRegex(UserError, "no credit code"):
            choir.action_open_account()

    def test_second_account_is_refused(self):
        with self.assertRaisesRegex(UserError, "an open account"):
            self.home.with_user(self.clerk).action_open_account()

    def test_several_at_once(self):
        more = self.make("测试区甲协会", "51421303MJH1234653")
        more |= self.make("测试区乙协会", "51421303MJH123473X")
        text = more.action_open_account()["context"]["default_text"]
        self.assertEqual(len(more.sudo().portal_account_ids), 2)
        self.assertEqual(text.count("51421303MJH"), 2)

    def test_one_person_for_two_organizations(self):
        association = self.association.with_user(self.clerk)
        action = association.action_open_account(login=self.person.login)
        self.assertIn("keeps the password", action["context"]["default_text"])
        self.assertEqual(self.person.organization_ids, self.home | self.association)
        # Whoever sees one of them only would get into the other one as well.
        account = self.association.sudo().portal_account_ids.filtered(
            lambda one: one.user_id == self.person
        )
        with self.assertRaisesRegex(UserError, "outside your divisions"):
            account.with_user(self.south_clerk).action_reset()
        account.with_user(self.south_clerk).action_close()
        self.assertEqual(self.person.organization_ids, self.home)
        self.assertTrue(self.person.active)

    def test_closing_shuts_the_person_out(self):
        self.own.with_user(self.clerk).action_close()
        self.assertFalse(self.person.active)
        self.assertFalse(self.person.organization_ids)
        with mute_logger("odoo.addons.base.models.res_users"):
            with self.assertRaises(AccessDenied):
                self.login(self.person.login, PASSWORD)
        self.own.with_user(self.clerk).action_reopen()
        self.assertTrue(self.login(self.person.login, PASSWORD))

    def test_no_account_of_what_has_ceased(self):
        self.own.with_user(self.clerk).action_close()
        self.home.with_user(self.clerk).end_date = "2024-05-01"
        self.home.with_user(self.clerk).action_cease()
        with self.assertRaisesRegex(UserError, "has ceased"):
            self.own.with_user(self.clerk).action_reopen()

    def test_reset_gives_another_first_password(self):
        action = self.own.with_user(self.clerk).action_reset()
        password = action["context"]["default_text"].splitlines()[-1].split("：")[-1]
        self.assertTrue(self.own.password_pending)
        self.assertEqual(self.login(self.person.login, password)["uid"], self.person.id)

    def test_passwords_that_are_too_easy(self):
        people = self.env["res.users"].with_user(self.person)
        for password in ("a1b2c3", "12345678", "abcdefgh", PASSWORD):
            with self.subTest(password=password), self.assertRaises(UserError):
                people.change_password(PASSWORD, password)
        with self.assertRaises(UserError):
            people.change_password(PASSWORD, f"x{self.person.login}")
        self.person.organization_password_pending = True
        people.change_password(PASSWORD, "another-2025")
        self.assertFalse(self.person.organization_password_pending)

    def test_person_writes_nothing_of_his_own_record(self):
        for values in ({"name": "别的单位"}, {"email": "a@b.cn"}, {"phone": "1"}):
            with self.subTest(values=values), self.assertRaises(AccessDenied):
                self.person.with_user(self.person).write(values)
        with self.assertRaises(UserError):
            self.person._deactivate_portal_user()

    def test_no_mail_leaves_for_organizations(self):
        self.person.email = "org@example.com"
        mails = self.env["mail.mail"].sudo()
        before = mails.search_count([])
        with self.assertRaisesRegex(UserError, "Ask the civil affairs bureau"):
            self.env["res.users"].reset_password(self.person.login)
        self.person.action_reset_password()
        self.assertEqual(mails.search_count([]), before)

    def test_nobody_signs_up(self):
        users = self.env["res.users"]
        self.assertEqual(users._get_signup_invitation_scope(), "b2b")

    def test_log_tells_what_happened_and_stays(self):
        self.own.with_user(self.clerk).action_reset()
        self.own.with_user(self.clerk).action_close()
        log = self.env["civil.organization.log"]
        lines = log.search([("organization_id", "=", self.home.id)], order="id")
        self.assertEqual(lines.mapped("event"), ["opened", "reset", "closed"])
        self.assertEqual(lines.acting_user_id, self.clerk)
        self.assertFalse(
            log.with_user(self.south_clerk).browse(lines.ids)._filtered_access("read")
        )
        with self.assertRaises(UserError):
            lines[0].write({"event": "login"})
        with self.assertRaises(UserError):
            lines[0].unlink()

    def test_login_is_logged(self):
        self.login(self.person.login, PASSWORD)
        line = self.env["civil.organization.log"].search([], limit=1)
        self.assertEqual(
            (line.event, line.account_user_id, line.organization_id),
            ("login", self.person, self.home),
        )

    def test_portal_user_of_somebody_else_stays_what_he_is(self):
        stranger = new_test_user(self.env, "stranger", "base.group_portal")
        self.assertFalse(stranger._is_organization_user())
        with self.assertRaises(AccessError):
            self.accounts.with_user(stranger).search([])
