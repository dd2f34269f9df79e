# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A format's line of payment as one regular expression.

What matches is right in every respect that a line can be judged by itself; a line
that doesn't match is judged value by value, which is slower and can say why.
"""

import re

from .bank_layout import AMOUNT_KEYS, COUNT_KEYS

CONTROL = "\x00-\x1f\x7f\x85\u2028\u2029"
YUAN = r"(?:0|[1-9][0-9]{0,14})\.[0-9]{2}"
WHOLE = "(?:0|[1-9][0-9]{0,16})"


def detail_pattern(layout):
    r"""Return the pattern of a line, a group for each key; None if there is none.

    Formats with quoting or padding have none: their values can be written in more
    than one way.

    >>> from .bank_layout import Column, Format
    >>> layout = Format("result", detail=(Column("reference"), Column("amount"),
    ...                                   Column("remark", max_length=3)))
    >>> pattern = detail_pattern(layout)
    >>> [bool(pattern.fullmatch(line)) for line in
    ...  ("P1|0.10|abc", "P1|0.1|abc", " P1|0.10|abc", "P1|0.10|abcd", "P1|0.10|")]
    [True, False, False, False, False]
    """
    if layout.quoting or any(column.pad for column in layout.detail):
        return None
    parts = [
        f"({_value_pattern(layout, column)})"
        if column.key
        else re.escape(column.constant)
        for column in layout.detail
    ]
    return re.compile(re.escape(layout.delimiter).join(parts))


def _value_pattern(layout, column):
    """Return the pattern of one value."""
    if column.key in AMOUNT_KEYS:
        pattern = YUAN if layout.amount_unit == "yuan" else WHOLE
    elif column.key in COUNT_KEYS:
        pattern = WHOLE
    elif column.key == "account" and layout.account_digits:
        pattern = "[0-9]{10,32}"
    else:
        pattern = _text_pattern(layout, column.max_length)
    return pattern if column.required else f"(?:{pattern})?"


def _text_pattern(layout, limit):
    """Return the pattern of a text without delimiter, control sign or outer space."""
    barred = "".join(map(re.escape, layout.delimiter)) + CONTROL
    middle = f"{{0,{limit - 2}}}" if limit > 1 else "*"
    ends = f"[^{barred}\\s]"
    return ends if limit == 1 else f"{ends}(?:[^{barred}]{middle}{ends})?"
