"""Fetch the package odoo-19 from Debian's unstable suite, leaving the system alone.

The machine's own Debian source is taken over with nothing but the suite changed, into
an apt state of its own: no host is named here, and what the system may install does
not change.
"""

import re
import shutil
from pathlib import Path

from ground.console import Refused, logged
from ground.files import whole_folder
from ground.paths import APT, DOWNLOAD

PACKAGE = "odoo-19"
# The version that the tests ran with. The suite keeps only the newest: when it has
# moved on, that one is taken.
TESTED_VERSION = "19.0.0+dfsg-1"
SUITE = "sid"

_ADVICE = "Name a copy of Odoo 19 (folder, .deb, .tar.gz, https address) in ODOO_SOURCE"


def fetch():
    """Return the .deb file, downloaded once and kept."""
    for kept in sorted(DOWNLOAD.glob(f"{PACKAGE}_*.deb")):
        return kept
    if not shutil.which("apt-get"):
        raise Refused(f"This system has no apt-get. {_ADVICE}.")
    options = _private_state()
    remedy = f"Without a Debian source that has the suite {SUITE}: {_ADVICE}."
    logged(["apt-get", *options, "update"], "odoo", remedy=remedy)
    with whole_folder(DOWNLOAD / "deb") as folder:
        try:
            _download(options, f"{PACKAGE}={TESTED_VERSION}", folder, remedy)
        except Refused:
            _download(options, PACKAGE, folder, remedy)
        [package] = folder.glob("*.deb")
        return package.replace(DOWNLOAD / package.name)


def _download(options, name, folder, remedy):
    logged(["apt-get", *options, "download", name], "odoo", cwd=folder, remedy=remedy)


def _private_state():
    """Write the source list and return the options that keep apt to it."""
    lists, cache = APT / "lists", APT / "cache"
    for folder in (lists / "partial", cache / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    source = APT / "suite.sources"
    source.write_text(unstable(machine_stanzas(), codename()), encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": source,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": lists,
        "Dir::Cache": cache,
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "",
    }
    return [
        word for name, value in settings.items() for word in ("-o", f"{name}={value}")
    ]


def codename(release=Path("/etc/os-release")):
    """Return the code name of the Debian on this machine."""
    text = release.read_text(encoding="utf-8") if release.is_file() else ""
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", text, re.MULTILINE)
    return found.group(1) if found else "stable"


def machine_stanzas(folder=Path("/etc/apt")):
    """Return apt's sources, in either format, as dictionaries of the deb822 format."""
    stanzas = []
    parts = folder / "sources.list.d"
    for path in sorted(parts.glob("*.sources")):
        stanzas += _deb822(path.read_text(encoding="utf-8"))
    for path in [folder / "sources.list", *sorted(parts.glob("*.list"))]:
        if path.is_file():
            stanzas += _one_line(path.read_text(encoding="utf-8"))
    return stanzas


def unstable(stanzas, name):
    """Return the source list text of the Debian source among ``stanzas``.

    :param name: code name of the machine's Debian, by which its source is known
    :raises Refused: if none of them is Debian's
    """
    suites = {name, "stable", "testing", SUITE, "unstable"}
    for stanza in stanzas:
        if suites & set(stanza["Suites"].split()) and "deb" in stanza["Types"].split():
            changed = {**stanza, "Types": "deb", "Suites": SUITE, "Components": "main"}
            return "".join(f"{key}: {value}\n" for key, value in changed.items())
    raise Refused(f"apt knows no Debian source on this machine. {_ADVICE}.")


def _deb822(text):
    kept = ("Types", "URIs", "Suites", "Signed-By", "Trusted")
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        fields = dict(
            re.findall(r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", "\n".join(lines), re.M)
        )
        if fields.get("Enabled", "yes").strip().lower() not in ("no", "false", "0"):
            if {"Types", "URIs", "Suites"} <= fields.keys():
                yield {key: fields[key] for key in kept if key in fields}


def _one_line(text):
    entry = re.compile(r"^deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)", re.MULTILINE)
    for options, address, suite in entry.findall(text):
        stanza = {"Types": "deb", "URIs": address, "Suites": suite}
        for name, value in re.findall(r"([\w-]+)=(\S+)", options):
            if name in ("signed-by", "trusted"):
                stanza[name.title()] = value
        yield stanza
