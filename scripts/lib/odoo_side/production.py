"""The production database: all addons but the demonstration district, hardened."""

import os
import secrets

from ground import addons
from ground.console import say
from ground.databases import Databases
from odoo_side import install
from odoo_side.session import open_environment

# Refuses weak passwords, admin/admin among them, so development does without.
HARDENING = ("password_security",)


def main(database):
    """Make the database named, or upgrade in it what has changed."""
    databases = Databases(dict(os.environ), shipped())
    new = not databases.exists(database)
    if new:
        databases.create_empty(database)
        modules = [*databases.own, *addons.SERVICES]
    else:
        modules = databases.changed(database)
    install.main(database, ",".join([*modules, *HARDENING]), databases.state())
    if new:
        say(f"The password of admin is {_give_password(database)}")


def shipped():
    """Return {name: manifest} of the addons that production installs."""
    own = addons.manifests()
    return {name: own[name] for name in own if name != addons.DEMONSTRATION}


def _give_password(database):
    """Replace the well-known password of a new database and return the new one."""
    password = f"{secrets.token_urlsafe(12)}-Aa1"
    with open_environment(database) as env:
        env.ref("base.user_admin").password = password
    return password
