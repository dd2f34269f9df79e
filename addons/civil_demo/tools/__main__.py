"""Command line of the demonstration district's tools.

    python -m tools generate DIR [--period 2024-03] [--seed 1] [--lines 6000]
    python -m tools oracle DIR [--period 2024-03]
    python -m tools plots DIR [--seed 1] [--lines 200] [--as-of 2024-06-01]
    python -m tools plots-oracle FILE --register FILE [--as-of 2024-06-01]

Run it in the addon's folder. All write the truth as JSON to standard output.
"""

import argparse
import datetime
import json
import sys

from . import generate_months, oracle
from .plots_generator import generate_plots
from .plots_oracle import plots_oracle


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = ("generate", "oracle", "plots", "plots-oracle")
    parser.add_argument("command", choices=commands)
    parser.add_argument("directory")
    parser.add_argument("--period", default="2024-03", help="the (first) month")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=6000, help="all towns together")
    parser.add_argument("--months", type=int, default=1, help="consecutive months")
    parser.add_argument("--neat", action="store_true", help="without any fault")
    parser.add_argument("--register", help="the register of cremations")
    parser.add_argument("--as-of", default="2024-06-01", help="day of the judgment")
    given = parser.parse_args()
    as_of = datetime.date.fromisoformat(given.as_of)
    if given.command == "plots":
        options = {"seed": given.seed, "plots": given.lines, "as_of": as_of}
        *_paths, truth = generate_plots(given.directory, **options)
    elif given.command == "plots-oracle":
        truth = plots_oracle(given.directory, given.register, as_of)
    elif given.command == "oracle":
        truth = oracle(given.directory, given.period)
    else:
        options = {"seed": given.seed, "lines": given.lines, "faults": not given.neat}
        truth = generate_months(given.directory, given.period, given.months, **options)
    json.dump(truth, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
