# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An agent bank for tests: takes a request file and answers it, well or badly."""

import re
from decimal import Decimal

FAULTS = (
    "account",
    "amount",
    "batch",
    "blank_line",
    "cr_lost",
    "duplicate",
    "empty",
    "encoding",
    "extra",
    "fields",
    "header_lost",
    "holder",
    "missing",
    "negative",
    "sequence",
    "status",
    "swapped",
    "total",
    "truncated",
)
_AMOUNT = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")


class RequestRefused(Exception):
    """The request isn't written as agreed."""


def _demand(holds, reason):
    if not holds:
        raise RequestRefused(reason)


def take(filename, content):
    """Return (head, lines) of a request; refuse whatever isn't as agreed."""
    text = content.decode("gb18030")
    _demand(text.endswith("\r\n"), "no last line end")
    rows = [row.split("|") for row in text[:-2].split("\r\n")]
    _demand(not re.search(r"[\r\n]", text.replace("\r\n", "")), "line ends")
    _demand(len(rows) > 2, "no line")
    head, lines, tail = rows[0], rows[1:-1], rows[-1]
    _demand((head[0], len(head)) == ("H", 7), "header")
    _demand((tail[0], len(tail)) == ("T", 3), "trailer")
    _demand(filename == f"DF_{head[1]}.txt", "file name")
    _demand(re.fullmatch("[0-9]{8}", head[3]), "pay date")
    for number, line in enumerate(lines, 1):
        _demand(len(line) == 7 and line[:2] == ["D", str(number)], "line")
        _demand(re.fullmatch("[0-9]{10,32}", line[2]), "account")
        _demand(line[3] and line[3] == line[3].strip(), "holder")
        _demand(_AMOUNT.fullmatch(line[4]) and Decimal(line[4]) > 0, "amount")
        _demand(len(line[5]) <= 12, "remark")
    references = {line[6] for line in lines}
    _demand(len(references) == len(lines) and "" not in references, "reference")
    total = sum(Decimal(line[4]) for line in lines)
    for sums in (head[4:6], tail[1:]):
        _demand(sums == [str(len(lines)), f"{total:.2f}"], "sums")
    return head, lines


def answer(filename, content, fault=None, fail=(), pending=()):
    """Return the content of the result file.

    :param fault: one of ``FAULTS``, for a result that must not be accepted
    :param fail: sequences of the payments that fail, likewise ``pending``
    """
    head, lines = take(filename, content)
    rows = []
    sums = {"S": [0, Decimal(0)], "F": [0, Decimal(0)], "P": [0, Decimal(0)]}
    for _kind, sequence, account, holder, amount, _remark, reference in lines:
        status, code, reason = "S", "0000", "成功"
        if int(sequence) in fail:
            status, code, reason = "F", "1002", "户名不符"
        elif int(sequence) in pending:
            status, code, reason = "P", "2000", "处理中"
        sums[status][0] += 1
        sums[status][1] += Decimal(amount)
        serial = f"SN{sequence}" if status == "S" else ""
        row = ["R", sequence, account, holder, amount, status, code, reason, serial]
        rows.append([*row, "20240310", reference])
    header = ["H", head[1], "20240310", *head[4:6]]
    for status in "SF":
        header += [str(sums[status][0]), f"{sums[status][1]:.2f}"]
    if fault:
        _spoil_rows(fault, header, rows)
    text = "".join("|".join(row) + "\r\n" for row in [header, *rows])
    return _spoil_text(fault, text)


def _spoil_rows(fault, header, rows):
    """Change header or lines."""
    first, second = rows[0], rows[1]
    if fault == "missing":
        del rows[1]
    elif fault == "extra":
        rows.append([*first[:1], str(len(rows) + 1), *first[2:10], "UNKNOWN"])
    elif fault == "duplicate":
        rows.append(list(first))
    elif fault == "swapped":
        first[3], second[3] = second[3], first[3]
    elif fault == "fields":
        second.append("")
    elif fault in ("batch", "total"):
        place = 1 if fault == "batch" else 4
        header[place] = {1: header[1] + "9", 4: f"{Decimal(header[4]) + 1:.2f}"}[place]
    elif fault in ("account", "holder", "amount", "negative", "status", "sequence"):
        place, value = {
            "account": (2, second[2][::-1]),
            "holder": (3, "无名氏"),
            "amount": (4, f"{Decimal(second[4]) + Decimal('0.01'):.2f}"),
            "negative": (4, f"-{second[4]}"),
            "status": (5, "X"),
            "sequence": (1, "77"),
        }[fault]
        second[place] = value


def _spoil_text(fault, text):
    """Return the file's content, cut or badly written where asked for."""
    if fault == "empty":
        return b""
    if fault == "truncated":
        text = text[: len(text) * 2 // 3]
    elif fault == "cr_lost":
        text = text.replace("\r\n", "\n")
    elif fault == "blank_line":
        text += "\r\n"
    elif fault == "header_lost":
        text = text.split("\r\n", 1)[1]
    return text.encode("utf-8" if fault == "encoding" else "gb18030")
