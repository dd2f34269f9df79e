"""The suite's addons as files: manifests, dependencies, content hashes."""

import ast

from ground.files import digest
from ground.paths import ADDONS

DEMONSTRATION = "civil_demo"
# Installed beside what the addons depend on.
SERVICES = ("disable_odoo_online",)
# Not part of what an installed database holds.
_ASIDE = {"tests", "readme", "__pycache__"}


def manifests(folder=ADDONS):
    """Return {name: manifest} of the installable addons in ``folder``, by name."""
    found = {}
    for path in sorted(folder.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def others(own):
    """Return the addons outside of ``own`` that those depend on, and the services."""
    needed = {name for manifest in own.values() for name in manifest.get("depends", ())}
    return sorted((needed | {"base", "web", *SERVICES}) - own.keys())


def content(name, folder=ADDONS):
    """Return a hash over the files of an addon that matter to a database."""
    root = folder / name
    files = [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.relative_to(root).parts[0] not in _ASIDE
        and "__pycache__" not in path.parts
    ]
    return digest(
        *(part for path in files for part in (str(path.relative_to(root)), path))
    )
