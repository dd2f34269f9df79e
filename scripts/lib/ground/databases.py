"""Databases: templates kept by the hash of what is in them, and copies of these.

Three templates stand on each other: ``ground`` (Odoo, the addons of others, China,
Chinese), ``suite`` (all addons of the suite but the demonstration district) and
``demo``. A change in an addon makes only the upper ones anew.
"""

import json
import os
import re
import shutil
from contextlib import contextmanager

from ground import addons, odoo_source, postgresql, python
from ground.console import logged, step
from ground.files import digest, lock, remove
from ground.paths import CONFIGURATION, DATA, LIB, PYTHON

FILESTORE = DATA / "filestore"
STATE_PARAMETER = "civil.installed_content"
_INSIDE = LIB / "inside.py"
_INSTALL = LIB / "odoo_side" / "install.py"
_TITLES = {
    "ground": "Database template with Odoo and the addons of others",
    "suite": "Database template with the suite",
    "demo": "Database template with the demonstration district",
}


class Databases:
    """The databases on one server.

    :param environment: variables under which clients reach the server
    :param own: {name: manifest} of the suite's addons, all in the checkout if not given
    """

    def __init__(self, environment, own=None):
        self.environment = odoo_environment(environment)
        self.own = addons.manifests() if own is None else own

    def query(self, statement, database="postgres"):
        """Run SQL and return its output."""
        return postgresql.query(self.environment, statement, database)

    def exists(self, name):
        """Tell whether there is a database of that name."""
        found = self.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
        return bool(found)

    def names(self, prefix):
        """Return the names of the databases that begin with ``prefix``."""
        statement = "SELECT datname FROM pg_database ORDER BY 1"
        return [n for n in self.query(statement).split() if n.startswith(prefix)]

    def drop(self, name):
        """Remove a database and its files."""
        self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        remove(FILESTORE / name)

    def copy(self, source, target):
        """Make ``target`` a copy of ``source``, files included; whole or not at all."""
        part = f"{target}_part"
        self.drop(part)
        self.query(f'CREATE DATABASE "{part}" TEMPLATE "{source}"')
        self._finish(part, target, files_of=source)

    def template(self, kind):
        """Return the name of a template, made if what is in it has changed."""
        name = f"civil_{kind}_{self._key(kind)}"
        with lock("templates"):
            if not self.exists(name):
                self._make_template(kind, name)
        return name

    @contextmanager
    def scratch(self, purpose, template="suite"):
        """Give a new database for one command, dropped at its end."""
        for left in self.names(f"civil_{purpose}_"):
            if not _is_alive(left.rsplit("_", 1)[-1]):
                self.drop(left)
        name = f"civil_{purpose}_{os.getpid()}"
        self.copy(self.template(template), name)
        try:
            yield name
        finally:
            self.drop(name)

    def changed(self, name):
        """Return the addons whose content differs from what ``name`` was made with."""
        select = (
            f"SELECT value FROM ir_config_parameter WHERE key = '{STATE_PARAMETER}'"
        )
        before = json.loads(self.query(select, name) or "{}")
        now = self._contents(self.own)
        if before.get("base") != now["base"]:
            return ["base", *(key for key in now if key not in before)]
        return [key for key in now if before.get(key) != now[key]]

    def install(self, name, modules, own=None):
        """Install or upgrade ``modules`` in a database, of which ``own`` are ours."""
        words = [PYTHON, _INSIDE, "install", name, ",".join(modules), self.state(own)]
        logged(words, "database", env=self.environment)

    def state(self, own=None):
        """Return what a database keeps to know later what has changed."""
        return json.dumps(self._contents(self.own if own is None else own))

    def create_empty(self, name):
        """Create a database that Odoo can be installed in."""
        self.query(
            f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' "
            # Trigram search needs the character classes of UTF-8.
            "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        )
        self.query("CREATE EXTENSION IF NOT EXISTS pg_trgm", name)

    def _contents(self, own):
        """Return {name: hash} of the addons ``own``; base stands for the ground."""
        hashes = {name: addons.content(name) for name in sorted(own)}
        return {"base": self._ground_key(), **hashes}

    def _ground_key(self):
        release = odoo_source.location() / "odoo" / "release.py"
        others = " ".join(addons.others(self.own))
        return digest(release, python.RUNTIME, _INSTALL, others)

    def _key(self, kind):
        if kind == "ground":
            return self._ground_key()[:8]
        own = self._own(kind)
        return digest(self.state(own))[:8]

    def _own(self, kind):
        if kind == "ground":
            return []
        demonstration = {addons.DEMONSTRATION} if kind == "suite" else set()
        return sorted(self.own.keys() - demonstration)

    def _make_template(self, kind, name):
        below = {"suite": "ground", "demo": "suite"}.get(kind)
        source = f"civil_{below}_{self._key(below)}" if below else None
        if source and not self.exists(source):
            self._make_template(below, source)
        part = f"{name}_part"
        with step(_TITLES[kind]):
            self.drop(part)
            if source:
                self.copy(source, part)
            else:
                self.create_empty(part)
            own = self._own(kind)
            self.install(part, own or addons.others(self.own), own)
            self._finish(part, name)
        for old in self.names(f"civil_{kind}_"):
            if old != name:
                self.drop(old)

    def _finish(self, part, name, files_of=None):
        """Give the finished database ``part`` its name; its files come first."""
        remove(FILESTORE / name)
        if files_of and (FILESTORE / files_of).is_dir():
            # Odoo never changes a stored file, so two databases may share it.
            shutil.copytree(
                FILESTORE / files_of, FILESTORE / name, copy_function=os.link
            )
        elif (FILESTORE / part).is_dir():
            (FILESTORE / part).rename(FILESTORE / name)
        self.query(f'ALTER DATABASE "{part}" RENAME TO "{name}"')


def odoo_environment(environment):
    """Return the variables with which Odoo is started."""
    return {**environment, "ODOO_RC": str(CONFIGURATION), "LC_ALL": "C.UTF-8"}


def without_jobs(environment):
    """Return the variables with which the job runner stays off."""
    return {**environment, "ODOO_QUEUE_JOB_CHANNELS": "root:0"}


def _is_alive(pid):
    return bool(re.fullmatch(r"\d+", pid)) and os.path.exists(f"/proc/{pid}")
