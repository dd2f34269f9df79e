"""Installing addons of the suite together with the glue between them.

Odoo installs on its own whatever declares itself automatic, among it modules
that talk to services outside. The suite starts Odoo without that, and installs
its own glue addons here.
"""

import contextlib

from odoo.tools import config

#: Addons of the suite carry this prefix, or are named here.
PREFIX = "civil_"
OTHERS = (
    "l10n_cn_government",
    "l10n_cn_government_mis",
    "account_parallel_bank",
    "account_parallel_entry",
    "account_parallel_entry_mis",
)


def is_suite(name):
    """Tell whether a module is one of the suite's.

    >>> is_suite("civil_subsidy"), is_suite("iap"), is_suite("sms")
    (True, False, False)
    """
    return name.startswith(PREFIX) or name in OTHERS


def satisfied_glue(env, names):
    """Return the suite's automatic addons whose dependencies are all met.

    :param env: environment with rights over modules
    :param names: modules that are about to be installed
    :return: names of further modules, in the order of installation
    """
    modules = env["ir.module.module"].search([])
    present = {m.name for m in modules if m.state in ("installed", "to upgrade")}
    present |= _with_dependencies(modules, names)
    candidates = [m for m in modules if m.state == "uninstalled" and m.auto_install]
    found = []
    while True:
        more = [
            module.name
            for module in candidates
            if is_suite(module.name)
            and module.name not in present
            and _required(module) <= present
        ]
        if not more:
            return found
        found += sorted(more)
        present |= _with_dependencies(modules, more)


def _required(module):
    """Return the dependencies that make an automatic module install itself."""
    lines = module.dependencies_id.filtered("auto_install_required")
    return set(lines.mapped("name"))


def _with_dependencies(modules, names):
    by_name = {module.name: module for module in modules}
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name in by_name:
                waiting += by_name[name].dependencies_id.mapped("name")
    return found


@contextlib.contextmanager
def without_automatic():
    """Keep Odoo from adding automatic modules while the block runs."""
    before = config["skip_auto_install"]
    config["skip_auto_install"] = True
    try:
        yield
    finally:
        config["skip_auto_install"] = before


def install(env, names):
    """Install modules and the suite's glue that they complete, nothing else.

    Commits and loads the registry anew, as Odoo's own installing does. Names of
    modules that are installed already add the glue that they lack.

    :param env: environment with rights over modules
    :param names: technical names
    """
    names = [*names, *satisfied_glue(env, names)]
    modules = env["ir.module.module"].search(
        [("name", "in", names), ("state", "=", "uninstalled")]
    )
    if modules:
        modules.button_immediate_install()
