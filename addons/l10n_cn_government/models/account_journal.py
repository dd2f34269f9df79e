from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

# Statement lines are posted first and matched afterwards, which a hash forbids.
MONEY_TYPES = ("bank", "cash", "credit")
_FIXED_ONCE_USED = ("type", "l10n_cn_ledger", "l10n_cn_closing", "company_id")


class AccountJournal(models.Model):
    """Book of vouchers (记账凭证) of one of the two ledgers.

    In a company with a government chart every journal belongs to a ledger, numbers its
    entries by month without gaps, and, money journals aside, locks what is posted.
    """

    _inherit = "account.journal"

    l10n_cn_ledger = fields.Selection(
        [("financial", "Financial"), ("budget", "Budgetary")],
        string="Ledger",
        compute="_compute_l10n_cn_ledger",
        store=True,
        readonly=False,
        precompute=True,
        help="The ledger (财务会计, 预算会计) of which alone its entries use accounts.",
    )
    l10n_cn_closing = fields.Boolean(
        string="Closing Journal",
        help="Its entries carry balances over at the end of a month or year (结账); "
        "statements of income and expenditure leave them out.",
    )

    @api.depends("company_id")
    def _compute_l10n_cn_ledger(self):
        """Put what has no ledger yet into the financial one.

        It doesn't follow the company's chart: a book stays one, and the chart is taken
        away while the addon is removed.
        """
        for journal in self:
            if not (journal.company_id and journal.company_id._l10n_cn_is_government()):
                journal.l10n_cn_ledger = False
            elif not journal.l10n_cn_ledger:
                journal.l10n_cn_ledger = "financial"

    @api.constrains("l10n_cn_ledger", "company_id", "type")
    def _check_l10n_cn_ledger(self):
        for journal in self:
            if not journal.company_id._l10n_cn_is_government():
                continue
            if not journal.l10n_cn_ledger:
                raise ValidationError(
                    self.env._(
                        "Journal %(journal)s belongs to no ledger. Choose the "
                        "financial or the budgetary one.",
                        journal=journal.display_name,
                    )
                )
            if journal.l10n_cn_ledger == "budget" and journal.type != "general":
                raise ValidationError(
                    self.env._(
                        "Journal %(journal)s can't belong to the budgetary ledger: "
                        "only journals for miscellaneous entries can.",
                        journal=journal.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        journals = super().create(vals_list)
        journals._l10n_cn_restrict()
        return journals

    def write(self, vals):
        books = self.filtered("l10n_cn_ledger")
        books._l10n_cn_check_lock(vals)
        books._l10n_cn_check_fixed(vals)
        result = super().write(vals)
        self._l10n_cn_restrict()
        return result

    def _l10n_cn_restrict(self):
        """Lock what is posted in the books of vouchers among the journals."""
        books = self.filtered(
            lambda journal: (
                journal.l10n_cn_ledger
                and journal.type not in MONEY_TYPES
                and not journal.restrict_mode_hash_table
            )
        )
        if books:
            books.write({"restrict_mode_hash_table": True})

    def _l10n_cn_take_turn(self):
        """Let nobody else post in these journals before this transaction ends.

        Number and hash of an entry build on the entry before it. Whoever posts at the
        same time would not see that one; the new version of the journal's row makes
        the database refuse him, and Odoo starts his request again.
        """
        if self:
            ids = tuple(self.ids)
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM account_journal WHERE id IN %s"
                    " ORDER BY id FOR NO KEY UPDATE",
                    ids,
                )
            )
            self.env.cr.execute(
                SQL(
                    "UPDATE account_journal SET write_date = write_date WHERE id IN %s",
                    ids,
                )
            )

    def _l10n_cn_check_lock(self, vals):
        """Refuse to open what is posted, and to number it in another way.

        :raises UserError: if it is tried, whether or not there are entries
        """
        locked = self.filtered(lambda journal: journal.type not in MONEY_TYPES)
        if locked and not vals.get("restrict_mode_hash_table", True):
            raise UserError(
                self.env._(
                    "Journal %(journal)s is a book of vouchers: what is posted in it "
                    "stays as it is. Correct an entry by a reversing or an additional "
                    "one.",
                    journal=locked[0].display_name,
                )
            )
        if self and vals.get("sequence_override_regex"):
            raise UserError(
                self.env._(
                    "The entries of journal %(journal)s are numbered by month; no "
                    "other pattern can be set.",
                    journal=self[0].display_name,
                )
            )

    def _l10n_cn_check_fixed(self, vals):
        """Refuse to change what a book is once something was entered in it.

        :raises UserError: if type, ledger, closing mark or company would change
        """
        for journal in self:
            changed = [
                name
                for name in _FIXED_ONCE_USED
                if name in vals
                and journal._fields[name].convert_to_cache(vals[name], journal)
                != journal._fields[name].convert_to_cache(journal[name], journal)
            ]
            if changed and journal._l10n_cn_is_used():
                raise UserError(
                    self.env._(
                        "Journal %(journal)s has entries: its %(field)s can't change "
                        "any more. Make a new journal instead.",
                        journal=journal.display_name,
                        field=journal._fields[changed[0]]._description_string(self.env),
                    )
                )

    def _l10n_cn_is_used(self):
        # sudo: an entry that the user may not see fixes the journal all the same.
        entries = self.env["account.move"].sudo()
        return bool(entries.search_count([("journal_id", "=", self.id)], limit=1))
