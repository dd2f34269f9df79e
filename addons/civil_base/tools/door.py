"""A way in that only code can open."""


class Door:
    """Lets code through where everybody else is refused.

    It travels in the context as the object itself: what comes from outside holds what
    JSON can, and so never this.

    >>> class Records:
    ...     context = {}
    ...     def with_context(self, **more):
    ...         Records.context = more
    ...         return self
    ...     env = property(lambda self: self)
    >>> door, records = Door("civil_example"), Records()
    >>> door.is_open(records), door.is_open(door.opened(records))
    (False, True)
    """

    def __init__(self, name):
        self._name = name

    def opened(self, records):
        """Return ``records`` as they may go through."""
        return records.with_context(**{self._name: self})

    def is_open(self, records):
        """Tell whether ``records`` may go through."""
        return records.env.context.get(self._name) is self
