"""Entry of what needs Odoo: ``inside.py NAME [arguments]``, by Odoo's own Python."""

import importlib
import sys

if __name__ == "__main__":
    sys.exit(importlib.import_module(f"odoo_side.{sys.argv[1]}").main(*sys.argv[2:]))
