"""What the Government Accounting System says of account codes.

Source: 政府会计制度——行政事业单位会计科目和报表 (财会〔2017〕25号), part two.
"""

# First-level codes have four digits; sub-accounts add two a level.
FIRST_LEVEL = 4
_DEBIT_CLASSES = ("1", "5", "7")
# They take off from the asset before them: 坏账准备, 累计折旧, 累计摊销.
_CONTRA = ("1219", "1602", "1702", "1802", "1832")
# The one account of class 8 that tells where the money is: 资金结存.
_FUND_BALANCE = "8001"


def normal_side(code):
    """Return on which side (借, 贷) the balance of an account normally stands.

    :param code: code of an account of the standard, or of a sub-account of it
    :return: ``"debit"`` or ``"credit"``

    >>> normal_side("100201"), normal_side("1602"), normal_side("2303")
    ('debit', 'credit', 'credit')
    >>> normal_side("800103"), normal_side("810107"), normal_side("710101")
    ('debit', 'credit', 'debit')
    """
    if code.startswith(_CONTRA):
        return "credit"
    if code.startswith((*_DEBIT_CLASSES, _FUND_BALANCE)):
        return "debit"
    return "credit"
