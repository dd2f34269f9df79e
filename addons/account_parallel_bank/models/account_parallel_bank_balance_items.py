from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from odoo.addons.account_parallel_entry.tools.amounts import exact, total

from ..tools.door import BANK

KINDS = ("bank_in", "bank_out", "book_in", "book_out")


class AccountParallelBankBalance(models.Model):
    """What stood between bank and books at the end of a month."""

    _inherit = "account.parallel.bank.balance"

    @api.depends(
        "book_balance", "bank_balance", "bank_in", "bank_out", "book_in", "book_out"
    )
    def _compute_adjusted(self):
        for balance in self:
            book = (
                exact(balance.book_balance)
                + exact(balance.bank_in)
                - exact(balance.bank_out)
            )
            bank = (
                exact(balance.bank_balance)
                + exact(balance.book_in)
                - exact(balance.book_out)
            )
            balance.adjusted_book = float(book)
            balance.adjusted_bank = float(bank)
            balance.difference = float(book - bank)

    def action_refresh(self):
        """Compute open statements again from bank and books as they are now."""
        self.check_access("write")
        self._refuse_unless_open()
        self._refresh()

    def action_view_items(self, kind):
        """Open the items of one kind.

        :param str kind: bank_in, bank_out, book_in or book_out
        """
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_bank.account_parallel_bank_balance_line_action"
            ),
            "domain": [("balance_id", "=", self.id), ("kind", "=", kind)],
        }

    def _refresh(self):
        """Write the figures and the items of now."""
        for balance in self:
            figures, items = balance.sudo()._figures()
            BANK.opened(balance.sudo()).write(
                {
                    **{name: float(amount) for name, amount in figures.items()},
                    "refresh_date": fields.Datetime.now(),
                    "line_ids": [Command.clear(), *map(Command.create, items)],
                }
            )

    def _is_stale(self):
        """Tell whether bank or books have changed since it was computed."""

        def marks(items):
            return sorted(
                (
                    item["kind"],
                    item["statement_line_id"] or 0,
                    item["move_line_id"] or 0,
                    str(exact(item["amount"])),
                )
                for item in items
            )

        figures, items = self.sudo()._figures()
        stored = [
            {
                "kind": line.kind,
                "statement_line_id": line.statement_line_id.id,
                "move_line_id": line.move_line_id.id,
                "amount": line.amount,
            }
            for line in self.sudo().line_ids
        ]
        return marks(items) != marks(stored) or any(
            exact(self[name]) != amount for name, amount in figures.items()
        )

    def _figures(self):
        """Return ({field: Decimal}, values of items) at the end of the month."""
        self.ensure_one()
        items = [*self._bank_items(), *self._book_items()]
        figures = {
            kind: total(item["amount"] for item in items if item["kind"] == kind)
            for kind in KINDS
        }
        figures["book_balance"] = self._book_balance()
        figures["bank_balance"] = self._bank_balance()
        return figures, items

    def _entries(self):
        """Return the domain of the posted lines of the company through the day."""
        return Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", self.date),
            ]
        )

    def _suspense_domain(self):
        """Return the domain of bank lines that are posted only to be matched."""
        return (
            self._entries()
            & Domain("account_id", "=", self.journal_id.suspense_account_id.id)
            & Domain("move_id.statement_line_id.journal_id", "=", self.journal_id.id)
        )

    def _book_balance(self):
        """Return what the books say: without bank lines that they don't know."""
        account = Domain("account_id", "=", self.journal_id.default_account_id.id)
        domain = (self._entries() & account) | self._suspense_domain()
        [[amount]] = self.env["account.move.line"]._read_group(
            domain, [], ["balance:sum"]
        )
        return exact(amount)

    def _bank_balance(self):
        """Return the balance of the last line of the bank through the day."""
        lines = self.env["account.bank.statement.line"]
        mine = Domain("journal_id", "=", self.journal_id.id) & Domain(
            "state", "=", "posted"
        )
        last = lines.search(
            mine & Domain("date", "<=", self.date), order="internal_index desc", limit=1
        )
        if last:
            return exact(last.running_balance)
        later = lines.search(mine, order="internal_index", limit=1)
        return exact(later.running_balance) - exact(later.amount)

    def _bank_items(self):
        """Yield the lines of the bank that the books didn't know by then."""
        entries = self.env["account.move.line"]
        for entry in entries.search(self._suspense_domain()):
            yield self._bank_item(entry, -exact(entry.balance))
        mirror = entries.search(
            self._entries()
            & Domain("parallel_bank_match", "=", True)
            & Domain("move_id.statement_line_id.journal_id", "=", self.journal_id.id)
        )
        left = self._residuals(mirror)
        for entry in mirror:
            if left[entry.id]:
                yield self._bank_item(entry, -left[entry.id])

    def _book_items(self):
        """Yield the lines of the books that the bank didn't have by then."""
        domain = self.env["account.bank.statement.line"]._book_domain(
            self.journal_id, self.date
        )
        entries = self.env["account.move.line"].search(domain)
        left = self._residuals(entries)
        for entry in entries:
            if left[entry.id]:
                yield self._item(
                    "book",
                    left[entry.id],
                    {
                        "date": entry.date,
                        "name": entry.name,
                        "reference": entry.parallel_voucher_id.name or entry.move_name,
                        "statement_line_id": False,
                        "move_line_id": entry.id,
                    },
                )

    def _bank_item(self, entry, amount):
        line = entry.move_id.statement_line_id
        return self._item(
            "bank",
            amount,
            {
                "date": line.date,
                "name": " ".join(filter(None, (line.payment_ref, line.partner_name))),
                "reference": line.ref,
                "statement_line_id": line.id,
                "move_line_id": False,
            },
        )

    @api.model
    def _item(self, side, amount, vals):
        kind = f"{side}_{'in' if amount > 0 else 'out'}"
        return {**vals, "kind": kind, "amount": float(abs(amount))}

    def _residuals(self, entries):
        """Return {id: Decimal} of what wasn't matched by the end of the month."""
        left = {entry.id: exact(entry.balance) for entry in entries}
        if not left:
            return left
        self.env["account.partial.reconcile"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT debit_move_id, -amount FROM account_partial_reconcile
                WHERE debit_move_id IN %(ids)s AND max_date <= %(day)s
                UNION ALL
                SELECT credit_move_id, amount FROM account_partial_reconcile
                WHERE credit_move_id IN %(ids)s AND max_date <= %(day)s
                """,
                ids=tuple(left),
                day=self.date,
            )
        )
        for entry_id, amount in rows:
            left[entry_id] += exact(amount)
        return left
