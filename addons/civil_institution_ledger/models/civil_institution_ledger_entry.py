from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.ways import WAYS


class CivilInstitutionLedgerEntry(models.Model):
    """A movement of money on an account of a home (收支流水), with its voucher.

    Entries are only added, by vouchers; the database refuses every change. An error
    is put right by a voucher that takes the wrong one back.
    """

    _name = "civil.institution.ledger.entry"
    _description = "Entry of a Home Account"
    _inherit = ["civil.append.only.mixin"]
    _order = "date desc, id desc"
    _log_access = False
    _rec_name = "purpose"

    account_id = fields.Many2one(
        "civil.institution.ledger.account",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    voucher_id = fields.Many2one(
        "civil.institution.ledger.voucher",
        readonly=True,
        required=True,
        ondelete="restrict",
    )
    institution_id = fields.Many2one(
        "civil.institution",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(
        "civil.division", readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", readonly=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(readonly=True, required=True, index=True)
    kind = fields.Selection(WAYS, string="Way", readonly=True, required=True)
    item_id = fields.Many2one(
        "civil.institution.ledger.item", readonly=True, ondelete="restrict"
    )
    purpose = fields.Char(readonly=True)
    cash = fields.Monetary(readonly=True, help="What it added to the cash, or took.")
    bank = fields.Monetary(readonly=True, help="What it added in the bank, or took.")
    documents = fields.Text(
        readonly=True, help="Documents of the voucher and the checksum of each."
    )
    user_id = fields.Many2one(
        "res.users", string="Entered by", readonly=True, ondelete="restrict"
    )
    recorded_at = fields.Datetime(string="Entered at", readonly=True)

    _voucher_uniq = models.UniqueIndex(
        "(voucher_id)", "The voucher has been entered already."
    )

    def _append_only_refusal(self):
        return self.env._(
            "Entries are only added, by vouchers. Put an error right by taking the "
            "voucher back."
        )

    @api.model
    def _note(self, voucher, cash, bank):
        """Add the entry of a voucher.

        :param Decimal cash: what it adds to the cash
        :param Decimal bank: what it adds in the bank
        """
        account = voucher.account_id
        documents = "\n".join(
            f"{one.name} {one.checksum}" for one in voucher.sudo().document_ids
        )
        voucher.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_institution_ledger_entry (
                    account_id, voucher_id, institution_id, division_id, company_id,
                    date, kind, item_id, purpose, cash, bank, documents, user_id,
                    recorded_at
                ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                """,
                account.id,
                voucher.id,
                account.institution_id.id,
                account.division_id.id,
                account.company_id.id,
                voucher.date,
                voucher.kind,
                voucher.item_id.id or None,
                voucher.purpose,
                cash,
                bank,
                documents or None,
                self.env.uid,
                fields.Datetime.now(),
            )
        )
        self.invalidate_model()
        account.invalidate_recordset()
