"""Which addon may depend on which: the layers of the suite.

An addon depends on layers below its own and, within it, on at most one addon to its
left that it extends. Two addons of a layer meet in a glue addon: ``auto_install`` is
true and it depends on exactly what it joins.
"""

import ast
import re

from checks.problem import Problem

# From the ground up; within a layer from left to right.
LAYERS = (
    (
        "civil_base",
        "civil_resident",
        "civil_organization",
        "civil_organization_portal",
        "civil_document",
        "civil_assessment",
    ),
    (
        "civil_approval",
        "civil_case",
        "civil_license",
        "civil_inspection",
        "civil_enforcement",
        "civil_project",
        "civil_emergency",
        "civil_form",
    ),
    (
        "l10n_cn_government",
        "l10n_cn_government_mis",
        "account_parallel_entry",
        "account_parallel_bank",
        "civil_fund",
        "civil_subsidy",
    ),
    (
        "civil_institution",
        "civil_institution_care",
        "civil_institution_fee",
        "civil_institution_fee_account",
        "civil_elderly_care",
        "civil_funeral",
        "civil_funeral_waiver",
        "civil_cemetery",
        "civil_funeral_goods",
        "civil_funeral_affairs",
        "civil_social_org",
        "civil_social_org_inspection",
        "civil_social_org_rating",
        "civil_assistance",
        "civil_child_welfare",
        "civil_disability",
        "civil_charity",
        "civil_community",
        "civil_marriage",
        "civil_place_name",
        "civil_petition",
    ),
    ("civil_work_plan", "civil_dashboard"),
    # The demonstration district reads everything and is read by none.
    ("civil_demo",),
)
GROUND = 0
_PLACES = {
    name: (level, position)
    for level, names in enumerate(LAYERS)
    for position, name in enumerate(names)
}
_REFERENCE = re.compile(r"""["'(]([a-z][a-z0-9_]*)\.[a-z][\w.]*["')]""")


def check(addons, manifests):
    """Yield what is wrong with the dependencies, imports and references of addons.

    :param addons: folder of the addons
    :param manifests: {name: manifest} of them
    """
    for name, manifest in manifests.items():
        path = addons / name / "__manifest__.py"
        depends = [other for other in manifest["depends"] if other in manifests]
        if is_glue(name, manifest):
            yield from _check_glue(path, name, depends)
        else:
            yield from _check_place(path, name, depends)
        reachable = {name} | _closure(name, manifests)
        yield from _check_imports(addons / name, manifests, reachable)
        yield from _check_references(addons / name, manifests, reachable)


def is_glue(name, manifest):
    """Tell whether an addon joins others instead of standing in a layer."""
    return name not in _PLACES and bool(manifest.get("auto_install"))


def _check_glue(path, name, depends):
    if len(depends) < 2:
        yield Problem(path, f"{name} is glue, but joins fewer than two of our addons")


def _check_place(path, name, depends):
    if name not in _PLACES:
        yield Problem(path, f"{name} has no place in scripts/lib/checks/layers.py")
        return
    level, position = _PLACES[name]
    beside = []
    for other in depends:
        if other not in _PLACES:
            # The demonstration shows everything, what joins addons too.
            if name != LAYERS[-1][0]:
                yield Problem(path, f"{name} depends on {other}, which is glue")
            continue
        other_level, other_position = _PLACES[other]
        if other_level == level:
            beside.append(other)
        if (other_level, other_position) > (level, position):
            yield Problem(path, f"{name} depends on {other}, which stands above it")
    if len(beside) > 1 and level != GROUND:
        joined = ", ".join(beside)
        yield Problem(path, f"{name} depends on more than one of its layer: {joined}")


def _closure(name, manifests):
    """Return all of our addons that ``name`` depends on, directly or not."""
    reached, left = set(), [name]
    while left:
        for other in manifests[left.pop()]["depends"]:
            if other in manifests and other not in reached:
                reached.add(other)
                left.append(other)
    return reached


def _check_imports(folder, manifests, reachable):
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for module in _imported(node):
                parts = module.split(".")
                if parts[:2] != ["odoo", "addons"] or len(parts) < 3:
                    continue
                if parts[2] in manifests and parts[2] not in reachable:
                    text = f"imports {parts[2]}, on which it doesn't depend"
                    yield Problem(path, text, node.lineno)


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        module = node.module or ""
        return [f"{module}.{alias.name}" for alias in node.names] + [module]
    return []


def _check_references(folder, manifests, reachable):
    for path in sorted([*folder.rglob("*.xml"), *folder.rglob("*.csv")]):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for other in _REFERENCE.findall(line):
                if other in manifests and other not in reachable:
                    text = f"refers to {other}, on which it doesn't depend"
                    yield Problem(path, text, number)
