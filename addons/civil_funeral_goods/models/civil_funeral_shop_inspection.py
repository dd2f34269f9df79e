from odoo import api, fields, models

#: What an inspection's object shows of the shop.
_SHOWN = {
    "name",
    "division_id",
    "address",
    "phone",
    "legal_representative",
    "state",
    "active",
}


class CivilFuneralShopInspection(models.AbstractModel):
    """Shops are objects of inspections (检查对象)."""

    _name = "civil.funeral.shop.inspection"
    _description = "Funeral Shop as Object of Inspections"

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
        by_shop = {found.res_id: found for found in objects}
        for shop in self:
            shop.object_id = by_shop.get(shop.id, False)
            shop.inspection_count = shop.object_id.inspection_count

    @api.model_create_multi
    def create(self, vals_list):
        """Put each new shop among the objects of inspections."""
        shops = super().create(vals_list)
        shops._contribute()
        return shops

    def write(self, vals):
        """Keep the object of inspections as the shop is."""
        result = super().write(vals)
        if vals.keys() & _SHOWN:
            self._contribute()
        return result

    def _contribute(self):
        # The section keeps its shops; the register of objects follows them.
        shops = self.sudo()
        shops.env["civil.inspection.object"]._contribute(
            {shop: shop._object_values() for shop in shops}, ["funeral_shop"]
        )

    def _object_values(self):
        """What the single shop's object of inspections shows of it."""
        return {
            "organization_id": self.organization_id.id,
            "division_id": self.division_id.id,
            "address": self.address,
            "contact": self.legal_representative,
            "phone": self.phone,
            "active": self.active and self.state not in ("changed", "closed"),
        }

    def action_open_inspections(self):
        """Show the inspections of the shop."""
        self.ensure_one()
        return self.object_id.action_view_inspections()
