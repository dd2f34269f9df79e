from odoo import api, models
from odoo.tools import SQL


class CivilInstitutionClaim(models.Model):
    """How batches pay the claims, and take hold of them."""

    _name = "civil.institution.claim"
    _inherit = ["civil.institution.claim", "civil.subsidy.settled.mixin"]

    _settled_link = "institution_claim_id"

    @api.model
    def _payees(self):
        return SQL(
            """
            JOIN civil_institution home ON home.id = c.institution_id
            JOIN civil_organization o ON o.id = home.organization_id
            JOIN res_partner partner ON partner.id = o.payee_partner_id
            """
        )

    @api.model
    def _quantity(self):
        return SQL("c.bed_days::numeric")

    @api.model
    def _grant_refusal(self, program):
        return self.env._(
            "%(program)s pays the approved claims of institutions; nobody is "
            "granted it.",
            program=program.name,
        )

    @api.model
    def _nothing_refusal(self, batch):
        return self.env._(
            "no approved claim of an institution waits to be paid for %(month)s",
            month=f"{batch.period:%Y-%m}",
        )
