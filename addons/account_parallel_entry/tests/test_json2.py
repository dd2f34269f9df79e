import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from .common import ParallelCase


@tagged("post_install", "-at_install")
class TestJson2(ParallelCase, HttpCase):
    """The steps of vouchers over Odoo's JSON-2 API: the same checks hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keys = {
            user: cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", user.login, datetime.now() + timedelta(days=1))
            for user in (cls.accountant, cls.reviewer, cls.cashier)
        }

    def call(self, user, method, status=200, **arguments):
        response = self.url_open(
            f"/json/2/account.parallel.voucher/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"bearer {self.keys[user]}",
                "Content-Type": "application/json",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        self.assertEqual(response.status_code, status, response.text)
        return response.json()

    def test_course(self):
        lines = [
            {"ledger": "financial", "account_id": self.account(code).id, side: 100}
            for code, side in (("500102", "debit"), ("2302", "credit"))
        ]
        vals = {
            "summary": "购买办公用品",
            "date": "2024-03-15",
            "line_ids": [[0, 0, line] for line in lines],
        }
        self.call(self.cashier, "create", 403, vals_list=[vals])
        forged = {**vals, "state": "posted"}
        self.call(self.accountant, "create", 422, vals_list=[forged])
        ids = self.call(self.accountant, "create", vals_list=[vals])
        self.call(self.accountant, "action_review", 403, ids=ids)
        self.call(self.reviewer, "action_review", ids=ids)
        self.call(self.reviewer, "action_post", 403, ids=ids)
        for method in ("_post", "_write_guarded"):
            self.call(self.accountant, method, 403, ids=ids)
        self.call(self.accountant, "action_post", ids=ids)
        voucher = self.env["account.parallel.voucher"].browse(ids)
        self.assertEqual(voucher.name, "记-2024-03-0001")
        self.call(self.accountant, "unlink", 422, ids=ids)
        self.call(
            self.accountant,
            "write",
            422,
            ids=ids,
            vals={"state": "draft"},
            context={"account_parallel_voucher": True},
        )
        action = self.call(
            self.accountant, "action_reverse", ids=ids, date="2024-04-01", reason="重复"
        )
        reversal = voucher.browse(action["res_id"])
        self.assertEqual(reversal.reverse_of_id, voucher)
        self.assertEqual(reversal.maker_id, self.accountant)
