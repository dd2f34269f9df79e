"""What only the addon's own code can open."""


class Door:
    """Marks records whose guarded fields may be written.

    The mark is the object itself, put into the context: a context that comes from
    a client, an import or a stored action holds JSON, and JSON can't hold it.
    """

    def __init__(self, name):
        self._key = f"account_parallel_{name}"

    def opened(self, records):
        """Return the records with the mark."""
        return records.with_context(**{self._key: self})

    def is_open(self, records):
        """Tell whether the records carry the mark."""
        return records.env.context.get(self._key) is self


#: For the guarded fields of vouchers, their lines and the entries made from them.
VOUCHER = Door("voucher")
