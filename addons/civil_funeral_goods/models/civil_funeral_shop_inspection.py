from odoo import models


class CivilFuneralShopInspection(models.AbstractModel):
    """Shops are objects of inspections (检查对象)."""

    _name = "civil.funeral.shop.inspection"
    _description = "Funeral Shop as Object of Inspections"
    _inherit = ["civil.inspection.subject.mixin"]

    def _object_kinds(self):
        return ("funeral_shop",)

    def _object_values(self):
        return {
            **super()._object_values(),
            "active": self.active and self.state not in ("changed", "closed"),
        }
