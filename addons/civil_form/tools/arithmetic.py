"""Formulas over named figures, and relations between cells.

Pure Python with exact decimals; nothing is ever handed to Python's own evaluation. A
formula holds numbers, names, ``+ - × ÷ * /``, parentheses and ``SUM(A1:A5, B1)``; a
relation holds two formulas and one comparison.
"""

import decimal
import operator
import re

from .fault import Fault

#: Divisions go on to so many digits; sums and products of real figures stay exact.
_CONTEXT = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_UP)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)"
    r"|(?P<name>(?:'[^'!]+'!|[^\W\d]\w*!)?\$?[^\W\d](?:\w|\$(?=\d))*"
    r"(?::\$?[A-Za-z]+\$?\d+)?)"
    r"|(?P<sign>[-+*/(),]))"
)
_SIGNS = str.maketrans("×÷（）－＋，－", "*/()-+,-")
_COMPARISON = re.compile(r"(>=|<=|<>|!=|==|[≥≤≠=<>])")
#: What a comparison is called and how it judges.
COMPARISONS = {
    "=": operator.eq,
    "≠": operator.ne,
    "≥": operator.ge,
    "≤": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_SAME = {"==": "=", "<>": "≠", "!=": "≠", ">=": "≥", "<=": "≤"}
#: How deep parentheses may nest.
_DEEPEST = 50


def parse(text):
    """Return the tree of a formula: nested tuples, ``("number", Decimal)`` and so on.

    :raises Fault: ``empty``, ``sign`` (rest), ``end`` or ``depth``

    >>> parse("a + 2 × b")
    ('+', ('name', 'a'), ('*', ('number', Decimal('2')), ('name', 'b')))
    """
    tokens = _tokens(text)
    if not tokens:
        raise Fault("empty")
    tree = _sum(tokens, 0)
    if tokens:
        raise Fault("sign", rest=tokens[0][1])
    return tree


def _tokens(text):
    """Return the tokens as ``(kind, text)``."""
    text = (text or "").translate(_SIGNS).strip()
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise Fault("sign", rest=text[at:])
        tokens.append((found.lastgroup, found[found.lastgroup]))
        at = found.end()
    return tokens


def _sum(tokens, depth):
    tree = _product(tokens, depth)
    while tokens and tokens[0][1] in ("+", "-"):
        sign = tokens.pop(0)[1]
        tree = (sign, tree, _product(tokens, depth))
    return tree


def _product(tokens, depth):
    tree = _factor(tokens, depth)
    while tokens and tokens[0][1] in ("*", "/"):
        sign = tokens.pop(0)[1]
        tree = (sign, tree, _factor(tokens, depth))
    return tree


def _factor(tokens, depth):
    if depth > _DEEPEST:
        raise Fault("depth")
    if not tokens:
        raise Fault("end")
    kind, text = tokens.pop(0)
    if kind == "number":
        return ("number", _number(text))
    if kind == "name":
        if text.upper() == "SUM" and tokens and tokens[0][1] == "(":
            return ("total", *_arguments(tokens, depth + 1))
        return ("name", text)
    if text in ("+", "-"):
        return ("negative" if text == "-" else "same", _factor(tokens, depth + 1))
    if text == "(":
        tree = _sum(tokens, depth + 1)
        _expect(tokens, ")")
        return tree
    raise Fault("sign", rest=text)


def _number(text):
    if text.endswith("%"):
        return decimal.Decimal(text[:-1]) / 100
    return decimal.Decimal(text)


def _arguments(tokens, depth):
    tokens.pop(0)
    arguments = [_sum(tokens, depth)]
    while tokens and tokens[0][1] == ",":
        tokens.pop(0)
        arguments.append(_sum(tokens, depth))
    _expect(tokens, ")")
    return arguments


def _expect(tokens, sign):
    if not tokens:
        raise Fault("end")
    if tokens[0][1] != sign:
        raise Fault("sign", rest=tokens[0][1])
    tokens.pop(0)


def names(tree):
    """Return the names in a tree, each once, in their order.

    >>> names(parse("a + SUM(b, a)"))
    ['a', 'b']
    """
    if tree[0] == "name":
        return [tree[1]]
    if tree[0] == "number":
        return []
    return list(dict.fromkeys(name for part in tree[1:] for name in names(part)))


def evaluate(tree, lookup):
    """Return the exact Decimal that a tree amounts to.

    :param lookup: function that gives the Decimal of a name, or a list of them for a
        range within ``SUM``
    :raises Fault: ``division`` by zero, ``range`` outside a sum, or what ``lookup``
        raises
    """
    kind = tree[0]
    if kind == "number":
        return tree[1]
    if kind == "name":
        value = lookup(tree[1])
        if isinstance(value, list):
            raise Fault("range", name=tree[1])
        return value
    if kind == "total":
        return _total(tree[1:], lookup)
    values = [evaluate(part, lookup) for part in tree[1:]]
    return _apply(kind, *values)


def _total(parts, lookup):
    total = decimal.Decimal(0)
    for part in parts:
        value = lookup(part[1]) if part[0] == "name" else evaluate(part, lookup)
        for each in value if isinstance(value, list) else [value]:
            total = _CONTEXT.add(total, each)
    return total


def _apply(kind, first, second=None):
    if kind == "same":
        return first
    if kind == "negative":
        return _CONTEXT.minus(first)
    if kind == "/":
        if not second:
            raise Fault("division")
        return _CONTEXT.divide(first, second)
    work = {"+": _CONTEXT.add, "-": _CONTEXT.subtract, "*": _CONTEXT.multiply}[kind]
    return work(first, second)


def parse_relation(text):
    """Return ``(left tree, comparison, right tree)`` of a relation.

    :raises Fault: ``comparison`` where there isn't exactly one, or what ``parse``
        raises

    >>> parse_relation("C5 >= C6")
    (('name', 'C5'), '≥', ('name', 'C6'))
    """
    text = (text or "").translate(str.maketrans("＝＞＜", "=><"))
    parts = _COMPARISON.split(text)
    if len(parts) != 3:
        raise Fault("comparison")
    left, sign, right = parts
    return parse(left), _SAME.get(sign, sign), parse(right)


def judge(relation, lookup, tolerance=0):
    """Return ``(left, right, whether it holds)`` of a parsed relation.

    :param tolerance: by how much the sides may differ where roundings add up
    """
    left, sign, right = relation
    left, right = evaluate(left, lookup), evaluate(right, lookup)
    holds = COMPARISONS[sign](left, right)
    if not holds and sign in "=≥≤":
        holds = abs(_CONTEXT.subtract(left, right)) <= tolerance
    return left, right, holds


def rounded(value, digits):
    """Return a Decimal with so many decimals, halves away from zero.

    >>> rounded(decimal.Decimal("2.345"), 2), rounded(decimal.Decimal("1e3"), 0)
    (Decimal('2.35'), Decimal('1000'))
    """
    unit = decimal.Decimal(1).scaleb(-digits)
    return decimal.Decimal(value).quantize(unit, context=_CONTEXT)
