"""One finding of a check."""

from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong in a file, and the line where it is, 0 for the whole file."""

    path: Path
    text: str
    line: int = 0

    def shown(self, root):
        """Return the problem as a line for the person, the path under ``root``."""
        place = self.path.relative_to(root)
        return (
            f"{place}:{self.line}: {self.text}"
            if self.line
            else f"{place}: {self.text}"
        )
