# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is wrong with a bank's file, in sentences that name the remedy."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

PLACES = {
    "format": _lt("Format %(format)s: %(sentence)s"),
    "file_line": _lt("File %(file)s, line %(line)s: %(sentence)s"),
    "file": _lt("File %(file)s: %(sentence)s"),
    "payment": _lt("Payment %(line)s, reference %(reference)s: %(sentence)s"),
    "line": _lt("Line %(line)s: %(sentence)s"),
}

_FORMAT = {
    "layout_encoding": _lt("The encoding %(encoding)s isn't known. Choose another."),
    "layout_delimiter": _lt(
        "The delimiter can't be empty, a letter, a digit, a space, a quote or one of"
        " . - / : because values hold these. Choose another, for example | or \\t."
    ),
    "layout_delimiter_quoting": _lt(
        "With quotes as in CSV the delimiter must be a single sign."
    ),
    "layout_file_name": _lt(
        "The file name pattern must hold {batch}, may hold {date}, {part} and {agent},"
        " and must be a name that a file can have, for example DF_{batch}.txt."
    ),
    "layout_reference": _lt(
        "The lines have neither a line reference nor a sequence: no payment could be"
        " found again. Add one of them."
    ),
    "layout_statuses": _lt(
        "The status codes for paid and for failed are needed. Add both."
    ),
    "layout_missing": _lt("The lines have no field “%(field)s”. Add it."),
    "layout_column": _lt(
        "Field %(number)s of the section “%(section)s” holds a value that can't stand"
        " there. Choose another."
    ),
    "layout_twice": _lt(
        "“%(field)s” stands twice in the section “%(section)s”. Remove one of them."
    ),
    "layout_pad": _lt(
        "Field %(number)s of the section “%(section)s” can't be filled up: it needs a"
        " longest length, and only numbers can be filled up with zeros."
    ),
}

_REQUEST = {
    "file_name_unsafe": _lt(
        "The file's name would hold a sign that file names can't have. Change the"
        " batch's number or the file name pattern."
    ),
    "no_lines": _lt("The batch has no payment to send."),
    "count": _lt(
        "The batch has %(found)s payments to send, %(expected)s were approved. Have"
        " the batch computed and approved again."
    ),
    "total": _lt(
        "The payments add up to %(found)s yuan, %(expected)s were approved. Have the"
        " batch computed and approved again."
    ),
    "too_many_lines": _lt(
        "The bank takes at most %(limit)s payments in one file. Divide the batch."
    ),
    "duplicate": _lt(
        "The line reference is that of payment %(first)s too. Have the batch computed"
        " again."
    ),
    "amount_not_positive": _lt("The amount must be greater than zero. Correct it."),
    "amount_cents": _lt("“%(field)s” has parts of a fen. Round it to two decimals."),
    "delimiter_inside": _lt(
        "“%(field)s” holds the sign that divides the fields. Remove it from there."
    ),
    "control_sign": _lt(
        "“%(field)s” holds a line break, a tabulator or another invisible sign. Type"
        " the value again."
    ),
    "required": _lt("“%(field)s” is empty. Fill it in."),
    "too_long": _lt(
        "“%(field)s” is longer than %(limit)s characters, the most the bank takes."
        " Shorten it."
    ),
    "spaces_around": _lt("“%(field)s” begins or ends with a space. Remove the space."),
    "account_digits": _lt(
        "The account number isn't made of 10 to 32 digits. Correct the account."
    ),
    "sign_not_in_encoding": _lt(
        "The sign %(sign)s can't be written in the bank's encoding. Agree with the"
        " bank on how to write it."
    ),
}

