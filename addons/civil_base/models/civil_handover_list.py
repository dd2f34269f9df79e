from odoo import api, models


class CivilHandoverList(models.AbstractModel):
    """What stands on the list of a handover: all that the giver holds."""

    _name = "civil.handover.list"
    _description = "List of a Handover"

    def action_collect(self):
        """Look again for what the giver holds; what was taken off stays off.

        :raises UserError: the giver has signed already, or the user isn't the giver
            and doesn't lead the department
        """
        for handover in self:
            handover._check_may_prepare()
            handover._check_draft()
            handover._collect()
        return True

    def _collect(self):
        """Make the list what the giver holds now."""
        handover = self.sudo()
        held = handover._held()
        known = {line._key(): line for line in handover.line_ids}
        for key, line in known.items():
            if key not in held:
                line.unlink()
        self.env["civil.handover.line"].sudo().create(
            [
                {"handover_id": handover.id, **values}
                for key, values in held.items()
                if key not in known
            ]
        )
        self.invalidate_recordset()

    def _held(self):
        """``{key: values of its line}`` of all that the giver holds."""
        held = {}
        for name in self.env["civil.todo"]._models():
            model = self.env[name]
            if model._has_holder():
                records = model.search(model._held_domain(self.giver_id))
                held |= self._rows("record", records)
        activities = self.env["mail.activity"].search(
            [("user_id", "=", self.giver_id.id), ("res_model", "!=", False)]
        )
        held |= self._rows("activity", activities)
        return held | self._rows("division", self.giver_id.division_ids)

    @api.model
    def _rows(self, kind, records):
        model = self.env["ir.model"]._get(records._name)
        return {
            (kind, records._name, record.id): {
                "kind": kind,
                "model_id": model.id,
                "res_model": records._name,
                "res_id": record.id,
                "name": self._row_name(kind, record),
            }
            for record in records
        }

    @api.model
    def _row_name(self, kind, record):
        if kind != "activity":
            return record.display_name
        what = record.summary or record.activity_type_id.name or ""
        return " · ".join(filter(None, (what, record.res_name)))
