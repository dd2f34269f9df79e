"""What an import finds wrong in a file, in a database of its own."""

import datetime
import json
from pathlib import Path

from odoo.exceptions import UserError

from ground.console import fail, say
from odoo_side.session import open_environment, parse_options


def main(database, kind, file, as_of, result, register=None):
    """Import ``file`` and write to ``result`` what was found."""
    parse_options("--log-level=warn")
    try:
        with open_environment(database) as env:
            found = env["civil.import"]._run_findings(
                kind,
                Path(file),
                datetime.date.fromisoformat(as_of),
                register and Path(register),
            )
    except UserError as error:
        return fail(str(error))
    Path(result).write_text(
        json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    for code, labels in found.items():
        say(f"  {code}: {labels if isinstance(labels, int) else len(labels)}")
    say(f"Findings: {result}")
    return 0
