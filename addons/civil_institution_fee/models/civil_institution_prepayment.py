from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from odoo.addons.civil_base.tools.door import Door

from ..tools.money import exact, written

_OPEN = Door("civil_institution_prepayment")
KINDS = [
    ("service", "Prepaid Service Fee"),
    ("deposit", "Deposit"),
    ("member", "Member Fee"),
]
#: What an entry does to the balance.
SIGNS = {"paid_in": 1, "credited": 1, "used": -1, "refunded": -1, "voided": -1}
#: Kinds whose money is kept by a bank.
IN_CUSTODY = ("deposit", "member")


class CivilInstitutionPrepayment(models.Model):
    """What a resident has prepaid of one kind (预收费), such as a deposit.

    The balance follows the ledger of entries and is never below nothing.

    Source: 《关于加强养老机构预收费监管的指导意见》（民发〔2024〕19号）.
    """

    _name = "civil.institution.prepayment"
    _description = "Prepaid Account"
    _inherit = ["civil.institution.part", "civil.institution.prepayment.rule"]
    _order = "institution_id, stay_id, kind"
    _rec_name = "stay_id"

    institution_id = fields.Many2one(readonly=True, ondelete="restrict")
    stay_id = fields.Many2one(
        "civil.institution.stay",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    person_name = fields.Char(
        related="stay_id.person_name", string="Resident", store=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    balance = fields.Monetary(readonly=True, default=0)
    entry_ids = fields.One2many(
        "civil.institution.prepayment.entry", "prepayment_id", readonly=True
    )

    _stay_kind_uniq = models.UniqueIndex(
        "(stay_id, kind)", "The resident has a prepaid account of this kind already."
    )
    _balance_check = models.Constraint(
        "CHECK (balance >= 0)", "No more is used than was prepaid."
    )

    @api.depends("person_name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for account in self:
            parts = (account.person_name, kinds.get(account.kind))
            account.display_name = " ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: accounts come with the first payment.

        :raises UserError: somebody makes one by hand
        """
        if not _OPEN.is_open(self):
            self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: the ledger moves the balance.

        :raises UserError: somebody writes by hand
        """
        if vals.keys() - {"person_name", "division_id", "company_id"}:
            self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(
            self.env._("Prepaid money is received, used and refunded by the buttons.")
        )

    @api.model
    def _of(self, stay, kind):
        """Return the account of a kind of the single stay; it is made if needed."""
        found = self.search([("stay_id", "=", stay.id), ("kind", "=", kind)])
        if found:
            return found
        self._check_cashier()
        stay.check_access("write")
        values = {
            "stay_id": stay.id,
            "institution_id": stay.institution_id.id,
            "kind": kind,
        }
        # Whoever keeps the stay may open its account.
        made = _OPEN.opened(self.sudo()).create(values)
        return self.browse(made.id)

    def _check_cashier(self):
        """Let nobody move money but who issues receipts for these residents."""
        self.env["civil.institution.receipt"].check_access("create")
        self.stay_id.check_access("write")

    def _record(self, kind, amount, key, **values):
        """Add an entry to the ledger of the single account; the same key only once.

        :param str kind: paid_in, credited, used, refunded, voided
        :param Decimal amount: above nothing
        :param str key: tells the event from all others
        :param values: ``method``, ``reference``, ``payee``, ``note``
        :raises UserError: the balance doesn't reach, or somebody works on it
        """
        self.ensure_one()
        self._check_cashier()
        account = self.sudo()
        try:
            account.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody books on this account now. Try again shortly.")
            ) from error
        account.invalidate_recordset(["balance"])
        signed = SIGNS[kind] * amount
        if exact(account.balance) + signed < 0:
            raise UserError(
                self.env._(
                    "%(account)s: %(balance)s is there, %(amount)s isn't.",
                    account=account.display_name,
                    balance=written(account.balance),
                    amount=written(amount),
                )
            )
        account.flush_recordset()
        added = self.env["civil.institution.prepayment.entry"]._add(
            account, kind, amount, signed, key, values
        )
        if added:
            self.env.execute_query(
                SQL(
                    "UPDATE civil_institution_prepayment SET balance = balance + %s"
                    " WHERE id = %s RETURNING id",
                    signed,
                    account.id,
                )
            )
        self.invalidate_recordset(["balance", "entry_ids"])

    # -- buttons -------------------------------------------------------------------

    def action_refund(self, amount=None, method="transfer", payee=None, note=None):
        """Pay prepaid money back.

        :param amount: how much; the whole balance if None
        :param str method: cash or transfer
        :param str payee: to whom
        :param str note: why
        """
        self._check_cashier()
        if method not in ("cash", "transfer"):
            raise UserError(self.env._("Money is refunded in cash or by transfer."))
        for account in self:
            back = exact(account.balance) if amount is None else exact(float(amount))
            if back <= 0:
                raise UserError(self.env._("There is nothing to refund."))
            number = self.env["civil.numbering"]._next("institution.refund")
            account._record(
                "refunded",
                back,
                key=f"refund:{number}",
                method=method,
                reference=number,
                payee=payee,
                note=note,
            )

    def action_ask_refund(self):
        """Ask how much is refunded to whom."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refund"),
            "res_model": "civil.institution.refund",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_prepayment_id": self.id,
                "default_amount": self.balance,
            },
        }

    def action_open_entries(self):
        """Show the ledger of the accounts."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_fee.civil_institution_prepayment_entry_action"
        )
        return {**action, "domain": [("prepayment_id", "in", self.ids)]}
