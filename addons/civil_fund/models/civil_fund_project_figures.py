from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.money import exact


class CivilFundProjectFigures(models.AbstractModel):
    """How far a project is, in work and in money."""

    _name = "civil.fund.project.figures"
    _description = "Project Figures"

    currency_id = fields.Many2one("res.currency")
    indicator_ids = fields.One2many("civil.fund.indicator", "project_id")
    indicator_count = fields.Integer(compute="_compute_money")
    indicator_amount = fields.Monetary(
        string="Indicators",
        compute="_compute_money",
        help="Of all years, as adjusted, without what was carried over twice.",
    )
    paid_amount = fields.Monetary(string="Paid", compute="_compute_money")
    progress = fields.Float(
        string="Progress (%)",
        compute="_compute_progress",
        store=True,
        digits=(5, 2),
        aggregator="avg",
        help="The weights of the milestones reached, of all weights.",
    )
    late_milestone_count = fields.Integer(
        string="Late Milestones",
        compute="_compute_late_milestone_count",
        search="_search_late_milestone_count",
    )

    @api.depends("milestone_ids.weight", "milestone_ids.percent")
    def _compute_progress(self):
        for record in self:
            items = record.milestone_ids
            whole = sum(items.mapped("weight"))
            done = sum(item.weight * item.percent for item in items)
            record.progress = done / whole if whole else 0

    @api.depends("milestone_ids.planned_date", "milestone_ids.actual_date")
    @api.depends_context("tz")
    def _compute_late_milestone_count(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.late_milestone_count = len(
                record.milestone_ids.filtered(
                    lambda item: not item.actual_date and item.planned_date < today
                )
            )

    @api.model
    def _search_late_milestone_count(self, operator, value):
        if (operator, value) != (">", 0):
            return NotImplemented
        late = Domain("actual_date", "=", False) & Domain(
            "planned_date", "<", fields.Date.context_today(self)
        )
        return Domain("milestone_ids", "any", late)

    @api.depends("indicator_ids.amount", "indicator_ids.paid")
    def _compute_money(self):
        for record in self:
            # The sums are of all; which indicators one may open, the rules say.
            held = record.sudo().indicator_ids.filtered(
                lambda i: i.state in ("in_force", "closed")
            )
            amount = paid = Decimal(0)
            for item in held:
                paid += exact(item.paid) - exact(item.refunded)
                amount += exact(item.adjusted) - exact(item.carried_out)
                amount += exact(item.amount)
            record.indicator_count = len(held)
            record.indicator_amount = float(amount)
            record.paid_amount = float(paid)

    def action_view_indicators(self):
        """Show the indicators that pay for the project."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_fund.civil_fund_indicator_action"
        )
        action["domain"] = [("project_id", "in", self.ids)]
        action["context"] = {}
        return action

    def action_view_entries(self):
        """Show the payments of the project in the ledger."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_fund.civil_fund_entry_action"
        )
        action["domain"] = [
            ("indicator_id.project_id", "in", self.ids),
            ("kind", "in", ("pay", "refund")),
        ]
        action["context"] = {}
        return action
