"""Which goods a written scope of business names.

Pure Python: no database, no Odoo.
"""

import re

from odoo.addons.civil_base.tools.text import clean_name

#: What is left out of a scope stands after one of these, up to the sentence's end
#: or to the bracket that closes it.
_EXCEPT = r"不含|不包括|不经营|不销售|不得|禁止|严禁"
_LEFT_OUT = (
    re.compile(rf"\([^()]*(?:{_EXCEPT}|除)[^()]*\)"),
    re.compile(r"[^,、;。()]*除外"),
    re.compile(r"除[^;。()]*?(?:以外|之外|外)"),
    re.compile(rf"(?:{_EXCEPT})[^;。()]*"),
)


def goods_named(scope, keywords):
    """Return which goods a scope of business names, and by which word.

    What the scope expressly leaves out isn't named by it.

    :param scope: the text, as somebody wrote it
    :param dict keywords: ``{goods: words of which one names them}``
    :return: ``{goods: the first of its words that was found}``

    >>> goods_named("花圈、纸人 纸马", {"paper": ("冥币", "纸人"), "coffin": ("棺",)})
    {'paper': '纸人'}
    >>> goods_named("骨灰盒（不含棺材）；除寿衣外，不销售纸人", {"coffin": ("棺",)})
    {}
    """
    text = clean_name(scope)
    for pattern in _LEFT_OUT:
        text = pattern.sub("", text)
    found = {}
    for goods, words in keywords.items():
        if word := next((word for word in words if word in text), None):
            found[goods] = word
    return found
