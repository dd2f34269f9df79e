from odoo import fields, models
from odoo.exceptions import AccessError


class CivilResident(models.Model):
    """Residents and their stays in institutions."""

    _inherit = "civil.resident"

    stay_count = fields.Integer(compute="_compute_stay_count")

    def _compute_stay_count(self):
        counts = {}
        stays = self.env["civil.institution.stay"]
        if stays.has_access("read"):
            groups = stays._read_group(
                [("resident_id", "in", self.ids)], ["resident_id"], ["__count"]
            )
            counts = {resident.id: count for resident, count in groups}
        for resident in self:
            resident.stay_count = counts.get(resident.id, 0)

    def action_view_stays(self):
        """Show the stays of the resident in institutions."""
        self.ensure_one()
        self.check_access("read")
        if not self.env["civil.institution.stay"].has_access("read"):
            raise AccessError(self.env._("Your role doesn't see stays."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_care.civil_institution_stay_action"
        )
        return {
            **action,
            "domain": [("resident_id", "=", self.id)],
            "context": {"default_resident_id": self.id},
        }
