from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_institution.tools.roles import HOME

from ..tools.ways import WAYS

#: Only taking a voucher back makes one that does.
_BACK = Door("civil_institution_ledger_back")
#: What a voucher says; it stays as it was entered.
_FROZEN = {
    "account_id",
    "kind",
    "date",
    "item_id",
    "place",
    "amount",
    "purpose",
    "party",
    "voucher_no",
    "document_ids",
    "person_ids",
    "purchase_id",
    "reverses_id",
}


class CivilInstitutionLedgerVoucher(models.Model):
    """A voucher of a home (收支单据): income, expense, cash banked or drawn.

    It is about one account; there is no voucher that moves money from one account to
    another.
    """

    _name = "civil.institution.ledger.voucher"
    _description = "Voucher of a Home"
    _inherit = ["civil.workflow.mixin", "civil.institution.part", "mail.thread"]
    _order = "date desc, id desc"
    _place_fields = ("account_id",)
    _rec_name = "number"
    _mail_post_access = "read"
    _guarded = ("number", "entered_uid", "entered_date")

    _transitions = (
        Transition(
            "draft",
            "entered",
            HOME,
            guard="_guard_enter",
            effect="_enter",
            stamp="entered",
        ),
    )

    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    account_id = fields.Many2one(
        "civil.institution.ledger.account",
        required=True,
        index=True,
        ondelete="restrict",
    )
    institution_id = fields.Many2one(
        related="account_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    account_kind_id = fields.Many2one(
        related="account_id.kind_id", store=True, index=True, string="Kind of Account"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        WAYS,
        string="Way",
        required=True,
        default="payment",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    item_id = fields.Many2one(
        "civil.institution.ledger.item", index="btree_not_null", ondelete="restrict"
    )
    place = fields.Selection(
        [("bank", "Bank"), ("cash", "Cash")], required=True, default="bank"
    )
    amount = fields.Monetary(required=True)
    purpose = fields.Char(required=True)
    party = fields.Char(string="From or To")
    voucher_no = fields.Char(
        string="Number of the Receipt", help="Of the invoice, receipt or bank slip."
    )
    document_ids = fields.Many2many(
        "ir.attachment", string="Documents", help="Invoice, receipt, bank slip."
    )
    person_ids = fields.One2many(
        "civil.institution.ledger.person", "voucher_id", string="For Whom"
    )
    purchase_id = fields.Many2one(
        "civil.institution.ledger.purchase",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    reverses_id = fields.Many2one(
        "civil.institution.ledger.voucher",
        string="Takes Back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    reversed_by_ids = fields.One2many(
        "civil.institution.ledger.voucher", "reverses_id", string="Taken Back by"
    )
    entered_uid = fields.Many2one(
        "res.users", string="Entered by", readonly=True, copy=False
    )
    entered_date = fields.Datetime(string="Entered at", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("entered", "Entered")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "The amount of a voucher is more than 0."
    )
    _reverses_uniq = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL",
        "The voucher was taken back already.",
    )
    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )

    @api.depends("number", "purpose")
    def _compute_display_name(self):
        for voucher in self:
            voucher.display_name = " ".join(
                filter(None, (voucher.number, voucher.purpose))
            )

    @api.onchange("kind", "account_id")
    def _onchange_kind(self):
        if self.item_id and self._item_refusal():
            self.item_id = False

    @api.model_create_multi
    def create(self, vals_list):
        """Let whoever sees a voucher see its documents.

        :raises UserError: somebody makes one that takes another back by hand
        """
        vouchers = super().create(vals_list)
        if vouchers.reverses_id and not _BACK.is_open(self):
            self._refuse_back()
        vouchers._take_documents()
        return vouchers

    def _refuse_back(self):
        raise UserError(
            self.env._("A voucher is taken back by its own button, with a reason.")
        )

    def _take_documents(self):
        for voucher in self:
            loose = voucher.sudo().document_ids.filtered(
                lambda one: (
                    not one.res_id
                    and one.res_model in (False, self._name)
                    and one.create_uid == self.env.user
                )
            )
            loose.write({"res_model": self._name, "res_id": voucher.id})

    def write(self, vals):
        """Keep vouchers that were entered as they are."""
        if vals.get("reverses_id"):
            self._refuse_back()
        if _FROZEN & vals.keys() and self.filtered(lambda one: one.state != "draft"):
            raise UserError(
                self.env._(
                    "A voucher that was entered doesn't change. Take it back and enter "
                    "another."
                )
            )
        result = super().write(vals)
        if "document_ids" in vals:
            self._take_documents()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda voucher: voucher.state != "draft"):
            raise UserError(self.env._("Vouchers that were entered stay."))

    # -- buttons -------------------------------------------------------------------

    def action_enter(self):
        """Enter the vouchers on their accounts."""
        self._transition("entered")

    def action_take_back(self, reason=None):
        """Take an entered voucher back by a new one of today, which is entered.

        :param str reason: what was wrong; asked for in a window where it is missing
        """
        self.ensure_one()
        self.check_access("write")
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_take_back", self.env._("What was wrong?")
            )
        if self.state != "entered" or self.reverses_id:
            raise UserError(
                self.env._("Only an entered voucher is taken back, and only once.")
            )
        back = _BACK.opened(self).copy(
            {
                "reverses_id": self.id,
                "date": fields.Date.context_today(self),
                "purpose": self.env._(
                    "Takes back %(number)s: %(reason)s",
                    number=self.number,
                    reason=reason.strip(),
                ),
                "document_ids": [fields.Command.set(self.document_ids.ids)],
            }
        )
        back.with_context(self.env.context).action_enter()
        return True
