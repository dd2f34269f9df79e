"""Tables of plots as sheets hold them: merged cells, blanks, what stands around.

Pure Python: no database, no Odoo.
"""

import io
import re

import python_calamine

from odoo.addons.civil_base.tools.text import clean, clean_official

_NAMED = re.compile(r"(?:公墓|墓园|陵园|单位)(?:名称)?[::](.+)")
_TITLED = re.compile(r"(.*?(?:公墓|墓园|陵园|福寿园|纪念园|骨灰堂))")
_TOTAL = re.compile(r"合计|小计|总计|共计|累计")
#: A row with fewer cells than these is no plot, if it doesn't say where it lies.
_LEAST_CELLS = 4


def merged_ranges(content):
    """Return ``{sheet: [((first row, column), (last row, column))]}``, from 0.

    Files without such cells, text among them, give nothing.
    """
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).merged_cell_ranges or ()
            for name in book.sheet_names
        }
    except (python_calamine.CalamineError, OSError, ValueError):
        return {}


def fill_merged(table, ranges):
    """Write the value of cells merged downwards into each row that they cover."""
    keys = {column: key for key, column in table.columns.items()}
    rows = {row.number - 1: row for row in table.rows}
    for (top, left), (bottom, right) in ranges:
        key = keys.get(left)
        if key is None or left != right or top not in rows:
            continue
        for at in range(top + 1, bottom + 1):
            if at in rows:
                rows[at].cells[key] = rows[top].cells[key]


def fill_down(table, keys):
    """Fill blank places from the row above, and drop what is no plot.

    A place is filled only as long as what stands to its left in ``keys`` is the same.
    """
    kept, above = [], {}
    for row in table.rows:
        if _is_around(row, keys):
            continue
        kept.append(row)
        changed = False
        for key in keys:
            value = row.cells.get(key)
            if not clean(value):
                if not changed and key in above:
                    row.cells[key] = above[key]
            elif clean(value) != clean(above.get(key)):
                changed = True
        above = {key: row.cells.get(key) for key in keys if clean(row.cells.get(key))}
    table.rows = kept


def _is_around(row, keys):
    """Tell whether a row adds up, is signed or explains."""
    if clean(row.cells.get("number")):
        return False
    texts = [clean(value) for value in row.values if clean(value)]
    if any(_TOTAL.search(text) for text in texts):
        return True
    blank = not clean(row.cells.get(keys[-1]))
    return blank and len(texts) < _LEAST_CELLS


def cemetery_of(sheet_name, rows):
    """Return which cemetery a table without such a column is about.

    What is said expressly above it counts first, then the name of the sheet and a
    title, if they name a cemetery; the sheet's name otherwise.

    >>> cemetery_of("墓位", [["公墓名称：东山公墓"], ["单位：平方米"]])
    '东山公墓'
    >>> cemetery_of("Sheet1", [["东山公墓墓位登记表", None]])
    '东山公墓'
    >>> cemetery_of("西山公墓", [["全区公墓墓位登记表"]]), cemetery_of("一期", [[None]])
    ('西山公墓', '一期')
    """
    texts = [clean_official(value) for row in rows for value in row if clean(value)]
    plain = [text.replace("：", ":") for text in texts]
    for text in plain:
        if (found := _NAMED.match(text)) and _TITLED.match(found[1]):
            return found[1].strip()
    for text in (clean_official(sheet_name), *plain):
        if (found := _TITLED.match(text)) and ":" not in text:
            return text if text == clean_official(sheet_name) else found[1]
    return clean_official(sheet_name)
