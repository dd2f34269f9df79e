from odoo import api, models
from odoo.exceptions import UserError

from ..tools import append_only


class CivilAppendOnlyMixin(models.AbstractModel):
    """Records that are only ever added, by the code that is theirs (只增不改).

    The application refuses to create, change and delete them to everybody; the
    database refuses UPDATE, DELETE and TRUNCATE by a trigger. Who adds one inserts it
    himself. A model says in ``_append_only_refusal`` why, and what to do instead; its
    addon's uninstall hook calls ``_remove_guard``.
    """

    _name = "civil.append.only.mixin"
    _description = "Only Added To"

    def init(self):
        """Let the database guard the table."""
        if not self._abstract:
            append_only.guard(self.env.cr, self._table)

    @api.model
    def _remove_guard(self):
        """Let the table go, when its addon is uninstalled."""
        append_only.unguard(self.env.cr, self._table)

    def _append_only_refusal(self):
        """The sentence that whoever tries to change something reads."""
        return self.env._(
            "%(records)s are only added, by what happens; nobody changes them.",
            records=self._description,
        )

    def _refuse(self):
        raise UserError(self._append_only_refusal())

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: records come from what happens.

        :raises UserError: always
        """
        self._refuse()

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse.

        :raises UserError: always
        """
        self._refuse()

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        self._refuse()
