"""A month over Odoo's JSON-2 API, by the people whose steps they are."""

import base64
import json
from datetime import date, datetime, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_demo.tools.agent_bank import answer
from odoo.addons.civil_subsidy.tests.common import SubsidyCase


@tagged("standard", "post_install", "-at_install")
class TestJson2(HttpCase):
    """The same checks hold as on the screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.district = cls._division("421303", "曾都区", "district", None)
        cls.west = cls._division("421303001", "西城街道", "town", cls.district)
        cls.village = cls._division("421303001003", "草店子居委会", "village", cls.west)
        cls.life = cls.env.ref("civil_subsidy.program_life")
        cls.care = cls.env.ref("civil_subsidy.program_care")
        cls.env["civil.bank.agent"].create(
            {
                "name": "曾都农商行",
                "code": "T-JSON",
                "agreement_number": "ZD2024001",
                "division_id": cls.district.id,
                "format_request_id": cls.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": cls.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )
        cls.env["civil.subsidy.standard"].create(
            {
                "class_id": cls.env.ref("civil_subsidy.class_life_all").id,
                "amount": 100,
                "date_from": date(2024, 1, 1),
            }
        )
        cls.env["civil.subsidy.roster.line"].create(
            [SubsidyCase.line_values.__func__(cls, number) for number in (1, 2, 3)]
        )
        cls.keys = {
            login: cls._key(login, group)
            for login, group in (
                ("j-clerk", "civil_subsidy.group_clerk"),
                ("j-head", "civil_subsidy.group_head"),
                ("j-deputy", "civil_subsidy.group_deputy"),
                ("j-finance", "civil_base.group_finance"),
                ("j-cashier", "civil_base.group_finance"),
            )
        }

    @classmethod
    def _division(cls, code, name, level, parent):
        divisions = cls.env["civil.division"]
        return divisions.search([("code", "=", code)]) or divisions.create(
            {
                "code": code,
                "name": name,
                "level": level,
                "parent_id": parent and parent.id,
            }
        )

    @classmethod
    def _key(cls, login, group):
        user = new_test_user(
            cls.env, login, groups=group, division_ids=[Command.set(cls.district.ids)]
        )
        keys = cls.env["res.users.apikeys"].with_user(user)
        return keys._generate("rpc", login, datetime.now() + timedelta(days=1))

    def call(self, login, method, status=200, model="batch", **arguments):
        response = self.url_open(
            f"/json/2/civil.subsidy.{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"bearer {self.keys[login]}",
                "Content-Type": "application/json",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        self.assertEqual(response.status_code, status, response.text)
        return response.json()

    def test_a_month_from_computed_to_returned(self):
        [batch_id] = self.call(
            "j-clerk",
            "create",
            vals_list=[
                {
                    "program_id": self.life.id,
                    "period": "2024-03-01",
                    "division_id": self.district.id,
                }
            ],
        )
        ids = [batch_id]
        self.call("j-clerk", "action_compute", ids=ids)
        self.call("j-clerk", "action_publish", ids=ids)
        self.call("j-clerk", "action_submit", ids=ids)
        self.call("j-clerk", "action_review", 422, ids=ids)
        self.call("j-deputy", "action_approve", 422, ids=ids)
        self.call("j-head", "write", 422, ids=ids, vals={"state": "approved"})
        self.call("j-head", "action_review", ids=ids)
        self.call("j-deputy", "action_approve", ids=ids)
        self.call("j-clerk", "action_export", 403, ids=ids)
        self.call("j-finance", "action_export", ids=ids)
        self.call("j-finance", "action_send", ids=ids)
        batch = self.env["civil.subsidy.batch"].browse(ids)
        request = base64.b64decode(batch.file_ids.content)
        result = answer(request, "20240310", fail_rate=0)
        arguments = {
            "filename": f"DR_{batch.name}.txt",
            "content": base64.b64encode(result).decode(),
        }
        taken = self.call("j-finance", "import_result", ids=ids, **arguments)
        again = self.call("j-finance", "import_result", ids=ids, **arguments)
        self.assertEqual((taken["taken"], again["taken"]), (True, False))
        file = [taken["file_id"]]
        self.call("j-finance", "action_confirm", 422, model="file", ids=file)
        self.env.invalidate_all()
        self.assertEqual(batch.state, "sent")
        self.call("j-cashier", "action_confirm", model="file", ids=file)
        self.env.invalidate_all()
        self.assertEqual(batch.state, "returned")
        self.assertEqual(f"{batch.paid_amount:.2f}", "300.00")
        self.call("j-finance", "action_reconcile", 422, ids=ids)
        [stop] = self.call(
            "j-clerk",
            "create",
            model="stop",
            vals_list=[{"batch_id": batch_id, "reason": "too late"}],
        )
        self.call("j-clerk", "action_request", 422, model="stop", ids=[stop])

    def test_no_private_step_answers(self):
        self.call("j-clerk", "_transition", 403, ids=[], target="approved")
        self.call("j-clerk", "_write_guarded", 403, ids=[], vals={})
