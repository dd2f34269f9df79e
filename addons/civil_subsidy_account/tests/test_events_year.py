import dataclasses
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import freeze_time, tagged

from odoo.addons.civil_subsidy.tests.agent_bank import answer

from .common import YEAR
from .test_events import ROUTES
from .test_return import ReturnCase

#: The day that the stand-in of the agent bank writes into each result.
_BANK_DAY = b"20240310"


@dataclasses.dataclass(frozen=True)
class Month:
    """What happens in a month, beside the month's own batch.

    :param follow: when its payments are booked
    :param route: by which way money comes back in it
    :param early: the treasury's voucher is entered before the bank's result
    :param fail: which lines of the batch fail
    :param late: of the payments made so far, counted from the last, who come back
    :param waive: a payment that isn't with its payee isn't owed any longer
    :param again: what isn't with its payee is sent again
    :param hand_in: what came back for the treasury is handed in
    :param dead: the line of a person who dies in the month
    """

    follow: str
    route: str
    early: bool
    fail: frozenset
    late: frozenset
    waive: bool
    again: bool
    hand_in: bool
    dead: int | None


MONTHS = st.builds(
    Month,
    follow=st.sampled_from(("gross", "success")),
    route=st.sampled_from(ROUTES),
    early=st.booleans(),
    fail=st.frozensets(st.integers(1, 3), max_size=2),
    late=st.frozensets(st.integers(0, 7), max_size=2),
    waive=st.booleans(),
    again=st.booleans(),
    hand_in=st.booleans(),
    dead=st.sampled_from((None, None, 1)),
)


