from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class L10nCnBook(models.TransientModel):
    """Asks which book (账簿) of which accounts and days is wanted."""

    _name = "l10n_cn.book"
    _description = "Book"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("balances", "Trial Balance"),
            ("general", "General Ledger"),
            ("detail", "Detailed Ledger"),
        ],
        string="Book",
        required=True,
        default="balances",
    )
    ledger = fields.Selection(
        [("financial", "Financial"), ("budget", "Budgetary")],
        help="Both ledgers if empty.",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_from()
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._default_to()
    )
    account_ids = fields.Many2many(
        "account.account",
        string="Accounts",
        domain="[('company_ids', 'parent_of', company_id)]",
        help="All accounts of the ledger if empty.",
    )
    line_ids = fields.One2many("l10n_cn.book.line", "book_id", readonly=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The first day of a book can't come after its last day.",
    )

    @api.model
    def _default_to(self):
        today = fields.Date.context_today(self)
        return fields.Date.subtract(fields.Date.start_of(today, "month"), days=1)

    @api.model
    def _default_from(self):
        return fields.Date.start_of(self._default_to(), "month")

    @api.depends("kind", "date_from", "date_to")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for book in self:
            name = kinds.get(book.kind, "")
            book.display_name = f"{name} {book.date_from or ''} - {book.date_to or ''}"

    def action_show(self):
        """Show the trial balance, or the items of a ledger, on the screen."""
        self.ensure_one()
        if self.kind == "balances":
            return self._show_balances()
        return self._show_items(self._accounts())

    def action_export(self):
        """Write the book into a workbook."""
        self.ensure_one()
        return self.env.ref(
            "l10n_cn_government_mis.action_report_book_xlsx"
        ).report_action(self)

    def _show_balances(self):
        self.check_access("write")
        rows = [row for row in self._balances() if row["account"]]
        # sudo: lines are made by the book alone.
        self.sudo().line_ids = [
            Command.clear(),
            *(Command.create(self._line_values(row)) for row in rows),
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "l10n_cn.book.line",
            "view_mode": "list",
            "domain": [("book_id", "=", self.id)],
            "context": {"create": False, "edit": False, "delete": False},
        }

    def _line_values(self, row):
        opening, closing = row["opening"], row["closing"]
        return {
            "account_id": row["account"].id,
            "code": row["code"],
            "name": row["account"].l10n_cn_full_name,
            "opening_debit": max(opening, 0),
            "opening_credit": max(-opening, 0),
            "debit": row["debit"],
            "credit": row["credit"],
            "closing_debit": max(closing, 0),
            "closing_credit": max(-closing, 0),
        }

    def _show_items(self, accounts):
        """Open the posted items of accounts in the period of the book."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_account_moves_all"
        )
        title = accounts.display_name if len(accounts) == 1 else self.display_name
        grouped = {"search_default_group_by_account": 1} if len(accounts) > 1 else {}
        return {
            **action,
            "name": title,
            "display_name": title,
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("account_id", "in", accounts.ids),
                ("parent_state", "=", "posted"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            "context": {**grouped, "create": False},
        }

    def _accounts(self):
        """Return the accounts of the book, archived ones too, by code.

        :raises UserError: if there is none
        """
        accounts = self.env["account.account"].with_company(self.company_id)
        accounts = accounts.with_context(active_test=False)
        domain = [("company_ids", "parent_of", self.company_id.ids)]
        if self.account_ids:
            domain.append(("id", "in", self.account_ids.ids))
        if self.ledger:
            domain.append(("l10n_cn_ledger", "=", self.ledger))
        found = accounts.search(domain).sorted(lambda a: a.code or "")
        if not found:
            raise UserError(
                self.env._(
                    "%(company)s has no such accounts. Choose others, or no ledger.",
                    company=self.company_id.name,
                )
            )
        return found
