"""The benchmark, on databases of its own."""

import importlib
import os
from contextlib import contextmanager
from itertools import count

from ground.databases import Databases

from odoo_side.session import open_environment, parse_options


def main(template, sizes, result):
    """Measure with a new database for each environment that the benchmark asks for.

    :param template: name of the database that those are copies of
    :param sizes: numbers of claims, parted by commas
    :param result: file for the figures, or an empty text
    """
    parse_options("--log-level=warn")
    databases = Databases(dict(os.environ))
    numbers = count()

    @contextmanager
    def new_environment():
        name = f"civil_bench_{next(numbers)}_{os.getpid()}"
        databases.copy(template, name)
        try:
            with open_environment(name) as env:
                yield env
        finally:
            databases.drop(name)

    benchmark = importlib.import_module("bench")
    benchmark.main(new_environment, [int(size) for size in sizes.split(",")], result)
