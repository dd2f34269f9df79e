import base64
import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.civil_institution.tests.common import InstitutionCase
from odoo.addons.civil_resident.tests.common import make_number

#: Everything happens in May; the books are looked at in June.
NOW = "2024-06-20 02:00:00"
TODAY = datetime.date(2024, 6, 20)
NAMES = ("程咬金", "秦叔宝", "尉迟恭", "徐茂公")


class LedgerCase(InstitutionCase):
    """A home under direct management with accounts, staff and four residents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(NOW)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.home, cls.other = (home.with_env(cls.env) for home in (cls.home, cls.other))
        cls.beds = cls.make_beds(cls.home, rooms=3, beds=2).with_env(cls.env)
        cls.self_care = cls.env.ref("civil_institution_care.care_level_self")
        cls.second_keeper = cls.make_user(
            "ledger_second", "civil_institution.group_home"
        )
        cls.home.write(
            {
                "is_direct": True,
                "user_ids": [Command.set((cls.keeper | cls.second_keeper).ids)],
            }
        )
        cls.home.with_user(cls.clerk).action_open_ledgers()
        cls.accounts = {
            account.kind_id.code: account.with_user(cls.keeper)
            for account in cls.home.ledger_account_ids
        }
        cls.buyer, cls.receiver, cls.weigher = (
            cls.env["civil.institution.staff"].create(
                {"institution_id": cls.home.id, "name": name, "post": "cook"}
            )
            for name in ("张三", "李四", "王五")
        )
        cls.rice, cls.pork = (
            cls.env.ref(f"civil_institution_ledger.food_{name}")
            for name in ("rice", "pork")
        )
        cls.stays = cls.env["civil.institution.stay"]
        for at, name in enumerate(NAMES):
            cls.stays |= cls.settle(name, cls.beds[at], at)
        cls.env["civil.institution.ledger.standard"].with_user(cls.head).create(
            {"date_from": "2024-01-01", "amount": 20, "legal_basis": "区民政局通知"}
        )

    @classmethod
    def settle(cls, name, bed, at, since="2024-04-01"):
        person = cls.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": make_number(f"194{at}0305", f"0{at}1"),
                "division_id": cls.east.id,
            }
        )
        stay = (
            cls.env["civil.institution.stay"]
            .with_user(cls.clerk)
            .create({"institution_id": cls.home.id, "resident_id": person.id})
        )
        stay.payer = "destitute"
        stay.action_note_resident(bed.id, since, cls.self_care.id)
        return stay.with_env(cls.env)

    def refused(self, words, function, *args, **values):
        """Something is refused, with a sentence that says why."""
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            function(*args, **values)

    def away(self, stay, kind, date_from, date_to=None):
        """Put an absence on record that has been."""
        absences = self.env["civil.institution.absence"]
        absences.create(
            {
                "stay_id": stay.id,
                "kind": kind,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def item(self, code):
        return self.env.ref(f"civil_institution_ledger.item_{code}")

    def paper(self):
        return (
            self.env["ir.attachment"]
            .with_user(self.keeper)
            .create({"name": "发票.pdf", "datas": base64.b64encode(b"x")})
        )

    def voucher(self, account, kind, amount, item=None, enter=True, **vals):
        """A voucher of May, entered by the home's staff by default."""
        vouchers = self.env["civil.institution.ledger.voucher"]
        voucher = vouchers.with_user(self.keeper).create(
            {
                "account_id": self.accounts[account].id,
                "kind": kind,
                "amount": amount,
                "item_id": item and self.item(item).id,
                "date": "2024-05-10",
                "purpose": "测试",
                "voucher_no": "1",
                "document_ids": [Command.set(self.paper().ids)],
                **vals,
            }
        )
        if enter:
            voucher.action_enter()
        return voucher

    def purchase(self, *foods, accept=True, **vals):
        """A purchase of ``(food, quantity, price)``, accepted by the second user."""
        purchases = self.env["civil.institution.ledger.purchase"]
        purchase = purchases.with_user(self.keeper).create(
            {
                "account_id": self.accounts["living"].id,
                "date": "2024-05-10",
                "supplier": "东镇粮油店",
                "buyer_id": self.buyer.id,
                "receiver_id": self.receiver.id,
                "weigher_id": self.weigher.id,
                "line_ids": [
                    Command.create(
                        {"food_id": food.id, "quantity": quantity, "price": price}
                    )
                    for food, quantity, price in foods
                ],
                **vals,
            }
        )
        if accept:
            purchase.with_user(self.second_keeper).action_accept()
        return purchase

    def issue(self, *foods, done=True, **vals):
        """An issue of ``(food, quantity)``."""
        issues = self.env["civil.institution.ledger.issue"].with_user(self.keeper)
        issue = issues.create(
            {
                "institution_id": self.home.id,
                "date": "2024-05-11",
                "keeper": "李四",
                "taker": "赵六",
                "line_ids": [
                    Command.create({"food_id": food.id, "quantity": quantity})
                    for food, quantity in foods
                ],
                **vals,
            }
        )
        if done:
            issue.action_issue()
        return issue

    def month(self, first="2024-05-01"):
        months = self.env["civil.institution.ledger.month"].with_user(self.keeper)
        return months.create({"institution_id": self.home.id, "month": first})

    def meals(self, day, persons):
        meals = self.env["civil.institution.ledger.meal"].with_user(self.keeper)
        return meals.create(
            {"institution_id": self.home.id, "date": day, "persons": persons}
        )
