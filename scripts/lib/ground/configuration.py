"""The configuration file that Odoo reads: odoo.conf with this machine's folders."""

import configparser
import io

from ground import odoo_source, python
from ground.files import write_whole
from ground.paths import ADDONS, CONFIGURATION, DATA, ROOT

DEVELOPMENT = ROOT / "odoo.conf"
PRODUCTION = ROOT / "docker" / "odoo.conf"


def ensure(*, production):
    """Write ``.local/odoo.conf``.

    In production, what docker/odoo.conf says is laid over the development settings.
    The database server isn't named in it: Odoo reads the PG variables.
    """
    parser = configparser.ConfigParser(interpolation=None)
    parser.read([DEVELOPMENT, PRODUCTION] if production else [DEVELOPMENT])
    folders = [*odoo_source.addons_folders(), python.addons_folder(), ADDONS]
    parser["options"]["addons_path"] = ",".join(map(str, folders))
    if not production:
        parser["options"]["data_dir"] = str(DATA)
    text = io.StringIO()
    parser.write(text)
    if not CONFIGURATION.is_file() or CONFIGURATION.read_text() != text.getvalue():
        write_whole(CONFIGURATION, text.getvalue())
