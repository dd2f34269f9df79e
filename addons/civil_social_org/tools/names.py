"""Names of social organizations, compared as people hear and read them.

Pure Python: no database, no Odoo.
"""

from difflib import SequenceMatcher
from functools import lru_cache

from pypinyin import lazy_pinyin

from odoo.addons.civil_organization.tools.credit_code import name_key

__all__ = ["core", "full_name", "name_key", "similarity"]


def full_name(*parts):
    """Join the parts of a name; what is empty is left out.

    >>> full_name("曾都区", "安康", "养老", "服务中心")
    '曾都区安康养老服务中心'
    >>> full_name("曾都区", None, " 养老 ", "协会")
    '曾都区养老协会'
    """
    return "".join((part or "").strip() for part in parts)


def core(name, places, forms):
    """What is left of a name without the place before it and the form behind it.

    :param places: names of divisions, the longest first
    :param forms: words for forms of organization, the longest first

    >>> core("曾都区安康养老服务中心", ("曾都区",), ("服务中心", "中心"))
    '安康养老'
    """
    text = name_key(name)
    for place in places:
        if text.startswith(place):
            text = text[len(place) :]
            break
    for form in forms:
        if text.endswith(form) and text != form:
            return text[: -len(form)]
    return text


@lru_cache(maxsize=1 << 14)
def _syllables(text):
    return tuple(lazy_pinyin(text))


def similarity(one, other):
    """How alike two names sound and look, from 0 to 1.

    The larger of the likeness of the characters and of the syllables, so that
    homophones are as good as the same.

    >>> similarity("安康养老", "安康养老"), similarity("安康", "安糠")
    (1.0, 1.0)
    >>> similarity("安康养老", "农技") < 0.3
    True
    """
    if not one or not other:
        return 0.0
    heard = SequenceMatcher(None, _syllables(one), _syllables(other), False)
    read = SequenceMatcher(None, one, other, False)
    return max(heard.ratio(), read.ratio())
