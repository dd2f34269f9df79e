from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.amounts import exact
from ..tools.door import VOUCHER

#: What a posted voucher vouches for in its journal entries.
_FROZEN = {
    "state",
    "name",
    "date",
    "journal_id",
    "company_id",
    "currency_id",
    "partner_id",
    "ref",
    "line_ids",
    "invoice_line_ids",
    "parallel_exemption_id",
}


class AccountMove(models.Model):
    """Journal entries belong to vouchers where a company keeps parallel books."""

    _inherit = "account.move"

    parallel_voucher_id = fields.Many2one(
        "account.parallel.voucher",
        string="Voucher",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    parallel_exemption_id = fields.Many2one(
        "account.parallel.exemption",
        string="No Budgetary Entry Because",
        copy=False,
        ondelete="restrict",
    )
    parallel_bookkeeping = fields.Boolean(related="company_id.parallel_bookkeeping")

    @api.model_create_multi
    def create(self, vals_list):
        """Only vouchers make entries that are theirs."""
        if not VOUCHER.is_open(self):
            if any(vals.get("parallel_voucher_id") for vals in vals_list):
                self._refuse_voucher_field()
            self = self.with_context(default_parallel_voucher_id=False)
        return super().create(vals_list)

    def write(self, vals):
        """Keep entries of posted vouchers as they are."""
        if not VOUCHER.is_open(self):
            if "parallel_voucher_id" in vals:
                self._refuse_voucher_field()
            if _FROZEN & vals.keys():
                self._refuse_vouched()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_vouched(self):
        self._refuse_vouched()

    def button_draft(self):
        """Refuse entries of posted vouchers before anything of them is undone."""
        self._refuse_vouched()
        return super().button_draft()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Leave reversing to the vouchers, which take back both entries."""
        self._refuse_vouched()
        return super()._reverse_moves(default_values_list, cancel)

    def _post(self, soft=True):
        """Give every entry posted without a voucher one of its own.

        :raises AccessError: the user makes no vouchers
        :raises UserError: it moves money of the budget without a reason
        """
        due = self._parallel_due()
        due._check_accountant()
        due._check_budget_entry()
        posted = super()._post(soft)
        voucher = self.env["account.parallel.voucher"]
        for move in posted._parallel_due():
            voucher._adopt(move)._post()
        return posted

    def action_make_voucher(self):
        """Make draft vouchers of posted entries that have none, and open them.

        :raises AccessError: the user makes no vouchers
        :raises UserError: an entry isn't posted or has a voucher
        """
        self.check_access("read")
        vouchers = self.env["account.parallel.voucher"]
        vouchers.check_access("create")
        for move in self:
            if move.state != "posted" or move.parallel_voucher_id:
                raise UserError(
                    self.env._(
                        "%(move)s isn't posted or already has a voucher.",
                        move=move.display_name,
                    )
                )
            vouchers |= vouchers._adopt(move)
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": [("id", "in", vouchers.ids)],
            "context": {},
        }

    def action_open_business_doc(self):
        """Open the voucher of an entry that has one: it holds both ledgers."""
        if not self.parallel_voucher_id:
            return super().action_open_business_doc()
        return {
            "type": "ir.actions.act_window",
            "name": self.parallel_voucher_id.display_name,
            "res_model": "account.parallel.voucher",
            "res_id": self.parallel_voucher_id.id,
            "views": [(False, "form")],
        }

    def _parallel_due(self):
        """Return the entries that get a voucher of their own when they are posted.

        Those of bank statements wait until they are matched.
        """
        return self.filtered(
            lambda move: (
                move.company_id.parallel_bookkeeping
                and move.date.year >= move.company_id.parallel_first_year
                and move.move_type == "entry"
                and not move.parallel_voucher_id
                and not move.statement_line_id
            )
        )

    def _check_accountant(self):
        """Keep those who handle money or review away from the books (不相容岗位)."""
        accountant = "account_parallel_entry.group_accountant"
        if self and not self.env.su and not self.env.user.has_group(accountant):
            raise AccessError(
                self.env._(
                    "Posting an entry makes a voucher: only accountants do that. Ask "
                    "one of them to post %(move)s.",
                    move=self[0].display_name,
                )
            )

    def _check_budget_entry(self):
        accounts = self.env["account.account"]
        for move in self - self.filtered("parallel_exemption_id"):
            movements = [
                (line.account_id, exact(line.balance))
                for line in move._parallel_lines()
            ]
            if move._parallel_ledger() == "financial" and accounts._moves_budget(
                movements, move.journal_id.l10n_cn_closing
            ):
                raise UserError(
                    self.env._(
                        "%(move)s moves money of the budget and needs a budgetary "
                        "entry, or a reason why there is none (such as money due to "
                        "the treasury, held in trust, or received for the time being). "
                        "Make a voucher with both entries, or choose the reason.",
                        move=move.display_name,
                    )
                )

    def _parallel_ledger(self):
        """Return the ledger of the single entry."""
        return self._parallel_lines()[:1].account_id.l10n_cn_ledger or "financial"

    def _parallel_lines(self):
        """Return the journal items that carry amounts."""
        texts = ("line_section", "line_subsection", "line_note")
        return self.line_ids.filtered(lambda line: line.display_type not in texts)

    def _parallel_entries(self):
        """Return the entry as the builder of vouchers takes it."""
        ledger = self._parallel_ledger()
        return [
            {
                "ledger": ledger,
                "account": line.account_id,
                "name": line.name or "",
                "debit": line.debit,
                "credit": line.credit,
                "partner_id": line.partner_id.id,
                "distribution": line.analytic_distribution,
            }
            for line in self._parallel_lines()
        ]

    def _refuse_vouched(self):
        for move in self.sudo():
            voucher = move.parallel_voucher_id
            if voucher.state == "posted":
                raise UserError(
                    self.env._(
                        "%(move)s belongs to the posted voucher %(voucher)s and can't "
                        "be changed, reset or deleted. Reverse the voucher instead.",
                        move=move.display_name,
                        voucher=voucher.name,
                    )
                )

    def _refuse_voucher_field(self):
        raise UserError(
            self.env._("Which voucher an entry belongs to can't be set by hand.")
        )
