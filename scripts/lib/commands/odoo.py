"""Odoo's own command line with the project's configuration and database server."""

import subprocess

from commands.setup import setup
from ground import postgresql
from ground.console import say
from ground.databases import odoo_environment
from ground.paths import PYTHON

USAGE = """usage: scripts/odoo [Odoo's arguments]

Odoo's own command line with the project's configuration and database server.
  scripts/odoo shell -d civil            a Python prompt in the bureau's database
  scripts/odoo -d civil -u civil_base --stop-after-init
  scripts/odoo help                      Odoo's commands
"""


def main(arguments):
    """Command line of scripts/odoo."""
    if arguments in (["--help"], ["-h"]):
        say(USAGE)
        return 0
    setup()
    with postgresql.server() as environment:
        words = [PYTHON, "-m", "odoo", *arguments]
        return subprocess.run(
            words, env=odoo_environment(environment), check=False
        ).returncode
