"""What a month's files ought to lead to, worked out apart from the suite."""

from .reader import read_month
from .rules import judge


def oracle(directory, period):
    """Return the truth of any such directory in the layout of ``scripts/month``.

    :param directory: folder with ``standards.csv``, ``cremations_*.csv``,
        ``disability_roster_<period>.xlsx`` and ``destitute_<period>.xlsx``
    :param period: the month as ``YYYY-MM``
    """
    return judge(read_month(directory, period))
