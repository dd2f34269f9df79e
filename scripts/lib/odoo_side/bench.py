"""The benchmark, on databases of its own."""

import importlib
import os
from contextlib import contextmanager

import odoo.sql_db
from odoo.modules.registry import Registry

from ground.databases import Databases
from odoo_side.session import open_environment, parse_options


def main(sizes, sections, result):
    """Run ``bench.main(new_environment, sizes, sections, result)``.

    :param sizes: numbers of claims, parted by commas
    :param sections: names of what is measured, parted by commas
    :param result: file for the figures, or an empty text
    """
    parse_options("--log-level=warn")
    benchmark = importlib.import_module("bench")
    numbers = [int(size) for size in sizes.split(",")]
    benchmark.main(new_environment, numbers, sections.split(","), result)


@contextmanager
def new_environment():
    """Give an environment on a new database with the suite, dropped at the end."""
    with Databases(dict(os.environ)).scratch("bench") as name:
        try:
            with open_environment(name) as env:
                yield env
        finally:
            Registry.delete(name)
            odoo.sql_db.close_db(name)
