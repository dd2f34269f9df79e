from odoo import models
from odoo.tools import SQL


class CivilSubsidyWhole(models.AbstractModel):
    """Claims of homes are compared with last month's by the institution."""

    _inherit = "civil.subsidy.whole"

    def _same_claim(self, batch):
        if batch.program_id.source == "institution":
            return SQL("last.partner_id = p.partner_id")
        return super()._same_claim(batch)
