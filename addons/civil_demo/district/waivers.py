from datetime import timedelta

from odoo import fields
from odoo.fields import Command

#: What the funeral home charges: item, service, yuan, what it includes, charged once.
#: Invented; a home's real list is what its price department approved.
PRICES = (
    ("遗体接运（普通车）", "transport", 350, "抬尸费,消毒费", True),
    ("遗体冷藏", "storage", 15, "", False),
    ("告别厅（小厅）", "farewell", 400, "布置费", True),
    ("普通炉火化", "cremation", 500, "", True),
    ("拣灰炉火化", "picking", 1000, "", True),
    ("骨灰寄存", "deposit", 240, "", False),
    ("骨灰盒（普通）", "urn", 200, "", False),
    ("整容化妆更衣", "makeup", 300, "", True),
    ("守灵厅", "hall", 260, "", False),
    ("鲜花花圈", "flowers", 120, "", False),
)
#: Non-basic services, as the city's list names them.
NON_BASIC = ("urn", "makeup", "hall", "flowers", "picking", "host", "embalming")
#: What is waived, after the neighbors' published policies: name, services, method,
#: yuan, most, unit.
ITEMS = (
    ("遗体接运", ("transport",), "lump", 300, 0, False),
    ("遗体冷藏", ("storage",), "unit", 15, 72, "小时"),
    ("遗体火化", ("cremation", "picking"), "lump", 500, 0, False),
    ("骨灰寄存", ("deposit",), "unit", 240, 1, "年"),
    ("骨灰盒", ("urn",), "lump", 200, 0, False),
    ("生态安葬奖补", ("ecological",), "award", 2000, 0, False),
)
#: For whom: name, kind, classes, proof.
GROUNDS = (
    (
        "低保、特困人员",
        "category",
        ("minimum_living", "destitute"),
        "低保证或特困供养证",
    ),
    ("本区户籍居民", "hukou", (), "户口簿或公安机关户籍证明"),
    ("无名遗体", "unknown", (), "公安机关函件"),
    ("流浪乞讨人员", "vagrant", (), "公安机关或救助管理站证明"),
)
#: For how many of the latest cremated a sheet is made.
SHEETS = 36
#: What families take beside what is waived, by turns.
EXTRAS = ((), ("骨灰盒（普通）",), ("告别厅（小厅）", "鲜花花圈"), ("整容化妆更衣",))


