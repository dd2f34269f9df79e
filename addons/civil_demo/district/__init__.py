"""Builds the demonstration district through the same doors that people use."""

import tempfile

from ..tools import generate_months
from .office import Office
from .subsidies import Subsidies

#: Small enough to be made while one waits, large enough for every screen.
LINES = 6000
SHARE_FAULTY = 0.03


def build(env):
    """Make offices, people and two months of subsidies.

    :param env: the environment of the installation; its language and the rights of
        the users that the addon's data made decide what happens
    """
    office = Office(env)
    office.open()
    with tempfile.TemporaryDirectory() as directory:
        generate_months(
            directory,
            lines=LINES,
            share=SHARE_FAULTY,
            standards="sound",
            refused=False,
        )
        Subsidies(env, office, directory).run()
