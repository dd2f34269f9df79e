"""What the tests across addons share."""

import pytest

from ground import addons
from ground.paths import ADDONS


@pytest.fixture
def addon(tmp_path):
    """Return a function that writes files of an invented addon and returns its folder.

    ``addon("civil_fund", {"models/civil_fund.py": "..."})``
    """

    def write(name, files, **manifest):
        folder = tmp_path / name
        declared = {"depends": ["base"], **manifest}
        for path, text in {"__manifest__.py": repr(declared), **files}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def found(tmp_path):
    """Return a function that gives what a check says about the invented addons."""

    def run(check):
        own = addons.manifests(tmp_path)
        return [problem.text for problem in check.check(tmp_path, own)]

    return run


@pytest.fixture
def suite():
    """Return {name: manifest} of the suite's own addons."""
    return addons.manifests(ADDONS)
