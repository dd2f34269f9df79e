from odoo import api, fields, models

from odoo.addons.account_parallel_entry.tools.requests import Component
from odoo.addons.civil_fund.tools.choices import SOURCES
from odoo.addons.civil_fund.tools.money import exact

from ..tools.choices import EVENTS, FUND_ANALYTIC, INCOME_CODES, MEANS, PAYEE_KINDS


class CivilSubsidyBatchFund(models.Model):
    """A part of an approved batch and the indicator that it is charged to (资金占用).

    Made when the batch is approved, in the proportion of its sources of funds.
    """

    _name = "civil.subsidy.batch.fund"
    _description = "Batch by Indicator"
    _order = "batch_id desc, id"

    batch_id = fields.Many2one(
        "civil.subsidy.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    program_id = fields.Many2one(related="batch_id.program_id", store=True)
    period = fields.Date(related="batch_id.period", string="Month", store=True)
    function_id = fields.Many2one(related="indicator_id.function_id", store=True)
    is_direct = fields.Boolean(
        related="indicator_id.is_direct", string="Direct Funds", store=True
    )
    means = fields.Selection(
        MEANS,
        string="Paid From",
        required=True,
        readonly=True,
        default="indicator",
        help="Restored: money of a prior year that came back to the treasury. The "
        "unit's account: money that came back there.",
    )
    source = fields.Selection(SOURCES, string="Source of Funds", readonly=True)
    indicator_id = fields.Many2one(
        "civil.fund.indicator", readonly=True, index="btree_not_null"
    )
    origin_id = fields.Many2one(
        "civil.subsidy.batch.fund",
        string="Came Back From",
        readonly=True,
        help="What was paid first, where the money is paid again from the unit's "
        "account.",
    )
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary(readonly=True)
    returned_amount = fields.Monetary(
        string="Came Back", readonly=True, help="Paid, and come back since."
    )
    net_amount = fields.Monetary(
        string="Paid, Net", compute="_compute_net_amount", store=True
    )
    treasury_id = fields.Many2one(
        "civil.subsidy.treasury",
        string="Payment Application",
        readonly=True,
        index="btree_not_null",
    )
    payee_kind = fields.Selection(
        PAYEE_KINDS, string="Who Is Paid", required=True, readonly=True
    )
    liability = fields.Char(
        readonly=True, help="Code of the account in which the payees' claim stands."
    )
    paid_amount = fields.Monetary(
        string="Paid", readonly=True, help="What has been booked as paid."
    )
    paid_date = fields.Date(
        readonly=True, help="The last day on which something of it was paid."
    )
    payment_fund_ids = fields.One2many(
        "civil.subsidy.payment.fund", "fund_id", string="Payments"
    )

    _amount_sign = models.Constraint(
        "CHECK (amount > 0)", "A part of a batch is more than 0."
    )
    _paid_range = models.Constraint(
        "CHECK (paid_amount IS NULL OR paid_amount BETWEEN 0 AND amount)",
        "No more can be paid of a part than it is.",
    )
    _indicator_needed = models.Constraint(
        "CHECK ((means = 'account') = (indicator_id IS NULL))",
        "What isn't paid from the unit's account is charged to an indicator.",
    )

    @api.depends("paid_amount", "returned_amount")
    def _compute_net_amount(self):
        for fund in self:
            net = fund._exact("paid_amount") - fund._exact("returned_amount")
            fund.net_amount = float(net)

    @api.depends("batch_id", "indicator_id", "means")
    def _compute_display_name(self):
        means = dict(self._fields["means"]._description_selection(self.env))
        for fund in self:
            paid_from = fund.indicator_id.display_name or means.get(fund.means)
            fund.display_name = f"{fund.batch_id.display_name} · {paid_from}"

    def _charged(self):
        """The indicator whose dimensions the entries of the single part carry."""
        fund = self
        while not fund.indicator_id and fund.origin_id:
            fund = fund.origin_id
        return fund.indicator_id

    def _analytic(self):
        """``{plan code: analytic account}`` of the single part (C.4, dimensions)."""
        indicator = self._charged()
        nature = (
            "nature_project"
            if indicator.payment_kind == "project"
            else "nature_operation"
        )
        return {
            "function": indicator.function_id._analytic_account(),
            "economic": indicator.department_economic_id._analytic_account(),
            "project": indicator.project_id._analytic_account(),
            "fund": self.env.ref(FUND_ANALYTIC[indicator.fund_nature]),
            "nature": self.env.ref(f"account_parallel_entry.{nature}"),
            "program": self.batch_id.program_id._analytic_account(),
        }

    def _accounts(self):
        """``{placeholder of the rules: account code}`` of the single part."""
        indicator = self._charged()
        program = self.batch_id.program_id
        accounts = {
            "income": INCOME_CODES.get(indicator.fund_nature, "400101"),
            "budget_income": "600102"
            if indicator.payment_kind == "project"
            else "60010102",
        }
        if self.payee_kind == "private":
            accounts["liability"] = self.liability
            accounts["expense"] = program.private_expense
        return accounts

    def _exact(self, name="amount"):
        """An amount of the single part as the database holds it."""
        return exact(self[name])

    def _event(self, step):
        """Code of the event by which a step of the single part is booked, or None."""
        return EVENTS.get(self.payee_kind, {}).get(step)

    def _component(self, amount):
        """The single part in a request for a voucher.

        :param Decimal amount: yuan
        """
        return Component({"amount": amount}, self._analytic(), self._accounts())

    def action_view_payments(self):
        """Open what the part pays, line by line."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_subsidy_account.civil_subsidy_payment_fund_action"
            ),
            "domain": [("fund_id", "=", self.id)],
        }
