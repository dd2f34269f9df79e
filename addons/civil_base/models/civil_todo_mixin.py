from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CivilTodoMixin(models.AbstractModel):
    """A record with which somebody has to do something next.

    The model that inherits this says in ``_todo_entries`` what waits for whom, and
    in ``_todo_triggers`` which fields decide about it; the desk follows. What changes
    past ``create`` and ``write`` (stored computed fields, SQL, lines) calls
    ``_sync_todos`` itself, on all records at once.
    """

    _name = "civil.todo.mixin"
    _description = "Record That Waits for Somebody"

    #: The fields that decide what waits; division, department, company and holder
    #: are among them anyhow.
    _todo_triggers = ()
    #: The Many2one to who holds the record; a handover moves it. A model without this
    #: field has no holder.
    _holder_field = "user_id"

    def _todo_entries(self):
        """Return what waits for whom with the single record: ``TodoEntry`` objects.

        It runs with raised rights, in each language once, over many records: read
        fields only, search nothing. A model that must search overrides
        ``_todo_lists``.
        """
        return []

    def _todo_lists(self):
        """Return ``{id: its entries}`` for all of ``self``."""
        return {record.id: record._todo_entries() for record in self}

    @api.model
    def _todo_domain(self):
        """Which records can wait for anybody, for the daily look at all."""
        return Domain.TRUE

    def _todo_department(self):
        """The department where the single record waits; else that of the people."""
        if "department_id" in self._fields:
            return self.department_id
        return self.env["civil.department"]

    @api.model
    def _todo_fields(self):
        """The names of the fields that decide what waits."""
        shared = {"active", "company_id", "department_id", "division_id"}
        return {*self._todo_triggers, self._holder_field, *shared} & self._fields.keys()

    def _sync_todos(self):
        """Make what waits on the desks follow the records."""
        records = self.filtered("id")
        if records:
            self.env["civil.todo"].sudo()._sync(records)

    @api.model_create_multi
    def create(self, vals_list):
        """Let what waits appear on the desks."""
        records = super().create(vals_list)
        records._sync_todos()
        return records

    def write(self, vals):
        """Let the desks follow."""
        result = super().write(vals)
        if not self._todo_fields().isdisjoint(vals):
            self._sync_todos()
        return result

    def unlink(self):
        """Let what waits go with the record."""
        ids = self._ids
        result = super().unlink()
        if ids:
            self.env.execute_query(
                SQL(
                    "DELETE FROM civil_todo WHERE res_model = %s AND res_id IN %s"
                    " RETURNING 1",
                    self._name,
                    ids,
                )
            )
            self.env["civil.todo"].invalidate_model()
        return result

    # -- handing over -------------------------------------------------------------

    @api.model
    def _has_holder(self):
        """Tell whether records of the model are held by somebody."""
        field = self._fields.get(self._holder_field)
        return bool(field and field.store and field.comodel_name == "res.users")

    @api.model
    def _held_domain(self, user):
        """The records that ``user`` holds and would hand over."""
        return Domain(self._holder_field, "=", user.id)

    def _hand_over(self, receiver):
        """Give the records to ``receiver``; what is under approval stays frozen.

        Who holds a record isn't what is decided about.
        """
        values = {self._holder_field: receiver.id}
        getattr(self.sudo(), "_write_guarded", self.sudo().write)(values)
