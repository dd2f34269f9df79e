from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.exact import exact


class CivilInstitutionLedgerAccount(models.Model):
    """One of the separate accounts of a home (分账): cash on hand and in the bank."""

    _name = "civil.institution.ledger.account"
    _description = "Account of a Home"
    _inherit = ["civil.institution.part"]
    _order = "institution_id, sequence, id"

    institution_id = fields.Many2one(ondelete="restrict")
    kind_id = fields.Many2one(
        "civil.institution.ledger.kind", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="kind_id.sequence", store=True)
    bank = fields.Char(string="Bank Account", help="Name of the bank and last digits.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    cash_balance = fields.Monetary(string="Cash", compute="_compute_balance")
    bank_balance = fields.Monetary(string="In the Bank", compute="_compute_balance")
    balance = fields.Monetary(compute="_compute_balance")
    active = fields.Boolean(default=True)

    _kind_uniq = models.UniqueIndex(
        "(institution_id, kind_id)", "The home has such an account already."
    )

    @api.depends("kind_id.name", "institution_id.name")
    def _compute_display_name(self):
        for account in self:
            account.display_name = (
                f"{account.institution_id.name} {account.kind_id.name}"
            )

    def _compute_balance(self):
        balances = self._balances()
        for account in self:
            cash, bank = balances.get(account.id, (0, 0))
            account.cash_balance, account.bank_balance = cash, bank
            account.balance = cash + bank

    def _balances(self, before=None):
        """``{account id: (cash, bank)}`` as exact amounts.

        :param date before: of entries before this day only
        """
        if not self.ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id, SUM(cash), SUM(bank)
                  FROM civil_institution_ledger_entry
                 WHERE account_id IN %s AND %s
                 GROUP BY account_id
                """,
                self._ids,
                SQL("date < %s", before) if before else SQL("TRUE"),
            )
        )
        return {account: (exact(cash), exact(bank)) for account, cash, bank in rows}

    def action_open_entries(self):
        """Show what came in and went out."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "civil_institution_ledger.civil_institution_ledger_entry_action"
            ),
            "domain": [("account_id", "=", self.id)],
            "context": {},
        }
