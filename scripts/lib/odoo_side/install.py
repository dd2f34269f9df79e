"""Install or upgrade addons in a database.

A database without Odoo becomes one of China first: country, currency, language and
time zone must stand before any accounting is installed.
"""

from contextlib import closing

import odoo.modules.db
import odoo.sql_db
from odoo.modules.registry import Registry

from ground.databases import STATE_PARAMETER
from odoo_side.session import LANGUAGE, TIME_ZONE, open_environment, parse_options


def main(database, modules, state):
    """Bring ``modules`` to the state of their files in ``database``.

    :param modules: names, parted by commas
    :param state: kept in the database, so that a later run knows what has changed
    """
    parse_options("--skip-auto-install", f"--load-language={LANGUAGE}")
    if not _installed(database):
        Registry.new(database, update_module=True, install_modules=["base", "web"])
        with open_environment(database) as env:
            localize(env)
    wanted = set(modules.split(","))
    installed = wanted & _installed(database)
    Registry.new(
        database,
        update_module=True,
        install_modules=wanted - installed,
        upgrade_modules=installed,
    )
    with open_environment(database) as env:
        env["ir.config_parameter"].set_param(STATE_PARAMETER, state)
        env["ir.qweb"]._pregenerate_assets_bundles()


def localize(env):
    """Make the company one of China, and Chinese what users start with."""
    yuan = env.ref("base.CNY")
    yuan.active = True
    company = env.ref("base.main_company")
    company.write({"country_id": env.ref("base.cn").id, "currency_id": yuan.id})
    users = env["res.users"].with_context(active_test=False).search([])
    partners = company.partner_id | users.partner_id
    partners.write({"lang": LANGUAGE, "tz": TIME_ZONE})
    env["ir.default"].set("res.partner", "lang", LANGUAGE)
    env["ir.default"].set("res.partner", "tz", TIME_ZONE)


def _installed(database):
    """Return the names of the installed modules, none if Odoo isn't in there yet."""
    with closing(odoo.sql_db.db_connect(database).cursor()) as cr:
        if not odoo.modules.db.is_initialized(cr):
            return set()
        cr.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
        return {name for (name,) in cr.fetchall()}
