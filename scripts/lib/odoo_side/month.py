"""The month without a screen, in a database of its own."""

from odoo.exceptions import UserError

from ground.console import fail, say
from odoo_side.session import open_environment, parse_options


def main(database, inputs, period, result):
    """Run the month on the files in ``inputs`` and write the file ``result``."""
    parse_options("--log-level=warn")
    try:
        with open_environment(database) as env:
            env["civil.subsidy.month"]._run(
                inputs, period, result, progress=lambda text: say(f"  {text}")
            )
    except UserError as error:
        return fail(str(error))
    return 0
