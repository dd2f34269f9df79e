from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_subsidy.tools.roles import FINANCE


class CivilSubsidyTreasury(models.Model):
    """Application for a payment by the treasury, and its voucher (国库集中支付).

    One for each indicator that a batch is charged to. Finance enters it into the
    integrated budget system, and here what that answers: number and day of the
    treasury's payment voucher (国库集中支付凭证). What a follow-up batch pays from the
    unit's own account has one, too: then it is the unit's order to its bank.
    """

    _name = "civil.subsidy.treasury"
    _description = "Payment Application"
    _inherit = ["civil.division.mixin", "civil.workflow.mixin", "mail.thread"]
    _order = "id desc"
    _rec_names_search = ["name", "voucher_number"]

    _transitions = (
        Transition("draft", "applied", group=FINANCE, stamp="applied"),
        Transition("applied", "draft", group=FINANCE, name="take_back"),
        Transition(
            ("draft", "applied"),
            "paid",
            group=FINANCE,
            guard="_paid_refusal",
            effect="_effect_paid",
            stamp="paid",
        ),
        # The system's, when the batch is voided.
        Transition(("draft", "applied"), "voided"),
    )
    _guarded = ("name", "voucher_number", "pay_date")

    name = fields.Char(string="Application Number", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "To Apply For"),
            ("applied", "Applied For"),
            ("paid", "Paid"),
            ("voided", "Voided"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, readonly=True, index=True
    )
    program_id = fields.Many2one(related="batch_id.program_id", store=True)
    period = fields.Date(related="batch_id.period", string="Month", store=True)
    indicator_id = fields.Many2one(
        "civil.fund.indicator", readonly=True, index="btree_not_null"
    )
    fund_ids = fields.One2many("civil.subsidy.batch.fund", "treasury_id", readonly=True)
    amount = fields.Monetary(readonly=True)
    payee = fields.Char(
        readonly=True, help="The agent bank's account out of which persons are paid."
    )
    voucher_number = fields.Char(
        string="Treasury Voucher",
        readonly=True,
        copy=False,
        tracking=True,
        help="Number of the treasury's payment voucher (国库集中支付凭证号).",
    )
    pay_date = fields.Date(string="Paid On", readonly=True, copy=False, tracking=True)
    applied_uid = fields.Many2one("res.users", "Applied By", readonly=True, copy=False)
    applied_date = fields.Datetime("Applied On", readonly=True, copy=False)
    paid_uid = fields.Many2one(
        "res.users", "Payment Entered By", readonly=True, copy=False
    )
    paid_date = fields.Datetime("Payment Entered On", readonly=True, copy=False)

    _name_uniq = models.UniqueIndex("(name)", "This number is already given.")

    @api.model
    def _apply_for(self, batch):
        """Make the applications of an approved batch, one for each indicator."""
        for indicator, funds in batch.sudo().fund_ids.grouped("indicator_id").items():
            treasury = self.sudo().create(
                {
                    "company_id": funds.company_id.id,
                    "batch_id": batch.id,
                    "division_id": batch.division_id.id,
                    "indicator_id": indicator.id,
                    "amount": float(sum((fund._exact() for fund in funds), Decimal(0))),
                    "payee": self._payee(batch),
                }
            )
            treasury._write_guarded(
                {"name": self.env["civil.numbering"]._next("subsidy.treasury")}
            )
            funds.treasury_id = treasury

    def _payee(self, batch):
        agents = batch._paying_agents()
        return format_list(self.env, agents.mapped("name")) or False

    # -- steps ---------------------------------------------------------------------

    def action_apply(self):
        """Note that the applications stand in the integrated budget system."""
        self._transition("applied")

    def action_take_back(self):
        """Take applications back that the treasury hasn't paid."""
        self._transition("draft", name="take_back")

    def action_paid(self, voucher_number=None, pay_date=None):
        """Note what the treasury has paid, and book it.

        :param voucher_number: number of the treasury's payment voucher; without it a
            window asks
        :param pay_date: day of the payment; today if empty
        :raises UserError: paid already, another company's books, or an indicator of
            another year
        """
        if not voucher_number:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Paid by the Treasury"),
                "res_model": "civil.subsidy.treasury.pay",
                "views": [(False, "form")],
                "target": "new",
                "context": {"default_treasury_ids": self.ids},
            }
        day = fields.Date.to_date(pay_date) or fields.Date.context_today(self)
        if day > fields.Date.context_today(self):
            raise UserError(
                self.env._("The treasury can't have paid on %(date)s yet.", date=day)
            )
        self._lock_batches()
        self._write_guarded({"voucher_number": voucher_number, "pay_date": day})
        self._transition("paid")
        return True

    def _lock_batches(self):
        """Book a batch by one person at a time."""
        self.check_access("write")
        self.batch_id.sudo()._lock_for_step()
        self._lock_for_step()

    def _paid_refusal(self):
        if not self.voucher_number:
            return self.env._("the treasury's voucher number isn't entered")
        return False

    def _effect_paid(self):
        """Book the payment; where the bank's word is followed only note the day."""
        for treasury in self:
            # The step judged the person; the books are the program's.
            batch = treasury.batch_id.sudo()
            funds = treasury.sudo().fund_ids
            if batch.subsidy_follow == "gross":
                batch._book_paid(
                    {fund: fund._exact() for fund in funds}, treasury.pay_date, treasury
                )
            else:
                funds.paid_date = treasury.pay_date
            batch._book_results()

    def _void(self):
        """With the batch; whoever voids it need not be of finance."""
        for treasury in self.filtered(lambda record: record.state != "voided"):
            treasury._write_guarded({"state": "voided"})
