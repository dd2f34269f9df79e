"""A stand-in for the agent bank (代发银行) of the demonstration district.

It takes a request file and answers with a result file. Both are GB18030 with CRLF and
fields separated by "|"::

    DF_<batch>.txt
    H|batch|agreement|pay date YYYYMMDD|lines|total|purpose
    D|sequence|account|holder|amount|passbook remark, at most 12 characters|reference
    T|lines|total

    DR_<batch>.txt
    H|batch|bank date|lines|total|lines paid|amount paid|lines failed|amount failed
    R|sequence|account|holder|amount|S, F or P|code|reason|serial|bank date|reference

Amounts are yuan with two decimals. Like a bank's front end it refuses a request that
breaks the layout, with ``RequestRefused``. ``FAULTS`` are results that must not be
taken, for tests.
"""

import argparse
import random
import re
import sys
from decimal import Decimal
from pathlib import Path

REASONS = (
    ("1001", "账号不存在"),
    ("1002", "户名不符"),
    ("1003", "账户已销户"),
    ("1004", "账户冻结或挂失"),
    ("1005", "社保卡金融功能未激活"),
    ("1006", "睡眠户"),
    ("1007", "Ⅱ类户超限额"),
    ("1099", "其他"),
)
PAID, PENDING = ("0000", "成功"), ("2000", "处理中")
FAULTS = (
    *("missing", "extra", "amount", "account", "duplicate"),
    *("total", "batch", "truncated", "encoding", "empty"),
)
LINE_CHECKS = (
    (2, re.compile(r"\d{10,32}"), "account is not 10 to 32 digits"),
    (3, re.compile(r"\S(.*\S)?"), "holder is empty or has spaces around it"),
    (4, re.compile(r"(?!0\.00)(0|[1-9]\d*)\.\d\d"), "amount isn't a positive sum"),
    (5, re.compile(r".{0,12}"), "remark is longer than 12 characters"),
    (6, re.compile(r".+"), "reference is empty"),
)


class RequestRefused(ValueError):
    """The request file breaks the layout; the message says where."""


def require(condition, reason):
    """Refuse the request unless the condition holds."""
    if not condition:
        raise RequestRefused(reason)


def read_request(content):
    """Return the header and the lines of a request, as lists of fields."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise RequestRefused("the file is not GB18030") from None
    require(text.endswith("\r\n"), "the last line has no CRLF")
    require(text.count("\n") == text.count("\r\n"), "a line end isn't CRLF")
    rows = [line.split("|") for line in text[:-2].split("\r\n")]
    require(len(rows) > 2, "there is no header, no line or no trailer")
    head, *lines, tail = rows
    require(head[0] == "H" and len(head) == 7, "the header isn't seven fields from H")
    require(tail[0] == "T" and len(tail) == 3, "the trailer isn't three fields from T")
    require(re.fullmatch(r"\d{8}", head[3]), "the pay date isn't YYYYMMDD")
    for number, line in enumerate(lines, 1):
        check_line(number, line)
    references = {line[6] for line in lines}
    require(len(references) == len(lines), "a reference is used twice")
    totals = [str(len(lines)), f"{sum(Decimal(line[4]) for line in lines):.2f}"]
    require(head[4:6] == totals, "the header's sums aren't those of the lines")
    require(tail[1:] == totals, "the trailer's sums aren't those of the lines")
    return head, lines


def check_line(number, line):
    """Refuse a line that breaks the layout."""
    require(line[0] == "D" and len(line) == 7, f"line {number} isn't seven fields")
    require(line[1] == str(number), f"line {number} has another sequence")
    for at, pattern, reason in LINE_CHECKS:
        require(pattern.fullmatch(line[at]), f"line {number}: {reason}")


def answer(content, day, seed=1, fail_rate=0.02, pending_rate=0.0, fault=None):
    """Return the bank's result file for a request file, both as bytes.

    :param day: the bank's date, ``YYYYMMDD``
    :param fail_rate: share of the lines that fail, 0 to 1
    :param pending_rate: share of the lines that the bank hasn't decided yet
    :param fault: one of ``FAULTS``, or nothing for a sound result
    :raises RequestRefused: if the request breaks the layout
    """
    dice = random.Random(seed)
    head, requested = read_request(content)
    lines = []
    for _kind, sequence, account, holder, amount, _remark, reference in requested:
        draw = dice.random()
        state, (code, reason), serial = "S", PAID, f"{day}{dice.randrange(10**10):010d}"
        if draw < fail_rate:
            state, (code, reason), serial = "F", dice.choice(REASONS), ""
        elif draw < fail_rate + pending_rate:
            state, (code, reason), serial = "P", PENDING, ""
        line = ["R", sequence, account, holder, amount, state, code, reason]
        lines.append([*line, serial, day, reference])
    header = ["H", head[1], day, head[4], head[5], *sums(lines, "S"), *sums(lines, "F")]
    if fault in LINE_FAULTS:
        LINE_FAULTS[fault](header, lines, dice.randrange(len(lines)))
    text = "".join("|".join(row) + "\r\n" for row in [header, *lines])
    return encoded(text, fault)


def sums(lines, state):
    """Return number and amount of the lines in a state, as the header has them."""
    amounts = [Decimal(line[4]) for line in lines if line[5] == state]
    return str(len(amounts)), f"{sum(amounts):.2f}"


def encoded(text, fault):
    """Return the file's bytes."""
    if fault == "truncated":
        text = text[: len(text) * 2 // 3]
    if fault == "empty":
        text = ""
    return text.encode("utf-8" if fault == "encoding" else "gb18030")


def stranger(lines):
    """Return a paid line that nobody asked for."""
    line = list(lines[-1])
    line[1:6] = [str(len(lines) + 1), "6217009999999999999", "无名氏", "1.00", "S"]
    line[6:9] = [*PAID, "1"]
    return [*line[:10], "UNKNOWN-LINE"]


def change(row, at, function):
    """Change a field of a row in place."""
    row[at] = function(row[at])


LINE_FAULTS = {
    "missing": lambda head, lines, at: lines.pop(at),
    "extra": lambda head, lines, at: lines.append(stranger(lines)),
    "amount": lambda head, lines, at: change(
        lines[at], 4, lambda amount: f"{Decimal(amount) + Decimal('0.01'):.2f}"
    ),
    "account": lambda head, lines, at: change(
        lines[at], 2, lambda account: account[:-1] + str((int(account[-1]) + 1) % 10)
    ),
    "duplicate": lambda head, lines, at: lines.append(list(lines[at])),
    "total": lambda head, lines, at: change(
        head, 4, lambda total: f"{Decimal(total) + 1:.2f}"
    ),
    "batch": lambda head, lines, at: change(head, 1, lambda batch: f"{batch}9"),
}


def main():
    """Answer a request file on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("request", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--date", default="20240310", help="the bank's date, YYYYMMDD")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fail-rate", type=float, default=0.02)
    parser.add_argument("--pending-rate", type=float, default=0.0)
    parser.add_argument("--fault", choices=FAULTS)
    given = parser.parse_args()
    try:
        rates = (given.fail_rate, given.pending_rate)
        content = given.request.read_bytes()
        result = answer(content, given.date, given.seed, *rates, given.fault)
    except RequestRefused as refusal:
        sys.exit(f"request refused: {refusal}")
    given.result.write_bytes(result)


if __name__ == "__main__":
    main()
