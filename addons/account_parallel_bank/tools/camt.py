"""XML statements of ISO 20022 (camt.052 to 054), alone or in a zip. No database."""

import io
import zipfile

from lxml import etree

_HEAD = 2000
_STARTS = (b"<", b"\xef\xbb\xbf<")
_ZIP = b"PK\x03\x04"
#: Balances between which the entries of a statement lie.
_OPENING = {"OPBD", "PRCD"}
_CLOSING = "CLBD"
_BOOKED = "BOOK"


def documents(data):
    """Return the XML documents of a file as bytes; none if it holds no statement.

    Workbooks are zips too, and some banks give out HTML as a workbook: neither is one.

    >>> documents("交易日期,余额".encode()), documents(b"<html><table>")
    ([], [])
    """
    if data.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
                if all(name.lower().endswith(".xml") for name in names):
                    return [archive.read(name) for name in sorted(names)]
        except zipfile.BadZipFile:
            return []
        return []
    head = data[:_HEAD].lower()
    is_xml = data.lstrip().startswith(_STARTS) and b"<html" not in head
    return [data] if is_xml and (b"camt" in head or b"iso:20022" in head) else []


def root_of(document):
    """Return the root of a whole document.

    The parser of the import addon mends what is cut off; lines would be missing then.

    :raises ValueError: it isn't whole
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(document, parser=parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def texts(node, path):
    """Return the texts at a path of names, whatever the version of the format.

    >>> node = etree.fromstring("<a xmlns='v8'><b><c>1</c></b><b><c>2</c></b></a>")
    >>> texts(node, "b/c")
    ['1', '2']
    """
    steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    return [(found.text or "").strip() for found in node.xpath(steps)]


def drop_pending(statement):
    """Take out the entries that the bank hasn't booked yet."""
    for entry in statement.xpath("*[local-name()='Ntry']"):
        status = "".join(texts(entry, "Sts") + texts(entry, "Sts/Cd"))
        if status not in (_BOOKED, ""):
            statement.remove(entry)


def has_balances(statement):
    """Tell whether it names what the account held before and after its entries."""
    codes = set(texts(statement, "Bal/Tp/CdOrPrtry/Cd"))
    return bool(codes & _OPENING) and _CLOSING in codes
