# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the bytes of a bank's file to its lines: encoding and line ends."""


def decode(layout, content, problems):
    r"""Return (text, foreign encoding or None) of a file.

    Text in UTF-8 often decodes as GB18030 too, to other characters: bytes that are
    also valid UTF-8 are suspicious, and the caller has to find out by the names.

    >>> from .bank_layout import Format, Problems
    >>> decode(Format("result", ()), "中文\r\n".encode(), Problems())
    ('涓枃\r\n', 'utf-8')
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        problems.add("empty")
        return "", None
    unicode_wanted = layout.encoding.startswith("utf-8")
    other = "gb18030" if unicode_wanted else "utf-8"
    foreign = _decoded(content, other)
    # two bytes of GB18030 are easily two of UTF-8, hardly ever three in a row
    if foreign and not unicode_wanted and max(foreign) < "\u0800":
        foreign = None
    text = _decoded(content, layout.encoding)
    if text is None:
        problems.add("undecodable", expected=layout.encoding.upper())
    suspicious = foreign and (text is None or not unicode_wanted)
    return text or "", other if suspicious else None


def _decoded(content, encoding):
    """Return the text, None if the bytes aren't of that encoding."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def split(layout, text, problems):
    r"""Return the file's lines.

    >>> from .bank_layout import Format, Problems
    >>> problems = Problems()
    >>> split(Format("result", ()), "a\r\nb\nc\r\n", problems), problems[0].key
    ([], 'line_end')
    """
    rows = text.split(layout.line_end)
    last = rows.pop()
    for number, row in enumerate(rows, 1):
        if "\r" in row or "\n" in row:
            problems.add("line_end", number)
            return []
        if not row.strip():
            problems.add("blank_line", number)
    if "\n" in last or "\r" in last.rstrip("\r"):
        problems.add("line_end", len(rows) + 1)
    elif last:
        problems.add("truncated", len(rows) + 1)
    return rows
