from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.amounts import exact
from ..tools.door import VOUCHER
from .account_parallel_rule_line import LEDGERS


class AccountParallelVoucherLine(models.Model):
    """One line of a voucher, in one of the two ledgers (凭证分录).

    Negative amounts are red ones (红字). The journal items are made from the lines
    when the voucher is posted.
    """

    _name = "account.parallel.voucher.line"
    _inherit = ["analytic.mixin"]
    _description = "Voucher Line"
    _order = "voucher_id, ledger desc, sequence, id"
    _check_company_auto = True

    voucher_id = fields.Many2one(
        "account.parallel.voucher", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="voucher_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="voucher_id.state")
    sequence = fields.Integer(default=100)
    ledger = fields.Selection(LEDGERS, required=True, default="financial")
    name = fields.Char(
        string="Summary", help="The voucher's summary if it is left empty."
    )
    account_id = fields.Many2one(
        "account.account",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('l10n_cn_ledger', '=', ledger), ('active', '=', True)]",
    )
    partner_id = fields.Many2one("res.partner", check_company=True, ondelete="restrict")
    debit = fields.Monetary()
    credit = fields.Monetary()

    _side_check = models.Constraint(
        "CHECK (debit = 0 OR credit = 0)", "A line has a debit or a credit, not both."
    )

    @api.constrains("account_id", "ledger")
    def _check_ledger(self):
        """Budgetary accounts and financial ones never meet in an entry."""
        for line in self:
            if line.account_id.l10n_cn_ledger != line.ledger:
                raise ValidationError(
                    self.env._(
                        "%(account)s doesn't belong to the ledger of its line. "
                        "Accounts of classes 6 to 8 are budgetary, all others "
                        "financial.",
                        account=line.account_id._parallel_label(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Add lines to drafts that people make themselves."""
        lines = super().create(vals_list)
        lines._refuse_fixed()
        lines._sign()
        return lines

    def write(self, vals):
        """Change lines of drafts that people make themselves."""
        self._refuse_fixed()
        done = super().write(vals)
        self._refuse_fixed()
        self._sign()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_free(self):
        self._refuse_fixed()
        self._sign()

    def _sign(self):
        """Count the user among those who made the vouchers."""
        if not VOUCHER.is_open(self):
            self.voucher_id._add_author()

    def _refuse_fixed(self):
        """Refuse to touch what a review, an event or a journal entry has fixed."""
        if VOUCHER.is_open(self):
            return
        self.voucher_id._refuse_unless_draft()
        for line in self.sudo():
            voucher = line.voucher_id
            adopted = voucher.financial_move_id and line.ledger == "financial"
            if voucher.event_id or voucher.reverse_of_id or adopted:
                raise UserError(
                    self.env._(
                        "The lines of %(voucher)s come from an event, a reversal or a "
                        "journal entry and can't be changed. Delete the draft, or make "
                        "a supplementary voucher.",
                        voucher=voucher.display_name,
                    )
                )

    def _whole_plans(self):
        """Return the analytic plans that the whole amount of the line is told by."""
        shares = {}
        accounts = {account.id: account for account in self._dimensions()}
        for key, share in (self.analytic_distribution or {}).items():
            for plan in {
                accounts[int(part)].root_plan_id
                for part in key.split(",")
                if int(part) in accounts
            }:
                shares[plan] = shares.get(plan, 0) + exact(share)
        return self.env["account.analytic.plan"].union(
            *(plan for plan, share in shares.items() if share == 100)
        )

    def _dimensions(self):
        """Return the analytic accounts of the line."""
        ids = self._get_analytic_account_ids_from_distributions(
            self.analytic_distribution
        )
        return self.env["account.analytic.account"].sudo().browse(ids).exists()

    def _entry(self, red=False):
        """Return the line as the builder of vouchers takes it, in red if asked."""
        sign = -1 if red else 1
        return {
            "ledger": self.ledger,
            "account": self.account_id,
            "name": self.name,
            "debit": sign * self.debit,
            "credit": sign * self.credit,
            "partner_id": self.partner_id.id,
            "distribution": self.analytic_distribution,
        }
