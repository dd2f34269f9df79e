from odoo import models
from odoo.fields import Domain


class ResCompany(models.Model):
    """Months with outstanding items are closed once these were reviewed."""

    _inherit = "res.company"

    def _get_unreconciled_statement_lines_domain(self, last_date):
        """Leave out what a reviewed reconciliation statement accounts for."""
        domain = super()._get_unreconciled_statement_lines_domain(last_date)
        reviewed = [("balance_id.state", "=", "reviewed")]
        return list(Domain(domain) & Domain("parallel_item_ids", "not any", reviewed))
