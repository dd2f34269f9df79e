# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The documented format of an agent bank and a batch of three payments."""

from datetime import date
from decimal import Decimal

from ..tools.bank_file import Column, Format

REQUEST = Format(
    "request",
    file_name="DF_{batch}.txt",
    header=(
        Column(constant="H"),
        *map(Column, ("batch", "agreement", "date", "count", "total", "purpose")),
    ),
    detail=(
        Column(constant="D"),
        *map(Column, ("sequence", "account", "holder", "amount")),
        Column("remark", max_length=12, required=False),
        Column("reference"),
    ),
    trailer=(Column(constant="T"), Column("count"), Column("total")),
)
RESULT = Format(
    "result",
    file_name="DR_{batch}.txt",
    header=(
        Column(constant="H"),
        *map(Column, ("batch", "date", "count", "total")),
        *map(Column, ("paid_count", "paid_total", "failed_count", "failed_total")),
    ),
    detail=(
        Column(constant="R"),
        *map(Column, ("sequence", "account", "holder", "amount")),
        *map(Column, ("status", "code", "reason")),
        Column("serial", required=False),
        Column("date"),
        Column("reference"),
    ),
    statuses={"S": "paid", "F": "failed", "P": "pending"},
)
# the key of the first sentence for each fault of the bank
EXPECTED = {
    "account": "account_changed",
    "amount": "amount_changed",
    "batch": "other_batch",
    "blank_line": "blank_line",
    "cr_lost": "line_end",
    "duplicate": "line_duplicate",
    "empty": "empty",
    "encoding": "encoding",
    "extra": "line_unknown",
    "fields": "fields",
    "header_lost": "header_missing",
    "holder": "holder_changed",
    "missing": "line_missing",
    "negative": "amount_read",
    "sequence": "sequence",
    "status": "status_unknown",
    "swapped": "holder_changed",
    "total": "other_total",
    "truncated": "truncated",
}


def payments(*changes):
    """Return three payments, changed as told: (number, values)."""
    lines = [
        {
            "account": f"621700000000000{number}",
            "holder": holder,
            "amount": Decimal("70.00") * number,
            "remark": "残疾人生活补贴",
            "reference": f"P-{number}",
        }
        for number, holder in enumerate(("张三", "李四光", "王五"), 1)
    ]
    for number, values in changes:
        lines[number - 1].update(values)
    return lines


def head_of(lines):
    """Return the head of a batch of these payments."""
    return {
        "batch": "FF202403",
        "agreement": "XY01",
        "date": date(2024, 3, 5),
        "count": len(lines),
        "total": sum((line["amount"] for line in lines), Decimal(0)),
        "purpose": "残疾人两项补贴",
    }
