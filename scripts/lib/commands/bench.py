"""Measure the work of a month by size, beside its floor, and the pages after years."""

import argparse
import subprocess

from commands.setup import setup
from ground import postgresql
from ground.databases import Databases, without_jobs
from ground.paths import LIB, PYTHON


def main(arguments):
    """Command line of scripts/bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--sizes",
        default="1000,10000,100000",
        metavar="N,N",
        help="numbers of claims (default: %(default)s)",
    )
    parser.add_argument(
        "--sections",
        default="month,roster",
        metavar="NAME,NAME",
        help="what is measured at each size (default: %(default)s)",
    )
    parser.add_argument(
        "--history",
        action="store_true",
        help="measure the pages over 24 months of 100,000 payments, too",
    )
    parser.add_argument("--json", default="", metavar="FILE", help="write the figures")
    options = parser.parse_args(arguments)
    setup()
    with postgresql.server() as environment:
        databases = Databases(environment)
        databases.template("suite")
        words = [PYTHON, LIB / "inside.py", "bench"]
        sections = options.sections + (",history" if options.history else "")
        words += [options.sizes, sections, options.json]
        return subprocess.run(
            words, env=without_jobs(databases.environment), check=False
        ).returncode
