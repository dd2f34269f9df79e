from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.choices import FOLLOW


class ResCompany(models.Model):
    """The company that keeps the bureau's books of subsidies."""

    _inherit = "res.company"

    subsidy_follow = fields.Selection(
        FOLLOW,
        string="Subsidy Payments Are Booked",
        help="When the treasury pays: the whole batch, and each failure back. When the "
        "bank has paid: what succeeded. A batch stays with the way in which it was "
        "approved. Empty: subsidies are neither reserved nor booked.",
    )
    subsidy_carryover_kept = fields.Boolean(
        string="Carried Indicators Are Restored Quota",
        help="Unused indicators were booked at the end of the year (1201); districts "
        "usually don't (政府会计准则制度解释第4号).",
    )

    @api.constrains("subsidy_follow")
    def _check_subsidy_follow(self):
        if self.sudo().search_count([("subsidy_follow", "!=", False)]) > 1:
            raise ValidationError(
                self.env._("One company only keeps the books of subsidies.")
            )
        for company in self.filtered("subsidy_follow"):
            if not company.parallel_bookkeeping:
                raise ValidationError(
                    self.env._(
                        "%(company)s: switch parallel bookkeeping on first.",
                        company=company.name,
                    )
                )

    @api.model
    def _of_subsidies(self):
        """The company in whose books subsidies are booked; empty where none is."""
        return self.sudo().search([("subsidy_follow", "!=", False)], limit=1)