_RESULT = {
    "empty": _lt("The file is empty. Download it from the bank again."),
    "encoding": _lt(
        "The file is written in the encoding %(found)s, agreed is %(expected)s:"
        " names would turn into other names. Take the file as the bank gave it; don't"
        " open and save it with another program."
    ),
    "undecodable": _lt(
        "The file isn't text in the agreed encoding %(expected)s. Take the file as"
        " the bank gave it."
    ),
    "line_end": _lt(
        "The line ends aren't those of the format. Take the file as the bank gave it;"
        " don't open and save it with another program."
    ),
    "blank_line": _lt("The line is blank. Take the file as the bank gave it."),
    "truncated": _lt(
        "The file breaks off in the middle of this line. Download it from the bank"
        " again."
    ),
    "file_name": _lt(
        "The file's name isn't of the form %(pattern)s, so its batch isn't known. Give"
        " it its original name again."
    ),
    "header_missing": _lt("The header is missing. Ask the bank for the whole file."),
    "trailer_missing": _lt("The trailer is missing. Download the file again."),
    "trailer_differs": _lt(
        "“%(field)s” differs between header and trailer. Ask the bank for a new file."
    ),
    "no_result_lines": _lt("The file has no line. Download it from the bank again."),
    "line_kind": _lt(
        "The line isn't of the kind that the format says. Ask the bank for a new file."
    ),
    "control_sign_read": _lt(
        "The line holds an invisible sign. Take the file as the bank gave it."
    ),
    "quotes": _lt("The quotes don't match. Take the file as the bank gave it."),
    "fields": _lt(
        "The line has %(found)s fields, the format %(expected)s. Ask the bank whether"
        " its layout has changed."
    ),
    "too_long_read": _lt(
        "“%(field)s” is longer than %(limit)s characters. Ask the bank whether its"
        " layout has changed."
    ),
    "required_read": _lt("“%(field)s” is empty. Ask the bank for a new file."),
    "status_unknown": _lt(
        "The status “%(found)s” isn't known. Ask the bank what it means and add it to"
        " the format's status codes."
    ),
    "number_read": _lt("“%(field)s” isn't a whole number. Ask for a new file."),
    "amount_read": _lt(
        "“%(field)s” isn't an amount as agreed: greater than or equal to zero, in the"
        " format's unit, without thousands separators. Ask the bank for a new file."
    ),
    "date_read": _lt("The date isn't written as agreed. Ask for a new file."),
    "sum": _lt(
        "“%(field)s” says %(found)s, the lines of the file make %(expected)s. Ask the"
        " bank for a new file."
    ),
}

_ANSWER = {
    "other_batch": _lt(
        "This is the result of batch %(found)s, not of %(expected)s. Open that batch"
        " to take it."
    ),
    "other_agreement": _lt(
        "The agreement number is %(found)s, ours is %(expected)s. Ask the bank whose"
        " file this is."
    ),
    "other_agent": _lt(
        "The file is of the agent bank %(found)s, this request went to %(expected)s."
        " Ask the bank whose file this is."
    ),
    "other_part": _lt(
        "The file says that it answers part %(found)s, its lines are those of part"
        " %(expected)s. Ask the bank for a new file."
    ),
    "other_count": _lt(
        "The header says %(found)s lines, %(expected)s were sent. Ask the bank for a"
        " new file."
    ),
    "other_total": _lt(
        "The header says %(found)s yuan, %(expected)s were sent. Ask the bank for a"
        " new file."
    ),
    "line_unknown": _lt(
        "The payment with reference %(reference)s was never sent. Ask the bank where"
        " it comes from."
    ),
    "line_duplicate": _lt(
        "The payment with reference %(reference)s stands in line %(first)s already."
        " Ask the bank which of the two holds."
    ),
    "line_missing": _lt(
        "Payment %(number)s with reference %(reference)s was sent and isn't in the"
        " file. Ask the bank for the whole file."
    ),
    "sequence": _lt(
        "The sequence isn't the one that was sent, %(expected)s. Ask the bank for a"
        " new file."
    ),
    "account_changed": _lt(
        "The account of the payment with reference %(reference)s isn't the one that"
        " was sent. Ask the bank which account was paid."
    ),
    "holder_changed": _lt(
        "The account holder of the payment with reference %(reference)s isn't the one"
        " that was sent. Ask the bank who was paid."
    ),
    "amount_changed": _lt(
        "The amount of the payment with reference %(reference)s isn't the one that was"
        " sent. Ask the bank what was paid."
    ),
    "more": _lt("%(count)s further problems aren't listed."),
}

SENTENCES = {**_FORMAT, **_REQUEST, **_RESULT, **_ANSWER}
