"""PostgreSQL: the server that the PG variables name, or a private cluster.

The private cluster lies in ``.local/pg`` and listens on a socket in there and nowhere
else, so no port can be taken and nobody but its owner can connect. It runs as an
unprivileged user, is started by the first command that needs it and stopped by the
last one that ends.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from ground.console import Refused, logged, step
from ground.files import digest, lock, remove, write_whole
from ground.paths import CLUSTER, LOCKS

OLDEST = 13
ROLE = "odoo"
# The socket's name ends in a port number; nothing listens on that port.
PORT = "5432"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # A violated constraint would log the whole row, and rows are people.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    # A large batch writes some gigabytes: without room, every page of it goes into
    # the log whole, once for each of the checkpoints that it forces.
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "wal_buffers": "32MB",
    "random_page_cost": "1.1",
    # A power cut may cost the last moments of work, never the consistency.
    "synchronous_commit": "off",
    "jit": "off",
}
# MiB of shared buffers at least and at most, whatever memory the machine has.
_BUFFERS = (128, 2048)
# A path of a socket is cut off by the kernel beyond this.
_LONGEST_SOCKET = 100


def memory_settings():
    """Return the settings that follow from the machine's memory.

    >>> sorted(memory_settings())
    ['effective_cache_size', 'shared_buffers']
    """
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    mib = pages * page // 2**20
    least, most = _BUFFERS
    return {
        "shared_buffers": f"{min(max(mib // 8, least), most)}MB",
        "effective_cache_size": f"{mib // 2}MB",
    }


def is_named():
    """Tell whether the person names a server, as Odoo reads it: by PGHOST."""
    return bool(os.environ.get("PGHOST"))


def binaries():
    """Return the folder of the newest installed server, or None."""
    folders = [Path(path) for path in Path("/usr/lib/postgresql").glob("*/bin")]
    folders.sort(key=lambda folder: float(folder.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file():
            return folder
    return None


@contextmanager
def server():
    """Give the environment variables under which clients reach the server."""
    if is_named():
        environment = dict(os.environ)
        _check(environment)
        yield environment
        return
    cluster = Cluster(place())
    with cluster.used():
        environment = cluster.environment()
        _check(environment)
        yield environment


def query(environment, statement, database="postgres"):
    """Run SQL by ``psql`` and return what it prints, columns parted by ``|``."""
    words = ["psql", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-qAt"]
    done = subprocess.run(
        [*words, "-d", database, "-c", statement],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"PostgreSQL: {done.stderr.strip()}")
    return done.stdout.strip()


def _check(environment):
    version = int(query(environment, "SHOW server_version_num"))
    if version < OLDEST * 10000:
        raise Refused(f"PostgreSQL {version // 10000} is too old: {OLDEST} or newer.")
    if query(environment, "SELECT current_user") == "postgres":
        raise Refused(
            "Odoo refuses to work as the database user postgres: name another user "
            "that may create databases in PGUSER."
        )


def owner():
    """Return the user who runs the cluster: never root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Refused("PostgreSQL doesn't run as root, and there is no user postgres.")


def place():
    """Return the cluster's folder: ``.local/pg``, or a passable one named in there.

    Another user than the one who runs the command can't reach a checkout in a private
    home, and a socket's path must be short.
    """
    remembered = CLUSTER / "elsewhere"
    if remembered.is_file():
        return Path(remembered.read_text(encoding="utf-8"))
    CLUSTER.mkdir(parents=True, exist_ok=True)
    if is_passable(CLUSTER, owner()):
        return CLUSTER
    elsewhere = Path("/var/tmp") / f"civil-{digest(str(CLUSTER))}"
    write_whole(remembered, str(elsewhere))
    return elsewhere


def is_passable(folder, user):
    """Tell whether ``user`` can reach ``folder`` and make a socket in it."""
    if len(f"{folder}/.s.PGSQL.{PORT}") > _LONGEST_SOCKET:
        return False
    done = subprocess.run(["test", "-x", folder], check=False, **_as(user))
    return done.returncode == 0


