# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An invented batch of two payments, to show what a format's file looks like."""

from datetime import date
from decimal import Decimal


def sample_batch(env, statuses):
    """Return (head, lines) of a batch, one payment of which is paid, one failed.

    :param dict statuses: the bank's code of each outcome, as in an engine's format
    """
    codes = {outcome: code for code, outcome in statuses.items()}
    common = {
        "bank_code": "402000000000",
        "cnaps": "402000000000",
        "other_bank": False,
        "bank_name": env._("Rural Commercial Bank"),
        "identity_number": "000000000000000000",
        "remark": env._("Subsidy"),
        "date": date(2024, 3, 10),
    }
    paid = {
        "account": "6217000000000000001",
        "holder": "张三",
        "amount": Decimal("70.00"),
        "reference": "FF2024030001-1",
        "status": codes.get("paid"),
        "code": "0000",
        "reason": env._("Success"),
        "serial": "202403100000000001",
    }
    failed = {
        "account": "6217000000000000002",
        "holder": "李四",
        "amount": Decimal("100.00"),
        "reference": "FF2024030001-2",
        "status": codes.get("failed"),
        "code": "1001",
        "reason": env._("No such account"),
        "serial": "0",
    }
    head = {
        "batch": "FF2024030001",
        "agent": "BANK1",
        "part": 1,
        "parts": 1,
        "agreement": "XY0001",
        "payer_account": "4200000000000000001",
        "date": date(2024, 3, 5),
        "count": 2,
        "total": Decimal("170.00"),
        "purpose": env._("Subsidy"),
        "paid_count": 1,
        "paid_total": Decimal("70.00"),
        "failed_count": 1,
        "failed_total": Decimal("100.00"),
        "pending_count": 0,
        "pending_total": Decimal("0.00"),
    }
    return head, [{**common, **paid}, {**common, **failed}]
