"""Import a month's files, compute, and write the payment requests, without a screen.

Everything happens in a database made for the purpose. The payment request files are
written beside FILE.
"""

import argparse
import re
import subprocess
from pathlib import Path

from commands.setup import setup
from ground import postgresql
from ground.console import Refused
from ground.databases import Databases, without_jobs
from ground.paths import LIB, PYTHON


def main(arguments):
    """Command line of scripts/month."""
    parser = argparse.ArgumentParser(prog="scripts/month", description=__doc__)
    parser.add_argument("--inputs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--period", required=True, metavar="YYYY-MM")
    parser.add_argument("--json", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    if not options.inputs.is_dir():
        raise Refused(f"{options.inputs} is not a folder.")
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", options.period):
        raise Refused(f"{options.period} is not a month: write it as 2024-03.")
    inputs, result = options.inputs.resolve(), options.json.resolve()
    result.parent.mkdir(parents=True, exist_ok=True)
    setup()
    with postgresql.server() as environment:
        databases = Databases(environment)
        with databases.scratch("month") as name:
            words = [PYTHON, LIB / "inside.py", "month", name]
            words += [inputs, options.period, result]
            done = subprocess.run(
                words, env=without_jobs(databases.environment), check=False
            )
    return done.returncode