def _as(user):
    """Return the options with which a process runs as ``user``."""
    if os.geteuid() == user.pw_uid:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Cluster:
    """A PostgreSQL data folder and the server that runs on it.

    :param folder: holds the data, the socket and the server's log
    """

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        self.user = owner()

    def environment(self):
        """Return the variables under which a client reaches this server."""
        named = {"PGHOST": str(self.folder), "PGPORT": PORT, "PGUSER": ROLE}
        return {**os.environ, **named}

    @contextmanager
    def used(self):
        """Run the server as long as this or another command uses it.

        Every user holds a shared lock, which the kernel frees when a command dies.
        Whoever can have it alone is the last one and stops the server.
        """
        LOCKS.mkdir(parents=True, exist_ok=True)
        with (LOCKS / "postgresql-users").open("a") as users:
            with lock("postgresql"):
                self._start()
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield
            finally:
                with lock("postgresql"):
                    self._stop_if_last(users)

    def _stop_if_last(self, users):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._control("stop", "--mode=fast")

    def _start(self):
        if not (self.data / "PG_VERSION").is_file():
            self._create()
        if self.answers():
            return
        self.clear_stale_locks()
        settings = {**SETTINGS, **memory_settings()}
        settings |= {"port": PORT, "unix_socket_directories": self.folder}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.folder / "log"
        self._control(
            "start", "--wait", "--timeout=120", f"--log={log}", f"-o{options}"
        )

    def _create(self):
        with step("PostgreSQL cluster"):
            self.folder.mkdir(parents=True, exist_ok=True)
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            part = self.folder / "data.part"
            remove(part)
            remove(self.data)
            encoding = ["--encoding=UTF8", "--locale=C.UTF-8"]
            who = [f"--username={ROLE}", "--auth=trust"]
            self._run("initdb", f"--pgdata={part}", *encoding, *who)
            part.rename(self.data)

    def answers(self):
        """Tell whether a server of this cluster takes connections."""
        words = ["psql", "-qAt", "-d", "postgres", "-c", "SHOW data_directory"]
        done = subprocess.run(
            words, env=self.environment(), capture_output=True, text=True, check=False
        )
        return done.stdout.strip() == str(self.data)

    def clear_stale_locks(self):
        """Remove the lock files that a killed server left behind.

        PostgreSQL does so itself, unless the number of its process has since been
        given to another one.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.is_file():
            return
        first = pid_file.read_text(encoding="utf-8").split("\n", 1)[0].strip()
        deadline = time.monotonic() + 60
        while _is_postgres_of(first, self.data):
            # It is starting, recovering or stopping.
            if self.answers() or time.monotonic() > deadline:
                return
            time.sleep(0.2)
        remove(pid_file)
        for left in self.folder.glob(".s.PGSQL.*"):
            left.unlink()

    def _control(self, action, *options):
        self._run("pg_ctl", action, f"--pgdata={self.data}", *options)

    def _run(self, program, *arguments):
        path = self._binaries() / program
        # The server must not keep the command's locks or its working folder.
        logged([path, *arguments], "postgresql", cwd="/", **_as(self.user))

    def _binaries(self):
        newest = binaries()
        if newest is None:
            raise Refused("No PostgreSQL server is installed: run scripts/setup.")
        version = self.data / "PG_VERSION"
        if not version.is_file():
            return newest
        major = version.read_text(encoding="utf-8").strip()
        own = Path("/usr/lib/postgresql") / major / "bin"
        if own.is_dir() or newest.parent.parent.name != "postgresql":
            return own if own.is_dir() else newest
        raise Refused(
            f"The data in {self.data} are of PostgreSQL {major}, which isn't installed "
            f"any more. As root: apt-get install postgresql-{major}, or move that "
            "folder away to begin anew."
        )


def _is_postgres_of(pid, data):
    """Tell whether the process ``pid`` is a server that works in ``data``."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve() == data.resolve()
    except OSError:
        return False
