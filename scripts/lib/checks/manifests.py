"""What every addon declares and brings along."""

from checks.problem import Problem

REQUIRED = ("name", "summary", "version", "author", "license", "category", "depends")
FIXED = {
    "version": "19.0.",
    "author": "Civil Affairs Suite contributors",
    "license": "AGPL-3",
    "category": "Civil Affairs",
}
# Odoo looks for charts of accounts in addons of this category alone.
CHART = {"category": "Accounting/Localizations/Account Charts"}
# Said only where it differs from what Odoo takes for granted.
DEFAULTS = {
    "application": False,
    "auto_install": False,
    "data": [],
    "demo": [],
    "description": "",
    "installable": True,
    "test": [],
    "web": False,
}
KNOWN = {
    *REQUIRED,
    *DEFAULTS,
    "assets",
    "external_dependencies",
    "post_init_hook",
    "pre_init_hook",
    "sequence",
    "uninstall_hook",
    "website",
}
BROUGHT = (
    "readme/DESCRIPTION.md",
    "readme/CONTEXT.md",
    "i18n/zh_CN.po",
    "tests/__init__.py",
    "static/description/icon.png",
)


def check(addons, manifests):
    """Yield what is wrong with manifests and the files beside them."""
    for name, manifest in manifests.items():
        folder = addons / name
        path = folder / "__manifest__.py"
        for text in _wrong(name, manifest):
            yield Problem(path, text)
        for brought in BROUGHT:
            if not (folder / brought).is_file():
                yield Problem(folder / brought, "is missing")
        yield from _check_tests(folder)


def _wrong(name, manifest):
    for key in REQUIRED:
        if key not in manifest:
            yield f"has no {key}"
    fixed = FIXED | CHART if name.startswith("l10n_") else FIXED
    for key, start in fixed.items():
        if not str(manifest.get(key, start)).startswith(start):
            yield f"{key} is {manifest[key]}, not {start}"
    for key, value in manifest.items():
        if key not in KNOWN:
            yield f"{key} is no key of a manifest"
        elif key in DEFAULTS and DEFAULTS[key] == value:
            yield f"{key} only repeats what holds anyway"


def _check_tests(folder):
    """A test file that the package doesn't import runs in pytest, not in Odoo."""
    package = folder / "tests" / "__init__.py"
    imported = package.read_text(encoding="utf-8") if package.is_file() else ""
    for path in sorted((folder / "tests").glob("test_*.py")):
        if path.stem not in imported:
            yield Problem(path, "isn't imported in tests/__init__.py")
