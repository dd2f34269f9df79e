"""Serve the demonstration bureau on this machine, set up on first use.

The database civil is made with the demonstration district, and kept: what you do in it
stays. Where the addons have changed since, they are upgraded in it.
"""

import argparse
import socket
import subprocess
import time
import urllib.error
import urllib.request

from commands.setup import setup
from ground import addons, postgresql
from ground.console import Refused, say, step
from ground.databases import Databases
from ground.files import lock
from ground.paths import LOG, PYTHON

DATABASE = "civil"
ADDRESS = "127.0.0.1"
FIRST_PORT = 8069


def main(arguments):
    """Command line of scripts/run."""
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT)
    options = parser.parse_args(arguments)
    start = time.monotonic()
    say("Civil Affairs Suite")
    setup()
    with postgresql.server() as environment:
        databases = Databases(environment)
        with lock("civil"):
            _prepare(databases)
        port = free_port(options.port)
        if port != options.port:
            say(f"  Port {options.port} is in use, so {port} is taken.")
        return _serve(databases, port, start)


def free_port(first):
    """Return the first port from ``first`` on that can be listened on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    raise Refused(f"No port from {first} to {first + 99} is free.")


def _prepare(databases):
    """Make the database or upgrade what has changed in it."""
    if not databases.exists(DATABASE):
        template = databases.template("demo")
        with step("Database civil"):
            databases.copy(template, DATABASE)
            databases.query(
                "UPDATE ir_config_parameter SET value = gen_random_uuid()::text"
                " WHERE key IN ('database.uuid', 'database.secret')",
                DATABASE,
            )
    elif changed := databases.changed(DATABASE):
        with step(f"Upgrade of {', '.join(changed)}"):
            databases.install(DATABASE, changed)


def _serve(databases, port, start):
    address = f"http://{ADDRESS}:{port}"
    _name_address(databases, address)
    log = LOG / "server.log"
    # Where this command is killed, the server ends with it.
    words = ["setpriv", "--pdeathsig", "TERM", PYTHON, "-m", "odoo"]
    words += [f"--database={DATABASE}", f"--http-port={port}"]
    with log.open("a") as stream:
        server = subprocess.Popen(
            words,
            env=databases.environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            with step("Start"):
                _wait(server, f"{address}/web/login", log)
            _welcome(databases, address, time.monotonic() - start)
            return server.wait()
        except KeyboardInterrupt:
            say("\n  Stopping")
            return 0
        finally:
            server.terminate()
            server.wait(timeout=60)


def _name_address(databases, address):
    """Let reports and links use the address that is served."""
    keys = ("report.url", "web.base.url")
    values = ", ".join(f"('{key}', '{address}')" for key in keys)
    databases.query(
        f"INSERT INTO ir_config_parameter (key, value) VALUES {values}"
        " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
        DATABASE,
    )


def _wait(server, address, log):
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Refused(f"Odoo ended with status {server.returncode}, see {log}.")


def _welcome(databases, address, seconds):
    users = databases.query(
        "SELECT u.login, p.name FROM res_users u JOIN res_partner p"
        " ON p.id = u.partner_id WHERE u.active AND NOT u.share AND u.id > 1"
        " ORDER BY u.login <> 'admin', u.id",
        DATABASE,
    )
    password = databases.query(
        "SELECT value FROM ir_config_parameter WHERE key = 'civil_demo.password'",
        DATABASE,
    )
    say(f"\n{address} is served (after {seconds:.0f} s). Ctrl-C stops it.\n")
    say("  user              password    who")
    for row in users.splitlines():
        login, name = row.split("|", 1)
        word = "admin" if login == "admin" else password
        say(f"  {login:<17} {word:<11} {name}")
    if addons.DEMONSTRATION in databases.own:
        say("\nLook at Subsidies (补贴发放): two months' batches in different states,")
        say("and at Residents (居民档案).")