class Waivers:
    """Prices, waived costs and the month's claim of the funeral home.

    It works on the cases whose cremation is on record, as the home's own people do.
    """

    def __init__(self, desk, payee):
        """Keep the desk, and the contact with the home's account."""
        self.desk = desk
        self.env = desk.env
        self.payee = payee
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Set the rules, settle at the counter, claim the month."""
        self.home = self.env["civil.organization"].search(
            [("kind_ids.code", "=", "funeral_home"), ("home_user_ids", "!=", False)],
            limit=1,
        )
        self.user = self.home.home_user_ids[:1]
        self.list_services()
        self.publish()
        self.waive()
        sheets = self.settle()
        self.correct(sheets)
        self.claim()
        self.reconcile()

    def act(self, login, model):
        """Return a model as somebody of the bureau works with it."""
        return self.desk.act(login, self.env[f"civil.funeral.{model}"])

    def counter(self, model):
        """Return a model as the home's people work with it."""
        return self.env[f"civil.funeral.{model}"].with_user(self.user)

    def service(self, code):
        return self.env.ref(f"civil_funeral_waiver.service_{code}")

    # -- the rules -----------------------------------------------------------------

    def list_services(self):
        """Have the head record the city's list of non-basic services."""
        services = [*NON_BASIC, "farewell"]
        self.act("burial_head", "service.list").create(
            {
                "name": "随州市殡葬非基础服务项目清单（演示）",
                "level": "city",
                "nature": "non_basic",
                "date_from": "2023-01-01",
                "legal_basis": "随发改价格〔2022〕演示号",
                "entry_ids": [
                    Command.create({"service_id": self.service(code).id})
                    for code in services
                ],
            }
        )

    def publish(self):
        """Have the home hand its price list in, and the bureau approve it."""
        prices = self.counter("price.list").create(
            {
                "name": f"{self.home.name}收费价目表",
                "home_id": self.home.id,
                "date_from": "2024-01-01",
                "legal_basis": "曾发改价格〔2023〕演示号",
                "line_ids": [
                    Command.create(
                        {
                            "service_id": self.service(code).id,
                            "name": name,
                            "price": price,
                            "parts": parts,
                            "once": once,
                            "pricing": "market" if code in NON_BASIC else "set",
                        }
                    )
                    for name, code, price, parts, once in PRICES
                ],
            }
        )
        prices.action_submit()
        self.desk.act("burial_head", prices).action_review()
        self.desk.act("deputy", prices).action_approve()
        self.prices = {line.name: line for line in prices.line_ids}

    def waive(self):
        """Have the head record the district's policy."""
        kinds = "civil_resident.kind_%s"
        self.act("burial_head", "waiver.program").create(
            {
                "name": "曾都区惠民殡葬基本服务减免（演示）",
                "division_id": self.desk.office.division().id,
                "date_from": "2024-01-01",
                "legal_basis": "曾民政发〔2023〕演示号",
                "item_ids": [
                    Command.create(
                        {
                            "name": name,
                            "service_ids": [
                                Command.link(self.service(code).id) for code in codes
                            ],
                            "method": method,
                            "amount": amount,
                            "most": most,
                            "unit": unit,
                        }
                    )
                    for name, codes, method, amount, most, unit in ITEMS
                ],
                "ground_ids": [
                    Command.create(
                        {
                            "name": name,
                            "kind": kind,
                            "proof": proof,
                            "category_ids": [
                                Command.link(self.env.ref(kinds % code).id)
                                for code in codes
                            ],
                        }
                    )
                    for name, kind, codes, proof in GROUNDS
                ],
            }
        )

    # -- the counter -----------------------------------------------------------------

    def settle(self):
        """Settle with the families of the cremated; the last two are still open."""
        cases = self.counter("case").search(
            [("cremation_number", "!=", False), ("home_id", "=", self.home.id)],
            order="cremated_at desc, id",
            limit=SHEETS,
        )[::-1]
        sheets = self.counter("charge").browse()
        for at, case in enumerate(cases):
            sheet = self.sheet(case, EXTRAS[at % len(EXTRAS)], at % 5 == 3)
            if at < len(cases) - 2 and not sheet.problems:
                sheet.action_settle()
                sheets |= sheet
        return sheets

    def sheet(self, case, extras, better):
        """Make a sheet: what is waived comes in, the family takes more beside it."""
        sheet = self.counter("charge").create(
            {
                "case_id": case.id,
                "claims_waiver": True,
                "proof": "公安机关函件" if case.is_unknown else "户口簿",
                "other_claim": "none",
                "applicant": case.host_name or "家属代表",
                "relation": case.host_relation,
                "signed_on": self.today,
            }
        )
        sheet.action_fill()
        if better:
            plain = sheet.line_ids.filtered(lambda line: line.name == "普通炉火化")
            plain.price_line_id = self.prices["拣灰炉火化"]
        there = sheet.line_ids.price_line_id
        sheet.line_ids = [
            Command.create({"price_line_id": self.prices[name].id})
            for name in extras
            if self.prices[name] not in there
        ]
        return sheet

    def correct(self, sheets):
        """Have one sheet voided, and settled anew with less storage."""
        for sheet in sheets[1:2]:
            sheet.action_void("冷藏小时数录入有误")
            again = sheet.browse(sheet.action_replace()["res_id"])
            again.signed_on = self.today
            for line in again.line_ids.filtered(lambda line: line.unit == "小时"):
                line.quantity = max(1, line.quantity - 2)
            again.action_settle()

    # -- the month -------------------------------------------------------------------

    def claim(self):
        """Have the home claim the month and the bureau approve it, to be paid next."""
        self.home.payee_partner_id = self.payee
        program = self.env.ref("civil_funeral_waiver_subsidy.program_settlement")
        source = {"source": "district", "percent": 100, "date_from": "2024-01-01"}
        program.write(
            {
                "bank_agent_id": self.desk.banks.rural.id,
                "pay_day": 26,
                "function_code": "2081004",
                "economic_code": "30399",
                "share_ids": [Command.create(source)],
            }
        )
        claim = self.counter("settlement").create(
            {"home_id": self.home.id, "period": self.today.replace(day=1)}
        )
        claim.action_compute()
        if not claim.total:
            return
        claim.stated = claim.total
        claim.action_submit()
        self.desk.act("burial", claim).action_check()
        self.desk.act("burial_head", claim).action_review()
        self.desk.act("deputy", claim).action_approve()

    def reconcile(self):
        """Have the clerk reconcile this month and the last one."""
        first = self.today.replace(day=1)
        for period in (first - timedelta(days=1), first):
            self.act("burial", "reconciliation").create(
                {
                    "period": period.replace(day=1),
                    "division_id": self.desk.office.division().id,
                }
            ).action_compute()
