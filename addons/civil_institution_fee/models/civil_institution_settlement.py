from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import HOME


class CivilInstitutionSettlement(models.Model):
    """The account closed when a resident leaves (离院结算单).

    Everything up to the day of discharge is charged, what is prepaid pays what is
    open, and the rest is refunded; whoever leaves during the trial gets back all that
    isn't used. Both sides add up, and the database holds them to it.
    """

    _name = "civil.institution.settlement"
    _description = "Settlement at Discharge"
    _inherit = [
        "civil.workflow.mixin",
        "civil.institution.part",
        "civil.institution.settlement.count",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _rec_name = "number"
    _mail_post_access = "read"
    _guarded = (
        "number",
        "bill_id",
        "open_total",
        "prepaid_total",
        "offset_total",
        "to_collect",
        "to_refund",
        "is_trial",
        "paid_out_on",
    )

    _transitions = (
        Transition(
            "draft", "confirmed", HOME, guard="_guard_confirm", stamp="confirmed"
        ),
        Transition("confirmed", "paid_out", HOME, guard="_guard_pay_out"),
        Transition("draft", "cancelled", HOME),
    )

    number = fields.Char(readonly=True, copy=False)
    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    person_name = fields.Char(
        related="stay_id.person_name", string="Resident", store=True
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    date = fields.Date(
        string="Day of Discharge",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        help="That day isn't charged.",
    )
    is_trial = fields.Boolean(string="Leaves during the Trial", readonly=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("paid_out", "Paid Out"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    bill_id = fields.Many2one(
        "civil.institution.bill",
        string="Last Bill",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    bill_line_ids = fields.One2many(related="bill_id.line_ids", string="Last Charges")
    currency_id = fields.Many2one(related="company_id.currency_id")
    open_total = fields.Monetary(
        string="Owed", readonly=True, copy=False, help="Open bills and the last one."
    )
    prepaid_total = fields.Monetary(
        string="Prepaid",
        readonly=True,
        copy=False,
        help="Service fee, deposit and member fee, and what the last bill gives back.",
    )
    offset_total = fields.Monetary(
        string="Paid from What Is Prepaid", readonly=True, copy=False
    )
    to_collect = fields.Monetary(string="Still to Pay", readonly=True, copy=False)
    to_refund = fields.Monetary(readonly=True, copy=False)
    belonging_ids = fields.One2many(
        related="stay_id.belonging_ids", string="Belongings", readonly=True
    )
    payee_name = fields.Char(string="Refund to")
    refund_method = fields.Selection(
        [("transfer", "Transfer"), ("cash", "Cash")], default="transfer", required=True
    )
    confirmed_uid = fields.Many2one("res.users", readonly=True, string="Confirmed by")
    confirmed_date = fields.Datetime(readonly=True, string="Confirmed at")
    paid_out_on = fields.Date(readonly=True, copy=False)
    note = fields.Text()
    paper_file = fields.Binary(compute="_compute_paper_file")

    _stay_uniq = models.UniqueIndex(
        "(stay_id) WHERE state != 'cancelled'",
        "There is a settlement of this resident already.",
    )
    _proof = models.Constraint(
        "CHECK (open_total = offset_total + to_collect"
        " AND prepaid_total = offset_total + to_refund"
        " AND to_collect >= 0 AND to_refund >= 0 AND offset_total >= 0)",
        "The settlement doesn't add up.",
    )

    @api.depends("number", "person_name")
    def _compute_display_name(self):
        for one in self:
            one.display_name = " ".join(filter(None, (one.number, one.person_name)))

    @api.model_create_multi
    def create(self, vals_list):
        """Number the settlements and count them at once."""
        made = super().create(vals_list)
        for one in made:
            number = self.env["civil.numbering"]._next("institution.settlement")
            one._write_guarded({"number": number})
            one._count()
        return made

    def write(self, vals):
        """Keep what is confirmed; only who gets the refund may still change."""
        late = {"payee_name", "refund_method", "note"}
        content = vals.keys() - self._guarded_fields() - late
        if content & self._fields.keys() - {"message_main_attachment_id"}:
            fixed = self.filtered(lambda one: one.state != "draft")
            self._refuse_reasons(
                {one: self.env._("it is confirmed and doesn't change") for one in fixed}
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._refuse_reasons(
            {
                one: one.state not in ("draft", "cancelled")
                and self.env._("it is confirmed")
                for one in self
            }
        )

    # -- guards --------------------------------------------------------------------

    def _guard_confirm(self):
        kept = self.belonging_ids.filtered("is_kept")
        if kept and not self.stay_id.death_date:
            return self.env._(
                "belongings aren't handed over yet: %(things)s",
                things="、".join(kept.mapped("name")),
            )
        return bool(self.bill_id.gap_days) and self.env._(
            "days of the last bill have no price that fits"
        )

    def _guard_pay_out(self):
        return bool(self.stay_id._open_bills()) and self.env._(
            "bills are still open; receive the payment first"
        )

    # -- buttons -------------------------------------------------------------------

    def action_compute(self):
        """Count the drafts anew."""
        self.check_access("write")
        self._refuse_reasons(
            {
                one: one.state != "draft" and self.env._("it is confirmed")
                for one in self
            }
        )
        for one in self:
            one._count()

    def action_confirm(self):
        """Issue the last bill and let what is prepaid pay what is open."""
        for one in self:
            one.action_compute()
            one._transition("confirmed")
            one._offset()
            one.stay_id._sync_todos()

    def action_pay_out(self):
        """Refund what is left, once nothing is open."""
        self._transition("paid_out")
        for one in self:
            for account in one._accounts().filtered("balance"):
                account.action_refund(
                    method=one.refund_method,
                    payee=one.payee_name or one.person_name,
                    note=one.number,
                )
            one._write_guarded({"paid_out_on": fields.Date.context_today(one)})
            one.stay_id._sync_todos()

    def action_receive(self):
        """Ask how what is still open is paid."""
        self.ensure_one()
        return self.stay_id._open_bills().action_receive()

    def action_cancel(self):
        """Leave drafts; the bills of the months are computed as before."""
        self._transition("cancelled")
        for one in self:
            one.bill_id.filtered(lambda bill: bill.state == "draft").unlink()

    def _compute_paper_file(self):
        papers = self.env["civil.institution.fee.paper"]
        for one in self:
            one.paper_file = papers._file("settlement_paper", one)

    def action_print(self):
        """Open the settlement as PDF."""
        return self.env["civil.institution.fee.paper"]._open(self, "paper_file")
