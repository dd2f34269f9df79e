"""Putting PDF files together, without the ORM."""

import functools
import io
import pathlib

import pypdf
import reportlab
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

#: A font with the Arabic figures, embedded; it comes with the library.
_FONT = "Vera"
_MARGIN = 15 * mm
#: The band with the number of the page, and how high above the edge it is printed.
_BAND = 10 * mm
_FOOT = 14 * mm
#: What a photograph is reduced to, in pixels of its longer side.
_PIXELS = 2000


@functools.cache
def _register_font():
    path = pathlib.Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    pdfmetrics.registerFont(TTFont(_FONT, str(path)))


def count_pages(content):
    """Number of pages of a PDF, or None where it can't be read or is locked."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        return None if reader.is_encrypted else len(reader.pages)
    except (pypdf.errors.PyPdfError, ValueError, OSError, KeyError, TypeError):
        return None


def image_to_pdf(content):
    """One A4 page with the image on it, or None where it is no image."""
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        image.thumbnail((_PIXELS, _PIXELS))
        image = image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    width, height = A4 if image.height >= image.width else (A4[1], A4[0])
    scale = min(
        (width - 2 * _MARGIN) / image.width, (height - 2 * _MARGIN) / image.height, 1
    )
    shown = (image.width * scale, image.height * scale)
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(width, height), invariant=1)
    page.drawImage(
        ImageReader(image), (width - shown[0]) / 2, (height - shown[1]) / 2, *shown
    )
    page.save()
    return stream.getvalue()


def add_feet(content, strips):
    """Print what stands at the top of the pages of ``strips`` at the foot of others.

    Only a band is taken: the pages of the program that makes them aren't transparent.

    :param content: the PDF whose pages get a foot
    :param strips: a PDF with as many pages of the same size
    """
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    pages = pypdf.PdfReader(io.BytesIO(strips)).pages
    for page, strip in zip(writer.pages, pages, strict=True):
        left, _bottom, right, top = map(float, strip.mediabox)
        strip.trimbox = RectangleObject((left, top - _BAND, right, top))
        down = pypdf.Transformation().translate(0, _FOOT + _BAND - top)
        page.merge_transformed_page(strip, down)
    return _bytes(writer)


def split_pages(content, counts):
    """Cut a PDF into files of so many pages each."""
    reader, start = pypdf.PdfReader(io.BytesIO(content)), 0
    for count in counts:
        writer = pypdf.PdfWriter()
        for page in reader.pages[start : start + count]:
            writer.add_page(page)
        start += count
        yield _bytes(writer)


def bind(parts, title):
    """Put PDFs into one with bookmarks.

    :param parts: ``[(title of the bookmark, content, first page number or None)]``;
        with a number, the pages carry running numbers in the upper outer corner
    :param str title: what the file is called in its properties
    """
    writer = pypdf.PdfWriter()
    for name, content, number in parts:
        reader, start = pypdf.PdfReader(io.BytesIO(content)), len(writer.pages)
        for offset, page in enumerate(reader.pages):
            added = writer.add_page(page)
            if number is not None:
                added.transfer_rotation_to_content()
                added.merge_page(_number_page(number + offset, added.mediabox))
        writer.add_outline_item(name, start)
    writer.add_metadata({"/Title": title})
    writer.page_mode = "/UseOutlines"
    return _bytes(writer)


def _number_page(number, box):
    """A transparent page with a number: odd ones to the right, even to the left."""
    _register_font()
    left = float(box.left)
    right, top = float(box.right), float(box.top)
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(right, top), invariant=1)
    page.setFont(_FONT, 11)
    if number % 2:
        page.drawRightString(right - 12 * mm, top - 10 * mm, str(number))
    else:
        page.drawString(left + 12 * mm, top - 10 * mm, str(number))
    page.save()
    return pypdf.PdfReader(io.BytesIO(stream.getvalue())).pages[0]


def _bytes(writer):
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
