"""What no file of the project may hold."""

import re
import subprocess

from checks.problem import Problem

LONGEST = 400
_FORBIDDEN = {
    r"\b(TODO|FIXME|XXX)\b": "leaves work undone",
    r"\b(debian|pypi|pythonhosted|npmjs)\.(org|com)\b": (
        "names the host of a package index"
    ),
    r"(?<![\w.:/$}])/(home|root|work|Users)/\w": "names a folder of one machine",
    r"^(<{7}|={7}|>{7})( |$)": "is left from a merge",
    r"\b(skipTest\(|unittest\.skip|pytest\.mark\.skip)": "skips a test",
}
_CODE = {".py", ".js", ".xml", ".sh", ""}
_LEFT_OUT = {"LICENSE", "scripts/lib/checks/text.py"}


def check(root):
    """Yield forbidden texts and overlong files of the project, built ones aside."""
    for name in _files(root):
        path = root / name
        if name in _LEFT_OUT or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from check_text(path, text)


def check_text(path, text):
    """Yield what is wrong in the text of one file."""
    lines = text.count("\n")
    if path.suffix in _CODE and lines > LONGEST:
        yield Problem(path, f"has {lines} lines, more than {LONGEST}")
    for pattern, why in _FORBIDDEN.items():
        for found in re.finditer(pattern, text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(path, f"{found.group()!r} {why}", line)


def _files(root):
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        skipped = {".local", ".git", "__pycache__"}
        files = (path.relative_to(root) for path in root.rglob("*"))
        return [str(path) for path in files if not skipped & set(path.parts)]
    return done.stdout.splitlines()
