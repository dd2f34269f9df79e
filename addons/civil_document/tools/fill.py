"""Filling in the texts of documents, and writing days as documents do."""

import re

_PLACE = re.compile(r"\{([^\W\d]\w*)\}")
_DIGITS = "〇一二三四五六七八九"


def places(text):
    """Names of the places in a text, in order and once each.

    >>> places("{party}于{date}提出{party}")
    ['party', 'date']
    """
    return list(dict.fromkeys(_PLACE.findall(text or "")))


def fill(text, values):
    """Fill in plain names between braces; what has no value stays as it is.

    Nothing but names is looked up, so a text can't reach into the program.

    >>> fill("{party}：{a.b}{0}{date}", {"party": "甲", "a": 1})
    '甲：{a.b}{0}{date}'
    """

    def replace(found):
        value = values.get(found[1])
        return found[0] if value is None or value is False else str(value)

    return _PLACE.sub(replace, text or "")


def _words(number):
    """A number below 100 as it is read in a date."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def day_in_words(day):
    """A day in Chinese figures.

    >>> import datetime
    >>> day_in_words(datetime.date(2024, 3, 1))
    '二〇二四年三月一日'
    >>> day_in_words(datetime.date(2020, 12, 31)), day_in_words(None)
    ('二〇二〇年十二月三十一日', '')
    """
    if not day:
        return ""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_words(day.month)}月{_words(day.day)}日"


def day_in_digits(day):
    """A day in Arabic figures, without leading zeros (GB/T 9704-2012).

    >>> import datetime
    >>> day_in_digits(datetime.date(2024, 3, 1)), day_in_digits(False)
    ('2024年3月1日', '')
    """
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def paragraphs(text):
    """The paragraphs of a text: its lines that aren't empty.

    >>> paragraphs("一\\n\\n 二 ")
    ['一', '二']
    """
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
