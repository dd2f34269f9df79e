from odoo import models


class CivilSubsidyBatch(models.Model):
    """Batches that pay the claims of institutions."""

    _inherit = "civil.subsidy.batch"

    def _guard_compute(self):
        if self.program_id.source == "institution" and self.kind == "regular":
            # Claims are counted whoever computes; the payments say whose they are.
            claims = self.env["civil.institution.claim"].sudo()
            if not claims.search_count(claims._payable_domain(self), limit=1):
                return self.env._(
                    "no approved claim of an institution waits to be paid for "
                    "%(month)s",
                    month=f"{self.period:%Y-%m}",
                )
        return super()._guard_compute()

    def action_void(self, reason=None):
        """Give the batch up: another one may pay its claims."""
        result = super().action_void(reason)
        if reason:
            for batch in self:
                self.env["civil.institution.claim"]._let_go(batch)
        return result
