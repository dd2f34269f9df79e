from odoo import api, models
from odoo.tools import SQL


class CivilInstitutionClaim(models.Model):
    """How batches take hold of claims."""

    _inherit = "civil.institution.claim"

    @api.model
    def _payable_domain(self, batch):
        return [
            ("state", "=", "approved"),
            ("total", ">", 0),
            ("program_id", "=", batch.program_id.id),
            ("period", "<=", batch.period),
            ("division_id", "child_of", batch.division_id.ids),
            ("batch_id", "in", [False, batch.id]),
        ]

    @api.model
    def _let_go(self, batch):
        """Let the claims of a batch be paid by another one."""
        if batch.program_id.source != "institution":
            return
        self.env.flush_all()
        for statement in (
            "UPDATE civil_subsidy_payment SET institution_claim_id = NULL"
            " WHERE batch_id = %s RETURNING id",
            "UPDATE civil_institution_claim SET batch_id = NULL WHERE batch_id = %s"
            " RETURNING id",
        ):
            self.env.execute_query(SQL(statement, batch.id))
        self.env["civil.subsidy.payment"].invalidate_model(["institution_claim_id"])
        self.invalidate_model(["batch_id"])
