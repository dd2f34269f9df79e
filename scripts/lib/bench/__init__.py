"""What the work of a month and the pages about it cost, by size."""

import json
from pathlib import Path

from .books import Books
from .cases import Cases
from .history import History
from .inspection_year import InspectionYear
from .institutions import Institutions
from .month import Month
from .plots import Plots
from .roster import Roster

#: Payments of a month of history at most.
HISTORY_SIZE = 100_000
_HEAD = ("step", "people", "seconds", "floor", "ratio", "pattern", "SQL", "MiB")
_ROW = "{:<24} {:>9} {:>9} {:>9} {:>6} {:>9} {:>5} {:>7}"


def main(new_environment, sizes, sections, result):
    """Measure each of ``sizes``, print a table, and write ``result`` if it is named.

    :param new_environment: context manager that gives an environment on a new database
    :param sizes: numbers of claims
    :param sections: names out of ``SECTIONS``
    :param result: path of the JSON file, or an empty text
    """
    figures = []
    sizes_of_history = [min(max(sizes), HISTORY_SIZE)]
    for name in sections:
        section, title = SECTIONS[name]
        print(f"\n{title}\n{_ROW.format(*_HEAD)}", flush=True)
        for size in sizes if name != "history" else sizes_of_history:
            with new_environment() as env:
                for figure in section(env, size).run():
                    figures.append({"section": name, **figure})
                    print(_line(figure), flush=True)
        _print_growth(name, figures)
    if result:
        Path(result).write_text(json.dumps(figures, indent=1), encoding="utf-8")


SECTIONS = {
    "month": (Month, "A month of a program drawn by entitlement"),
    "books": (Books, "The books of a month: reserved, accrued, paid, returned"),
    "cases": (Cases, "The desk and the lists of cases, each beside its limit"),
    "history": (History, "Pages after two years, each beside its limit"),
    "plots": (Plots, "The plan of a cemetery and its lists, each beside its limit"),
    "institutions": (
        Institutions,
        "Welfare institutions with their residents, each page beside its limit",
    ),
    "inspection_year": (
        InspectionYear,
        "A year of the annual inspection of social organizations",
    ),
    "roster": (Roster, "A month of the programs claimed by rosters"),
}


def _line(figure):
    floor, pattern = figure.get("floor_seconds"), figure.get("pattern_seconds")
    return _ROW.format(
        figure["step"],
        f"{figure['size']:,}",
        f"{figure['seconds']:.2f}",
        f"{floor:.2f}" if floor else "",
        f"{figure['seconds'] / floor:.1f}" if floor else "",
        f"{pattern:,.0f}" if pattern else "",
        f"{figure['statements']:,}",
        f"{figure['peak_mib']:,.0f}",
    )


def _print_growth(section, figures):
    """Print what a person costs at each size, beside the smallest one."""
    cost = {
        figure["size"]: figure["seconds"] / figure["size"]
        for figure in figures
        if figure["section"] == section and figure["step"] == "compute"
    }
    if len(cost) > 1:
        least = cost[min(cost)]
        for size, seconds in sorted(cost.items()):
            print(
                f"compute at {size:>9,}: {seconds * 1e6:6.0f} µs a person,"
                f" {seconds / least:.2f} times that at {min(cost):,}"
            )
