from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.door import BANK

STATES = [
    ("open", "Not in the Books"),
    ("proposed", "Voucher Being Made"),
    ("unvouched", "Without Voucher"),
    ("drafted", "Voucher Not Posted"),
    ("matched", "Matched"),
    ("vouched", "Booked"),
]
#: What the bank wrote; a line that came from its file keeps it.
_OF_THE_BANK = {
    "date",
    "amount",
    "journal_id",
    "payment_ref",
    "partner_name",
    "account_number",
    "ref",
}
_BOOKKEEPER = "account.group_account_user"
_GUARDED = {"parallel_event_voucher_id", "parallel_bank_balance", "unique_import_id"}


class AccountBankStatementLine(models.Model):
    """Line of the bank's statement (银行流水) and how far it is in the books.

    Odoo posts it at once against the account of what is to be matched (待核对款项),
    which leaves 银行存款 as a whole untouched. It gets into the books in one of two
    ways: a voucher books the money and the line is matched with it, or it is
    reconciled with other accounts and its own entry gets a voucher.

    ==========  ============================================================
    state       meaning
    ==========  ============================================================
    open        the books don't know it (未达账项)
    proposed    the voucher of its event is made, but not posted
    unvouched   reconciled with other accounts, without a voucher (未制证)
    drafted     reconciled with other accounts, its voucher is not posted
    matched     the same as a line of the books
    vouched     its own entry has a posted voucher
    ==========  ============================================================
    """

    _inherit = "account.bank.statement.line"

    parallel_state = fields.Selection(
        STATES,
        string="In the Books",
        compute="_compute_parallel_state",
        store=True,
        index=True,
    )
    parallel_event_voucher_id = fields.Many2one(
        "account.parallel.voucher",
        string="Voucher of Its Event",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    parallel_bank_balance = fields.Monetary(
        string="Balance by the Bank",
        readonly=True,
        copy=False,
        help="The balance after the line as the file of the bank has it.",
    )
    parallel_item_ids = fields.One2many(
        "account.parallel.bank.balance.line",
        "statement_line_id",
        string="Outstanding Items",
    )
    parallel_in = fields.Monetary(string="Received", compute="_compute_parallel_sides")
    parallel_out = fields.Monetary(string="Paid", compute="_compute_parallel_sides")

    @api.depends("amount")
    def _compute_parallel_sides(self):
        for line in self:
            line.parallel_in = max(line.amount, 0)
            line.parallel_out = max(-line.amount, 0)

    @api.depends(
        "is_reconciled",
        "parallel_event_voucher_id.state",
        "move_id.parallel_voucher_id.state",
        "move_id.line_ids.parallel_bank_match",
        "move_id.line_ids.reconciled",
        "company_id.parallel_bookkeeping",
        "company_id.parallel_first_year",
    )
    def _compute_parallel_state(self):
        for line in self:
            line.parallel_state = line._parallel_state()

    def _parallel_state(self):
        mirror = self._parallel_mirror()
        voucher = self.move_id.parallel_voucher_id
        if self.is_reconciled and not mirror and self._parallel_needs_voucher():
            states = {"posted": "vouched", False: "unvouched"}
            return states.get(voucher.state, "drafted")
        if self.is_reconciled and all(mirror.mapped("reconciled")):
            return "matched"
        event = self.parallel_event_voucher_id
        return "proposed" if event and event.state != "posted" else "open"

    def _parallel_needs_voucher(self):
        """Tell whether its company keeps vouchers on its day."""
        company = self.company_id
        return company.parallel_bookkeeping and (
            not self.date or self.date.year >= company.parallel_first_year
        )

    def _parallel_mirror(self):
        """Return the lines that take the bank line back, because it is in the books."""
        return self.move_id.line_ids.filtered("parallel_bank_match")

    def _seek_for_lines(self):
        """Count what takes the line back among what it is matched with."""
        liquidity, suspense, other = super()._seek_for_lines()
        mirror = liquidity.filtered("parallel_bank_match")
        return liquidity - mirror, suspense, other + mirror

    @api.model_create_multi
    def create(self, vals_list):
        """Take the bank's facts from files only by the code that reads them."""
        if not BANK.is_open(self):
            for vals in vals_list:
                self._refuse_bank_fields(
                    {name for name in _GUARDED & vals.keys() if vals[name]}
                )
        lines = super().create(vals_list)
        if not BANK.is_open(self):
            lines._check_bookkeeper()
        return lines

    def write(self, vals):
        """Keep what the bank wrote.

        :raises UserError: a fact of an imported line would change
        """
        if not BANK.is_open(self):
            self._check_bookkeeper()
            self._refuse_bank_fields(_GUARDED & vals.keys())
            for line in self.filtered("unique_import_id"):
                changed = {
                    name
                    for name in _OF_THE_BANK & vals.keys()
                    if line._fields[name].convert_to_cache(vals[name], line)
                    != line._fields[name].convert_to_cache(line[name], line)
                }
                self._refuse_bank_fields(changed)
        return super().write(vals)

    def unlink(self):
        """Delete lines that only the bank knows, such as those of a wrong file.

        :raises UserError: a line is in the books, or its voucher is being made
        """
        # Before Odoo cancels the entries, which takes what is matched apart.
        self._check_bookkeeper()
        self._check_deletable()
        return super(AccountBankStatementLine, BANK.opened(self)).unlink()

    def _check_deletable(self):
        for line in self.filtered("company_id.parallel_bookkeeping"):
            if line.parallel_state != "open":
                raise UserError(
                    self.env._(
                        "The bank line %(line)s is in the books or its voucher is "
                        "being made: it can't be deleted.",
                        line=line.display_name,
                    )
                )

    def _check_bookkeeper(self):
        """Let nobody but bookkeepers touch lines of parallel books.

        Odoo lets everybody who writes invoices do so; cashiers are among them.
        """
        if self.env.su or self.env.user.has_group(_BOOKKEEPER):
            return
        if any(line.company_id.parallel_bookkeeping for line in self.sudo()):
            raise AccessError(
                self.env._("Only bookkeepers change or reconcile lines of the bank.")
            )

    def _refuse_bank_fields(self, names):
        if names:
            labels = [
                self._fields[name]._description_string(self.env) for name in names
            ]
            raise UserError(
                self.env._(
                    "%(fields)s: what the bank's file says can't be changed by hand. "
                    "Import the right file, or ask the bank for one.",
                    fields=", ".join(sorted(labels)),
                )
            )

    @api.model
    def _unadopted_lines(self, company, month):
        """Return the lines that stand against closing a month (未制证流水).

        They are reconciled with other accounts, so the journal has them, but no
        posted voucher vouches for them. Lines that the books don't know at all
        don't count: the reconciliation statement has them.

        :param company: res.company
        :param month: any day of the month; earlier months count too
        """
        return self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("date", "<=", fields.Date.end_of(month, "month")),
                ("parallel_state", "in", ("unvouched", "drafted")),
            ]
        )
