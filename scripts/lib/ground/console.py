"""One tidy stream of steps for the person, the full log in a file."""

import os
import shlex
import subprocess
import sys
import time
from collections import deque
from contextlib import contextmanager

from ground.paths import LOG


class Refused(Exception):
    """A command can't go on; the text says why and what to do."""


def say(text=""):
    """Print one line at once, also where the output is a pipe."""
    print(text, flush=True)


def fail(sentence):
    """Print why the command ends and return its exit status."""
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1


@contextmanager
def step(name):
    """Show a step while it is done, then the seconds that it took."""
    start = time.monotonic()
    print(f"  {name} ...", end="", flush=True)
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - start:.1f} s", flush=True)


def logged(command, log, *, remedy="", **options):
    """Run ``command`` with its output appended to ``.local/log/<log>.log``.

    :param remedy: a sentence for the person, shown if the command fails
    :raises Refused: with the last lines of the log
    """
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / f"{log}.log"
    words = [os.fspath(word) for word in command]
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n$ {shlex.join(words)}\n")
        stream.flush()
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            **options,
        )
    if done.returncode:
        with path.open(encoding="utf-8", errors="replace") as stream:
            tail = "".join(deque(stream, 12)).rstrip()
        raise Refused(
            f"{words[0]} ended with status {done.returncode}.\n{tail}\n"
            f"The full log is {path}.\n{remedy}".rstrip()
        )
