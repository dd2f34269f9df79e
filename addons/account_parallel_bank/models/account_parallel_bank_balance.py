from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.door import BANK

STATES = [("open", "Open"), ("reviewed", "Reviewed")]
#: Computed by code only, or written by the step that each belongs to.
_GUARDED = {
    "state",
    "maker_id",
    "reviewer_id",
    "review_date",
    "refresh_date",
    "book_balance",
    "bank_balance",
    "bank_in",
    "bank_out",
    "book_in",
    "book_out",
    "line_ids",
    "bank_in_ids",
    "bank_out_ids",
    "book_in_ids",
    "book_out_ids",
}


class AccountParallelBankBalance(models.Model):
    """Reconciliation statement of a bank account (银行存款余额调节表).

    By 会计基础工作规范 and 财会〔2012〕21号 (内部控制): bank and books are compared
    every month, by somebody who doesn't handle the money, and the statement is
    reviewed by another person.

    ========  ==========================  ==================================
    step      who                         condition
    ========  ==========================  ==================================
    make      accountant                  the last day of a month that is over
    refresh   accountant                  open
    review    reviewer, finance head      another person than its maker; a
                                          difference has its reason
    reopen    reviewer, finance head      reviewed
    delete    accountant                  open
    ========  ==========================  ==================================
    """

    _name = "account.parallel.bank.balance"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Bank Reconciliation Statement"
    _order = "date desc, journal_id"
    _check_company_auto = True
    _mail_post_access = "read"

    journal_id = fields.Many2one(
        "account.journal",
        string="Bank Account",
        required=True,
        index=True,
        domain="[('type', '=', 'bank')]",
        default=lambda self: self._default_journal_id(),
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="journal_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Month End",
        required=True,
        default=lambda self: self._default_date(),
        help="The last day of a month.",
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        copy=False,
        default="open",
        index=True,
        tracking=True,
    )
    book_balance = fields.Monetary(string="Balance by the Books", readonly=True)
    bank_balance = fields.Monetary(string="Balance by the Statement", readonly=True)
    bank_in = fields.Monetary(
        string="Received by the Bank, Not in the Books", readonly=True
    )
    bank_out = fields.Monetary(
        string="Paid by the Bank, Not in the Books", readonly=True
    )
    book_in = fields.Monetary(
        string="Received in the Books, Not at the Bank", readonly=True
    )
    book_out = fields.Monetary(
        string="Paid in the Books, Not at the Bank", readonly=True
    )
    adjusted_book = fields.Monetary(
        string="Adjusted Balance by the Books", compute="_compute_adjusted", store=True
    )
    adjusted_bank = fields.Monetary(
        string="Adjusted Balance by the Statement",
        compute="_compute_adjusted",
        store=True,
    )
    difference = fields.Monetary(compute="_compute_adjusted", store=True)
    reason = fields.Text(string="Reason for the Difference", tracking=True)
    line_ids = fields.One2many(
        "account.parallel.bank.balance.line", "balance_id", readonly=True
    )
    bank_in_ids = fields.One2many(
        "account.parallel.bank.balance.line",
        "balance_id",
        domain=[("kind", "=", "bank_in")],
        readonly=True,
    )
    bank_out_ids = fields.One2many(
        "account.parallel.bank.balance.line",
        "balance_id",
        domain=[("kind", "=", "bank_out")],
        readonly=True,
    )
    book_in_ids = fields.One2many(
        "account.parallel.bank.balance.line",
        "balance_id",
        domain=[("kind", "=", "book_in")],
        readonly=True,
    )
    book_out_ids = fields.One2many(
        "account.parallel.bank.balance.line",
        "balance_id",
        domain=[("kind", "=", "book_out")],
        readonly=True,
    )
    maker_id = fields.Many2one("res.users", readonly=True, copy=False)
    refresh_date = fields.Datetime(string="Computed on", readonly=True, copy=False)
    reviewer_id = fields.Many2one("res.users", readonly=True, copy=False)
    review_date = fields.Datetime(readonly=True, copy=False)
    next_steps = fields.Char(compute="_compute_next_steps")

    _month_uniq = models.UniqueIndex(
        "(journal_id, date)",
        "There is already a reconciliation statement of this account and month.",
    )

    @api.model
    def _default_journal_id(self):
        journals = self.env["account.journal"].search(
            [
                *self.env["account.journal"]._check_company_domain(self.env.company),
                ("type", "=", "bank"),
            ]
        )
        return journals[:1]

    @api.model
    def _default_date(self):
        today = fields.Date.context_today(self)
        return fields.Date.subtract(fields.Date.start_of(today, "month"), days=1)

    @api.depends("journal_id", "date")
    def _compute_display_name(self):
        for balance in self:
            month = balance.date and f"{balance.date:%Y-%m}"
            parts = [balance.journal_id.name, month]
            balance.display_name = " · ".join(filter(None, parts))

    @api.constrains("date")
    def _check_date(self):
        for balance in self:
            if balance.date != fields.Date.end_of(balance.date, "month"):
                raise ValidationError(
                    self.env._(
                        "%(day)s isn't the last day of a month: bank and books are "
                        "compared at the end of each.",
                        day=balance.date,
                    )
                )
            if balance.date >= fields.Date.context_today(self):
                raise ValidationError(
                    self.env._("The month isn't over yet: choose an earlier one.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Make statements of bank and books as they are now."""
        opened = BANK.is_open(self)
        for vals in vals_list:
            self._refuse_guarded(
                {
                    name
                    for name in _GUARDED & vals.keys()
                    if vals[name] and (name, vals[name]) != ("state", "open")
                }
                if not opened
                else ()
            )
        balances = super().create(vals_list)
        BANK.opened(balances.sudo()).write({"maker_id": self.env.uid})
        balances._refresh()
        return balances

    def write(self, vals):
        """Keep the figures computed, and all of it once it is reviewed."""
        if not BANK.is_open(self):
            self._refuse_guarded(_GUARDED & vals.keys())
            if vals.keys() & {"journal_id", "date", "reason"}:
                self._refuse_unless_open()
        result = super().write(vals)
        if vals.keys() & {"journal_id", "date"}:
            self._refresh()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        self._refuse_unless_open()

    def _refuse_unless_open(self):
        for balance in self.sudo():
            if balance.state != "open":
                raise UserError(
                    self.env._(
                        "%(balance)s is reviewed and can't be changed or deleted. A "
                        "reviewer can reopen it.",
                        balance=balance.display_name,
                    )
                )

    def _refuse_guarded(self, names):
        if names:
            labels = [
                self._fields[name]._description_string(self.env) for name in names
            ]
            raise UserError(
                self.env._(
                    "%(fields)s can't be set by hand: bank and books say them.",
                    fields=", ".join(sorted(labels)),
                )
            )
