from odoo.tests import HttpCase, tagged

from .common import AccountCase
from .everything import EverythingMixin

SECRET, CODE = "绝密测试协会", "51421303MJH1234578"


@tagged("post_install", "-at_install")
class TestEverything(EverythingMixin, AccountCase, HttpCase):
    """A person of one organization reaches nothing of another, by no way at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.association.sudo().write({"name": SECRET, "note": f"{SECRET}的备注"})
        cls.other.user_id.partner_id.name = f"{SECRET}的赵强"
        environment = cls.env
        notice = environment["civil.organization.notice"]._send(
            cls.association, f"{SECRET}的通知", "只给它"
        )
        attachment = environment["ir.attachment"].create(
            {
                "name": f"{SECRET}.txt",
                "raw": SECRET.encode(),
                "res_model": "civil.organization",
                "res_id": cls.association.id,
            }
        )
        inner = cls.home.sudo().message_post(body=f"{SECRET}：内部意见")
        message = cls.association.sudo().message_post(body=SECRET)
        log = environment["civil.organization.log"].search(
            [("organization_id", "=", cls.association.id)], limit=1
        )
        cls.foreign = (
            cls.association.sudo(),
            cls.other,
            notice,
            attachment,
            inner,
            message,
            log,
            cls.other.user_id,
            cls.other.user_id.partner_id,
            cls.home.sudo(),
        )
        cls.secrets = (SECRET, CODE)

    def test_every_model(self):
        self.check_models()

    def test_every_route(self):
        before = self.association.sudo().read(["name", "state", "write_date"])
        self.check_routes()
        self.env.invalidate_all()
        after = self.association.sudo().read(["name", "state", "write_date"])
        self.assertEqual(before, after)
        self.assertEqual(self.other.state, "open")
        self.assertEqual(self.foreign[2].state, "sent")
