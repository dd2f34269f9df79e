from odoo import api, models

#: What an inspection's object shows of the facility.
_SHOWN = {
    "name",
    "division_id",
    "address",
    "phone",
    "legal_representative",
    "state",
    "active",
    "kind",
}
#: By kind of facility, the kind of inspection that it is subject to.
_KINDS = {"public": "cemetery_public", "commercial": "cemetery_commercial"}


class CivilCemeteryFacilityInspection(models.Model):
    """Cemeteries are objects of inspections too (检查对象)."""

    _inherit = "civil.cemetery.facility"

    @api.model_create_multi
    def create(self, vals_list):
        """Put each new cemetery among the objects of inspections."""
        facilities = super().create(vals_list)
        facilities._contribute()
        return facilities

    def write(self, vals):
        """Keep the object of inspections as the cemetery is."""
        result = super().write(vals)
        if vals.keys() & _SHOWN:
            self._contribute()
        return result

    def _contribute(self):
        # The section keeps its cemeteries; the register of objects follows them.
        for kind, code in _KINDS.items():
            facilities = self.sudo().filtered(lambda f, kind=kind: f.kind == kind)
            if facilities:
                self.env["civil.inspection.object"].sudo()._contribute(
                    {
                        facility: {
                            "organization_id": facility.organization_id.id,
                            "division_id": facility.division_id.id,
                            "address": facility.address,
                            "contact": facility.legal_representative,
                            "phone": facility.phone,
                            "active": facility.active and facility.state != "closed",
                        }
                        for facility in facilities
                    },
                    [code],
                )
