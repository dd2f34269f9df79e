"""Chinese is complete: no entry empty, doubtful, or with other placeholders."""

import re

import polib

from checks.problem import Problem

LANGUAGE = "zh_CN"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(%[sd])|\{(\w*)\}")


def check(addons, manifests):
    """Yield the faulty entries of every addon's ``i18n/zh_CN.po``."""
    for name in manifests:
        path = addons / name / "i18n" / f"{LANGUAGE}.po"
        if path.is_file():
            yield from _check_file(path)


def _check_file(path):
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            yield Problem(path, f"{entry.msgid!r} is obsolete", entry.linenum)
        elif not entry.msgstr.strip():
            yield Problem(path, f"{entry.msgid!r} isn't translated", entry.linenum)
        elif "fuzzy" in entry.flags:
            yield Problem(path, f"{entry.msgid!r} is doubtful", entry.linenum)
        elif _placeholders(entry.msgid) != _placeholders(entry.msgstr):
            text = f"{entry.msgid!r} has other placeholders in Chinese"
            yield Problem(path, text, entry.linenum)


def _placeholders(text):
    return sorted(_PLACEHOLDER.findall(text))
