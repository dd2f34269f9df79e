from odoo import api, models
from odoo.tools import SQL


class CivilFuneralSettlement(models.Model):
    """How batches pay the claims, and take hold of them."""

    _name = "civil.funeral.settlement"
    _inherit = ["civil.funeral.settlement", "civil.subsidy.settled.mixin"]

    _settled_link = "settlement_id"

    @api.model
    def _payees(self):
        return SQL(
            """
            JOIN civil_organization home ON home.id = c.home_id
            JOIN res_partner partner ON partner.id = home.payee_partner_id
            """
        )

    @api.model
    def _grant_refusal(self, program):
        return self.env._(
            "%(program)s pays the approved claims of funeral homes; nobody is "
            "granted it.",
            program=program.name,
        )

    @api.model
    def _nothing_refusal(self, batch):
        return self.env._(
            "no approved claim of a funeral home waits to be paid for %(month)s",
            month=f"{batch.period:%Y-%m}",
        )
