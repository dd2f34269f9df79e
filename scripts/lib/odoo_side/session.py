"""An environment of Odoo for programs that aren't Odoo's server."""

from contextlib import contextmanager

import odoo.api
import odoo.tools
from odoo.modules.registry import Registry

LANGUAGE = "zh_CN"
TIME_ZONE = "Asia/Shanghai"


def parse_options(*options):
    """Read the configuration that ``ODOO_RC`` names and set up Odoo's log.

    :param options: as on Odoo's command line
    """
    odoo.tools.config.parse_config([*options], setup_logging=True)


@contextmanager
def open_environment(database):
    """Give an environment of the superuser in Chinese; commits at the end.

    An exception inside takes everything back.
    """
    with Registry(database).cursor() as cr:
        context = {"lang": LANGUAGE, "tz": TIME_ZONE}
        yield odoo.api.Environment(cr, odoo.api.SUPERUSER_ID, context)
