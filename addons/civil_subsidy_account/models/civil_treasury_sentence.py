"""What is wrong with a file of the finance bureau, in sentences with the remedy."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: Where it is wrong, around the sentence.
PLACES = {
    "layout": _lt("Layout %(layout)s: %(sentence)s"),
    "file_line": _lt("File %(file)s, line %(line)s: %(sentence)s"),
    "file": _lt("File %(file)s: %(sentence)s"),
    "record": _lt("%(reference)s: %(sentence)s"),
}

_LAYOUT = {
    "layout_missing": _lt("There is no column with “%(field)s”. Add it."),
    "layout_twice": _lt("“%(field)s” stands in two columns. Remove one of them."),
    "layout_heading_twice": _lt(
        "Two columns have the heading “%(heading)s”. Name one of them differently."
    ),
    "layout_separator": _lt(
        "The separator has to be a single sign that no value holds, such as | or \\t."
    ),
    "layout_word": _lt(
        "The finance bureau's word for “%(meaning)s” is missing. Add it under Words."
    ),
}

_WRITE = {
    "no_rows": _lt("There is nothing to write. Choose records first."),
    "required": _lt(
        "“%(field)s” is empty. Fill it in where it is kept, or make the column "
        "optional in the layout."
    ),
    "decimals": _lt(
        "“%(field)s” has more than the %(decimals)s decimals of the layout. Let the "
        "column have more of them."
    ),
    "too_long": _lt(
        "“%(field)s” is longer than %(limit)s characters. Shorten it where it is kept."
    ),
    "control_sign": _lt(
        "“%(field)s” holds a line break, a tabulator or another invisible sign. Type "
        "the value again."
    ),
    "separator_inside": _lt(
        "“%(field)s” holds the sign that divides the columns. Remove it from there."
    ),
    "sign": _lt(
        "The sign %(sign)s can't be written in the encoding of the layout. Choose "
        "GB18030 or UTF-8."
    ),
    "sign_heading": _lt(
        "A heading can't be written in the encoding of the layout. Choose GB18030 or "
        "UTF-8."
    ),
}

_READ = {
    "empty": _lt("The file is empty. Download it again."),
    "damaged": _lt("The file is damaged. Download it again."),
    "encrypted": _lt("The file has a password. Save it without one."),
    "encoding": _lt(
        "The text is neither in UTF-8 nor in GB18030. Save it again in one of them."
    ),
    "is_workbook": _lt(
        "This is a workbook, the layout expects a text file. Choose the other layout, "
        "or save the sheet as text."
    ),
    "not_workbook": _lt(
        "This is no Excel workbook, as the layout expects. Choose the other layout, or "
        "save the file as .xlsx."
    ),
    "no_sheet": _lt("There is no sheet “%(sheet)s”. Name the sheet so."),
    "missing_columns": _lt(
        "There is no row with the headings of the layout; missing: %(missing)s. Take "
        "the file as it was downloaded, or correct the layout."
    ),
    "no_lines": _lt("There are no payments in it. Download it again."),
    "cell_empty": _lt("“%(field)s” is empty. Fill it in."),
    "digits_lost": _lt(
        "“%(field)s” is kept as a number and has lost digits. Format the column as "
        "text and enter the number again."
    ),
    "status": _lt(
        "“%(field)s” is “%(found)s”; the layout knows %(known)s. Correct it, leave "
        "lines out that the treasury is still working on, or add the word to the "
        "layout."
    ),
    "amount_read": _lt(
        "“%(field)s” can't be read: “%(found)s”. Write yuan, such as 1234.50."
    ),
    "date_read": _lt(
        "“%(field)s” can't be read: “%(found)s”. Write it like 2024-03-05."
    ),
    "date_future": _lt(
        "“%(field)s” is %(date)s, which is still to come. Correct it, or bring the "
        "file in on that day."
    ),
    "twice": _lt(
        "Application %(number)s stands in line %(first)s, too. Keep one of them."
    ),
    "voucher_days": _lt(
        "Voucher %(number)s has another day than in line %(first)s. A voucher is paid "
        "on one day: correct one of them."
    ),
}

_JUDGE = {
    "unknown": _lt(
        "There is no application %(number)s among those that you may see. Compare the "
        "number with the list of applications."
    ),
    "state": _lt(
        "Application %(number)s is in the state “%(state)s”: only what is still to be "
        "paid can be. Remove the line."
    ),
    "own_account": _lt(
        "Application %(number)s is paid from the unit's own account, not by the "
        "treasury. Remove the line and enter the payment by hand."
    ),
    "amount_differs": _lt(
        "Application %(number)s is for %(expected)s yuan, the file says %(found)s. Ask "
        "the finance bureau which is right."
    ),
    "waiting": _lt(
        "Application %(number)s already stands in file %(other)s, which waits to be "
        "confirmed. Confirm or discard that one first."
    ),
    "voucher_used": _lt(
        "Voucher %(number)s has already been entered for another payment. Compare the "
        "number with the treasury's voucher."
    ),
    "companies": _lt(
        "The applications are of different companies. Divide the file by company."
    ),
}

SENTENCES = {
    **_LAYOUT,
    **_WRITE,
    **_READ,
    **_JUDGE,
    "more": _lt("… and %(count)s more."),
}
