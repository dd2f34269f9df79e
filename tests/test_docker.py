"""The production image keeps step with the scripts: read, not run."""

import configparser
import re
import subprocess

import yaml

from ground import addons, configuration, packages, postgresql
from ground.paths import ADDONS, ROOT
from odoo_side import production

DOCKER = ROOT / "docker"
COMPOSE = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
# The PostgreSQL that each Debian has, which setup installs and the tests use.
DEBIANS = {"bookworm": 15, "trixie": 17}
NGINX = (DOCKER / "nginx.conf").read_text(encoding="utf-8")


def instructions(name):
    """Return what follows each instruction ``name`` of the Dockerfile."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} (.*)", joined, re.MULTILINE)


def options(path):
    """Return the section ``options`` of a configuration file."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(path)
    return parser["options"]


def production_options():
    """Return the production settings laid over the development ones."""
    return {**options(configuration.DEVELOPMENT), **options(configuration.PRODUCTION)}


def test_the_image_is_made_by_the_same_setup():
    assert "scripts/setup --production" in " ".join(instructions("RUN"))
    assert "apt-get" not in DOCKERFILE
    assert "pip" not in DOCKERFILE


def test_the_image_gets_every_file_that_setup_reads():
    copied = " ".join(instructions("COPY")).split()
    for name in ("odoo.conf", "requirements.txt", "docker/odoo.conf", "scripts"):
        assert name in copied
    assert "addons" in copied


def test_image_and_server_are_of_one_debian_and_one_postgresql():
    [base] = instructions("FROM")
    suite = re.fullmatch(r"debian:(\w+)-slim", base).group(1)
    image = COMPOSE["services"]["database"]["image"]
    assert image == f"postgres:{DEBIANS[suite]}-{suite}"
    assert DEBIANS[suite] >= postgresql.OLDEST
    assert "postgresql-client" in packages.PRODUCTION


def test_production_needs_no_more_packages_than_tests():
    assert set(packages.PRODUCTION) < set(packages.DEVELOPMENT)


def test_database_and_tests_keep_rows_out_of_the_log_alike():
    command = COMPOSE["services"]["database"]["command"]
    for name in ("log_error_verbosity", "log_min_error_statement", "jit"):
        assert f"{name}={postgresql.SETTINGS[name]}" in command


def test_production_installs_all_addons_but_the_demonstration_district():
    assert production.shipped().keys() | {addons.DEMONSTRATION} >= {
        path.parent.name for path in ADDONS.glob("*/__manifest__.py")
    }
    assert addons.DEMONSTRATION not in production.shipped()
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in (*production.HARDENING, *addons.SERVICES):
        assert f"odoo-addon-{name.replace('_', '-')}==" in pins


def test_production_configuration_is_closed_and_behind_the_proxy():
    settings = production_options()
    assert settings["list_db"] == "False"
    assert settings["proxy_mode"] == "True"
    assert settings["dbfilter"] == f"^{settings['db_name']}$"
    assert int(settings["workers"]) > 0
    assert settings["log_handler"] == options(configuration.DEVELOPMENT)["log_handler"]


def test_the_production_configuration_repeats_nothing():
    development = options(configuration.DEVELOPMENT)
    repeated = [
        name
        for name, value in options(configuration.PRODUCTION).items()
        if development.get(name) == value
    ]
    assert repeated == []


def test_the_proxy_reaches_both_ports_of_odoo():
    settings = production_options()
    assert f"server odoo:{settings['http_port']};" in NGINX
    assert f"server odoo:{settings['gevent_port']};" in NGINX
    assert "location /websocket" in NGINX
    exposed = " ".join(instructions("EXPOSE")).split()
    assert exposed == [settings["http_port"], settings["gevent_port"]]


def test_no_password_lies_in_the_files():
    values = re.findall(
        r"PASSWORD: (.*)", (DOCKER / "compose.yaml").read_text(encoding="utf-8")
    )
    assert values
    assert all(value.startswith("${CIVIL_DB_PASSWORD:?") for value in values)


def test_every_volume_and_service_that_is_named_is_there():
    services, volumes = COMPOSE["services"], COMPOSE["volumes"]
    for service in services.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in volumes or source.startswith("./")
        assert set(service.get("depends_on", ())) <= set(services)


def test_shell_in_the_scripts_parses():
    for path in (ROOT / "scripts").glob("*"):
        if path.is_file():
            subprocess.run(["bash", "-n", path], check=True)
