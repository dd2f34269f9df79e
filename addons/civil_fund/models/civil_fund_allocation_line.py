from odoo import api, fields, models

from odoo.addons.civil_base.tools.door import Door

#: Lets the step that issues the allotment note the indicator on a line.
_ISSUED = Door("civil_fund_issued")


class CivilFundAllocationLine(models.Model):
    """What one receiver is allotted (分配明细)."""

    _name = "civil.fund.allocation.line"
    _description = "Line of an Allotment"
    _inherit = ["civil.approval.line.mixin"]
    _order = "allocation_id, sequence, id"

    _approval_parent = "allocation_id"

    sequence = fields.Integer(default=10)
    allocation_id = fields.Many2one(
        "civil.fund.allocation", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        "civil.division", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one("civil.department", ondelete="restrict")
    project_id = fields.Many2one("civil.fund.project", ondelete="restrict")
    factor_value = fields.Float(
        digits=(16, 4),
        help="How much weight the receiver has, such as the number of its persons.",
    )
    currency_id = fields.Many2one(related="allocation_id.currency_id")
    amount = fields.Monetary(required=True)
    note = fields.Char()
    indicator_id = fields.Many2one(
        "civil.fund.indicator", readonly=True, copy=False, ondelete="restrict"
    )

    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "A receiver is allotted 0 or more."
    )

    @api.depends("allocation_id", "division_id", "project_id")
    def _compute_display_name(self):
        for line in self:
            parts = (
                line.allocation_id.name,
                line.division_id.name,
                line.project_id.name,
            )
            line.display_name = " ".join(filter(None, parts))

    def write(self, vals):
        """The indicator is noted by the step that brings it into force only."""
        if "indicator_id" in vals and not _ISSUED.is_open(self):
            vals = {name: vals[name] for name in vals if name != "indicator_id"}
        return super().write(vals)

    def _refuse_frozen_line(self):
        return None if _ISSUED.is_open(self) else super()._refuse_frozen_line()

    def _set_indicator(self, indicator):
        # Finance, which issues, doesn't change the lines otherwise.
        _ISSUED.opened(self.sudo()).write({"indicator_id": indicator.id})

    def _prepare_indicator_vals(self):
        """Values of the indicator that the single line brings into force."""
        plan = self.allocation_id
        return {
            "company_id": plan.company_id.id,
            "division_id": self.division_id.id,
            "department_id": (self.department_id or plan.department_id).id,
            "document_number": plan.finance_document,
            "level": "upper",
            "upper_document": plan.upper_document,
            "issue_date": plan.finance_date,
            "year": plan.year,
            "fund_nature": plan.fund_nature,
            "source": plan.source,
            "lottery_purpose": plan.lottery_purpose,
            "arrangement": "added",
            "payment_kind": "project" if self.project_id else "basic",
            "project_id": self.project_id.id,
            "function_id": plan.function_id.id,
            "government_economic_id": plan.government_economic_id.id,
            "department_economic_id": plan.department_economic_id.id,
            "is_direct": plan.is_direct,
            "is_three_guarantees": plan.is_three_guarantees,
            "amount": self.amount,
            "goal": plan.goal,
        }
