from odoo import models


class CivilInspection(models.Model):
    """What an inspection of a shop leaves behind: check, count, violations."""

    _inherit = "civil.inspection"

    def _conclude(self):
        """Let the shops know what was found, once the inspectors have signed."""
        result = super()._conclude()
        for record in self:
            if shop := record._funeral_shop():
                shop._check_done(record.actual_date)
                record._note_stock(shop)
                record._note_violations(shop)
        return result

    def _funeral_shop(self):
        """The shop that the single inspection was about, or none."""
        thing = self.object_id
        # Whoever inspects need not keep shops; the result reaches them anyway.
        shops = self.env["civil.funeral.shop"].sudo()
        if thing.res_model != shops._name:
            return shops
        return shops.browse(thing.res_id).exists()

    def _note_stock(self, shop):
        """Keep the coffins that were counted as a count of the shop's stock."""
        coffins = self.env.ref("civil_funeral_goods.check_item_coffins")
        for line in self.line_ids.filtered(lambda line: line.item_id == coffins):
            self.env["civil.funeral.stock"].sudo().create(
                {
                    "shop_id": shop.id,
                    "date": self.actual_date,
                    "quantity": line.count,
                    "counted_ids": [(6, 0, self.inspector_ids.user_id.ids)],
                    "note": self.number,
                }
            )

    def _note_violations(self, shop):
        """Keep what didn't conform as violations of the shop."""
        self.env["civil.funeral.violation"].sudo().create(
            [
                {
                    "shop_id": shop.id,
                    "division_id": shop.division_id.id,
                    "date": self.actual_date,
                    "description": line.note or line.name,
                    "inspection_id": self.id,
                }
                for line in self.line_ids.filtered(lambda line: line.result == "no")
            ]
        )
