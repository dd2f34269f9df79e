"""Odoo 19 itself: named by the person, found or fetched, then put into place.

``ODOO_SOURCE`` names a folder, a .deb, a .tar.gz or an https address of one; without
it an ``odoo`` 19 that Python already imports is used, else Debian's package.
"""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from ground import debian_source
from ground.console import Refused, logged, step
from ground.files import is_done, mark_done, whole_folder, write_whole
from ground.paths import DOWNLOAD, ODOO, STAMPS

# Debian's package links to these folders of the system by relative paths.
SHARED = ("fonts", "fonts-font-awesome", "javascript")
_STAMP = "odoo"
_LOCATION = STAMPS / "odoo-location"


def ensure():
    """Put Odoo 19 into place, once for each value of ``ODOO_SOURCE``.

    Where the variable isn't set, what is in place stays.
    """
    named = os.environ.get("ODOO_SOURCE", "")
    in_place = _LOCATION.is_file() and location().is_dir()
    if in_place and (not named or is_done(_STAMP, named)):
        return
    source = _named(named) if named else _importable()
    if source is None:
        with step("Odoo 19 from Debian's unstable suite, 122 MB"):
            source = debian_source.fetch()
    if source.is_dir():
        place = package_folder(source).resolve()
    else:
        with step(f"Unpack {source.name}"), whole_folder(ODOO) as folder:
            _unpack(source, folder)
            relative = package_folder(folder).relative_to(folder)
        place = ODOO / relative
    write_whole(_LOCATION, str(place))
    mark_done(_STAMP, named)


def location():
    """Return the folder that holds the package ``odoo``."""
    return Path(_LOCATION.read_text(encoding="utf-8"))


def addons_folders():
    """Return the folders with Odoo's own addons."""
    place = location()
    inner, beside = place / "odoo" / "addons", place / "addons"
    # In Odoo's repository all addons but the first few lie beside the package; Debian
    # has them in the package and the same once more beside it.
    return [inner] if (inner / "web").is_dir() else [inner, beside]


def release(place):
    """Return Odoo's version in the folder ``place``, such as (19, 0), or None."""
    path = place / "odoo" / "release.py"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(r"^version_info = \((\d+), (\d+)", text, re.MULTILINE)
    return (int(found.group(1)), int(found.group(2))) if found else None


def package_folder(folder):
    """Return where under ``folder`` the package ``odoo`` lies.

    :raises Refused: if there is none, or not of version 19.0
    """
    places = [folder, folder / "usr" / "lib" / "python3" / "dist-packages"]
    places += [path for path in sorted(folder.iterdir()) if path.is_dir()]
    for place in places:
        if version := release(place):
            if version == (19, 0):
                return place
            raise Refused(f"{place} holds Odoo {version[0]}.{version[1]}, not 19.0.")
    raise Refused(f"{folder} holds no Odoo: there is no odoo/release.py in it.")


def _named(name):
    """Return the local folder or file that ``ODOO_SOURCE`` names."""
    if name.startswith("https://"):
        return _download(name)
    path = Path(name).expanduser().resolve()
    if not path.exists():
        raise Refused(f"ODOO_SOURCE names {path}, which does not exist.")
    return path


def _download(address):
    target = DOWNLOAD / address.rsplit("/", 1)[-1]
    if not target.is_file():
        DOWNLOAD.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        with step(f"Download {target.name}"):
            urllib.request.urlretrieve(address, part)
            part.replace(target)
    return target


def _importable():
    """Return the folder from which this Python imports Odoo 19, or None."""
    probe = "import odoo.release as r; print(r.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    place = Path(done.stdout.strip()).parent.parent
    return place if release(place) == (19, 0) else None


def _unpack(archive, folder):
    if archive.name.endswith((".tar.gz", ".tgz")):
        logged(["tar", "--extract", "--file", archive, "--directory", folder], "odoo")
        return
    if archive.suffix != ".deb":
        raise Refused(f"{archive} is neither a folder nor a .deb nor a .tar.gz file.")
    logged(["dpkg-deb", "--extract", archive, folder], "odoo")
    for name in SHARED:
        link = folder / "usr" / "share" / name
        if not link.exists():
            link.symlink_to(Path("/usr/share") / name)
