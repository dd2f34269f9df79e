"""The draw of objects and inspectors (双随机抽取), without Odoo.

The algorithm is called ``civil-draw-1`` and described in readme/DRAW.md. It uses
nothing but SHA-256, so that anybody can repeat it in any language. As a program the
file repeats a draw from its export::

    python3 draw.py export.json
"""

import hashlib
import json
import sys
from fractions import Fraction

#: The name and version of what this file does; another way gets another name.
ALGORITHM = "civil-draw-1"


class DrawError(ValueError):
    """The draw can't be made: ``object_code`` has too few inspectors."""

    def __init__(self, object_code, found, wanted):
        super().__init__(f"{object_code}: {found} of {wanted} inspectors")
        self.object_code = object_code
        self.found = found
        self.wanted = wanted


def canonical(value):
    """Return ``value`` in the one way in which it is kept and hashed.

    >>> canonical({"b": [1], "a": "区"})
    '{"a":"区","b":[1]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    """Return the checksum of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sample_size(rate, count):
    """Return how many of ``count`` are drawn: their share, rounded up exactly.

    :param str rate: share as a decimal number, such as "0.05"

    >>> sample_size("0.05", 121), sample_size("0.03", 121), sample_size("0.07", 100)
    (7, 4, 7)
    """
    return -(-Fraction(rate) * count // 1)


def make_population(header, objects, inspectors, conflicts):
    """Return the population in its one order, whatever order it was given in.

    :param dict header: ``campaign``, ``draw``, ``days``, ``inspectors_per_object``,
        ``units`` (each sends at least one inspector), ``rates`` and ``counts`` by
        stratum: the share drawn of how many objects, whoever is excluded among them
    :param list objects: of ``code``, ``name`` and ``stratum``
    :param list inspectors: of ``code``, ``name`` and ``unit``
    :param list conflicts: pairs of an inspector's and an object's code
    :return: dict whose ``canonical`` text is hashed
    """
    return {
        **header,
        "algorithm": ALGORITHM,
        "objects": sorted(objects, key=lambda entry: entry["code"]),
        "inspectors": sorted(inspectors, key=lambda entry: entry["code"]),
        "conflicts": sorted([list(pair) for pair in conflicts]),
    }


def make_seed(population_hash, random_hex, words=""):
    """Return the seed: the frozen population, chance, and a witness's words.

    The words were said before the population was frozen and the chance comes after
    it: neither who froze it nor the witness could know what would be drawn.
    """
    return sha256("\n".join([ALGORITHM, population_hash, random_hex, words]))


def make_draw(population, seed):
    """Return what is drawn: ``[{"code": object, "inspectors": [codes]}]`` in order.

    :raises DrawError: an object that is drawn has too few inspectors
    """
    load = dict.fromkeys((who["code"] for who in population["inspectors"]), 0)
    drawn = []
    for code in _draw_objects(population, seed):
        team = _draw_team(population, seed, code, load)
        for member in team:
            load[member] += 1
        drawn.append({"code": code, "inspectors": team})
    return drawn


def eligible(population, object_code):
    """Return the inspectors who may inspect an object, in the population's order."""
    barred = {who for who, what in population["conflicts"] if what == object_code}
    return [who for who in population["inspectors"] if who["code"] not in barred]


def check_teams(population):
    """Make sure that every object would find its inspectors, whichever is drawn.

    :raises DrawError: naming the first object that wouldn't
    """
    for entry in population["objects"]:
        load = dict.fromkeys((who["code"] for who in population["inspectors"]), 0)
        _draw_team(population, "", entry["code"], load)


def _draw_objects(population, seed):
    """Return the codes of the objects drawn, lowest ticket first."""
    tickets = []
    for stratum, rate in sorted(population["rates"].items()):
        codes = [
            entry["code"]
            for entry in population["objects"]
            if entry["stratum"] == stratum
        ]
        ranked = sorted((_ticket(seed, "object", code), code) for code in codes)
        tickets += ranked[: sample_size(rate, population["counts"][stratum])]
    return [code for _ticket_hex, code in sorted(tickets)]


def _draw_team(population, seed, object_code, load):
    """Return who inspects an object: first one of each unit, then whoever is next.

    Next is who has the fewest objects so far; chance decides among equals.
    """
    ranked = sorted(
        (load[who["code"]], _ticket(seed, "inspector", object_code, who["code"]), who)
        for who in map(_Sortable, eligible(population, object_code))
    )
    people = [who for _load, _ticket_hex, who in ranked]
    team = []
    for unit in population["units"]:
        first = next((who["code"] for who in people if who["unit"] == unit), None)
        if first is None:
            raise DrawError(object_code, 0, 1)
        team.append(first)
    wanted = max(population["inspectors_per_object"], len(team))
    team += [who["code"] for who in people if who["code"] not in team][
        : wanted - len(team)
    ]
    if len(team) < wanted:
        raise DrawError(object_code, len(team), wanted)
    return team


class _Sortable(dict):
    """An inspector at the end of a tuple that is sorted: by code."""

    def __lt__(self, other):
        return self["code"] < other["code"]


def _ticket(seed, *parts):
    return sha256("\n".join([seed, *parts]))


def recompute(record):
    """Return what differs between a draw's record and its repetition.

    :param dict record: ``population`` (the frozen text), ``population_hash``,
        ``random``, ``words``, ``seed`` and ``result`` (a canonical text)
    :return: names of what differs: ``algorithm``, ``population``, ``seed``, ``result``
    """
    population = json.loads(record["population"])
    if population["algorithm"] != ALGORITHM:
        return ["algorithm"]
    different = []
    if sha256(record["population"]) != record["population_hash"]:
        different.append("population")
    seed = make_seed(record["population_hash"], record["random"], record["words"])
    if seed != record["seed"]:
        different.append("seed")
    try:
        result = canonical(make_draw(population, record["seed"]))
    except DrawError:
        result = ""
    if result != record["result"]:
        different.append("result")
    return different


def main(path):
    """Repeat the draw exported to ``path``; return 0 if it gives the same."""
    with open(path, encoding="utf-8") as stream:
        different = recompute(json.load(stream))
    answer = f"different: {', '.join(different)}" if different else "same"
    sys.stdout.write(f"{answer}\n")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
