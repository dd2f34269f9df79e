"""Which accounts a closing carries over, and to where.

Source: 政府会计制度——行政事业单位会计科目和报表 (财会〔2017〕25号), part three, under
3301, 3302, 3001, 3401, 3501, 6001 to 8701.
"""

from dataclasses import dataclass

FISCAL, EARMARKED, OPERATING, OTHER = "fiscal", "earmarked", "operating", "other"

# Sub-accounts by source of the money, as the chart has them.
_SPLIT = ("7101", "7201", "7901", "7902", "7903")
_BY_ENDING = {"01": FISCAL, "02": EARMARKED, "03": OTHER}
_OPERATING = ("6401", "7301")
_FISCAL_INCOME = "6001"
#: Expenditure that isn't assigned yet (待处理): nothing may be left at year end.
PENDING = ("710199", "720199")


@dataclass(frozen=True)
class Transfer:
    """One entry of a closing.

    :param key: what the entry is called in the translations of the closing
    :param ledger: ``"financial"`` or ``"budget"``
    :param sources: prefixes of the codes of the accounts that are emptied
    :param target: code of the account that takes the balances over
    :param keep: whether the target keeps the analytic distribution
    :param nature: only accounts of income or expenditure of this nature
    :param surplus: only if the sources together have a credit balance
    """

    key: str
    ledger: str
    sources: tuple
    target: str
    keep: bool = False
    nature: str = ""
    surplus: bool = False


MONTH = (Transfer("income", "financial", ("4", "5"), "3301"),)
YEAR_RESULT = (Transfer("result", "financial", ("3301",), "3302"),)
YEAR_NET_ASSETS = (
    Transfer("distribution", "financial", ("3302",), "3001"),
    Transfer("adjustment", "financial", ("3401", "3501"), "3001"),
)
YEAR_BUDGET = (
    Transfer("fiscal", "budget", ("6", "7"), "810106", True, FISCAL),
    Transfer("earmarked", "budget", ("6", "7"), "820104", True, EARMARKED),
    Transfer("operating", "budget", ("6", "7"), "8401", nature=OPERATING),
    Transfer("other", "budget", ("6", "7"), "8501", nature=OTHER),
)
UNIT_SURPLUS = (Transfer("other_surplus", "budget", ("8501",), "820204"),)
INSTITUTION_SURPLUS = (
    Transfer("operating_surplus", "budget", ("8401",), "8701", surplus=True),
    Transfer("other_surplus", "budget", ("8501",), "8701"),
)
INSTITUTION_REST = (Transfer("rest", "budget", ("8701",), "820204"),)
CARRY_OVER = (
    Transfer(
        "carry_fiscal",
        "budget",
        ("810101", "810102", "810103", "810104", "810105", "810106"),
        "810107",
        True,
    ),
    Transfer(
        "carry_other",
        "budget",
        ("820101", "820102", "820103", "820104"),
        "820105",
        True,
    ),
)
SURPLUS = (
    Transfer(
        "surplus_fiscal",
        "budget",
        ("810201", "810202", "810203", "810204"),
        "810205",
        True,
    ),
    Transfer("surplus_other", "budget", ("820201", "820202", "820203"), "820204", True),
)
#: Zero once a year is closed (identity 3).
EMPTY_AFTER_YEAR = ("4", "5", "6", "7", "3301", "3302", "3401", "3501", "8501", "8701")
#: Only the accumulating sub-account keeps a balance (identity 3).
ONLY_AFTER_YEAR = {
    "8101": "810107",
    "8102": "810205",
    "8201": "820105",
    "8202": "820204",
}


def nature_by_code(code):
    """Return the nature of an account of income or expenditure, None if open.

    >>> nature_by_code("60010102"), nature_by_code("710102"), nature_by_code("790103")
    ('fiscal', 'earmarked', 'other')
    >>> nature_by_code("7301"), nature_by_code("6601"), nature_by_code("710199")
    ('operating', None, None)
    """
    if code.startswith(_FISCAL_INCOME):
        return FISCAL
    if code.startswith(_OPERATING):
        return OPERATING
    if code.startswith(_SPLIT):
        return _BY_ENDING.get(code[4:6])
    return None
