"""Files that are complete or absent, content hashes, stamps and locks."""

import fcntl
import hashlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from ground.console import say
from ground.paths import LOCKS, STAMPS


def digest(*parts):
    """Return a short hash over texts and the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:16]


def is_done(name, key):
    """Tell whether the step ``name`` was completed for ``key``."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == key


def mark_done(name, key):
    """Remember that the step ``name`` was completed for ``key``."""
    write_whole(STAMPS / name, key)


def write_whole(path, text):
    """Write a file so that a reader sees all of it or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


@contextmanager
def whole_folder(path):
    """Give an empty folder to fill; it takes the place of ``path`` once filled.

    What a killed run left half filled is removed by the next one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{path.name}.part*"):
        remove(left)
    part = path.with_name(f"{path.name}.part")
    part.mkdir()
    yield part
    remove(path)
    part.rename(path)


def remove(path):
    """Remove a file, a link or a folder with all that is in it, if there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


@contextmanager
def lock(name):
    """Hold a lock that the kernel frees when the process ends, however it ends."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    with (LOCKS / name).open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  Another command is at work ({name}): waiting for it")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
