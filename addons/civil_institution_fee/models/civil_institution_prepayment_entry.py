from odoo import api, fields, models
from odoo.tools import SQL

from .civil_institution_prepayment import KINDS


class CivilInstitutionPrepaymentEntry(models.Model):
    """One movement of prepaid money (预收费台账).

    Entries are only added; a trigger of the database refuses to change or delete one.
    """

    _name = "civil.institution.prepayment.entry"
    _description = "Ledger of Prepaid Money"
    _inherit = ["civil.append.only.mixin"]
    _order = "date desc, id desc"
    _rec_name = "reference"
    _log_access = False

    prepayment_id = fields.Many2one(
        "civil.institution.prepayment",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    stay_id = fields.Many2one("civil.institution.stay", readonly=True, index=True)
    institution_id = fields.Many2one("civil.institution", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    division_id = fields.Many2one("civil.division", readonly=True, index=True)
    account_kind = fields.Selection(KINDS, string="Kind of Money", readonly=True)
    kind = fields.Selection(
        [
            ("paid_in", "Received"),
            ("credited", "Credited"),
            ("used", "Used for Bills"),
            ("refunded", "Refunded"),
            ("voided", "Receipt Voided"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    date = fields.Date(required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    signed_amount = fields.Monetary(string="Effect on the Balance", readonly=True)
    key = fields.Char(readonly=True, help="Tells the event from all others.")
    method = fields.Char(readonly=True)
    reference = fields.Char(readonly=True)
    payee = fields.Char(string="From or to Whom", readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    recorded_at = fields.Datetime(readonly=True)

    _key_uniq = models.UniqueIndex(
        "(prepayment_id, kind, key)", "This is in the ledger already."
    )
    _amount_check = models.Constraint(
        "CHECK (amount > 0 AND abs(signed_amount) = amount)",
        "An entry is about more than nothing.",
    )

    def _append_only_refusal(self):
        return self.env._(
            "The ledger of prepaid money is only added to. Put an error right by a "
            "further receipt, a voided one or a refund."
        )

    @api.model
    def _add(self, account, kind, amount, signed, key, values):
        """Insert an entry; return whether it is new."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_institution_prepayment_entry (
                    prepayment_id, stay_id, institution_id, company_id, division_id,
                    account_kind, kind, date, amount, signed_amount, key, method,
                    reference, payee, note, user_id, recorded_at)
                SELECT a.id, a.stay_id, a.institution_id, a.company_id, a.division_id,
                       a.kind, %(kind)s, %(date)s, %(amount)s, %(signed)s, %(key)s,
                       %(method)s, %(reference)s, %(payee)s, %(note)s, %(uid)s, %(now)s
                  FROM civil_institution_prepayment a
                 WHERE a.id = %(account)s
                ON CONFLICT (prepayment_id, kind, key) DO NOTHING
                RETURNING id
                """,
                account=account.id,
                kind=kind,
                date=fields.Date.context_today(self),
                amount=amount,
                signed=signed,
                key=key,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                **{
                    name: values.get(name) or None
                    for name in ("method", "reference", "payee", "note")
                },
            )
        )
        return bool(rows)
