"""Where things lie: the checkout, and its ``.local`` folder with all that is made."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ADDONS = ROOT / "addons"
LIB = ROOT / "scripts" / "lib"

LOCAL = ROOT / ".local"
APT = LOCAL / "apt"
CLUSTER = LOCAL / "pg"
DATA = LOCAL / "data"
DOWNLOAD = LOCAL / "download"
LOCKS = LOCAL / "lock"
LOG = LOCAL / "log"
ODOO = LOCAL / "odoo"
STAMPS = LOCAL / "stamp"
VENV = LOCAL / "venv"
WHEELS = LOCAL / "wheels"
CONFIGURATION = LOCAL / "odoo.conf"
PYTHON = VENV / "bin" / "python"
