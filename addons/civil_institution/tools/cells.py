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
    "民办非营利": "private",
    "民办营利": "private",
    "国办": "public",
}
LEGAL_FORMS = {
    "事业单位": "public_institution",
    "事业单位法人": "public_institution",
    "民办非企业单位": "private_unit",
    "民办非企业": "private_unit",
    "民非": "private_unit",
    "社会服务机构": "private_unit",
    "社会服务机构法人": "private_unit",
    "企业": "enterprise",
    "企业法人": "enterprise",
    "公司": "enterprise",
    "有限公司": "enterprise",
    "有限责任公司": "enterprise",
    "事业": "public_institution",
}
#: With what a credit code of the legal form begins (GB 32100-2015).
PREFIXES = {"public_institution": "12", "private_unit": "52", "enterprise": "91"}
_LEVELS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
_COUNT = re.compile(r"(\d{1,6})(?:\.0+)?(?:张|床|个|人|名)?(?:床位?)?")
_LEVEL = re.compile(r"(?:评定)?(?:等级)?([一二三四五1-5])(?:\.0)?级?(?:养老机构)?")
#: What people add to a word: brackets that explain, and what it is said of.
_ADDED = re.compile(r"\([^()]*\)$|(?:养老)?机构$|性质?$")


def parse_count(value):
    """Return the whole number that a cell means, or None.

    >>> parse_count(" ２4 张"), parse_count(8.0), parse_count("8床"), parse_count("")
    (24, 8, 8, None)
    >>> parse_count("约20"), parse_count("-3"), parse_count(7.5), parse_count("1,200")
    (None, None, None, 1200)
    """
    found = _COUNT.fullmatch(clean_name(value).replace(",", ""))
    return int(found[1]) if found else None


def parse_word(value, words):
    """Return what a word of a closed list means, or None.

    >>> parse_word("民办（非企业）", OWNERSHIPS), parse_word("公办养老机构", OWNERSHIPS)
    ('private', 'public')
    >>> parse_word("社会服务机构", LEGAL_FORMS), parse_word("混合", OWNERSHIPS)
    ('private_unit', None)
    """
    text = clean_name(value)
    while text not in words and (shorter := _ADDED.sub("", text)) != text:
        text = shorter
    return words.get(text)


def find_town(value, towns):
    """Return the town that a cell means, or None where it isn't certain.

    :param dict towns: by cleaned name
    >>> towns = {"洛阳镇": 1, "东城街道": 2, "曾都经济开发区": 3}
    >>> [find_town(text, towns) for text in ("洛阳", "曾都区 东城街道", "开发区", "东")]
    [1, 2, 3, None]
    """
    text = clean_name(value)
    if text in towns or len(text) < 2:
        return towns.get(text)
    found = [name for name in towns if text in name or name in text]
    return towns[found[0]] if len(found) == 1 else None


def parse_level(value):
    """Return the level of a rating that a cell means: ``1`` to ``5``, or None.

    >>> parse_level("三级"), parse_level(" ４ 级"), parse_level("五"), parse_level("无")
    ('3', '4', '5', None)
    >>> parse_level("1.0"), parse_level(1), parse_level("等级二级"), parse_level("AAA")
    ('1', '1', '2', None)
    """
    found = _LEVEL.fullmatch(clean_name(value))
    return _LEVELS.get(found[1], found[1]) if found else None
