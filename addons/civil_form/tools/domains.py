"""Domains written as text with a few named values.

Only lists, tuples, constants and the given names are read: there is nothing that could
run. Pure Python.
"""

import ast

from .fault import Fault


def read_domain(text, values):
    """Return the domain that a text means, as a list.

    :param text: an Odoo domain; empty means all records
    :param values: what the allowed names stand for
    :raises Fault: ``syntax``, ``name`` (name, known) or ``forbidden`` (part)

    >>> read_domain("[('day', '<=', period_end)]", {"period_end": 7})
    [('day', '<=', 7)]
    """
    return _read(_tree(text), values)


def _tree(text):
    try:
        tree = ast.parse((text or "[]").strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Fault("syntax") from error
    if not isinstance(tree, ast.List):
        raise Fault("syntax")
    return tree


def names_in(text):
    """Return the names that a domain's text uses.

    >>> names_in("[('division_id', 'child_of', division)]")
    {'division'}
    """
    return {node.id for node in ast.walk(_tree(text)) if isinstance(node, ast.Name)}


def _read(node, values):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List):
        return [_read(part, values) for part in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(_read(part, values) for part in node.elts)
    if isinstance(node, ast.Name):
        if node.id not in values:
            raise Fault("name", name=node.id, known=", ".join(sorted(values)))
        return values[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if isinstance(value := _read(node.operand, values), (int, float)):
            return -value
    raise Fault("forbidden", part=ast.unparse(node))
