from odoo.fields import Command

from odoo.addons.civil_funeral.tests.common import FuneralCase

MODULE = "civil_funeral_waiver"
#: Item, service, price, what it includes, whether it is charged once.
PRICES = (
    ("遗体接运", "transport", 350, "抬尸费,消毒费", True),
    ("遗体冷藏", "storage", 15, "", False),
    ("普通炉火化", "cremation", 500, "", True),
    ("骨灰寄存", "deposit", 240, "", False),
    ("生态安葬", "ecological", 100, "", False),
)


class WaiverCase(FuneralCase):
    """A home with a published price list, and a policy of waived costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prices = cls.make_prices(cls.home)
        cls.publish(cls.prices)
        cls.program = cls.make_program()
        cls.items = {item.name: item for item in cls.program.item_ids}
        cls.grounds = {ground.kind: ground for ground in cls.program.ground_ids}

    @classmethod
    def service(cls, code):
        return cls.env.ref(f"{MODULE}.service_{code}")

    @classmethod
    def make_prices(cls, home, user=None, **values):
        """Make a draft of a price list, as the home does."""
        lists = cls.env["civil.funeral.price.list"].with_user(user or cls.home_user)
        return lists.create(
            {
                "name": "收费价目表",
                "home_id": home.id,
                "date_from": "2026-04-01",
                "legal_basis": "曾发改价〔2026〕1号",
                "line_ids": [
                    Command.create(
                        {
                            "service_id": cls.service(code).id,
                            "name": name,
                            "price": price,
                            "parts": parts,
                            "once": once,
                        }
                    )
                    for name, code, price, parts, once in PRICES
                ],
                **values,
            }
        )

    @classmethod
    def publish(cls, prices):
        """Have a price list approved by head and deputy."""
        prices.action_submit()
        prices.with_user(cls.head).action_review()
        prices.with_user(cls.deputy).action_approve()

    @classmethod
    def make_program(cls, **values):
        """Make a policy like those of the neighbors, as the head does."""
        item = cls.item_values
        return (
            cls.env["civil.funeral.waiver.program"]
            .with_user(cls.head)
            .create(
                {
                    "name": "惠民殡葬政策",
                    "division_id": cls.district.id,
                    "date_from": "2026-01-01",
                    "legal_basis": "曾民政发〔2026〕2号",
                    "item_ids": [
                        item("接运", "transport", "lump", 300),
                        item("冷藏", "storage", "unit", 15, 72, "小时"),
                        item("火化", "cremation", "lump", 500),
                        item("寄存一年", "deposit", "unit", 0, 1, "年"),
                        item("生态安葬奖补", "ecological", "award", 2000),
                    ],
                    "ground_ids": [
                        Command.create({"name": name, "kind": kind})
                        for name, kind in (
                            ("本区户籍", "hukou"),
                            ("无名遗体", "unknown"),
                            ("流浪乞讨人员", "vagrant"),
                        )
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def item_values(cls, name, code, method, amount, most=0, unit=False):
        return Command.create(
            {
                "name": name,
                "service_ids": [Command.set(cls.service(code).ids)],
                "method": method,
                "amount": amount,
                "most": most,
                "unit": unit,
            }
        )

    def price(self, name):
        return self.prices.line_ids.filtered(lambda line: line.name == name)

    def sheet(self, case, *charges, user=None, **values):
        """Make a sheet at the counter: ``(item, quantity)`` each."""
        return (
            self.env["civil.funeral.charge"]
            .with_user(user or self.home_user)
            .create(
                {
                    "case_id": case.id,
                    "date": "2026-08-07",
                    "claims_waiver": True,
                    "proof": "户口簿",
                    "other_claim": "none",
                    "applicant": "赵小山",
                    "signed_on": "2026-08-07",
                    "line_ids": [
                        Command.create(
                            {
                                "price_line_id": self.price(name).id,
                                "quantity": quantity,
                            }
                        )
                        for name, quantity in charges
                    ],
                    **values,
                }
            )
        )
