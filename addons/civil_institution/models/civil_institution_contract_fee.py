from odoo import api, fields, models
from odoo.fields import Domain


class CivilInstitutionContractFee(models.Model):
    """A use fee that an operator owes (设施使用费)."""

    _name = "civil.institution.contract.fee"
    _description = "Use Fee"
    _inherit = ["civil.institution.contract.part"]
    _order = "due_on, id"

    contract_id = fields.Many2one(
        "civil.institution.contract", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="contract_id.division_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    due_on = fields.Date(required=True, index=True)
    amount = fields.Monetary(required=True)
    paid_on = fields.Date()
    voucher = fields.Char()
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_is_late", search="_search_is_late"
    )

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "A use fee is more than nothing."
    )

    @api.depends("due_on", "paid_on")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for fee in self:
            fee.is_late = bool(fee.due_on) and not fee.paid_on and fee.due_on < today

    @api.model
    def _late_domain(self):
        today = fields.Date.context_today(self)
        return Domain("paid_on", "=", False) & Domain("due_on", "<", today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._late_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)
