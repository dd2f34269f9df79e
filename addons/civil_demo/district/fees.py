from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields

from odoo.addons.civil_institution_fee.models.civil_institution_fee_price import PUBLIC
from odoo.addons.civil_institution_fee.tools.money import exact

#: Prices a month by item: amount, then what the price is for.
PRICES = (
    ("bed", 1000, {}),
    ("bed", 1400, {"bed_class": "nursing"}),
    ("meal", 660, {}),
    ("care", 200, {"level": "self"}),
    ("care", 800, {"level": "half"}),
    ("care", 1600, {"level": "full"}),
    ("care", 2200, {"level": "special"}),
)
SINCE = date(2023, 1, 1)
MONTHS = 3
#: How many residents of a home have a deposit, and of how many bed fees.
DEPOSITS, TIMES = 12, 2
#: Of so many bills one stays open.
LATE = 6


class Fees:
    """Prices, bills of three months, payments, deposits and a settlement."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.env["civil.institution"])

    def open(self):
        """Let every home that keeps its residents charge them."""
        homes = self.act("").search([("keeps_stays", "=", True)], order="id")
        for number, home in enumerate(homes):
            self.publish(home, number)
            self.keep(home)
            self.prepay(home)
            self.bill(home)
        self.settle(homes[:1])

    def act(self, model, login="home_staff"):
        """Return a model as the home's staff work with it."""
        name = "civil.institution" + (model and f".{model}")
        return self.desk.act(login, self.env[name])

    def item(self, code):
        return self.env.ref(f"civil_institution_fee.fee_item_{code}")

    def scope(self, values):
        """Return values of a price: care levels by their code."""
        values = dict(values)
        if level := values.pop("level", None):
            level = self.env.ref(f"civil_institution_care.care_level_{level}")
            values["level_id"] = level.id
        return values

    def publish(self, home, number):
        """Publish the prices, within what the government approved."""
        for code, amount, scope in PRICES:
            item, values = self.item(code), self.scope(scope)
            values |= {
                "institution_id": home.id,
                "item_id": item.id,
                "date_from": SINCE,
            }
            if home.ownership in PUBLIC and item.is_controlled:
                self.act("fee.approval", "care").create(
                    {
                        **values,
                        "amount": amount + 200,
                        "number": "曾发改价〔2022〕18号",
                        "organ": "曾都区发展和改革局",
                        "approved_on": date(2022, 12, 1),
                    }
                )
            price = amount + 50 * (number % 4)
            self.act("fee.price").create({**values, "amount": price}).action_publish()

    def keep(self, home):
        """Open the custody account."""
        self.act("custody").create(
            {
                "institution_id": home.id,
                "bank": "湖北随州农村商业银行",
                "number": f"8201000000{home.id:06d}",
                "opened_on": date(2024, 9, 20),
            }
        )

    def stays(self, home):
        living = self.act("stay").search(
            [
                ("institution_id", "=", home.id),
                ("date_from", "!=", False),
                ("date_to", "=", False),
            ],
            order="id",
        )
        return living.filtered(lambda stay: not stay.death_date)

    def prepay(self, home):
        """Take deposits and some service fees, and note what the bank states."""
        social = self.stays(home).filtered(lambda stay: stay.payer == "social")
        kept = exact(0)
        for number, stay in enumerate(social[:DEPOSITS]):
            deposit = TIMES * stay._monthly_fee(self.today, "bed")
            stay.action_prepay("deposit", deposit, payer_type="family")
            kept += deposit
            if number % 3 == 0:
                fee = 2 * stay._monthly_fee(self.today)
                stay.action_prepay("service", fee, payer_type="family")
        # One home in the demonstration didn't bring all of it to the bank.
        short = 1000 if home.id % 3 == 0 else 0
        custody = self.act("custody").search([("institution_id", "=", home.id)])
        custody.statement_ids = [
            fields.Command.create({"date": self.today, "balance": kept - short})
        ]

    def bill(self, home):
        """Compute, issue and collect the last months, the newest in part only."""
        first = self.today.replace(day=1)
        for back in range(MONTHS, 0, -1):
            month = first - relativedelta(months=back)
            run = self.act("bill.run").create(
                {"month": month, "institution_ids": home.ids}
            )
            run.action_compute()
            run.action_issue()
            self.collect(home, month, back)

    def collect(self, home, month, back):
        bills = self.act("bill").search(
            [
                ("institution_id", "=", home.id),
                ("month", "=", month),
                ("state", "=", "issued"),
            ],
            order="id",
        )
        poor = bills.filtered(lambda bill: bill.payer == "destitute")
        if poor:
            poor.action_pay_allowance(f"特困供养资金 {month:%Y-%m}")
        for number, bill in enumerate(bills - poor):
            if number % LATE == 0:
                continue  # in arrears
            if bill.stay_id._prepayment("service").balance:
                bill.action_use_prepaid()
            elif back > 1 or number % 2:
                bill._receive("transfer", payer_type="family")

    def settle(self, home):
        """Bring somebody on the way out, and settle with somebody else."""
        stays = self.stays(home).filtered(
            lambda stay: stay.state == "resident" and stay.payer == "social"
        )
        drafts = stays.filtered(lambda stay: not stay.belonging_ids)[-2:]
        for stay in drafts:
            stay.action_settle()
        done = drafts[:1].settlement_ids
        done.payee_name = done.stay_id.emergency_name
        done.action_confirm()
        owed = done.stay_id._open_bills()
        if owed:
            owed._receive("transfer", payer_type="family")
        done.action_pay_out()
        done.stay_id.action_discharge(
            kind="left", date=done.date, reason="回家由子女照料"
        )
