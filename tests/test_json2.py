"""A month over Odoo's JSON-2 API, by the people whose steps they are."""

import base64
import json
from datetime import date, datetime, timedelta

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.civil_demo.tools.agent_bank import answer
from odoo.addons.civil_subsidy.tests.common import SubsidyCase, identity


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

    def test_a_program_of_ones_own_from_its_first_field_to_closed(self):
        """A program, a grant, a change, a hold and a month, without a screen."""
        program = self.create(
            "j-head",
            "program",
            name="高龄津贴",
            code="aged",
            remark="高龄津贴",
            publicity="needed",
        )
        self.call("j-clerk", "write", 403, model="program", ids=[program], vals={})
        klass = self.create("j-head", "class", program_id=program, name="80岁以上")
        self.create(
            "j-head", "standard", class_id=klass, amount=100, date_from="2023-01-01"
        )
        granted = [self.grant(program, klass, serial) for serial in (21, 22)]
        changed = self.call(
            "j-clerk",
            "action_change",
            model="entitlement",
            ids=granted[:1],
            effective_month="2024-03",
            values={"supplement": "20.50"},
            reason="生活不能自理",
        )
        self.assertEqual((changed["done"], changed["refused"]), (1, []))
        batch = self.create(
            "j-clerk",
            "batch",
            program_id=program,
            period="2024-03-01",
            division_id=self.district.id,
        )
        self.call("j-clerk", "action_compute", ids=[batch])
        payments = self.call(
            "j-clerk",
            "search",
            model="payment",
            domain=[["batch_id", "=", batch]],
            order="id",
        )
        held = {"model": "payment", "ids": payments[1:]}
        self.call("j-deputy", "action_hold", 403, reason="x", **held)
        self.call("j-clerk", "action_hold", reason="待核实", **held)
        self.env.invalidate_all()
        record = self.env["civil.subsidy.batch"].browse(batch)
        self.assertEqual((record.payable_count, record.held_count), (1, 1))
        self.call("j-clerk", "action_release", reason="已核实", **held)
        self.pay(record)
        self.assertEqual(record.state, "closed")
        self.assertEqual(f"{record.paid_amount:.2f}", "220.50")

    def create(self, login, model, status=200, **vals):
        [record] = self.call(login, "create", status, model=model, vals_list=[vals])
        return record

    def grant(self, program, klass, serial):
        resident = self.env["civil.resident"].create(
            {
                "name": f"李{serial}",
                "identity_number": identity(serial, "19400101"),
                "division_id": self.village.id,
            }
        )
        self.env["civil.resident.account"].create(
            {
                "resident_id": resident.id,
                "number": f"81010000{serial:06d}",
                "holder": resident.name,
            }
        )
        answer_ = self.call(
            "j-clerk",
            "action_grant",
            model="entitlement",
            vals={
                "resident_id": resident.id,
                "program_id": program,
                "class_id": klass,
                "effective_month": "2024-01",
                "reason": "年满八十",
            },
        )
        return answer_["entitlement_id"]

    def pay(self, batch):
        """Take a computed batch to closed, each step by whose it is."""
        batch.bank_agent_id.statement_required = False
        for login, step in (
            ("j-clerk", "action_publish"),
            ("j-clerk", "action_submit"),
            ("j-head", "action_review"),
            ("j-deputy", "action_approve"),
            ("j-finance", "action_export"),
            ("j-finance", "action_send"),
        ):
            self.call(login, step, ids=batch.ids)
        self.env.invalidate_all()
        result = answer(base64.b64decode(batch.file_ids.content), "20240310")
        taken = self.call(
            "j-finance",
            "import_result",
            ids=batch.ids,
            filename=f"DR_{batch.name}.txt",
            content=base64.b64encode(result).decode(),
        )
        self.call("j-cashier", "action_confirm", model="file", ids=[taken["file_id"]])
        self.call("j-finance", "action_close", ids=batch.ids)
        self.env.invalidate_all()

    def test_no_private_step_answers(self):
        self.call("j-clerk", "_transition", 403, ids=[], target="approved")
        self.call("j-clerk", "_write_guarded", 403, ids=[], vals={})
