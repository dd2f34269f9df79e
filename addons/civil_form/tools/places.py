"""Names of places as superiors' forms write them. Pure Python."""

import re

from odoo.addons.civil_base.tools.text import clean_name

_KIND = re.compile(
    r"(街道办事处|街道办|办事处|街道|社区居委会|居委会|村委会|社区|镇|乡|村|管委会)$"
)
_TOTAL = re.compile(r"(全区|全县|全市|全镇|本级)?(合计|小计|总计|共计|全区|全县)")


def stem(name):
    """Return a name of a place without the word for its kind.

    >>> stem("北 郊街道办事处"), stem("万店镇"), stem("镇")
    ('北郊', '万店', '镇')
    """
    text = clean_name(name)
    return _KIND.sub("", text) or text


def match_places(names, places, whole=None):
    """Match rows of names with places: by the full name, or by a stem that is unique.

    :param names: ``[(row, name)]``
    :param places: records with ``name``, each of which wants a row
    :param whole: record for the rows that add all of them up; these are unknown where
        there is none
    :return: ``([(row, record)], [(row, unknown name)], [records without a row])``
    """
    full = {clean_name(place.name): place for place in places}
    stems = {}
    for place in places:
        stems.setdefault(stem(place.name), []).append(place)
    rows, unknown, left = [], [], list(places)
    for row, name in names:
        text = clean_name(name)
        alike = stems.get(stem(name), [])
        place = full.get(text) or (alike[0] if len(alike) == 1 else None)
        if place and place in left:
            rows.append((row, place))
            left.remove(place)
        elif not place and whole and _adds_up(text, whole):
            rows.append((row, whole))
        else:
            unknown.append((row, name))
    return rows, unknown, left


def _adds_up(text, whole):
    """Tell whether a name means all places together."""
    return bool(_TOTAL.fullmatch(text)) or text == clean_name(whole.name)
