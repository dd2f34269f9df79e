# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Judges whether a bank's result is exactly the answer to what was sent.

A result counts only if every payment stands in it once and unchanged, under the
same batch and with the same sums. Otherwise it is refused as a whole, with every
reason: nobody should have to find out what else is wrong one file at a time.
"""

from .bank_layout import BankFileError, Problems
from .bank_result import parse_result

_COMPARED = ("account", "holder", "amount")


def read_result(layout, content, filename, head, sent):
    """Return the :class:`Result` of what was sent, if it is exactly that.

    :param head: what was sent as head: ``batch``, ``count``, ``total`` …
    :param sent: iterable of the dicts that were sent, in the order of sending
    :raise BankFileError: with every reason (the first hundred) for refusing it
    """
    result = parse_result(layout, content, filename)
    problems = compare(head, sent, result)
    if problems:
        raise BankFileError(problems)
    return result


def compare(head, sent, result, partial=False):
    """Return the problems of a result as the answer to what was sent.

    Lines are found by their reference, or by their sequence where the format has
    no reference. The order is: another batch, lines, sums.

    :param bool partial: the file may name some of the lines only, as one of late
        returns does
    """
    if not result.readable:
        return result.problems
    problems = Problems()
    for key in ("batch", "agreement", "agent", "part"):
        found = result.head.get(key)
        if found is not None and found != head.get(key):
            problems.add(f"other_{key}", found=found, expected=head.get(key) or "")
    if problems:
        return problems.closed()
    read_properly = _compare_lines(sent, result, problems, partial)
    if result.foreign_encoding and not read_properly:
        return [result.encoding_problem()]
    for key in () if partial else ("count", "total"):
        found = result.head.get(key)
        if found is not None and found != head[key]:
            problems.add(f"other_{key}", found=found, expected=head[key])
    # sums come last: what is wrong with a line explains them
    for problem in result.problems:
        problems.add(problem.key, problem.line, **problem.params)
    return problems.closed()


def _compare_lines(sent, result, problems, partial):
    """Compare each line; tell whether a Chinese name came back as it was sent."""
    by = "reference" if "reference" in result.layout.keys("detail") else "sequence"
    waiting = {}
    for number, line in enumerate(sent, 1):
        name = line["reference"] if by == "reference" else number
        # only what is compared: a million whole dicts would be held otherwise
        waiting[name] = (number, line["account"], line["holder"], line["amount"])
    seen = {}
    read_properly = False
    for answer in result.lines:
        name = getattr(answer, by)
        asked = waiting.pop(name, None)
        if asked is None:
            key = "line_duplicate" if name in seen else "line_unknown"
            problems.add(key, answer.number, reference=str(name), first=seen.get(name))
            continue
        seen[name] = answer.number
        if not partial and answer.sequence not in (None, asked[0]):
            problems.add("sequence", answer.number, expected=asked[0])
        found = (answer.account, answer.holder, answer.amount)
        if found != asked[1:]:
            for key, was, value in zip(_COMPARED, asked[1:], found, strict=True):
                if value is not None and value != was:
                    problems.add(f"{key}_changed", answer.number, reference=str(name))
        if answer.holder == asked[2] and not asked[2].isascii():
            read_properly = True
    for name, asked in () if partial else waiting.items():
        problems.add("line_missing", None, reference=str(name), number=asked[0])
    return read_properly
