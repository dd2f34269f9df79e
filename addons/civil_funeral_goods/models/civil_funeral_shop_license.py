from odoo import api, fields, models
from odoo.fields import Domain


class CivilFuneralShopLicense(models.AbstractModel):
    """The license of a shop, and how the shop follows it (店铺证照)."""

    _name = "civil.funeral.shop.license"
    _description = "License of a Funeral Shop"

    license_id = fields.Many2one(
        "civil.license", compute="_compute_license_id", string="Shop License"
    )

    @api.depends_context("uid")
    def _compute_license_id(self):
        licenses = self.env["civil.license"].search(
            Domain("kind_id", "=", self._license_kind().id)
            & Domain("organization_id", "in", self.organization_id.ids),
            order="id",
        )
        # The last one counts where there were several.
        last = {license.organization_id: license for license in licenses}
        for shop in self:
            shop.license_id = last.get(shop.organization_id, False)

    @api.model
    def _license_kind(self):
        return self.env.ref("civil_funeral_goods.license_kind_shop")

    def _follow_license(self, license_):
        """Take over what a license says of the single shop.

        :param license_: the license that was made or changed
        """
        alive = license_.state in ("valid", "suspended")
        until = license_.valid_until if alive else license_.ended_on
        # A registration that is over stays so until a new license comes.
        self.write(
            {
                "registration": "license",
                "registered_on": license_.valid_from or self.registered_on,
                "valid_until": until,
                "scope": license_.scope or self.scope,
            }
        )
        stopped = license_.state in ("suspended", "revoked", "annulled", "cancelled")
        if stopped and self.state in ("normal", "rectifying"):
            self._transition("suspended")
        elif license_.state == "valid" and self.state == "suspended":
            self._transition("normal")

    def action_apply(self):
        """Begin an application for the shop's license."""
        self.ensure_one()
        matter = self.env.ref("civil_funeral_goods.license_kind_shop").case_kind_ids
        matter = matter.filtered(lambda kind: kind.license_action == "new")
        return {
            "type": "ir.actions.act_window",
            "name": matter.name,
            "res_model": "civil.case",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": matter.id,
                "default_party_type": "organization",
                "default_organization_id": self.organization_id.id,
                "default_division_id": self.division_id.id,
            },
        }

    def action_open_license(self):
        """Show the shop's license."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.license",
            "res_id": self.license_id.id,
            "views": [(False, "form")],
        }
