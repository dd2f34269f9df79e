"""What the books of a bureau must hold, told by payment lines and a calendar.

Written from the table of entries of the Government Accounting System (财会〔2017〕25号)
alone: nothing here knows Odoo or an addon. All amounts are exact Decimals in yuan;
debits are positive.
"""

import dataclasses
import datetime
from collections import defaultdict
from decimal import Decimal

ZERO = Decimal("0.00")
#: Where a payee's claim and its cost stand, by kind of payee; others have none.
CLAIM = {"person": ("500103", "2303"), "private": ("500199", "2307")}
#: What isn't with the payee although it was sent.
NOT_WITH_PAYEE = ("failed", "returned", "stopped")


@dataclasses.dataclass(frozen=True)
class Line:
    """A payable line of a batch, as it stands on file.

    :param payee: person, private, town or budget_unit
    :param lottery: what of the amount is paid by the lottery fund
    :param again: id of the line that this one sends again, or None
    :param given_up: nobody owes it any longer
    """

    id: int
    program: str
    amount: Decimal
    payee: str
    state: str | None
    again: int | None
    given_up: bool
    lottery: Decimal
    sources: tuple = ()


@dataclasses.dataclass(frozen=True)
class Posting:
    """One line of an entry."""

    day: datetime.date
    account: str
    amount: Decimal
    program: str | None
    closing: bool


class Books:
    """The two ledgers, kept beside those of the program."""

    def __init__(self):
        self.postings = []
        self.paid_on = {}
        self.back_by = {}

    # -- reading -------------------------------------------------------------------

    def balance(self, *prefixes, first=None, last=None, program=None, closing=True):
        """Debit less credit of accounts by prefixes, of days from first to last."""
        return sum(
            (
                posting.amount
                for posting in self.postings
                if posting.account.startswith(prefixes)
                and (first is None or posting.day >= first)
                and (last is None or posting.day <= last)
                and (program is None or posting.program == program)
                and (closing or not posting.closing)
            ),
            ZERO,
        )

    def balances(self):
        """``{account: balance}`` of all accounts that aren't empty."""
        sums = defaultdict(lambda: ZERO)
        for posting in self.postings:
            sums[posting.account] += posting.amount
        return {account: amount for account, amount in sums.items() if amount}

    def claims(self):
        """``{(account, program): what is owed}``."""
        sums = defaultdict(lambda: ZERO)
        for posting in self.postings:
            if posting.account.startswith(("2302", "2303", "2307")):
                sums[posting.account[:4], posting.program] -= posting.amount
        return {key: amount for key, amount in sums.items() if amount}

    # -- writing -------------------------------------------------------------------

    def post(self, day, program, closing=False, **amounts):
        """Make an entry: ``_1218=5`` debits 5 yuan to account 1218.

        :raises ValueError: a ledger of the entry doesn't balance
        """
        for ledger in (("1", "2", "3", "4", "5"), ("6", "7", "8")):
            if sum(a for key, a in amounts.items() if key[1:].startswith(ledger)):
                raise ValueError(f"the entry doesn't balance: {amounts}")
        self.postings += [
            Posting(day, key[1:], amount, program, closing)
            for key, amount in amounts.items()
            if amount
        ]

    def _fiscal(self, line):
        """The income of a line, by kind of appropriation."""
        return {"_400101": line.amount - line.lottery, "_400102": line.lottery}

    def accrue(self, lines, day):
        """Row 3, and 7a of private institutions: what is determined is owed."""
        for line in lines:
            if line.payee in CLAIM and not line.again:
                cost, claim = CLAIM[line.payee]
                self.post(
                    day,
                    line.program,
                    **{f"_{cost}": line.amount, f"_{claim}": -line.amount},
                )

    def pay(self, lines, day, carried=False):
        """Row 4, 7a and 9; from where the money is that came back, 2c and 5c."""
        for line in lines:
            if line.payee == "budget_unit":
                continue
            self.paid_on[line.id] = day
            means = self.back_by.get(line.again)
            amount, town = line.amount, line.payee == "town"
            debit = "_1218" if town else f"_{CLAIM[line.payee][1]}"
            spent = "_710199" if town else "_710101"
            if means == "account":
                credit = {"_100201": -amount, "_800102": -amount}
            elif means == "restored" or carried:
                credit = {"_1201": -amount, "_800103": -amount}
            else:
                credit = {key: -part for key, part in self._fiscal(line).items()}
                credit["_600102"] = -amount
            self.post(day, line.program, **{debit: amount, spent: amount}, **credit)

    def come_back(self, lines, day, route):
        """Rows 5a to 5f: paid lines whose money came back on a day.

        :param route: treasury_channel, unit_account or hand_in
        """
        for line in lines:
            amount, town = line.amount, line.payee == "town"
            prior = self.paid_on[line.id].year < day.year
            cost, claim = (None, "1218") if town else CLAIM[line.payee]
            owed = {f"_{claim}": -amount}
            spent = "_810101" if prior else "_710199" if town else "_710101"
            if town or (route == "treasury_channel" and not prior):
                money = {**self._fiscal(line), "_600102": amount, spent: -amount}
            elif route == "treasury_channel":
                money = {"_1201": amount, "_800103": amount, spent: -amount}
                self.back_by[line.id] = "restored"
            elif route == "unit_account":
                money = {"_100201": amount, "_800102": amount, spent: -amount}
                self.back_by[line.id] = "account"
            else:
                # The money is the treasury's; who has a claim keeps it.
                self.post(day, line.program, _100201=amount, _210301=-amount)
                money = {f"_{cost}": amount}
            self.post(day, line.program, **money, **owed)

    def give_up(self, line, day, prior):
        """Row 5e: what isn't owed any longer, of this year or an earlier one."""
        cost, claim = CLAIM[line.payee]
        against = "3001" if prior else cost
        self.post(
            day, line.program, **{f"_{claim}": line.amount, f"_{against}": -line.amount}
        )

    def hand_in(self, amount, day):
        """The second half of row 5f and 6c."""
        self.post(day, None, _210301=amount, _100201=-amount)

    # -- periods -------------------------------------------------------------------

    def close_month(self, last):
        """Row 11: income and expenses into the surplus of the period."""
        self._empty(("4", "5"), "3301", last)

    def close_year(self, last):
        """Row 12, of a unit that has fiscal money only."""
        self._empty(("3301",), "3302", last)
        self._empty(("3302",), "3001", last)
        self._empty(("6", "7"), "810106", last)
        self._empty(("810101", "810106"), "810107", last)

    def _empty(self, prefixes, target, last):
        for account in self.balances():
            if account.startswith(prefixes):
                kept = self.balance(account, last=last)
                moved = {f"_{account}": -kept, f"_{target}": kept}
                self.post(last, None, closing=True, **moved)


def owed(lines, with_payee):
    """``{(account, program): yuan}`` of the lines that are still to be paid.

    :param lines: of all approved batches
    :param with_payee: tells of a line that it is with its payee, as far as booked
    """
    taken_up = {line.again for line in lines if line.again}
    sums = defaultdict(lambda: ZERO)
    for line in lines:
        open_ = line.payee in CLAIM and not line.given_up and line.id not in taken_up
        if open_ and (line.state in NOT_WITH_PAYEE or not with_payee(line)):
            sums[CLAIM[line.payee][1], line.program] += line.amount
    return {key: amount for key, amount in sums.items() if amount}
