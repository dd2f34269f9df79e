"""Initials of a Chinese name, for looking people up from the keyboard."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from odoo.addons.civil_base.tools.text import clean_name

# Readings that a character has as a surname and nowhere else; the ordinary
# reading of the dictionary would put the person under the wrong letter.
_SURNAMES = dict(
    zip(
        "单仇解查区曾翟乐覃折种繁召句秘隗阚祭佴郇粘么乜不颉圈会期",
        "sqxzozzyqscpsgbwkznxnynfxjhj",
        strict=True,
    )
)
# Two-character surnames whose characters read differently when they stand alone.
_COMPOUND_SURNAMES = {
    "万俟": "mq",
    "尉迟": "yc",
    "单于": "cy",
    "澹台": "tt",
    "长孙": "zs",
    "乐正": "yz",
    "乐羊": "yy",
    "褚师": "cs",
    "单父": "sf",
}


@lru_cache(maxsize=1 << 15)
def _first_letters(text: str) -> str:
    """First letter of every syllable; of Latin words, their first letter."""
    parts = lazy_pinyin(
        text,
        style=Style.FIRST_LETTER,
        errors=lambda chunk: [w[0] for w in re.findall(r"[A-Za-z0-9]+", chunk)],
    )
    return "".join(parts).lower()


def pinyin_initials(name: object) -> str:
    """Pinyin initials of a person's name, in lower case.

    The surname takes the reading that it has as a surname; the given name is
    read as a phrase. Dots and other signs are left out.

    >>> pinyin_initials("单雄信"), pinyin_initials("曾国藩"), pinyin_initials("解放")
    ('sxx', 'zgf', 'xf')
    >>> pinyin_initials("尉迟恭"), pinyin_initials("万俟卨"), pinyin_initials("查 良镛")
    ('ycg', 'mqx', 'zly')
    >>> pinyin_initials("阿依古丽·买买提"), pinyin_initials("Mary Li")
    ('ayglmmt', 'ml')
    >>> pinyin_initials(None)
    ''
    """
    text = clean_name(name)
    if text[:2] in _COMPOUND_SURNAMES:
        return _COMPOUND_SURNAMES[text[:2]] + _first_letters(text[2:])
    if text[:1] in _SURNAMES:
        return _SURNAMES[text[0]] + _first_letters(text[1:])
    if "\u3400" <= text[:1] <= "\u9fff":
        # Apart from the given name: the two together may be another word.
        return _first_letters(text[0]) + _first_letters(text[1:])
    return _first_letters(text)
