"""Answers with papers."""

from odoo.http import content_disposition, request


def pdf_response(content, name):
    """Return the response that shows a PDF in the browser.

    :param bytes content: the PDF
    :param str name: name of the file
    """
    headers = [
        ("Content-Type", "application/pdf"),
        ("Content-Length", len(content)),
        (
            "Content-Disposition",
            content_disposition(name, disposition_type="inline"),
        ),
        ("Cache-Control", "no-store"),
    ]
    return request.make_response(content, headers)
