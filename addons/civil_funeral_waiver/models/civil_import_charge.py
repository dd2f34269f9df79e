from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_name, parse_date

from ..tools.judge import CODES, Charged, judge

_CENT = Decimal("0.01")


class CivilImportCharge(models.AbstractModel):
    """Looks through what a funeral home charged (殡仪馆收费明细), by its price lists.

    A line is judged with the others of its receipt, by the list that held on its day.
    What a line shows to be wrong is a finding; nothing is put on record.
    """

    _name = "civil.import.charge"
    _inherit = ["civil.import.handler"]
    _description = "Import of Charges"

    @api.model
    def _columns(self):
        return (
            Column("receipt", ("收费单号", "结算单号", "票据号码", "单号")),
            Column("name", ("逝者姓名", "死者姓名", "姓名"), required=False),
            Column("home", ("殡仪馆", "收费单位", "单位"), required=False),
            Column("date", ("收费日期", "日期", "结算日期")),
            Column("item", ("收费项目", "项目名称", "项目", "服务项目")),
            Column("quantity", ("数量", "次数"), required=False),
            Column("price", ("单价", "单价(元)", "收费标准"), required=False),
            Column("amount", ("金额", "金额(元)", "收费金额")),
        )

    @api.model
    def _prepare(self, job):
        lists = self.env["civil.funeral.price.list"].search(
            [("state", "=", "published")]
        )
        return {
            "lists": [
                (
                    clean_name(price_list.home_id.name),
                    price_list.date_from,
                    price_list.date_to or None,
                    list(price_list.line_ids._priced().values()),
                )
                for price_list in lists
            ],
            "homes": set(lists.home_id.mapped(lambda home: clean_name(home.name))),
        }

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        faults = []
        data = {
            "receipt": clean(cells["receipt"]),
            "name": clean_name(cells.get("name")),
            "home": self._home(cells, ctx),
            "item": clean_name(cells["item"]),
        }
        day = parse_date(cells["date"])
        data["date"] = day and day.isoformat()
        if not day:
            faults.append(("error", self.env._("The day of the charge can't be read.")))
        if not data["item"]:
            faults.append(("error", self.env._("The item is missing.")))
        data.update(self._figures(cells, faults))
        if day and not self._items(ctx, data):
            faults.append(
                (
                    "warning",
                    self.env._(
                        "%(home)s has no published price list for %(date)s.",
                        home=data["home"] or self.env._("The home"),
                        date=day,
                    ),
                )
            )
        return data, faults

    def _home(self, cells, ctx):
        """The home that charged: the only one, where the file doesn't say."""
        home = clean_name(cells.get("home"))
        if not home and len(ctx["homes"]) == 1:
            [home] = ctx["homes"]
        return home

    def _figures(self, cells, faults):
        """Quantity, price and amount as exact text; what is missing follows."""
        amount = parse_amount(cells["amount"])
        quantity = parse_amount(cells.get("quantity"))
        price = parse_amount(cells.get("price"))
        if amount is None:
            faults.append(("error", self.env._("The amount can't be read.")))
            return {"quantity": None, "price": None, "amount": None}
        quantity = Decimal(1) if quantity is None else quantity
        if price is None and quantity:
            price = amount / quantity
        return {
            "quantity": str(quantity),
            "price": str(price or 0),
            "amount": str(amount.quantize(_CENT)),
        }

    def _items(self, ctx, data):
        """The items of the list that held for the home on the day."""
        for home, first, last, items in ctx["lists"]:
            day = data["date"]
            if home == data["home"] and first.isoformat() <= day:
                if last is None or day <= last.isoformat():
                    return items
        return []

    @api.model
    def _label(self, data):
        return " ".join(filter(None, (data.get("receipt"), data.get("item"))))

    @api.model
    def _findings(self, job, data, ctx):
        """Yield what the receipt shows to be wrong with the line."""
        if "judged" not in ctx:
            ctx["judged"] = self._judged(job, ctx)
        # The lines come in the order of the file, as they were judged.
        waiting = ctx["judged"].get(_key(data))
        codes = waiting.pop(0) if waiting else ()
        sentences = self._sentences()
        for code in CODES:
            if code in codes:
                yield code, sentences[code]

    def _judged(self, job, ctx):
        """Return ``{key of lines: [codes of each]}``, every receipt as a whole."""
        receipts = defaultdict(list)
        for _line, data in job._understood():
            if data["date"] and data["amount"] and data["item"]:
                receipts[data["home"], data["receipt"], data["date"]].append(data)
        judged = defaultdict(list)
        for rows in receipts.values():
            items = self._items(ctx, rows[0])
            if not items:
                continue
            charges = [
                Charged(
                    name=row["item"],
                    quantity=Decimal(row["quantity"]),
                    price=Decimal(row["price"]),
                    amount=Decimal(row["amount"]),
                )
                for row in rows
            ]
            for row, codes in zip(rows, judge(charges, items), strict=True):
                judged[_key(row)].append(codes)
        return judged

    def _sentences(self):
        return {
            "outside_list": self.env._("The item isn't on the price list."),
            "above_price": self.env._("More was charged than the price list allows."),
            "split": self.env._(
                "The item is part of another one, or was charged more than once."
            ),
            "bundled": self.env._("Several items stand in one charge."),
            "amount_wrong": self.env._("Quantity times price isn't the amount."),
        }

    @api.model
    def _take(self, job):
        """Nothing is put on record: the file is looked through only."""


def _key(data):
    """What tells a line of a receipt from the others."""
    names = ("home", "receipt", "date", "item", "quantity", "price", "amount")
    return tuple(data[name] for name in names)
