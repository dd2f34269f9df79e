from odoo import fields, models


class CivilInstitutionClaimEvaluate(models.TransientModel):
    """Asks how the money of a claim did its work (绩效评价)."""

    _name = "civil.institution.claim.evaluate"
    _description = "Evaluation of a Claim"

    claim_id = fields.Many2one("civil.institution.claim", required=True, readonly=True)
    performance = fields.Selection(
        [("good", "Good"), ("fair", "Fair"), ("poor", "Poor")],
        required=True,
        default="good",
    )
    opinion = fields.Text(string="What Was Found", required=True)

    def action_confirm(self):
        """Keep the evaluation with the claim."""
        self.ensure_one()
        self.claim_id.action_evaluate(self.performance, self.opinion)
        return {"type": "ir.actions.act_window_close"}
