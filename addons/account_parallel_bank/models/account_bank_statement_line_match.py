from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.account.models.account_move import BYPASS_LOCK_CHECK
from odoo.addons.account_parallel_entry.tools.amounts import exact, total

from ..tools.door import BANK
from ..tools.matching import Item, pairs

_ACCOUNTANT = "account_parallel_entry.group_accountant"


class AccountBankStatementLine(models.Model):
    """Matching bank lines with what vouchers have booked on the same account."""

    _inherit = "account.bank.statement.line"

    def action_match_books(self):
        """Match the lines with the books wherever there is no doubt (自动对账).

        :return: action that says how many were matched
        :raises AccessError: the user isn't an accountant
        """
        self._check_accountant()
        count = len(self._match_books())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._(
                    "%(count)s lines matched, %(rest)s left.",
                    count=count,
                    rest=len(self.filtered(lambda x: x.parallel_state == "open")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_match_with(self, move_line_ids):
        """Match the lines with lines of the books that the user chose (手工勾对).

        :param move_line_ids: ids of journal items on the account of the bank
        :raises AccessError: the user isn't an accountant
        :raises UserError: the sums differ, or a line is matched already
        """
        self._check_accountant()
        self._check_not_proposed()
        book = self.env["account.move.line"].browse(move_line_ids)
        book.check_access("read")
        self._match(book)

    def action_unmatch(self):
        """Take a match back: the line isn't in the books again (取消对账).

        :raises AccessError: the user isn't an accountant
        :raises UserError: a line isn't matched with the books
        """
        self._check_accountant()
        for line in self:
            if line.parallel_state != "matched" or not line._parallel_mirror():
                raise UserError(
                    self.env._(
                        "The bank line %(line)s isn't matched with the books.",
                        line=line.display_name,
                    )
                )
        self._unmatch()

    def action_undo_reconciliation(self):
        """Take matches back without touching closed books, and drop draft vouchers."""
        self._check_bookkeeper()
        mirrored = self.filtered(lambda line: line._parallel_mirror())
        if mirrored:
            mirrored.action_unmatch()
        rest = self - mirrored
        drafts = rest.move_id.parallel_voucher_id.filtered(
            lambda v: v.state != "posted"
        )
        drafts.unlink()
        return super(AccountBankStatementLine, rest).action_undo_reconciliation()

    def reconcile_bank_line(self):
        """Reconcile with other accounts, and start the voucher that this asks for."""
        self._check_bookkeeper()
        self._check_not_proposed()
        if self._parallel_needs_voucher() and self.parallel_state != "open":
            raise UserError(
                self.env._(
                    "The bank line %(line)s is in the books already.",
                    line=self.display_name,
                )
            )
        result = super().reconcile_bank_line()
        if self.parallel_state == "unvouched" and self._may_match():
            self.env["account.parallel.voucher"]._adopt(self.move_id)
        return result

    def _auto_reconcile(self):
        """Leave lines of parallel books to vouchers: nothing by itself passes them."""
        rest = self.filtered(lambda line: not line._parallel_needs_voucher())
        return super(AccountBankStatementLine, rest)._auto_reconcile()

    def _match_books(self):
        """Match without doubt, and return what was matched."""
        matched = self.browse()
        lines = self.sudo().filtered(lambda x: x.parallel_state == "open")
        for journal in lines.journal_id:
            book = (
                self.env["account.move.line"].sudo().search(self._book_domain(journal))
            )
            mine = lines.filtered(lambda line, x=journal: line.journal_id == x)
            found = pairs(
                [line._bank_item() for line in mine],
                [self._book_item(entry) for entry in book],
                journal.parallel_match_days,
            )
            for line_id, entry_id in found:
                line = self.browse(line_id)
                line._match(book.browse(entry_id))
                matched |= line
        return matched

    def _book_domain(self, journal, until=None):
        """Return the domain of the lines of the books that may be matched.

        :param journal: account.journal of the bank account
        :param until: last day; any if empty
        """
        domain = Domain(
            [
                ("account_id", "=", journal.default_account_id.id),
                ("company_id", "=", journal.company_id.id),
                ("parent_state", "=", "posted"),
                ("move_id.statement_line_id", "=", False),
            ]
        )
        if journal.parallel_statement_start:
            domain &= Domain("date", ">=", journal.parallel_statement_start)
        if until:
            return domain & Domain("date", "<=", until)
        return domain & Domain("reconciled", "=", False)

    def _bank_item(self):
        return Item(
            id=self.id,
            date=self.date,
            amount=exact(self.amount),
            text=f"{self.payment_ref or ''} {self.ref or ''}",
            reference=self.ref or "",
            partner=self.partner_id.name or self.partner_name or "",
        )

    def _book_item(self, entry):
        return Item(
            id=entry.id,
            date=entry.date,
            amount=exact(entry.amount_residual),
            text=f"{entry.name or ''} {entry.move_id.ref or ''}",
            partner=entry.partner_id.name or "",
        )

    def _match(self, book):
        """Make the lines and lines of the books known as the same money.

        What was posted against the account of what is to be matched is taken back on
        the account of the bank, in red, so that neither balance nor turnover count
        twice. Nothing changes in 银行存款 as a whole, which is why a closed period
        doesn't stand against it: the vouchers are what is closed.

        :param book: account.move.line on the account of the bank
        :raises UserError: the sums differ, or a line isn't free
        """
        # sudo: who may match was checked; cashiers' imports match by themselves.
        lines, book = self.sudo(), book.sudo()
        lines._lock_bank_lines()
        lines._check_match(book)
        mirror = self.env["account.move.line"].sudo()
        for line in lines:
            line._loosen()
            _liquidity, suspense, _other = line._seek_for_lines()
            line._repost(suspense, line.journal_id.default_account_id, True)
            mirror |= suspense
        lines._past_locks(mirror | book).reconcile()

    def _unmatch(self):
        """Post the lines against the account of what is to be matched again."""
        lines = self.sudo()
        lines._lock_bank_lines()
        for line in lines:
            line._loosen()
        lines.filtered(
            lambda line: line.parallel_event_voucher_id.state == "posted"
        )._write_event_voucher(False)

    def _loosen(self):
        mirror = self._parallel_mirror()
        if mirror:
            mirror.remove_move_reconcile()
            self._repost(mirror, self.journal_id.suspense_account_id, False)

    def _repost(self, entries, account, matched):
        """Put what stands against the bank's line on an account, in red if matched."""
        self._past_locks(entries).write(
            {
                "account_id": account.id,
                "is_storno": matched,
                "parallel_bank_match": matched,
            }
        )
        # Odoo computes the sides again when the balance changes, not the colour.
        for name in ("debit", "credit"):
            self.env.add_to_compute(entries._fields[name], entries)
        self._past_locks(entries).flush_recordset(["debit", "credit"])

    def _past_locks(self, entries):
        return BANK.opened(entries).with_context(
            bypass_lock_check=BYPASS_LOCK_CHECK,
            skip_account_move_synchronization=True,
            skip_readonly_check=True,
        )

    def _check_match(self, book):
        """Refuse lines that aren't free, and sums that differ."""
        journal = self.journal_id
        allowed = (
            book.filtered_domain(self._book_domain(journal))
            if (len(journal) == 1)
            else book.browse()
        )
        if not self or not book or allowed != book:
            raise UserError(
                self.env._(
                    "Only lines of one bank account can be matched, with posted lines "
                    "of the books on the same account that aren't matched yet."
                )
            )
        for line in self:
            _liquidity, suspense, other = line._seek_for_lines()
            if (
                line.parallel_state not in ("open", "proposed")
                or (not suspense and not line._parallel_mirror())
                or other - line._parallel_mirror()
            ):
                raise UserError(
                    self.env._(
                        "The bank line %(line)s is in the books already.",
                        line=line.display_name,
                    )
                )
        bank_sum = total(self.mapped("amount"))
        book_sum = total(book.mapped("amount_residual"))
        if bank_sum != book_sum:
            raise UserError(
                self.env._(
                    "The lines of the bank come to %(bank)s, those of the books to "
                    "%(book)s, a difference of %(difference)s: choose lines that come "
                    "to the same.",
                    bank=bank_sum,
                    book=book_sum,
                    difference=bank_sum - book_sum,
                )
            )

    def _check_not_proposed(self):
        for line in self:
            if line.parallel_state == "proposed":
                raise UserError(
                    self.env._(
                        "The voucher of the bank line %(line)s is being made. Post it, "
                        "or delete its draft first.",
                        line=line.display_name,
                    )
                )

    def _lock_bank_lines(self):
        """Keep two people from matching the same line at once."""
        self.flush_recordset()
        self.move_id.lock_for_update()

    def _may_match(self):
        user = self.env.user
        return self.env.su or user._is_superuser() or user.has_group(_ACCOUNTANT)

    def _check_accountant(self):
        self.check_access("read")
        if not self._may_match():
            raise AccessError(
                self.env._("Only accountants match bank lines and book them.")
            )