@tagged("standard", "post_install", "-at_install")
@freeze_time("2024-03-20 02:00:00")
class TestEventsOfAYear(ReturnCase):
    """Months after each other around the year's end: the books hold in each of them.

    What happens is drawn for every month; then each step is taken at its day, and
    the identities of C.4 are checked after it.
    """

    @settings(
        derandomize=True,
        deadline=None,
        max_examples=6,
        # An example takes seconds: which one fails is enough.
        phases=(Phase.explicit, Phase.generate),
    )
    @given(st.integers(10, 12), st.lists(MONTHS, min_size=2, max_size=3))
    def test_months(self, first, months):
        with self.example():
            self.batches = self.env["civil.subsidy.batch"]
            self.dead = set()
            for number, month in enumerate(months):
                start = date(YEAR, first, 1) + relativedelta(months=number)
                self.begin(start, month)
                self.play_batch(start, month)
                self.play_returns(start, month)
            # Whatever happened: what is open is what the payments say.
            self.settle(start)

    # -- steps -----------------------------------------------------------------------

    def begin(self, start, month):
        """The settings of the month, its roster, and money in a new year."""
        self.company.subsidy_follow = month.follow
        self.mode.copy({"date_from": start, "refund_route": month.route})
        with freeze_time(f"{start:%Y-%m}-08 02:00:00"):
            if start.year > YEAR and not self.indicators_of(start.year):
                self.next_year()
            self.make_lines(
                *[
                    self.line_values(number, period=start)
                    for number in {1, 2, 3} - self.dead
                ]
            )

    def indicators_of(self, year):
        return self.env["civil.fund.indicator"].search([("year", "=", year)])

    def play_batch(self, start, month):
        """The month's own batch, from the approval to the bank's word."""
        day = start.replace(day=10)
        with freeze_time(f"{day} 02:00:00"):
            batch = self.make_batch(self.care, period=start)
            batch.action_compute()
            self.answer_warnings(batch)
            self.batches |= batch
            self.check(self.approve, batch)
            name, content = self.request(batch)
            batch.with_user(self.finance).action_send()
            if month.early:
                self.check(self.pay, batch, f"{day}")
            result = answer(name, content, fail=month.fail)
            result = result.replace(_BANK_DAY, f"{day:%Y%m%d}".encode())
            self.check(self.take, result, batch)
            if not month.early:
                self.check(self.pay, batch, f"{day}")

    def die(self, number, start):
        """A person dies, and is on no later roster."""
        self.dead.add(number)
        self.env["civil.death"].create(
            {
                "name": "张乙1",
                "identity_number": self.line_values(number)["identity_number"],
                "death_date": start.replace(day=12),
                "division_id": self.village.id,
            }
        )

    def play_returns(self, start, month):
        """What comes back, and what becomes of it."""
        day = start.replace(day=20)
        with freeze_time(f"{day} 02:00:00"):
            if month.dead and month.dead not in self.dead:
                self.die(month.dead, start)
            paid = self.payments("paid")
            for place in month.late:
                if place < len(paid):
                    self.check(self.come_back, paid[-1 - place], f"{day}")
            failed = self.payments("failed", "returned").filtered("may_be_waived")
            if month.waive and failed:
                self.check(failed[0].with_user(self.head).action_not_owed, "已死亡")
            if month.again:
                self.send_all_again(day)
            if month.hand_in:
                self.hand_in(day)

    def send_all_again(self, day):
        """Send again what isn't with its payee, and have it paid."""
        for batch in self.batches:
            if not batch.open_failed_count:
                continue
            again = self.send_again(batch)
            self.check(self.approve, again)
            name, content = self.request(again)
            again.with_user(self.finance).action_send()
            self.check(self.pay, again, f"{day}")
            result = answer(name, content)
            result = result.replace(_BANK_DAY, f"{day:%Y%m%d}".encode())
            self.check(self.take, result, again)
            self.batches |= again

    def hand_in(self, day):
        """Hand in what came back to be handed in."""
        waiting = self.batches.sudo().return_ids.filtered(
            lambda back: back.route == "hand_in" and not back.handed_in_date
        )
        if waiting:
            self.check(waiting.with_user(self.finance).action_hand_in, f"{day}")
            self.assertEqual(self.balance("2103"), 0)

    def settle(self, start):
        """Once all is sent again and handed in, nobody has or owes anything."""
        day = start.replace(day=25)
        with freeze_time(f"{day} 02:00:00"):
            self.send_all_again(day)
            self.hand_in(day)
        self.assertEqual(self.owed(), 0)
        for prefix in ("1002", "1201", "2103", "2303", "800102", "800103"):
            if not self.given_up():
                self.assertEqual(self.balance(prefix), 0, prefix)

    # -- what holds after each -------------------------------------------------------

    def payments(self, *states):
        """The payments in some states, in the order of their making."""
        payments = self.batches.sudo().payment_ids.sorted("id")
        return payments.filtered(lambda payment: payment.bank_state in states)

    def given_up(self):
        return self.batches.sudo().payment_ids.filtered("not_owed_date")

    def check(self, step, *args):
        """Take a step; then the books hold, and are those of the payments."""
        done = step(*args)
        self.assert_books()
        self.assertEqual(self.balance("1201"), self.balance("800103"))
        # The unit's money is its own, or the treasury's until it is handed in.
        self.assertEqual(
            self.balance("1002"), self.balance("800102") - self.balance("2103")
        )
        self.assertEqual(self.owed(), self.open_lines())
        return done

    def open_lines(self):
        """What is still to be paid, from the payments and the treasury's word."""
        open_ = Decimal("0.00")
        approved = [("program_id", "=", self.care.id), ("fund_ids", "!=", False)]
        batches = self.env["civil.subsidy.batch"].sudo().search(approved)
        again = batches.payment_ids.resend_of_id
        for batch in batches:
            drawn = set(batch.fund_ids.treasury_id.mapped("state")) == {"paid"}
            for payment in batch.payment_ids - again:
                if payment.outcome != "payable" or payment.not_owed_date:
                    continue
                state = payment.bank_state
                if batch.subsidy_follow == "gross":
                    here = drawn and state not in ("failed", "returned")
                else:
                    here = state == "paid"
                open_ += 0 if here else self.exact(payment.amount)
        return open_
