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

        Where several have the group, it waits in that of who made the record.
        """
        if entry.user:
            return self._only(self.users.get(entry.user.id))
        having = self.groups.get(entry.group.id if entry.group else None)
        if not having or len(having) == 1:
            return self._only(having)
        made = self._only(self.users.get(record.create_uid.id))
        return made if made in having else self.none

    def _only(self, departments):
        return departments if departments and len(departments) == 1 else self.none
