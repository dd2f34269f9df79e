from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilSubsidyStay(models.Model):
    """Reported stays belong to homes that don't keep stays in the system.

    Of the others the occupancy is read from their placements; nobody reports it a
    second time.
    """

    _inherit = "civil.subsidy.stay"

    institution_id = fields.Many2one(
        "civil.institution",
        string="Institution on File",
        compute="_compute_institution_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("partner_id")
    def _compute_institution_id(self):
        homes = (
            self.env["civil.institution"]
            .sudo()
            .search([("organization_id.payee_partner_id", "in", self.partner_id.ids)])
        )
        for stay in self:
            found = homes.filtered(
                lambda home, s=stay: home.payee_partner_id == s.partner_id
            )
            # An operator of several homes has one account: then somebody says which.
            stay.institution_id = found if len(found) == 1 else False

    @api.model_create_multi
    def create(self, vals_list):
        stays = super().create(vals_list)
        stays._refuse_twin()
        return stays

    def write(self, vals):
        """Keep who had a bed in one place."""
        result = super().write(vals)
        if vals.keys() & {"partner_id", "institution_id", "date_in", "resident_id"}:
            self._refuse_twin()
        return result

    def _refuse_twin(self):
        """Refuse to report what a home keeps itself.

        :raises UserError: naming the home and the remedy
        """
        kept = self.sudo().institution_id.filtered("keeps_stays")[:1]
        if kept:
            raise UserError(
                self.env._(
                    "%(home)s keeps its stays in the system: register the person's "
                    "stay there, it is counted from there.",
                    home=kept.name,
                )
            )
