from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyCompute(models.AbstractModel):
    """A batch that pays claims of institutions takes hold of them, and lets them go."""

    _inherit = "civil.subsidy.compute"

    @api.model
    def _start(self, batch):
        result = super()._start(batch)
        self.env["civil.institution.claim"]._let_go(batch)
        return result

    @api.model
    def _finish(self, batch):
        if batch.program_id.source == "institution" and batch.kind == "regular":
            self._hold_institutions(batch)
        return super()._finish(batch)

    def _hold_institutions(self, batch):
        """Tie the batch's payments to the claims that they pay."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                WITH paid AS (
                    UPDATE civil_subsidy_payment p SET institution_claim_id = c.id
                    FROM civil_institution_claim c
                    JOIN civil_institution home ON home.id = c.institution_id
                    JOIN civil_organization o ON o.id = home.organization_id
                    JOIN res_partner partner ON partner.id = o.payee_partner_id
                    WHERE p.batch_id = %(batch)s AND p.period = c.period
                        AND p.program_id = c.program_id AND p.partner_id = partner.id
                        AND p.name = partner.name || ' ' || c.name
                    RETURNING c.id)
                UPDATE civil_institution_claim c SET batch_id = %(batch)s
                FROM paid WHERE paid.id = c.id RETURNING c.id
                """,
                batch=batch.id,
            )
        )
        self.env["civil.subsidy.payment"].invalidate_model(["institution_claim_id"])
        self.env["civil.institution.claim"].invalidate_model(["batch_id"])
