from odoo import fields, models

from ..models.civil_cemetery_holder import REASONS


class CivilCemeteryHolderChange(models.TransientModel):
    """Asks who follows as the holder of an agreement (变更持证人)."""

    _name = "civil.cemetery.holder.change"
    _description = "New Holder of an Agreement"

    agreement_id = fields.Many2one("civil.cemetery.agreement", required=True)
    name = fields.Char(string="New Holder", required=True)
    identity_input = fields.Char(string="Identity Number")
    relation = fields.Char(required=True, help="To the holder so far.")
    reason = fields.Selection(REASONS, required=True, default="inheritance")
    proof = fields.Binary(required=True, attachment=True)
    proof_name = fields.Char()

    def action_apply(self):
        """Let the new holder follow."""
        self.ensure_one()
        return self.agreement_id.action_change_holder(
            name=self.name,
            identity_number=self.identity_input,
            relation=self.relation,
            reason=self.reason,
            proof=self.proof,
        )
