"""Which department a thing that waits belongs to."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Posts:
    """The departments of people and of groups, read once for many records.

    :param users: ``{user id: departments}``
    :param groups: ``{group id: departments}``
    :param none: no department
    """

    users: dict
    groups: dict
    none: object

    def department_of(self, record, entry):
        """The department of whom ``entry`` waits for, where there is only one.

        Whoever waits for a group that several departments have waits in that of who
        made the record.
        """
        sources = [
            self.users.get(entry.user.id if entry.user else None),
            self.groups.get(entry.group.id if entry.group else None),
            self.users.get(record.create_uid.id),
        ]
        for departments in sources:
            if departments and len(departments) == 1:
                return departments
        return self.none
