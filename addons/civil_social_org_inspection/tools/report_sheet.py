"""The annual report as a workbook that is filled in and brought back.

Pure Python: no database, no Odoo. Column A bears the names of the fields and is
hidden; only the answers can be typed.
"""

import io

import xlsxwriter

from odoo.addons.civil_base.tools.sheets import Fault, read_sheets

from .answers import LARGEST_NUMBER, read_answer

#: Where things stand in the sheet: numbers of columns.
NAME, NUMBER, LABEL, ANSWER, LAST, HINT = range(6)
_WIDTHS = {NUMBER: 6, LABEL: 30, ANSWER: 36, LAST: 20, HINT: 50}
#: The first row of the hidden column: whose report it is.
MARK = "civil-report"
_HEAD = 3
_MOST = 200


def write_sheet(title, mark, sections, words, computed):
    """Return the workbook of a report.

    :param str title: what stands above
    :param str mark: tells whose report of which year it is
    :param list sections: as the report declares them
    :param dict words: the words of the head: ``sheet``, ``number``, ``label``,
        ``answer``, ``last``, ``hint``, ``required``, ``computed``, ``choose``
    :param computed: names of the fields that nobody types
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(words["sheet"])
        formats = _formats(book)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        for column, width in _WIDTHS.items():
            sheet.set_column(column, column, width)
        sheet.set_column(NAME, NAME, None, None, {"hidden": True})
        sheet.write_string(0, NAME, f"{MARK}:{mark}")
        sheet.write_string(0, NUMBER, title, formats["title"])
        heads = ("number", "label", "answer", "last", "hint")
        for column, key in enumerate(heads, NUMBER):
            sheet.write_string(_HEAD - 1, column, words[key], formats["head"])
        sheet.freeze_panes(_HEAD, ANSWER)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        _write_rows(sheet, formats, sections, words, set(computed))
    return stream.getvalue()


def _formats(book):
    edge = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#D9E2F3"}),
        "section": book.add_format({**edge, "bold": True, "bg_color": "#F2F2F2"}),
        "label": book.add_format(edge),
        "last": book.add_format({**edge, "font_color": "#666666"}),
        "text": book.add_format(
            {**edge, "locked": False, "bg_color": "#FFFDE7", "num_format": "@"}
        ),
        "monetary": book.add_format(
            {**edge, "locked": False, "bg_color": "#FFFDE7", "num_format": "#,##0.00"}
        ),
        "integer": book.add_format(
            {**edge, "locked": False, "bg_color": "#FFFDE7", "num_format": "0"}
        ),
        "date": book.add_format(
            {**edge, "locked": False, "bg_color": "#FFFDE7", "num_format": "yyyy-mm-dd"}
        ),
        "computed": book.add_format({**edge, "num_format": "#,##0.00"}),
    }


def _write_rows(sheet, formats, sections, words, computed):
    row, number = _HEAD, 0
    for section in sections:
        sheet.merge_range(row, NUMBER, row, HINT, section["label"], formats["section"])
        row += 1
        for field in section["fields"]:
            number += 1
            _write_row(sheet, formats, row, number, field, words, computed)
            row += 1


def _write_row(sheet, formats, row, number, field, words, computed):
    star = f" *{words['required']}" if field["required"] else ""
    sheet.write_string(row, NAME, field["name"])
    sheet.write_number(row, NUMBER, number, formats["label"])
    sheet.write_string(row, LABEL, f"{field['label']}{star}", formats["label"])
    last = shown(field, field["last"])
    sheet.write_string(row, LAST, last, formats["last"])
    hint = words["computed"] if field["name"] in computed else field["hint"]
    sheet.write_string(row, HINT, hint or "", formats["label"])
    if field["name"] in computed:
        sheet.write_string(row, ANSWER, "", formats["computed"])
        return
    _write_answer(sheet, formats, row, field, words)


def _write_answer(sheet, formats, row, field, words):
    kind, value = field["type"], field["value"]
    style = formats.get(kind, formats["text"])
    if value is None:
        sheet.write_blank(row, ANSWER, None, style)
    elif kind in ("monetary", "integer"):
        sheet.write_number(row, ANSWER, float(value), style)
    elif kind == "date":
        sheet.write_datetime(row, ANSWER, read_answer("date", value), style)
    else:
        # A string, whatever it begins with: never a formula.
        sheet.write_string(row, ANSWER, shown(field, value), style)
    if kind == "selection":
        labels = [label for _key, label in field["selection"]]
        sheet.data_validation(
            row, ANSWER, row, ANSWER, {"validate": "list", "source": labels}
        )
    elif kind == "integer":
        sheet.data_validation(
            row,
            ANSWER,
            row,
            ANSWER,
            {
                "validate": "integer",
                "criteria": "between",
                "minimum": 0,
                "maximum": LARGEST_NUMBER,
                "error_message": words["whole"],
            },
        )


def shown(field, value):
    """Return a value as people read it."""
    if value is None or value is False:
        return ""
    return str(dict(field["selection"]).get(value, value))


def read_sheet(content, mark, sections, computed):
    """Return the answers of a workbook and what is wrong with it.

    Cells that are empty say nothing: the answer stays as it is.

    :param bytes content: the workbook
    :param str mark: whose report of which year it has to be
    :return: ``{field: raw cell}`` of what can be taken, and a list of faults, each
        ``(cell, label, Fault)``
    :raises Fault: it isn't this report's workbook: ``sheet``, ``whose``, or what
        reading a file may raise
    """
    rows = _find_rows(content, mark)
    fields = {
        field["name"]: field
        for section in sections
        for field in section["fields"]
        if field["name"] not in computed
    }
    taken, faults = {}, []
    for number, row in enumerate(rows[:_MOST], 1):
        field = fields.get(row[NAME]) if row and isinstance(row[NAME], str) else None
        raw = row[ANSWER] if field and len(row) > ANSWER else None
        if raw in (None, ""):
            continue
        try:
            value = read_answer(field["type"], raw, field["selection"])
        except Fault as fault:
            faults.append((f"D{number}", field["label"], fault))
            continue
        if value is not None:
            taken[field["name"]] = value
    return taken, faults


def _find_rows(content, mark):
    for sheet in read_sheets(content):
        found = sheet.rows[0][NAME] if sheet.rows and sheet.rows[0] else None
        if isinstance(found, str) and found.startswith(f"{MARK}:"):
            if found != f"{MARK}:{mark}":
                raise Fault("whose")
            return sheet.rows
    raise Fault("sheet")
