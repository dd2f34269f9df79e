"""A month whose server is killed again and again ends as one that nobody disturbed.

The steps are taken by real processes on databases of their own. A trigger lets the
process wait at a chosen moment of its work, until it is killed there with SIGKILL.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

import odoo.sql_db
from odoo.tools import config

WORKER = Path(__file__).with_name("kill_worker.py")
LIB = Path(__file__).parents[1] / "scripts" / "lib"
LOCK = 4711
PATIENCE = 60
TABLES = (
    *("batch", "payment", "finding", "figure", "movement"),
    *("file", "result_line", "run_piece"),
)
#: Each step with the moments at which it is killed: a table that is written, or the
#: commit itself.
MOMENTS = {
    "compute": ("payment INSERT", "finding INSERT", "movement INSERT", "commit"),
    "submit": ("batch UPDATE", "figure INSERT", "commit"),
    "approve": ("batch UPDATE", "commit"),
    "export": ("file INSERT", "payment UPDATE", "commit"),
    "send": ("payment UPDATE", "file UPDATE", "commit"),
    "import": ("file INSERT", "result_line INSERT", "commit"),
    "confirm": ("payment UPDATE", "figure INSERT", "commit"),
    "reconcile": ("batch UPDATE", "commit"),
    "follow_up": ("payment INSERT", "commit"),
    "close": ("batch UPDATE", "commit"),
}
#: Moments of the month that is worked in pieces; the number says which time.
MOMENTS_OF_RUN = (
    ("payment INSERT", 1),
    ("run_piece UPDATE", 1),
    ("payment INSERT", 2),
    ("run_piece UPDATE", 2),
    ("movement INSERT", 1),
)
#: What a month consists of, without the numbers that the database makes up.
CONTENT = {
    "batch": "SELECT name, kind, state, frozen_count, frozen_amount, content_hash"
    " FROM civil_subsidy_batch",
    "payment": "SELECT b.name, p.entitlement_id, p.version_id, p.period, p.outcome,"
    " p.gross_amount, p.deducted_amount, p.amount, p.sequence, p.reference,"
    " p.account_number, p.account_holder, p.bank_state, p.bank_serial, p.reason_id,"
    " f.name, o.reference FROM civil_subsidy_payment p"
    " JOIN civil_subsidy_batch b ON b.id = p.batch_id"
    " LEFT JOIN civil_subsidy_file f ON f.id = p.file_id"
    " LEFT JOIN civil_subsidy_payment o ON o.id = p.resend_of_id",
    "finding": "SELECT b.name, p.entitlement_id, f.check_id, f.outcome, f.detail,"
    " f.reason FROM civil_subsidy_finding f"
    " JOIN civil_subsidy_batch b ON b.id = f.batch_id"
    " LEFT JOIN civil_subsidy_payment p ON p.id = f.payment_id",
    "figure": "SELECT b.name, f.town_id, f.class_id, f.outcome, f.bank_state,"
    " f.followed_up, f.claim_count, f.amount FROM civil_subsidy_figure f"
    " JOIN civil_subsidy_batch b ON b.id = f.batch_id",
    "movement": "SELECT b.name, m.kind, m.claim_count, m.amount"
    " FROM civil_subsidy_movement m JOIN civil_subsidy_batch b ON b.id = m.batch_id",
    "file": "SELECT name, direction, state, sha256, line_count, amount, paid_count,"
    " failed_count FROM civil_subsidy_file",
    "answer": "SELECT f.name, r.reference, r.status, r.amount"
    " FROM civil_subsidy_result_line r JOIN civil_subsidy_file f ON f.id = r.file_id",
}


class District:
    """A database of its own, and the process that works on it.

    :param name: the database
    """

    def __init__(self, name):
        self.name = name
        _database, info = odoo.sql_db.connection_info_for(name)
        self.connection = psycopg2.connect(**info)
        self.connection.autocommit = True
        self.worker = None

    def query(self, statement, *values):
        """Run SQL at once; return its rows, if it gives any."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else None

    @contextmanager
    def working(self):
        """Have a process at work."""
        words = [sys.executable, WORKER, self.name, config.rcfile]
        path = os.pathsep.join([str(LIB), *sys.path])
        self.worker = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            assert self.heard() == "ready"
            yield self
        finally:
            self.worker.stdin.close()
            self.worker.wait(PATIENCE)
            self.worker.stdout.close()

    def heard(self):
        """Return the next thing that the process says."""
        return self.worker.stdout.readline().strip()

    def begin(self, step):
        """Have a step taken; return the number of the process that takes it."""
        self.worker.stdin.write(f"{step}\n")
        self.worker.stdin.flush()
        said = self.heard()
        assert said.startswith("started "), said
        return int(said.split()[1])

    def end(self):
        """Wait for the step; return how its process ended, and why it was refused."""
        said, refusal = self.heard(), None
        if said.startswith("refused "):
            refusal, said = said, self.heard()
        assert said.startswith("ended "), said
        return int(said.split()[1]), refusal

    def take(self, step):
        """Take a step undisturbed; return why it was refused."""
        self.begin(step)
        status, refusal = self.end()
        assert status == 0, f"{step} failed"
        return refusal

    def kill(self, step, moment, time_of_it=1):
        """Take a step and kill its process at a moment, the how many'th time."""
        self.query(f"""ALTER DATABASE "{self.name}" SET civil.kill = '{moment}'""")
        self.query(f"""ALTER DATABASE "{self.name}" SET civil.kill_at = {time_of_it}""")
        self.query("SELECT pg_advisory_lock(%s)", LOCK)
        process = self.begin(step)
        self.until(lambda: self.sessions("AND wait_event = 'advisory'"))
        os.kill(process, signal.SIGKILL)
        assert self.end()[0] == -signal.SIGKILL
        self.query("SELECT pg_advisory_unlock(%s)", LOCK)
        self.query(f'ALTER DATABASE "{self.name}" RESET civil.kill')
        self.until(lambda: not self.sessions())

    def sessions(self, condition=""):
        """Return the other sessions at the database that do or await something."""
        return self.query(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s"
            " AND backend_type = 'client backend'"
            f" AND pid <> pg_backend_pid() {condition}",
            self.name,
        )

    def until(self, condition):
        """Wait until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "the moment never came"
            time.sleep(0.02)

    def content(self):
        """Return what the month consists of, by table."""
        return {
            name: sorted(self.query(statement), key=repr)
            for name, statement in CONTENT.items()
        }

    def lay_traps(self):
        """Let processes wait where ``civil.kill`` says."""
        self.query(
            f"""
            CREATE FUNCTION civil_kill() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                moment text := current_setting('civil.kill', TRUE);
                seen integer;
            BEGIN
                IF moment = substr(TG_TABLE_NAME, 15) || ' ' || TG_OP
                        OR moment = 'commit' AND TG_NAME = 'civil_kill_commit' THEN
                    seen := 1 + coalesce(nullif(
                        current_setting('civil.kill_seen', TRUE), ''), '0')::integer;
                    PERFORM set_config('civil.kill_seen', seen::text, FALSE);
                    IF seen = current_setting('civil.kill_at')::integer THEN
                        PERFORM pg_advisory_lock({LOCK});
                    END IF;
                END IF;
                RETURN NULL;
            END $$
            """
        )
        for name in TABLES:
            table = f"civil_subsidy_{name}"
            self.query(
                f"CREATE TRIGGER civil_kill AFTER INSERT OR UPDATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION civil_kill()"
            )
        for name in ("batch", "file"):
            self.query(
                "CREATE CONSTRAINT TRIGGER civil_kill_commit AFTER INSERT OR UPDATE"
                f" ON civil_subsidy_{name} DEFERRABLE INITIALLY DEFERRED"
                " FOR EACH ROW EXECUTE FUNCTION civil_kill()"
            )

    def close(self):
        """Let go of the database."""
        self.connection.close()


class Server:
    """Makes copies of the database that the tests run on, and removes them."""

    def __init__(self, source):
        self.source = source
        self.made = []

    def run(self, statement):
        """Run SQL beside all databases."""
        _database, info = odoo.sql_db.connection_info_for("postgres")
        connection = psycopg2.connect(**info)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def copy(self, source, name):
        """Return a district on a copy of a database that nobody is using."""
        # What the tests before left open and idle; Odoo opens it anew when it must.
        odoo.sql_db.close_db(source)
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{source}' AND state = 'idle'"
        )
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        self.made.append(name)
        return District(name)

    def remove(self):
        """Remove all copies, with the files that they made."""
        for name in self.made:
            self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            shutil.rmtree(config.filestore(name), ignore_errors=True)


@pytest.fixture(scope="module")
def server(request):
    """Give the server, and remove what was made on it."""
    source = request.config.getoption("--odoo-database")
    made = Server(source)
    yield made
    made.remove()


@pytest.fixture(scope="module")
def prepared(server):
    """Return the name of a database with a month in draft and with traps."""
    name = f"{server.source}_kill"
    district = server.copy(server.source, name)
    district.lay_traps()
    with district.working():
        assert district.take("prepare") is None
    district.close()
    return name


@pytest.fixture(scope="module")
def undisturbed(server, prepared):
    """Return the month's content after each step that nobody disturbed."""
    district = server.copy(prepared, f"{prepared}_calm")
    contents = {"": district.content()}
    with district.working():
        for step in MOMENTS:
            assert district.take(step) is None
            contents[step] = district.content()
    district.close()
    return contents


