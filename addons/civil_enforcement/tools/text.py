"""What people wrote into a field."""


def said(text):
    """Return the text without spaces around it; empty for none.

    >>> said(None), said(False), said(" 见附件 ")
    ('', '', '见附件')
    """
    return (text or "").strip()
