"""One model a file, named groups in access lists, models with an access list."""

import ast
import csv

from checks.problem import Problem

_FOLDERS = ("models", "wizard", "report")


def check(addons, manifests):
    """Yield files with several models, and access lines or models without a rule."""
    for name in manifests:
        folder = addons / name
        listed = set()
        path = folder / "security" / "ir.model.access.csv"
        if path.is_file():
            yield from _check_access(path)
            listed = {row["model_id:id"].split(".")[-1] for row in _rows(path)}
        for part in _FOLDERS:
            for source in sorted((folder / part).glob("*.py")):
                yield from _check_source(source, listed)


def _rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _check_access(path):
    for number, row in enumerate(_rows(path), 2):
        if not row["group_id:id"]:
            yield Problem(path, f"{row['id']} names no group", number)


def _check_source(path, listed):
    models = list(_models(ast.parse(path.read_text(encoding="utf-8"))))
    if len(models) > 1:
        names = ", ".join(node.name for node, _kind, _attributes in models)
        yield Problem(path, f"holds more than one model: {names}")
    for node, kind, attributes in models:
        inherited = _inherited(attributes)
        name = attributes.get("_name") or next(iter(inherited), None)
        if name is None:
            yield Problem(path, f"{node.name} has no _name", node.lineno)
        elif kind != "AbstractModel" and name not in inherited:
            if f"model_{name.replace('.', '_')}" not in listed:
                yield Problem(path, f"{name} has no access line", node.lineno)


def _inherited(attributes):
    inherit = attributes.get("_inherit", [])
    return [inherit] if isinstance(inherit, str) else inherit


def _models(tree):
    """Yield (class, kind of model, attributes) of the models in a module."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for base in node.bases:
            if isinstance(base, ast.Attribute) and ast.unparse(base.value) == "models":
                yield node, base.attr, _attributes(node)


def _attributes(node):
    """Return the literal class attributes ``_name`` and ``_inherit``."""
    return {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id in ("_name", "_inherit")
    }
