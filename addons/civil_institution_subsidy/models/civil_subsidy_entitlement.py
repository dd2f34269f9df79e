from odoo import api, models
from odoo.exceptions import UserError


class CivilSubsidyEntitlement(models.Model):
    """Nobody is granted what institutions claim."""

    _inherit = "civil.subsidy.entitlement"

    @api.model
    def _refuse_month(self, program, month):
        if program.source == "institution":
            raise UserError(
                self.env._(
                    "%(program)s pays the approved claims of institutions; nobody is "
                    "granted it.",
                    program=program.name,
                )
            )
        return super()._refuse_month(program, month)
