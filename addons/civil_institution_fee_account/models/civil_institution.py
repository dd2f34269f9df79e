from odoo import api, fields, models
from odoo.exceptions import ValidationError

ACCOUNTANT = "account.group_account_manager"


class CivilInstitution(models.Model):
    """An institution that keeps its books here (本系统记账), in its own company."""

    _inherit = "civil.institution"

    books_company_id = fields.Many2one(
        "res.company",
        string="Company of the Books",
        groups=ACCOUNTANT,
        index="btree_not_null",
        help="Its bills become customer invoices there; empty: no books are kept here.",
    )
    books_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of the Bills",
        groups=ACCOUNTANT,
        domain="[('type', '=', 'sale'), ('company_id', '=', books_company_id)]",
    )
    books_bank_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Money",
        groups=ACCOUNTANT,
        domain="[('type', 'in', ('bank', 'cash')),"
        " ('company_id', '=', books_company_id)]",
    )
    books_deposit_account_id = fields.Many2one(
        "account.account",
        string="Account of Prepaid Money",
        groups=ACCOUNTANT,
        domain="[('account_type', 'in', ('liability_current',"
        " 'liability_non_current')), ('company_ids', 'in', books_company_id)]",
    )

    @api.constrains(
        "books_company_id",
        "books_journal_id",
        "books_bank_journal_id",
        "books_deposit_account_id",
    )
    def _check_books(self):
        for home in self.sudo().filtered("books_company_id"):
            company = home.books_company_id
            journals = (home.books_journal_id, home.books_bank_journal_id)
            if any(journal.company_id != company for journal in journals) or (
                company not in home.books_deposit_account_id.company_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%(institution)s: choose both journals and the account of "
                        "prepaid money in the books of %(company)s.",
                        institution=home.name,
                        company=company.name,
                    )
                )

    def _keeps_books(self):
        """Tell whether the single institution keeps its books here."""
        # Whoever issues a bill need not know the books.
        return bool(self.sudo().books_company_id)
