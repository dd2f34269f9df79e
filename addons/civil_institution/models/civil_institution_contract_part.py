from odoo import api, models


class CivilInstitutionContractPart(models.AbstractModel):
    """A line of an operator's contract; what waits with the contract follows it."""

    _name = "civil.institution.contract.part"
    _description = "Part of an Operator's Contract"

    @api.model_create_multi
    def create(self, vals_list):
        """Let the desks follow."""
        lines = super().create(vals_list)
        lines.contract_id._sync_todos()
        return lines

    def write(self, vals):
        """Let the desks follow."""
        contracts = self.contract_id
        result = super().write(vals)
        (contracts | self.contract_id)._sync_todos()
        return result

    def unlink(self):
        """Let the desks follow."""
        contracts = self.contract_id
        result = super().unlink()
        contracts._sync_todos()
        return result
