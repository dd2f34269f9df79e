"""Run the tests on databases made for them from kept templates.

Without arguments all tests run: those of the demonstration district first, on a
database that has it, then all others on one that hasn't. Arguments go to pytest: paths
pick tests, -k, -x and the like work as usual.
"""

import argparse
import os
import subprocess
from pathlib import Path

from commands.setup import setup
from ground import addons, postgresql
from ground.console import say
from ground.databases import Databases, without_jobs
from ground.paths import ADDONS, CONFIGURATION, PYTHON, ROOT

TESTS = ROOT / "tests"
# Tests that look at the demonstration district.
DEMONSTRATION = (ADDONS / addons.DEMONSTRATION / "tests", TESTS / "demo")
NOTHING_COLLECTED = 5


def main(arguments):
    """Command line of scripts/test."""
    parser = argparse.ArgumentParser(
        prog="scripts/test",
        usage="%(prog)s [pytest arguments]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _known, rest = parser.parse_known_args(arguments)
    options, paths = split(rest)
    demonstration, others = sort(paths or everything())
    setup()
    with postgresql.server() as environment:
        databases = Databases(environment)
        statuses = [
            _run(databases, template, chosen, options)
            for template, chosen in (("demo", demonstration), ("suite", others))
            if chosen
        ]
    collected = [status for status in statuses if status != NOTHING_COLLECTED]
    return max(collected, default=NOTHING_COLLECTED)


def split(arguments):
    """Part pytest's arguments into options and paths; a path may end in ``::test``."""
    paths = [word for word in arguments if Path(word.split("::")[0]).exists()]
    return [word for word in arguments if word not in paths], paths


def everything():
    """Return the folders of all tests."""
    folders = [*sorted(ADDONS.glob("*/tests")), TESTS]
    return [str(folder) for folder in folders]


def sort(paths):
    """Part paths into those of the demonstration district and the others."""
    demonstration = [path for path in paths if _is_of_demonstration(path)]
    return demonstration, [path for path in paths if path not in demonstration]


def _is_of_demonstration(path):
    place = Path(path.split("::")[0]).resolve()
    return any(place.is_relative_to(folder) for folder in DEMONSTRATION)


def _run(databases, template, paths, options):
    ignored = [f"--ignore={folder}" for folder in DEMONSTRATION if template == "suite"]
    with databases.scratch("test", template) as name:
        say(f"\nTests on a copy of the template {template}:")
        words = [PYTHON, "-m", "pytest", "--odoo-http", f"--odoo-database={name}"]
        words += [f"--odoo-config={CONFIGURATION}", *ignored, *options, *paths]
        environment = without_jobs(databases.environment)
        return subprocess.run(
            words, env=environment, cwd=os.getcwd(), check=False
        ).returncode
