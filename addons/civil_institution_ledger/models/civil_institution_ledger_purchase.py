from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_institution.tools.roles import HOME

from ..tools.exact import exact, total

_FROZEN = {"account_id", "date", "supplier", "buyer_id", "receiver_id", "weigher_id"}


class CivilInstitutionLedgerPurchase(models.Model):
    """Food that two people bought and accepted (双人采购、验收).

    Who buys neither receives nor weighs.
    """

    _name = "civil.institution.ledger.purchase"
    _description = "Purchase of Food"
    _inherit = ["civil.workflow.mixin", "civil.institution.part", "mail.thread"]
    _order = "date desc, id desc"
    _place_fields = ("account_id",)
    _rec_name = "number"
    _mail_post_access = "read"
    _guarded = ("number", "accepted_uid", "accepted_date")

    _transitions = (
        Transition(
            "draft",
            "accepted",
            HOME,
            guard="_guard_accept",
            effect="_accept",
            stamp="accepted",
        ),
    )

    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    account_id = fields.Many2one(
        "civil.institution.ledger.account",
        string="Paid from",
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
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    supplier = fields.Char(required=True)
    buyer_id = fields.Many2one(
        "civil.institution.staff", required=True, index=True, ondelete="restrict"
    )
    receiver_id = fields.Many2one(
        "civil.institution.staff", required=True, index=True, ondelete="restrict"
    )
    weigher_id = fields.Many2one(
        "civil.institution.staff", required=True, index=True, ondelete="restrict"
    )
    line_ids = fields.One2many(
        "civil.institution.ledger.purchase.line", "purchase_id", string="Foods"
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    voucher_ids = fields.One2many("civil.institution.ledger.voucher", "purchase_id")
    is_paid = fields.Boolean(compute="_compute_is_paid", store=True)
    accepted_uid = fields.Many2one(
        "res.users", string="Accepted by", readonly=True, copy=False
    )
    accepted_date = fields.Datetime(string="Accepted at", readonly=True, copy=False)
    is_one_person = fields.Boolean(
        string="Entered and Accepted by One",
        compute="_compute_is_one_person",
        store=True,
        help="The same user put the purchase down and accepted it.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("accepted", "Accepted")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _two_people = models.Constraint(
        "CHECK (buyer_id != receiver_id AND buyer_id != weigher_id)",
        "Who buys neither receives nor weighs: name another person.",
    )

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for purchase in self:
            purchase.amount = total(purchase.line_ids.mapped("amount"))

    @api.depends("voucher_ids.state", "voucher_ids.reversed_by_ids.state")
    def _compute_is_paid(self):
        for purchase in self:
            vouchers = purchase.voucher_ids.filtered(
                lambda one: (
                    one.state == "entered"
                    and not one.reversed_by_ids.filtered(
                        lambda back: back.state == "entered"
                    )
                )
            )
            purchase.is_paid = bool(vouchers)

    @api.depends("accepted_uid", "create_uid")
    def _compute_is_one_person(self):
        for purchase in self:
            by = purchase.accepted_uid
            purchase.is_one_person = bool(by) and by == purchase.create_uid

    @api.depends("number", "supplier")
    def _compute_display_name(self):
        for purchase in self:
            purchase.display_name = " ".join(
                filter(None, (purchase.number, purchase.supplier))
            )

    def write(self, vals):
        """Keep what was accepted as it is."""
        if _FROZEN & vals.keys():
            self._refuse_accepted()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._refuse_accepted()

    def _refuse_accepted(self):
        if self.filtered(lambda purchase: purchase.state != "draft"):
            raise UserError(
                self.env._("A purchase that was accepted doesn't change anymore.")
            )

    # -- steps -----------------------------------------------------------------------

    def _guard_accept(self):
        if self.date > fields.Date.context_today(self):
            return self.env._("its day lies in the future")
        if not self.line_ids:
            return self.env._("it names no food")
        people = self.buyer_id | self.receiver_id | self.weigher_id
        if people.institution_id != self.institution_id:
            return self.env._("who buys and who receives work in the home")
        food = self.env["civil.institution.ledger.item"].search(
            [("is_food", "=", True), ("kind_ids", "in", self.account_id.kind_id.ids)],
            limit=1,
        )
        if not food:
            return self.env._(
                "food isn't paid from “%(account)s”",
                account=self.account_id.kind_id.name,
            )
        return self.env["civil.institution.ledger.month"]._closed_refusal(
            self.institution_id, self.date
        )

    def _accept(self):
        moves = self.env["civil.institution.ledger.move"]
        for purchase in self:
            moves._lock(purchase.institution_id)
            number = self.env["civil.numbering"].sudo()._next("institution.purchase")
            purchase._write_guarded({"number": number})
            purchase.flush_recordset()
            for line in purchase.line_ids:
                moves._note(
                    purchase,
                    line.food_id,
                    exact(line.quantity),
                    exact(line.amount),
                    "bought",
                )

    def action_accept(self):
        """Note that the food was weighed, found good and put into the store."""
        self._transition("accepted")

    def action_pay(self):
        """Open the voucher that pays the single purchase."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "accepted" or self.is_paid:
            raise UserError(
                self.env._("Only an accepted purchase that isn't paid yet is paid.")
            )
        item = self.env["civil.institution.ledger.item"].search(
            [("is_food", "=", True), ("kind_ids", "in", self.account_id.kind_id.ids)],
            limit=1,
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pay the Purchase"),
            "res_model": "civil.institution.ledger.voucher",
            "views": [(False, "form")],
            "context": {
                "default_kind": "payment",
                "default_account_id": self.account_id.id,
                "default_item_id": item.id,
                "default_amount": self.amount,
                "default_purchase_id": self.id,
                "default_party": self.supplier,
                "default_purpose": self.env._(
                    "Food bought: %(number)s", number=self.number
                ),
            },
        }
