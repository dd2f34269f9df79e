from odoo import models

from odoo.addons.civil_inspection.models.civil_inspection_subject_mixin import (
    OBJECT_FIELDS,
)

#: By kind of facility, the kind of inspection that it is subject to.
_KINDS = {"public": "cemetery_public", "commercial": "cemetery_commercial"}


class CivilCemeteryFacilityInspection(models.AbstractModel):
    """Cemeteries are objects of inspections too (检查对象)."""

    _name = "civil.cemetery.facility.inspection"
    _description = "Cemetery as Object of Inspections"
    _inherit = ["civil.inspection.subject.mixin"]

    _object_fields = OBJECT_FIELDS | {"kind"}

    def _object_kinds(self):
        return (_KINDS[self.kind],) if self.kind in _KINDS else ()

    def _object_values(self):
        return {
            **super()._object_values(),
            "active": self.active and self.state != "closed",
        }
