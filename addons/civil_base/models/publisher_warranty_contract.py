from odoo import models


class PublisherWarrantyContract(models.AbstractModel):
    _inherit = "publisher_warranty.contract"

    def update_notification(self, cron_mode=True):
        """Report nothing to Odoo: how the bureau works is its own business."""
        return True

    def _get_sys_logs(self):
        """Ask nothing of Odoo."""
        return {"messages": []}
