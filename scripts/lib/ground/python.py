"""The virtual environment with the pinned packages, and Odoo made importable in it."""

import sys
import venv

from ground import odoo_source
from ground.console import logged, step
from ground.files import digest, is_done, mark_done
from ground.paths import PYTHON, ROOT, VENV, WHEELS

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
_STAMP = "python"


def ensure(*, production):
    """Make the environment anew when Python, place, pins or Odoo have changed.

    Packages are fetched as wheels into ``.local/wheels`` first, so that making the
    environment again needs no network. Every package is pinned, so none is looked up:
    the OCA addons name ``odoo`` as a dependency, which no index has.
    """
    requirements = RUNTIME if production else DEVELOPMENT
    pins = digest(sys.version, RUNTIME, requirements)
    key = digest(pins, str(VENV), str(odoo_source.location()))
    if PYTHON.is_file() and is_done(_STAMP, key):
        return
    with step("Python environment"):
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=True).create(VENV)
    fixed = ["--requirement", requirements, "--no-deps", "--find-links", WHEELS]
    if not is_done("wheels", pins):
        with step("Python packages, fetched"):
            # Some packages are built: with tools of their own, not the system's.
            _pip("wheel", *fixed, "--wheel-dir", WHEELS, "--use-pep517")
        mark_done("wheels", pins)
    with step("Python packages, installed"):
        _pip("install", *fixed, "--no-index")
        link = _site_packages() / "odoo-source.pth"
        link.write_text(f"{odoo_source.location()}\n", encoding="utf-8")
    mark_done(_STAMP, key)


def addons_folder():
    """Return the folder in which wheels of addons land."""
    return _site_packages() / "odoo" / "addons"


def _site_packages():
    [folder] = (VENV / "lib").glob("python3*/site-packages")
    return folder


def _pip(*words):
    quiet = ["--disable-pip-version-check", "--no-input"]
    logged([PYTHON, "-m", "pip", *words, *quiet], "python")
