"""Run the project's own checks over the checkout."""

import sys

from checks import forms, layers, models, text, translations
from checks import manifests as manifest_checks
from ground.addons import manifests
from ground.console import say
from ground.paths import ADDONS, ROOT


def problems():
    """Yield all problems in the checkout."""
    own = manifests()
    for check in (manifest_checks, layers, models, forms, translations):
        yield from check.check(ADDONS, own)
    yield from text.check(ROOT)


if __name__ == "__main__":
    shown = [problem.shown(ROOT) for problem in problems()]
    for line in shown:
        say(line)
    sys.exit(bool(shown))
