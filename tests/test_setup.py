"""Setup recovers from what a machine can do to it: each case on folders of its own."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

from commands import run
from commands import test as test_command
from ground import console, debian_source, files, odoo_source, packages, postgresql
from ground.console import Refused
from ground.postgresql import Cluster


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    """Keep locks, stamps and logs of these tests away from the checkout's."""
    for module in (files, postgresql):
        monkeypatch.setattr(module, "LOCKS", tmp_path / "lock")
    monkeypatch.setattr(files, "STAMPS", tmp_path / "stamp")
    monkeypatch.setattr(console, "LOG", tmp_path / "log")


@pytest.fixture
def cluster():
    """Return a cluster in a folder that an unprivileged user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    yield Cluster(folder)
    shutil.rmtree(folder)


def test_a_port_in_use_is_passed_over():
    with socket.socket() as other:
        other.bind((run.ADDRESS, 0))
        other.listen()
        port = other.getsockname()[1]
        assert run.free_port(port) > port


def test_the_cluster_runs_while_used_and_takes_no_port(cluster):
    with cluster.used():
        assert cluster.answers()
        shown = postgresql.query(cluster.environment(), "SHOW listen_addresses")
        assert shown == ""
    assert not cluster.answers()


def test_the_last_user_stops_the_cluster(cluster):
    with cluster.used():
        with cluster.used():
            pass
        assert cluster.answers()
    assert not cluster.answers()


def test_a_stale_lock_file_with_the_number_of_another_process(cluster):
    with cluster.used():
        pass
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.data}\n", encoding="utf-8")
    os.chown(pid_file, cluster.user.pw_uid, cluster.user.pw_gid)
    (cluster.folder / f".s.PGSQL.{postgresql.PORT}.lock").write_text(f"{os.getpid()}\n")
    with cluster.used():
        assert cluster.answers()


def test_a_half_made_cluster_is_made_anew(cluster):
    for name in ("data.part", "data"):
        (cluster.folder / name).mkdir()
        (cluster.folder / name / "half").write_text("", encoding="utf-8")
    with cluster.used():
        assert cluster.answers()
    assert not (cluster.data / "half").exists()


def test_rows_of_failed_statements_stay_out_of_the_log(cluster):
    with cluster.used():
        with pytest.raises(Refused):
            postgresql.query(cluster.environment(), "SELECT 1/0 AS secret")
    assert "secret" not in (cluster.folder / "log").read_text(encoding="utf-8")


def test_a_folder_with_too_long_a_path_holds_no_socket(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    assert not postgresql.is_passable(folder, postgresql.owner())


def test_the_server_of_the_pg_variables_is_taken(cluster, monkeypatch):
    with cluster.used():
        for name in ("PGHOST", "PGPORT", "PGUSER"):
            monkeypatch.setenv(name, cluster.environment()[name])
        with postgresql.server() as environment:
            shown = postgresql.query(environment, "SHOW data_directory")
        assert shown == str(cluster.data)
        assert cluster.answers(), "a server that we did not start is not stopped"


def test_a_pg_variable_that_leads_nowhere_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PGHOST", str(tmp_path))
    with pytest.raises(Refused, match="PostgreSQL"), postgresql.server():
        pass


def test_a_folder_is_whole_or_absent(tmp_path):
    target = tmp_path / "odoo"
    (tmp_path / "odoo.part").mkdir()
    (tmp_path / "odoo.part" / "left").write_text("", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), files.whole_folder(target) as folder:
        (folder / "first").write_text("", encoding="utf-8")
        raise KeyboardInterrupt
    assert not target.exists()
    with files.whole_folder(target) as folder:
        (folder / "second").write_text("", encoding="utf-8")
    assert [path.name for path in target.iterdir()] == ["second"]


def test_a_stamp_holds_for_its_key_only():
    files.mark_done("step", "one")
    assert files.is_done("step", "one")
    assert not files.is_done("step", "two")


def write_release(folder, version):
    """Write what tells Odoo's version in a folder of its source."""
    (folder / "odoo").mkdir(parents=True)
    text = f"version_info = ({version}, 0, FINAL, 0, '')\n"
    (folder / "odoo" / "release.py").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("part", [".", "usr/lib/python3/dist-packages", "odoo-19.0"])
def test_odoo_is_found_in_a_source(tmp_path, part):
    write_release(tmp_path / part, "19, 0")
    assert odoo_source.package_folder(tmp_path) == tmp_path / part


def test_another_version_of_odoo_is_refused(tmp_path):
    write_release(tmp_path, "18, 0")
    with pytest.raises(Refused, match=r"holds Odoo 18\.0"):
        odoo_source.package_folder(tmp_path)


def test_a_folder_without_odoo_is_refused(tmp_path):
    with pytest.raises(Refused, match="holds no Odoo"):
        odoo_source.package_folder(tmp_path)


def test_a_source_that_does_not_exist_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tmp_path / "nowhere"))
    monkeypatch.setattr(odoo_source, "_LOCATION", tmp_path / "location")
    with pytest.raises(Refused, match="does not exist"):
        odoo_source.ensure()


DEB822 = """\
# The archive.
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
"""
ONE_LINE = """\
deb https://other.example/apt stuff main
# deb http://off.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib
"""


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        ("sources.list.d/debian.sources", DEB822, "/usr/share/keyrings/archive.gpg"),
        ("sources.list", ONE_LINE, "/k.gpg"),
    ],
)
def test_the_machine_s_source_with_only_the_suite_changed(tmp_path, path, text, key):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / path).write_text(text, encoding="utf-8")
    stanzas = debian_source.machine_stanzas(tmp_path)
    lines = debian_source.unstable(stanzas, "bookworm").splitlines()
    assert sorted(lines) == [
        "Components: main",
        f"Signed-By: {key}",
        "Suites: sid",
        "Types: deb",
        "URIs: http://mirror.example/debian",
    ]


def test_a_machine_without_a_debian_source_is_told_what_to_do(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    stanzas = debian_source.machine_stanzas(tmp_path)
    with pytest.raises(Refused, match="ODOO_SOURCE"):
        debian_source.unstable(stanzas, "bookworm")


def test_missing_packages_are_named_to_who_may_not_install(monkeypatch):
    monkeypatch.setattr(packages, "PRODUCTION", ("no-such-package",))
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(Refused, match="apt-get install .* no-such-package"):
        packages.ensure(production=True)


def test_a_command_that_fails_shows_the_end_of_its_log():
    with pytest.raises(Refused, match="status 3.[^.]*\nwhy it failed\n"):
        console.logged(["sh", "-c", "echo why it failed; exit 3"], "failing")


def test_arguments_of_the_test_command():
    here = __file__
    options, paths = test_command.split(["-k", "port", f"{here}::test_one"])
    assert (options, paths) == (["-k", "port"], [f"{here}::test_one"])
    demonstration = str(test_command.DEMONSTRATION[0] / "test_demo.py")
    assert test_command.sort([here, demonstration]) == ([demonstration], [here])
