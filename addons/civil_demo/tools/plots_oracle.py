"""What is wrong with a file of plots, worked out apart from the suite.

Reads the workbook cell by cell with another library and its own rules of spelling.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl

CODES = (
    "area_over_limit",
    "over_capacity",
    "tenure_over",
    "cremation_unknown",
    "cremation_used_twice",
)
HEADINGS = {
    "cemetery": ("公墓", "公墓名称"),
    "zone": ("区", "墓区"),
    "row": ("排", "排号"),
    "number": ("号", "墓号"),
    "type": ("类型", "墓型"),
    "area": ("占地面积m2", "占地面积", "占地面积(m2)"),
    "start": ("起始日期",),
    "years": ("缴费年限",),
    "count": ("安放人数",),
    "cremation": ("最近安放者火化证编号", "火化证编号"),
}
#: m² in thousandths by nature and number of places.
LIMITS = {"public": {1: 500, 2: 800}, "commercial": {1: 1000, 2: 1000}}
PLACES = {"单穴": 1, "单人墓": 1, "双穴": 2, "双人墓": 2, "合葬墓": 2}
NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")}
NONE = {"", "无", "/", "-", "—"}


def text(value):
    """Return a cell as narrow text without any space."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    narrow = unicodedata.normalize("NFKC", "" if value is None else str(value))
    return "".join(c for c in narrow if c.isprintable() and not c.isspace())


def is_commercial(name):
    """Tell what the district knows of its cemeteries."""
    return "神农福寿园" in name or "经营性" in name


def digits(value):
    """Return the whole number in a cell, or None."""
    if isinstance(value, (date, datetime)):
        # A small number that the spreadsheet shows as a day of 1900.
        return (date(value.year, value.month, value.day) - date(1899, 12, 31)).days
    found = re.fullmatch(r"第?(\d+)(?:\.0)?[排号年人]?", text(value))
    if found:
        return int(found[1])
    bare = re.sub(r"^第|[排号年人]$", "", text(value))
    if bare in ("二十", "两"):
        return {"二十": 20, "两": 2}[bare]
    return NUMERALS.get(bare)


def thousandths(value):
    """Return an area in thousandths of a m², rounded, or None."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:m2|平方米)?", text(value))
    return round(float(found[1]) * 1000) if found else None


def day(value):
    """Return the day in a cell, or None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (int, float)):
        if 20000 < value < 60000:
            return date(1899, 12, 30) + timedelta(days=int(value))
        value = int(value)
    parts = re.findall(r"\d+", text(value))
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    try:
        return date(*map(int, parts)) if len(parts) == 3 else None
    except ValueError:
        return None


def later(start, years):
    """Return the same day years later; 29 February may become the 28."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def sheets(path):
    """Yield ``(name, rows)`` of a workbook, merged cells written out."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        merged = [str(area) for area in sheet.merged_cells.ranges]
        for area in merged:
            left, top, right, bottom = openpyxl.utils.range_boundaries(area)
            value = sheet.cell(top, left).value
            sheet.unmerge_cells(area)
            if left == right:
                for row in range(top, bottom + 1):
                    sheet.cell(row, left).value = value
        yield sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]


def register(path):
    """Return the numbers of a register of cremations, from text or workbook."""
    path = Path(path)
    if path.suffix == ".xlsx":
        tables = [rows for _name, rows in sheets(path)]
    else:
        content = path.read_bytes()
        try:
            decoded = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            decoded = content.decode("gb18030")
        tables = [list(csv.reader(io.StringIO(decoded)))]
    numbers = set()
    for rows in tables:
        column = None
        for row in rows:
            cells = [text(cell).upper() for cell in row]
            if column is None:
                at = [i for i, c in enumerate(cells) if c in ("火化证编号", "火化证号")]
                column = at[0] if at else None
            elif column < len(cells):
                numbers.add(cells[column].lstrip("'"))
    return numbers - {""}


def columns(row):
    """Return ``{key: column}`` if the row is the header, else None."""
    cells = [text(cell).lower() for cell in row]
    found = {
        key: cells.index(name)
        for key, names in HEADINGS.items()
        for name in reversed(names)
        if name in cells
    }
    return found if {"zone", "row", "number", "area"} <= found.keys() else None


def lines(path):
    """Yield each plot's cells by key."""
    for title, rows in sheets(path):
        where, above = None, {}
        for row in rows:
            if where is None:
                where = columns(row)
                continue
            cells = {key: row[at] for key, at in where.items() if at < len(row)}
            if digits(cells.get("number")) is None or text(row[0]) in ("合计", "小计"):
                continue
            cells.setdefault("cemetery", title)
            for key in ("cemetery", "zone", "row"):
                if not text(cells.get(key)):
                    cells[key] = above.get(key)
            above = dict(cells)
            yield cells


def spelled(names):
    """Return ``{key: most usual spelling}``."""
    counts = {}
    for key, name in names:
        counts.setdefault(key, Counter())[name] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def plots_oracle(path, register_path, as_of):
    """Return ``{code: sorted [cemetery/zone/row/number]}`` of a file.

    :param path: the workbook of plots
    :param register_path: the register of cremations, text or workbook
    :param date as_of: the day as of which the plots are judged
    """
    known = register(register_path)
    found = {code: set() for code in CODES}
    uses = {}
    read = list(lines(path))
    zones = spelled((bare_zone(cells), zone(cells)) for cells in read)
    for cells in read:
        name = text(cells["cemetery"])
        place = [name, zones[bare_zone(cells)]]
        place += [str(digits(cells[key])) for key in ("row", "number")]
        label = "/".join(place)
        kind = "commercial" if is_commercial(name) else "public"
        places = PLACES.get(text(cells["type"]))
        area, count = thousandths(cells["area"]), digits(cells["count"])
        limit = LIMITS[kind].get(places, max(LIMITS[kind].values()))
        if area is not None and area > limit:
            found["area_over_limit"].add(label)
        if places and count is not None and count > places:
            found["over_capacity"].add(label)
        start, years = day(cells["start"]), digits(cells["years"])
        if start and years and later(start, years) < as_of:
            found["tenure_over"].add(label)
        number = text(cells.get("cremation")).upper().lstrip("'")
        if number not in NONE:
            uses.setdefault(number, set()).add(label)
            if number not in known:
                found["cremation_unknown"].add(label)
    for labels in uses.values():
        if len(labels) > 1:
            found["cremation_used_twice"] |= labels
    return {code: sorted(labels) for code, labels in found.items()}


def bare_zone(cells):
    """Return what the spellings of a zone have in common."""
    return zone(cells).removesuffix("区")


def zone(cells):
    """Return the zone as it is named."""
    return text(cells["zone"]).upper().lstrip("'")
