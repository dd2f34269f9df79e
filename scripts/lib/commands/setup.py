"""Set up everything that the other commands need."""

import argparse
import os

from ground import configuration, odoo_source, packages, python
from ground.console import say
from ground.files import lock
from ground.paths import DATA


def main(arguments):
    """Command line of scripts/setup."""
    parser = argparse.ArgumentParser(prog="scripts/setup", description=__doc__)
    parser.add_argument(
        "--production",
        action="store_true",
        help="leave out what only tests, lint and a local database server need",
    )
    setup(production=parser.parse_args(arguments).production)
    say("Everything is set up.")


def setup(*, production=False):
    """Bring the ground to the state that the checkout asks for; safe to repeat."""
    os.umask(0o022)
    with lock("setup"):
        packages.ensure(production=production)
        odoo_source.ensure()
        python.ensure(production=production)
        configuration.ensure(production=production)
        DATA.mkdir(parents=True, exist_ok=True)
