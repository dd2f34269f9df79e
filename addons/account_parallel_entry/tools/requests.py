"""What another addon hands over to have an event booked."""

import dataclasses
import datetime
import decimal
import typing

#: How a part of an event names the analytic plans; the XML ids are ``plan_<code>``.
PLANS = ("function", "economic", "project", "fund", "nature", "program")


@dataclasses.dataclass(frozen=True)
class Component:
    """A part of an event that has its own dimensions.

    :param amounts: {amount key of the event: yuan}; negative ones are written in
        red (红字) on the same side
    :param analytic: {plan code of ``PLANS``: record of account.analytic.account}
    :param accounts: {placeholder of the rule: account code}, where the account
        depends on the part
    :param name: summary (摘要) of its lines; the request's if empty
    """

    amounts: dict[str, decimal.Decimal]
    analytic: dict[str, typing.Any] = dataclasses.field(default_factory=dict)
    accounts: dict[str, str] = dataclasses.field(default_factory=dict)
    name: str | None = None


@dataclasses.dataclass(frozen=True)
class EventRequest:
    """An event that asks for a voucher.

    :param event: code of an account.parallel.event
    :param company: record of res.company whose books it goes into
    :param date: day of the event; it decides rule, treasury mode and period
    :param summary: summary (摘要) of the voucher
    :param components: the parts; those with the same accounts, dimensions and
        summary are added up
    :param source: record that caused the event, for the way back
    :param variant: which variant of the rule, such as a kind of payee
    :param key: idempotency key, unique in the company: the same key never makes
        a second voucher
    :param reverse_of: posted voucher that is taken back in whole, in red;
        event and components then say nothing
    :param attachments: number of sheets attached (附件张数)
    """

    event: str
    company: typing.Any
    date: datetime.date
    summary: str
    components: typing.Sequence[Component] = ()
    source: typing.Any = None
    variant: str | None = None
    key: str | None = None
    reverse_of: typing.Any = None
    attachments: int = 0
