"""What the system itself must have: Debian packages."""

import os
import shutil
import subprocess

from ground import postgresql
from ground.console import Refused, logged, step

PRODUCTION = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-noto-cjk",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "libmagic1",
    "postgresql-client",
    "wkhtmltopdf",
)
# The browser of the tests.
DEVELOPMENT = (*PRODUCTION, "chromium")
# Programs that will do, whatever package they came with.
_PROGRAMS = {"chromium": "chromium", "postgresql-client": "pg_dump"}


def ensure(*, production):
    """Install the packages that are missing, or say the command that does."""
    missing = _missing(production)
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refused(f"Packages are missing. As root: {' '.join(install)}")
    install[1:1] = ["-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Packages of the system: {', '.join(missing)}"):
        logged(["apt-get", "update"], "packages", env=environment)
        logged(install, "packages", env=environment)


def _missing(production):
    wanted = list(PRODUCTION if production else DEVELOPMENT)
    if not (production or postgresql.is_named() or postgresql.binaries()):
        wanted.append("postgresql")
    return [name for name in wanted if not _is_installed(name)]


def _is_installed(name):
    if shutil.which(_PROGRAMS.get(name, "")):
        return True
    done = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", name],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.startswith("installed")
