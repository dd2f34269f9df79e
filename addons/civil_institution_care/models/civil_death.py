from odoo import api, fields, models
from odoo.fields import Domain


class CivilDeath(models.Model):
    """Deaths of people who live in institutions."""

    _inherit = "civil.death"

    source = fields.Selection(
        selection_add=[("institution", "Welfare institution")],
        ondelete={"institution": "set default"},
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the institution where the person lives, by what waits there."""
        deaths = super().create(vals_list)
        deaths._tell_institutions()
        return deaths

    def _tell_institutions(self):
        residents = self.sudo().resident_id
        if not residents:
            return
        stays = self.env["civil.institution.stay"].sudo()
        stays.search(
            Domain("resident_id", "in", residents.ids) & stays._living_domain()
        )._sync_todos()
