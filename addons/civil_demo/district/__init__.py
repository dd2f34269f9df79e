"""Builds the demonstration district through the same doors that people use."""

import tempfile

from ..tools import generate_months
from .households import Households
from .office import Office
from .subsidies import Subsidies

#: How the two months are generated; tests ask the generator for their truth.
MONTHS = {
    "period": "2024-03",
    "months": 2,
    "seed": 1,
    "lines": 6000,
    "share": 0.03,
    "standards": "sound",
    "refused": False,
}


def build(env):
    """Make offices, people and two months of subsidies.

    :param env: the environment of the installation
    """
    # What imports and batches say is kept in the language of whoever acts.
    env = env(context={**env.context, "lang": "zh_CN", "tz": "Asia/Shanghai"})
    office = Office(env)
    office.open()
    with tempfile.TemporaryDirectory() as directory:
        generate_months(directory, **MONTHS)
        Subsidies(env, office, directory).run()
    Households(env, office).run()
