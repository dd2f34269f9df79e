"""Check form, style, layers, manifests and translations of the source."""

import argparse
import subprocess

from commands.setup import setup
from ground.console import say, step
from ground.paths import ADDONS, LIB, PYTHON, ROOT, VENV

SOURCES = ("addons", "scripts/lib", "tests")


def main(arguments):
    """Command line of scripts/lint."""
    argparse.ArgumentParser(prog="scripts/lint", description=__doc__).parse_args(
        arguments
    )
    setup()
    addons = [str(path.parent) for path in sorted(ADDONS.glob("*/__manifest__.py"))]
    programs = VENV / "bin"
    ruff, short = programs / "ruff", ["--quiet", "--output-format=concise"]
    checks = {
        "ruff, rules": [ruff, "check", *short, *SOURCES],
        "ruff, format": [ruff, "format", "--check", *short, *SOURCES],
        "pylint-odoo": [programs / "pylint", "--jobs=2", *addons],
        "OCA's checks": [programs / "oca-checks-odoo-module", *addons],
        "our own checks": [PYTHON, LIB / "check_all.py"],
    }
    found = [name for name, words in checks.items() if not _passes(name, words)]
    if found:
        say(f"\nLint found something: {', '.join(found)}.")
        return 1
    say("Lint found nothing.")
    return 0


def _passes(name, words):
    with step(name):
        done = subprocess.run(
            words,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        say(done.stdout)
    return not done.returncode
