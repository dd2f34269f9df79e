"""Entry of every command: ``main.py NAME [arguments]`` runs ``commands/NAME.py``."""

import importlib
import signal
import sys

from ground.console import Refused, fail

if __name__ == "__main__":
    # Ended from outside, a command still stops what it started.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    command = importlib.import_module(f"commands.{sys.argv[1]}")
    try:
        sys.exit(command.main(sys.argv[2:]))
    except Refused as refusal:
        sys.exit(fail(str(refusal)))
    except KeyboardInterrupt:
        sys.exit(130)