def test_each_step_killed_at_any_moment_ends_the_same(server, prepared, undisturbed):
    district = server.copy(prepared, f"{prepared}_hit")
    before = undisturbed[""]
    with district.working():
        for step, moments in MOMENTS.items():
            for moment in moments:
                district.kill(step, moment)
                # Nothing is half done: all of the step, or nothing of it.
                done = moment == "commit"
                assert district.content() == (undisturbed[step] if done else before)
            district.take(step)
            assert district.content() == undisturbed[step], step
            before = undisturbed[step]
    district.close()
    states = [row[2] for row in before["batch"] if row[1] == "regular"]
    assert states == ["closed", "closed"]


@pytest.fixture(scope="module")
def undisturbed_run(server, prepared):
    """Return the content of a month that was computed in pieces undisturbed."""
    district = server.copy(prepared, f"{prepared}_calm_run")
    with district.working():
        assert district.take("run") is None
        assert district.take("work") is None
    content = district.content()
    district.close()
    return content


def test_a_run_killed_in_and_between_its_pieces_ends_the_same(
    server, prepared, undisturbed_run
):
    district = server.copy(prepared, f"{prepared}_run")
    with district.working():
        assert district.take("run") is None
        for moment, time_of_it in MOMENTS_OF_RUN:
            district.kill("work", moment, time_of_it)
        assert district.take("work") is None
    [[pieces, done]] = district.query(
        "SELECT count(*), count(*) FILTER (WHERE state = 'done')"
        " FROM civil_subsidy_run_piece"
    )
    assert pieces > 5
    assert done == pieces
    assert district.content() == undisturbed_run
    district.close()
