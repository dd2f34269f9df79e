from odoo import api, fields, models

#: What an inspection's object shows of the institution.
_SHOWN = {
    "name",
    "division_id",
    "address",
    "phone",
    "legal_representative",
    "state",
    "active",
}


class CivilInstitutionInspection(models.AbstractModel):
    """Institutions are objects of inspections (检查对象)."""

    _name = "civil.institution.inspection"
    _description = "Institution as Object of Inspections"

    object_id = fields.Many2one(
        "civil.inspection.object",
        compute="_compute_object_id",
        string="Object of Inspections",
    )
    inspection_count = fields.Integer(compute="_compute_object_id")

    def _compute_object_id(self):
        objects = self.env["civil.inspection.object"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_home = {found.res_id: found for found in objects}
        for home in self:
            home.object_id = by_home.get(home.id, False)
            home.inspection_count = home.object_id.inspection_count

    @api.model_create_multi
    def create(self, vals_list):
        """Put each new institution among the objects of inspections."""
        homes = super().create(vals_list)
        homes._contribute()
        return homes

    def write(self, vals):
        """Keep the object of inspections as the institution is."""
        result = super().write(vals)
        if vals.keys() & _SHOWN:
            self._contribute()
        return result

    def _contribute(self):
        # The section keeps its institutions; the register of objects follows them.
        homes = self.sudo()
        homes.env["civil.inspection.object"]._contribute(
            {home: home._object_values() for home in homes}, ["welfare_institution"]
        )

    def _object_values(self):
        """What the single institution's object of inspections shows of it."""
        return {
            "organization_id": self.organization_id.id,
            "division_id": self.division_id.id,
            "address": self.address,
            "contact": self.legal_representative,
            "phone": self.phone,
            "active": self.active and self.state != "closed",
        }

    def _note_check(self, day):
        """Note that the institutions were checked on ``day``, if that is news."""
        for home in self:
            if not home.last_checked_on or home.last_checked_on < day:
                home.last_checked_on = day
            begun, first = home.filing_date or home.discovered_on, home.first_checked_on
            if begun and day >= begun and not (first and first >= begun):
                home.first_checked_on = day

    def action_open_inspections(self):
        """Show the inspections of the institution."""
        self.ensure_one()
        return self.object_id.action_view_inspections()
