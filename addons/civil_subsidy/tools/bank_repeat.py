# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Finds values that come twice among millions, without holding them."""

from array import array

_BUCKETS = 256


class Repeats:
    """Remembers 24 bytes of each value: two hashes of 64 bits, and its number.

    Two different values agree in both with a probability of about 10 to the power
    of -27 among a million: less than that of a fault in the machine's memory.

    >>> repeats = Repeats()
    >>> for number, value in enumerate(("a", "b", "a", "c", "a"), 1):
    ...     repeats.add(value, number)
    >>> list(repeats.found())
    [(3, 1), (5, 1)]
    """

    def __init__(self):
        self._buckets = [
            (array("q"), array("q"), array("q")) for _bucket in range(_BUCKETS)
        ]

    def add(self, value, number):
        """Remember a text under a number."""
        first = hash(value)
        ones, twos, numbers = self._buckets[first % _BUCKETS]
        ones.append(first)
        twos.append(hash(f"{value}\0"))
        numbers.append(number)

    def found(self):
        """Give (number, number of the first) of each value that came before."""
        for ones, twos, numbers in self._buckets:
            seen = {}
            for key, number in zip(zip(ones, twos, strict=True), numbers, strict=True):
                first = seen.setdefault(key, number)
                if first != number:
                    yield number, first
