"""Command line of the demonstration district's tools.

    python -m tools generate DIR [--period 2024-03] [--seed 1] [--lines 6000]
    python -m tools oracle DIR [--period 2024-03]

Run it in the addon's folder. Both write the truth as JSON to standard output.
"""

import argparse
import json
import sys

from . import generate_months, oracle


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("generate", "oracle"))
    parser.add_argument("directory")
    parser.add_argument("--period", default="2024-03", help="the (first) month")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=6000, help="all towns together")
    parser.add_argument("--months", type=int, default=1, help="consecutive months")
    parser.add_argument("--neat", action="store_true", help="without any fault")
    given = parser.parse_args()
    if given.command == "oracle":
        truth = oracle(given.directory, given.period)
    else:
        options = {"seed": given.seed, "lines": given.lines, "faults": not given.neat}
        truth = generate_months(given.directory, given.period, given.months, **options)
    json.dump(truth, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
