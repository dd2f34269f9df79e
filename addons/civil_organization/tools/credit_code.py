"""Unified social credit codes and names of organizations, without the ORM.

Nothing here raises on bad input: a cell may hold anything, and the result says
what is wrong with it.
"""

import re

from stdnum.cn import uscc

from odoo.addons.civil_base.tools.text import clean_code, clean_name, is_number
from odoo.addons.civil_resident.tools.pinyin import pinyin_initials

_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_FORMS = (("有限责任公司", "有限公司"), ("股份有限公司", "有限公司"))


def code_problem(value):
    """Key of the first rule of GB 32100-2015 that a code breaks, or None.

    One of ``spreadsheet_number``, ``length``, ``characters`` and ``check``; an
    empty cell breaks none.

    >>> code_problem(" 5３64 0000MJX173680a ") is None is code_problem("")
    True
    >>> code_problem("53640000MJX173680B"), code_problem("5364")
    ('check', 'length')
    >>> code_problem("I3640000MJX173680A"), code_problem(536400001.0)
    ('characters', 'spreadsheet_number')
    """
    code = clean_code(value or "")
    if not code:
        return None
    if is_number(value):
        return "spreadsheet_number"
    if len(code) != 18:
        return "length"
    if not _CODE.fullmatch(code):
        return "characters"
    return None if uscc.is_valid(code) else "check"


def is_inner_check_doubtful(code):
    """Tell whether the organization code inside fails its own check (GB 11714).

    Older codes do, so this is a hint and no fault.

    >>> is_inner_check_doubtful("53640000MJX173680A")
    False
    >>> is_inner_check_doubtful("53640000MJX173681A")
    True
    """
    inner = code[8:17]
    total = sum(
        weight * int(char, 36)
        for weight, char in zip(_ORGANIZATION_WEIGHTS, inner, strict=False)
    )
    return inner[-1] != {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def name_key(name):
    """What two spellings of one organization's name have in common.

    >>> name_key("曾都区　白云（老年）公寓") == name_key("曾都区白云(老年)公寓 ")
    True
    >>> name_key("随州安然殡仪有限责任公司") == name_key("随州安然殡仪有限公司")
    True
    >>> name_key(None)
    ''
    """
    key = "".join(char for char in clean_name(name or "").casefold() if char.isalnum())
    for long, short in _FORMS:
        key = key.replace(long, short)
    return key


def name_initials(name):
    """Pinyin initials of an organization's name, between spaces.

    The first character may have a reading of its own as a surname, as 曾都 has, or
    be no surname at all: both readings are kept.

    >>> name_initials("曾都区协会"), name_initials("白云公寓"), name_initials("")
    ('zdqxh cdqxh', 'bygy', '')
    """
    readings = (
        pinyin_initials(name or ""),
        pinyin_initials(f"·{name}" if name else ""),
    )
    return " ".join(dict.fromkeys(filter(None, readings)))
