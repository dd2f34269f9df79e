from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AccountCase


@tagged("post_install", "-at_install")
class TestNotice(AccountCase):
    """Notices reach their organization, and the bureau sees who has read them."""

    def send(self, organizations=None, user=None, **values):
        sending = self.env["civil.organization.sending"].with_user(user or self.clerk)
        sending = sending.create(
            {
                "organization_ids": [(6, 0, (organizations or self.home).ids)],
                "title": "年检通知",
                "body": "请按时填报。\n<script>alert(1)</script>",
                **values,
            }
        )
        sending.action_send()
        return self.env["civil.organization.notice"].search([], limit=1)

    def test_only_its_organization_sees_it(self):
        notice = self.send()
        seen = notice.with_user(self.person).search([])
        self.assertEqual(seen, notice)
        self.assertFalse(notice.with_user(self.other.user_id).search([]))
        with self.assertRaises(AccessError):
            notice.with_user(self.other.user_id).read(["title"])

    def test_clerk_of_another_division_sends_nothing(self):
        with self.assertRaises(AccessError):
            self.send(user=self.south_clerk)
        self.assertFalse(self.env["civil.organization.notice"].search([]))

    def test_what_was_sent_stays(self):
        notice = self.send()
        with self.assertRaises(UserError):
            notice.with_user(self.clerk).write({"title": "别的"})
        with self.assertRaises(UserError):
            notice.with_user(self.person).write({"state": "read"})

    def test_withdrawn_while_nobody_has_read_it(self):
        notice = self.send()
        notice.with_user(self.clerk).action_withdraw()
        self.assertFalse(notice.with_user(self.person).search([]))
        second = self.send()
        second.with_user(self.person).sudo()._transition("read")
        self.assertEqual(second.read_uid, self.person)
        with self.assertRaises(UserError):
            second.with_user(self.clerk).action_withdraw()

    def test_same_matter_is_sent_once_a_day(self):
        notices = self.env["civil.organization.notice"]
        both = self.home | self.association
        first = notices._send(self.home, "催报", "请填报", key="remind/1")
        again = notices._send(both, "催报", "请填报", key="remind/1")
        self.assertEqual(len(first), 1)
        self.assertEqual(again.organization_id, self.association)

    def test_links_stay_here(self):
        notices = self.env["civil.organization.notice"]
        for url in ("https://example.com", "//example.com", "/my//example.com", "/web"):
            with self.subTest(url=url), self.assertRaises(UserError):
                notices._send(self.home, "x", "x", url=url)
