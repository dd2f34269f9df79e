"""What registers of institutions say in their cells.

Pure Python: no database, no Odoo.
"""

import re

from odoo.addons.civil_base.tools.text import clean_name

#: What stands where there is nothing.
NOTHING = frozenset(("", "无", "-", "--", "—", "——", "/", "未评", "未评定", "暂无"))
OWNERSHIPS = {
    "公办": "public",
    "公办公营": "public",
    "公建民营": "public_private",
    "公办民营": "public_private",
    "民办公助": "private_aided",
    "民办": "private",
    "民营": "private",
    "民办民营": "private",
}
LEGAL_FORMS = {
    "事业单位": "public_institution",
    "事业单位法人": "public_institution",
    "民办非企业单位": "private_unit",
    "民办非企业": "private_unit",
    "民非": "private_unit",
    "社会服务机构": "private_unit",
    "企业": "enterprise",
    "企业法人": "enterprise",
    "公司": "enterprise",
}
#: With what a credit code of the legal form begins (GB 32100-2015).
PREFIXES = {"public_institution": "12", "private_unit": "52", "enterprise": "91"}
_LEVELS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
_COUNT = re.compile(r"(\d{1,6})(?:\.0+)?(?:张|床|个|人|名)?(?:床位?)?")
_LEVEL = re.compile(r"([一二三四五1-5])级?")


def parse_count(value):
    """Return the whole number that a cell means, or None.

    >>> parse_count(" ２4 张"), parse_count(8.0), parse_count("8床"), parse_count("")
    (24, 8, 8, None)
    >>> parse_count("约20"), parse_count("-3"), parse_count(7.5), parse_count("1,200")
    (None, None, None, 1200)
    """
    found = _COUNT.fullmatch(clean_name(value).replace(",", ""))
    return int(found[1]) if found else None


def parse_level(value):
    """Return the level of a rating that a cell means: ``1`` to ``5``, or None.

    >>> parse_level("三级"), parse_level(" ４ 级"), parse_level("五"), parse_level("无")
    ('3', '4', '5', None)
    """
    found = _LEVEL.fullmatch(clean_name(value))
    return _LEVELS.get(found[1], found[1]) if found else None
