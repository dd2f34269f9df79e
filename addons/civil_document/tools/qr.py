"""QR codes for documents and certificates."""

import io

import segno


def qr_svg(text, scale=4):
    """A QR code as a data URI of an SVG image, for pages in a browser.

    >>> qr_svg("https://example.org").startswith("data:image/svg+xml")
    True
    """
    return segno.make(text, error="m").svg_data_uri(scale=scale, border=2)


def qr_png(text, scale=8):
    """A QR code as a data URI of a PNG image, for paper.

    >>> qr_png("证照编号 1").startswith("data:image/png;base64,")
    True
    """
    return segno.make(text, error="m").png_data_uri(scale=scale, border=2)


def qr_png_bytes(text, scale=8):
    """A QR code as the bytes of a PNG image, for attachments and tests."""
    stream = io.BytesIO()
    segno.make(text, error="m").save(stream, kind="png", scale=scale, border=2)
    return stream.getvalue()
