import datetime
from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_base.tests.browser import walk
from odoo.addons.civil_case.tests.common import blank_paper


@tagged("post_install", "-at_install")
class TestWalk(HttpCase):
    """A purchase and a month, clicked through by those who keep a home's books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What papers look like is tested where they are made.
        paper, blank = cls.env.registry["civil.paper"], blank_paper()
        cls.startClassPatcher(
            patch.object(paper, "_pdf", lambda self, html, count_pages=False: blank)
        )
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.district = cls.env["civil.division"].create(
            {"code": "990101", "name": "测试区", "level": "district"}
        )
        cls.clerk, cls.book, cls.store = (
            new_test_user(
                cls.env,
                f"walk_ledger_{name}",
                f"civil_institution.group_{group}",
                lang="zh_CN",
                tz="Asia/Shanghai",
                division_ids=[Command.set(cls.district.ids)],
            )
            for name, group in (("clerk", "clerk"), ("book", "home"), ("store", "home"))
        )
        cls.home = cls.env["civil.institution"].create(
            {
                "name": "东镇农村福利院",
                "division_id": cls.district.id,
                "kind_id": cls.env.ref("civil_institution.kind_rural").id,
                "beds_approved": 40,
                "is_direct": True,
                "user_ids": [Command.set((cls.book | cls.store).ids)],
            }
        )
        staff = cls.env["civil.institution.staff"].create(
            [
                {"institution_id": cls.home.id, "name": name, "post": "cook"}
                for name in ("张三", "李四", "王五")
            ]
        )
        cls.people = dict(
            zip(("buyer_id", "receiver_id", "weigher_id"), staff.ids, strict=True)
        )

    def walk(self, user, path, *steps):
        self.browser_js(path, walk(*steps), login=user.login, timeout=240)
        self.env.invalidate_all()

    def test_from_opening_the_books_to_the_posted_month(self):
        self.walk(
            self.clerk,
            f"/odoo/institutions/{self.home.id}",
            ("click", "button[name=action_open_ledgers]", "建立分账"),
            ("click", ".o_notebook .nav-link", "分账"),
            ("see", ".o_data_row", "特困人员生活费"),
        )
        living = self.home.ledger_account_ids.filtered(
            lambda account: account.kind_id.code == "living"
        )
        first = fields.Date.context_today(self.home).replace(day=1)
        before = first - relativedelta(months=1)
        purchase = (
            self.env["civil.institution.ledger.purchase"]
            .with_user(self.book)
            .create(
                {
                    "account_id": living.id,
                    "date": before + datetime.timedelta(days=4),
                    "supplier": "东镇粮油店",
                    "line_ids": [
                        Command.create(
                            {
                                "food_id": self.env.ref(
                                    "civil_institution_ledger.food_rice"
                                ).id,
                                "quantity": 10,
                                "price": 5.2,
                            }
                        )
                    ],
                    **self.people,
                }
            )
        )
        self.walk(
            self.store,
            f"/odoo/home-purchases/{purchase.id}",
            ("click", "button[name=action_accept]", "验收入库"),
            ("see", ".o_arrow_button_current", "已验收"),
        )
        self.assertFalse(purchase.is_one_person)
        month = (
            self.env["civil.institution.ledger.month"]
            .with_user(self.book)
            .create({"institution_id": self.home.id, "month": before})
        )
        self.env["civil.parameter"].search(
            [("code", "=", "institution.ledger_signers")]
        ).value = "0"
        self.walk(
            self.book,
            f"/odoo/home-months/{month.id}",
            ("click", "button[name=action_close]", "月结"),
            ("click", ".modal footer .btn-primary"),
            ("see", ".o_arrow_button_current", "已月结"),
            ("click", "button[name=action_post]", "公示"),
            ("see", ".o_arrow_button_current", "已公示"),
            ("click", ".o_notebook .nav-link", "公示"),
            ("see", ".o_field_widget[name=posting_file]", "伙食账"),
        )
        self.assertEqual("posted", month.state)
        self.assertEqual(52, month.stock_after)
