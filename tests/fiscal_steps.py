"""What people and banks do in the played year; the oracle's books go along."""

import base64
from datetime import date
from decimal import Decimal

from fiscal_checks import CheckedCase
from fiscal_oracle import ZERO

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest
from odoo.addons.civil_fund.tools.entry import EntryRequest
from odoo.addons.civil_subsidy.tests.agent_bank import answer
from odoo.addons.civil_subsidy_account.tests.common import YEAR

#: The day that the stand-in of the agent bank writes into each result.
_BANK_DAY = b"20240310"


class StepsCase(CheckedCase):
    """Steps of the year, each checked when it is done."""

    #: Carried money pays now, and its quota was booked when the year ended.
    carried = False

    def setUp(self):
        super().setUp()
        self.routes = {date(YEAR, 1, 1): "treasury_channel"}

    def on(self, day):
        """Work on a day, at ten in the morning in Beijing."""
        return freeze_time(f"{day} 02:00:00")

    def route(self, day):
        """By which way money comes back on a day."""
        return self.routes[max(start for start in self.routes if start <= day)]

    def change_route(self, start, route):
        """Let money come back in another way from a day on."""
        self.routes[start] = route
        self.mode.copy({"date_from": start, "refund_route": route})

    # -- a batch -------------------------------------------------------------------

    def play_batch(self, batch, day, fail=()):
        """Approve, pay, and take the bank's answers of a computed batch."""
        with self.on(day):
            self.answer_warnings(batch)
            self.approve(batch)
            self.books.accrue(self.payable(batch), day)
            self.check()
            requests = self.send_batch(batch)
            self.treasury_pays(batch, day)
            self.check()
            for name, content in requests:
                self.take_answer(batch, name, content, day, fail)
            self.book_answers(batch, day)
            self.check()
        return batch

    def send_batch(self, batch):
        """Give the banks their files; return (name, content) of each."""
        finance = batch.with_user(self.finance)
        finance.action_export()
        finance.action_send()
        files = batch.sudo().file_ids.filtered(lambda f: f.direction == "request")
        return [(file.name, base64.b64decode(file.content)) for file in files]

    def treasury_pays(self, batch, day):
        """Have the treasury pay; booked now where its voucher is followed."""
        if batch.sudo().fund_ids:
            self.pay(batch, f"{day}")
        if batch.subsidy_follow == "gross":
            self.book_paid(self.payable(batch), day)

    def book_paid(self, lines, day):
        """Let the oracle book payments, and what they take from indicators."""
        self.books.pay(lines, day, carried=self.carried)
        for line in lines:
            means = self.books.back_by.get(line.again)
            if line.payee != "budget_unit" and means != "account":
                self.spending += line.amount

    def take_answer(self, batch, name, content, day, fail):
        """Bring in a bank's result, written on a day."""
        agent, _mark, plain = name.partition("DF_")
        result = answer(f"DF_{plain}", content, fail=fail)
        result = result.replace(_BANK_DAY, f"{day:%Y%m%d}".encode())
        self.take(result, batch, f"{agent}DR_{plain}")

    def book_answers(self, batch, day):
        """Let the oracle book what the bank has paid, and what it hasn't."""
        if batch.subsidy_follow == "success":
            lines = self.payable(batch)
            self.book_paid([line for line in lines if line.state == "paid"], day)
        self.book_back(batch, day)

    def book_back(self, batch, day):
        """Let the oracle book what isn't with its payee, and is new."""
        lines = [
            line for line in self.not_with_payee(batch) if line.payee != "budget_unit"
        ]
        self.known_back.update(line.id for line in lines)
        back = [line for line in lines if line.id in self.books.paid_on]
        route = self.route(day)
        self.books.come_back(back, day, route)
        for line in back:
            same_year = self.books.paid_on[line.id].year == day.year
            if route == "treasury_channel" and same_year:
                self.spending -= line.amount
        return back

    def send_again(self, batch, day):
        """Send again what failed of a batch, and have it paid."""
        with self.on(day):
            action = batch.with_user(self.clerk).action_create_resend()
            again = self.env["civil.subsidy.batch"].browse(action["res_id"])
            again.with_user(self.clerk).action_compute()
        return self.play_batch(again, day)

    def return_late(self, payment, day, booked=None):
        """A payment comes back; where its month is locked it is booked later."""
        self.come_back(payment, f"{day}")
        [line] = self.book_back(payment.batch_id, booked or day)
        self.check()
        return line

    def give_up(self, payment, day, prior=False):
        """The section head finds that a returned payment isn't owed any longer."""
        payment.with_user(self.head).action_not_owed("发放月前已死亡")
        [line] = [x for x in self.payable(payment.batch_id) if x.id == payment.id]
        self.books.give_up(line, day, prior)
        self.check()

    def hand_in(self, day):
        """Hand in to the treasury what came back for it."""
        returns = self.env["civil.subsidy.return"].search(
            [("route", "=", "hand_in"), ("handed_in_date", "=", False)]
        )
        returns.with_user(self.finance).action_hand_in(f"{day}")
        # What goes to the treasury was there by all of the returns.
        amount = sum((self.exact(back.amount) for back in returns), ZERO)
        self.books.hand_in(amount, day)
        self.check()
        return amount

    # -- events of capabilities that book by themselves later ------------------------

    def book(self, event, code, day, amounts, spend=0, **expected):
        """An event straight by its rule, and what the system prescribes for it.

        :param amounts: {amount key of the event: yuan}, or yuan
        :param spend: what it takes from the program's indicator, or gives back
        :param expected: debits of accounts, such as ``_1218=5``
        """
        if not isinstance(amounts, dict):
            amounts = {"amount": Decimal(amounts)}
        fund = self.fund_of(code)
        request = EventRequest(
            event=event,
            company=self.company,
            date=day,
            summary=event,
            components=[
                Component(
                    {key: Decimal(yuan) for key, yuan in amounts.items()},
                    fund._analytic(),
                    fund._accounts() if fund.payee_kind == "private" else {},
                )
            ],
            key=f"{event}/{code}/{day}",
        )
        self.env["account.parallel.event"]._make_vouchers([request], post=True)
        if spend:
            self.env["civil.fund.entry"]._record(
                [
                    EntryRequest(
                        indicator=fund.indicator_id,
                        kind="pay" if spend > 0 else "refund",
                        amount=abs(Decimal(spend)),
                        date=day,
                        source=fund.batch_id,
                        key=request.key,
                    )
                ]
            )
        self.spending += spend
        for account in ("2302", "2303", "2307"):
            claim = -expected.get(f"_{account}", ZERO)
            self.other_claims[account, code] += claim
        self.books.post(
            day, code, **{key: Decimal(yuan) for key, yuan in expected.items()}
        )
        self.check()

    def fund_of(self, code):
        """A part of the program's batches that general money pays."""
        year = fields.Date.context_today(self.company).year
        return self.env["civil.subsidy.batch.fund"].search(
            [
                ("program_id", "=", self.programs[code].id),
                ("source", "!=", "lottery"),
                ("indicator_id.year", "=", year),
            ],
            order="amount desc, id",
            limit=1,
        )

    # -- closing ---------------------------------------------------------------------

    def closer(self):
        """Who closes months."""
        groups = (
            "account.group_account_manager",
            "account_parallel_entry.group_accountant",
            "account_parallel_entry.group_finance_head",
        )
        return self.env["res.users"].create(
            {
                "name": "孙丽华",
                "login": "t-closer",
                "group_ids": [Command.link(self.env.ref(g).id) for g in groups],
            }
        )

    def close(self, month, last):
        """Close a month, in December the year; then it is locked."""
        closing = self.env["l10n_cn.closing"].with_user(self.closing_user)
        closing = closing.create({"company_id": self.company.id, "date": month})
        closing.action_check()
        closing.action_close()
        self.assertEqual(closing.state, "closed", month)
        self.books.close_month(last)
        if month.month == 12:
            self.books.close_year(last)
        self.check()
