from odoo import api, fields, models

#: What an object shows of the record, and what says whether it is still there.
OBJECT_FIELDS = frozenset(
    {
        "name",
        "division_id",
        "address",
        "phone",
        "legal_representative",
        "state",
        "active",
    }
)


class CivilInspectionSubjectMixin(models.AbstractModel):
    """Records kept elsewhere that are objects of inspections (检查对象的来源记录).

    The section keeps its records; the register of objects follows them. An addon says
    by ``_object_kinds`` what a record is subject to, by ``_object_values`` what its
    object shows of it, and by ``_object_fields`` which fields that comes from. The
    record has ``organization_id``, the fields of an organization, and ``active``.
    """

    _name = "civil.inspection.subject.mixin"
    _description = "Record That Is an Object of Inspections"

    _object_fields = OBJECT_FIELDS

    object_id = fields.Many2one(
        "civil.inspection.object",
        compute="_compute_object_id",
        string="Object of Inspections",
    )
    inspection_count = fields.Integer(compute="_compute_object_id")

    @api.depends_context("uid")
    def _compute_object_id(self):
        # Whoever may read the record but no objects is refused these two fields.
        objects = self.env["civil.inspection.object"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_record = {found.res_id: found for found in objects}
        for record in self:
            record.object_id = by_record.get(record.id, False)
            record.inspection_count = record.object_id.inspection_count

    @api.model_create_multi
    def create(self, vals_list):
        """Put each new record among the objects of inspections."""
        records = super().create(vals_list)
        records._contribute()
        return records

    def write(self, vals):
        """Keep the object of inspections as the record is."""
        result = super().write(vals)
        if not self._object_fields.isdisjoint(vals):
            self._contribute()
        return result

    def _contribute(self):
        # Whoever keeps the records need not keep the register of objects.
        records = self.sudo()
        objects = records.env["civil.inspection.object"]
        for codes, alike in records.grouped(lambda r: tuple(r._object_kinds())).items():
            if codes:
                objects._contribute({r: r._object_values() for r in alike}, codes)

    def _object_kinds(self):
        """Codes of the kinds of inspection that the single record is subject to.

        A record without one doesn't become an object.
        """
        return ()

    def _object_values(self):
        """What the single record's object of inspections shows of it."""
        return {
            "organization_id": self.organization_id.id,
            "division_id": self.division_id.id,
            "address": self.address,
            "contact": self.legal_representative,
            "phone": self.phone,
            "active": self.active,
        }

    def action_open_inspections(self):
        """Show the inspections of the single record."""
        self.ensure_one()
        return self.object_id.action_view_inspections()
