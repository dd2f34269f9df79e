"""What the books hold of the last quarter, and overpayments being recovered."""

from decimal import Decimal

from odoo import fields

from odoo.addons.account_parallel_entry.tools.requests import Component, EventRequest
from odoo.addons.civil_form.tools.periods import Period
from odoo.addons.civil_fund.tools.entry import EntryRequest

#: The last quarter's one-off subsidies in yuan, and what was paid too much of others.
PAID = Decimal("86400.00")
OVERPAID = Decimal("652.00")
REFUNDED = Decimal("300.00")


class Earlier:
    """The accountant's entries that no batch makes."""

    def __init__(self, desk, program):
        self.desk = desk
        self.env = desk.env
        self.program = program
        self.today = fields.Date.context_today(self.env.user)

    def enter(self):
        """Enter a one-off payment of the last quarter, and two claims of this one."""
        payments = self.env["civil.subsidy.payment"].search(
            [("program_id", "=", self.program.id), ("bank_state", "=", "paid")],
            limit=2,
            order="id",
        )
        part = payments[0].batch_id.fund_ids[:1]
        self.analytic = part._analytic()
        self.pay_once(part)
        self.book(
            "overpayment_found", OVERPAID, "死亡未及时停发，多付补贴", payments[0]
        )
        self.book("overpayment_refunded", REFUNDED, "退回多付补贴", payments[0])
        second = payments[1]
        self.book("overpayment_found", OVERPAID, "重复享受，多付补贴", second)
        self.book("overpayment_refunded", OVERPAID, "退回多付补贴", second)

    def pay_once(self, part):
        """Accrue and pay a one-off subsidy on the last day of the last quarter."""
        day = Period.of("quarter", self.today).moved(-1).end
        if day.year != self.today.year:
            # The books begin with this year.
            return
        indicator = part._charged()
        self.env["civil.fund.entry"].sudo()._record(
            [
                EntryRequest(
                    indicator=indicator,
                    kind="pay",
                    amount=PAID,
                    date=day,
                    source=indicator.project_id,
                    key="demo-one-off",
                    reference="一次性生活补贴",
                )
            ]
        )
        accounts = part._accounts()
        for event in ("subsidy_accrued", "subsidy_paid"):
            self.book(event, PAID, "一次性生活补贴", None, day, accounts)

    def book(self, event, amount, summary, source, day=None, accounts=None):
        """Have the accountant enter an event."""
        request = EventRequest(
            event=event,
            company=self.env.company,
            date=day or self.today,
            summary=summary,
            components=[Component({"amount": amount}, self.analytic, accounts or {})],
            source=source,
        )
        events = self.desk.act("finance", self.env["account.parallel.event"])
        return events._make_vouchers([request], post=True)
