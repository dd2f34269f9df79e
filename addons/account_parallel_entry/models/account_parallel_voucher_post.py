from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.door import VOUCHER

_JOURNALS = {
    ("financial", False): "gov_general",
    ("budget", False): "gov_budget",
    ("financial", True): "gov_closing",
    ("budget", True): "gov_budget_closing",
}


class AccountParallelVoucher(models.Model):
    """How a voucher gets its number and its journal entries."""

    _inherit = "account.parallel.voucher"

    def _post(self):
        """Post drafts and reviewed vouchers for the code that made them.

        The reviewer of a draft posted so is asked for later (复核).

        :raises UserError: with the reasons, per voucher; nothing is posted then
        """
        self._lock()
        self._refuse(
            {
                voucher: [self._wrong_state(voucher)]
                if voucher.state == "posted"
                else voucher._problems()
                for voucher in self.sudo()
            }
        )
        self._enter()

    def _enter(self):
        """Enter checked vouchers into the books: all of them, or none."""
        with self.env.cr.savepoint():
            for voucher in self.sudo().sorted(lambda v: (v.date, v.id)):
                voucher.with_company(voucher.company_id)._enter_one()

    def _enter_one(self):
        self._check_adopted()
        name, number = self._take_number()
        made = {}
        for ledger in ("financial", "budget"):
            move = self[f"{ledger}_move_id"]
            lines = self.line_ids.filtered(lambda line, x=ledger: line.ledger == x)
            if lines and not move:
                made[f"{ledger}_move_id"] = self._make_move(ledger, lines, name)
        for move in made.values():
            self._post_move(move)
        self._write_guarded(
            {
                "name": name,
                "number": number,
                "state": "posted",
                "bookkeeper_id": self.env.uid,
                "post_date": fields.Datetime.now(),
                "finance_head_id": self.company_id.parallel_finance_head_id.id,
                **{field: move.id for field, move in made.items()},
            }
        )

    def _take_number(self):
        """Return the next number of the type in the month, as text and as number."""
        counter = self.env["account.parallel.counter"].sudo()
        number = counter._next(self.company_id, self.type_id, self.date)
        return f"{self.type_id.code}-{self.date:%Y-%m}-{number:04d}", number

    def _make_move(self, ledger, lines, name):
        """Make the draft journal entry of a ledger."""
        vals = {
            "move_type": "entry",
            "journal_id": self._journal(ledger).id,
            "date": self.date,
            "ref": f"{name} {self.summary}",
            "parallel_voucher_id": self.id,
            "line_ids": [
                Command.create(
                    {
                        "sequence": line.sequence,
                        "name": line.name or self.summary,
                        "account_id": line.account_id.id,
                        "partner_id": line.partner_id.id,
                        "debit": line.debit,
                        "credit": line.credit,
                        "is_storno": line.debit < 0 or line.credit < 0,
                        "analytic_distribution": line.analytic_distribution,
                    }
                )
                for line in lines
            ],
        }
        moves = self.env["account.move"].sudo().with_company(self.company_id)
        made = VOUCHER.opened(moves).create(vals)
        return moves.browse(made.id)

    def _post_move(self, move):
        """Post an entry on the voucher's day.

        :raises UserError: Odoo would have moved it to another day
        """
        move._post(soft=False)
        if move.state != "posted" or move.date != self.date:
            raise UserError(
                self.env._(
                    "%(voucher)s can't be posted on %(day)s: the books of this day are "
                    "closed.",
                    voucher=self.display_name,
                    day=self.date,
                )
            )

    def _journal(self, ledger):
        """Return the journal of a ledger's entry.

        :raises UserError: the company's chart brings none
        """
        chart = self.env["account.chart.template"].with_company(self.company_id)
        name = _JOURNALS[ledger, self.closing]
        journal = chart.ref(name, raise_if_not_found=False)
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no journals for vouchers: load a chart of "
                    "accounts for governments in its settings.",
                    company=self.company_id.name,
                )
            )
        return journal
