from odoo import models


class CivilProtectedMixin(models.AbstractModel):
    """A record with numbers that only some people may see in the clear.

    The protected fields carry ``groups="civil_base.group_personal_data"``, and
    beside each stands a masked one for everybody. Whoever may read them leaves
    a line in the access log: one for every call, whatever the number of records.
    """

    _name = "civil.protected.mixin"
    _description = "Record with Protected Personal Data"

    #: ``{protected field: field to type it into}``. The latter is empty whenever
    #: it is read, and open to people who may write but not read the number.
    _protected_fields = {}

    def _read_format(self, fnames, load="_classic_read"):
        self._note_access("read", fnames)
        return super()._read_format(fnames, load=load)

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        self._note_access("export", [path[0] for path in fields if path])
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    def _read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        self._note_access("group", [spec.split(":")[0] for spec in groupby])
        self._note_access("group", [spec.split(":")[0] for spec in aggregates])
        return super()._read_group(
            domain, groupby, aggregates, having, offset, limit, order
        )

    def _note_access(self, action, names):
        """Log that the user gets to see protected fields in the clear.

        What runs with raised rights computes with the numbers and shows them to
        nobody, so it isn't logged.
        """
        protected = sorted(self._protected_fields.keys() & set(names))
        if protected and not self.env.su and (self.ids or action == "group"):
            self.env["civil.access.log"]._note(action, self, protected)

    def action_unmask(self):
        """Ask for a reason, then show the protected fields in the clear."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Show in the Clear"),
            "res_model": "civil.resident.unmask",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
            },
        }
