"""Say what an import would find wrong in a file, without keeping anything.

The file is read by the same code as on the screen, in a database made for the
purpose; FILE of --json gets {code: [whom it is about]}, for a code that counts its
number.
"""

import argparse
import datetime
import subprocess
from pathlib import Path

from commands.setup import setup
from ground import postgresql
from ground.console import Refused
from ground.databases import Databases, without_jobs
from ground.paths import LIB, PYTHON


def main(arguments):
    """Command line of scripts/findings."""
    parser = argparse.ArgumentParser(prog="scripts/findings", description=__doc__)
    parser.add_argument("kind", metavar="KIND", help="such as shops, organizations")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--register", type=Path, metavar="FILE")
    parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--json", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    for path in filter(None, (options.file, options.register)):
        if not path.is_file():
            raise Refused(f"{path} is not a file.")
    try:
        as_of = datetime.date.fromisoformat(options.as_of)
    except ValueError:
        message = f"{options.as_of} is not a day: write it as 2024-06-01."
        raise Refused(message) from None
    result = options.json.resolve()
    result.parent.mkdir(parents=True, exist_ok=True)
    setup()
    with postgresql.server() as environment:
        databases = Databases(environment)
        with databases.scratch("findings") as name:
            words = [PYTHON, LIB / "inside.py", "findings", name, options.kind]
            words += [options.file.resolve(), as_of.isoformat(), result]
            if options.register:
                words.append(options.register.resolve())
            done = subprocess.run(
                words, env=without_jobs(databases.environment), check=False
            )
    return done.returncode
