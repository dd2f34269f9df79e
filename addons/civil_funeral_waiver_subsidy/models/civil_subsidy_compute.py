from odoo import api, models
from odoo.tools import SQL


class CivilSubsidyCompute(models.AbstractModel):
    """A batch that pays claims of homes takes hold of them, and lets them go."""

    _inherit = "civil.subsidy.compute"

    @api.model
    def _start(self, batch):
        result = super()._start(batch)
        self.env["civil.funeral.settlement"]._let_go(batch)
        return result

    @api.model
    def _finish(self, batch):
        if batch.program_id.source == "settlement" and batch.kind == "regular":
            self._hold(batch)
        return super()._finish(batch)

    def _hold(self, batch):
        """Tie the batch's payments to the claims that they pay."""
        self.env.flush_all()
        held = self.env.execute_query(
            SQL(
                """
                WITH paid AS (
                    UPDATE civil_subsidy_payment p SET settlement_id = s.id
                    FROM civil_funeral_settlement s
                    JOIN civil_organization home ON home.id = s.home_id
                    JOIN res_partner partner ON partner.id = home.payee_partner_id
                    WHERE p.batch_id = %(batch)s AND p.period = s.period
                        AND p.partner_id = partner.id
                        AND p.name = partner.name || ' ' || s.name
                    RETURNING s.id)
                UPDATE civil_funeral_settlement s SET batch_id = %(batch)s
                FROM paid WHERE paid.id = s.id RETURNING s.id
                """,
                batch=batch.id,
            )
        )
        self.env["civil.subsidy.payment"].invalidate_model(["settlement_id"])
        self.env["civil.funeral.settlement"].invalidate_model(["batch_id"])
        return held
