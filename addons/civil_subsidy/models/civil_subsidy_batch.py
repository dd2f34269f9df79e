from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_subsidy_batch_reconcile import EXPLANATION_FIELDS
from .civil_subsidy_batch_step import APPROVAL_FIELDS

#: States in which payments may still be computed again.
OPEN_STATES = ("draft", "computed")


class CivilSubsidyBatch(models.Model):
    """One month's payments of one program (发放批次), from draft to closed.

    Who may do which step, and when, is declared in ``civil.subsidy.batch.step``.
    """

    _name = "civil.subsidy.batch"
    _description = "Subsidy Batch"
    _inherit = [
        "civil.division.mixin",
        "civil.subsidy.batch.step",
        "civil.subsidy.batch.exchange",
        "civil.subsidy.batch.reconcile",
        "civil.subsidy.batch.figures",
        "civil.subsidy.batch.desk",
        "civil.subsidy.batch.paper",
        "civil.subsidy.batch.run",
        "mail.thread",
    ]
    _order = "period desc, program_id, id desc"

    _guarded = (
        *APPROVAL_FIELDS,
        "name",
        "publicity_end",
        "frozen_count",
        "frozen_amount",
        "void_reason",
        *EXPLANATION_FIELDS,
    )

    name = fields.Char(
        string="Batch Number", readonly=True, copy=False, index="trigram"
    )
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, index=True, ondelete="restrict"
    )
    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self._default_period(),
        help="The month paid for; its first day.",
    )
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    kind = fields.Selection(
        [("regular", "Regular"), ("resend", "Sent Again")],
        required=True,
        default="regular",
        readonly=True,
    )
    origin_id = fields.Many2one(
        "civil.subsidy.batch",
        string="Sends Again",
        readonly=True,
        index="btree_not_null",
    )
    resend_batch_ids = fields.One2many(
        "civil.subsidy.batch", "origin_id", string="Follow-up Batches"
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("published", "Published"),
            ("under_approval", "Under Approval"),
            ("approved", "Approved"),
            ("sent", "Sent"),
            ("returned", "Returned"),
            ("reconciled", "Reconciled"),
            ("closed", "Closed"),
            ("voided", "Voided"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand="_expand_states",
    )
    is_frozen = fields.Boolean(
        compute="_compute_is_frozen", help="Payments and roster lines can't change."
    )
    bank_agent_id = fields.Many2one(
        "civil.bank.agent",
        string="Agent Bank",
        compute="_compute_bank_agent_id",
        store=True,
        readonly=False,
    )
    agent_ids = fields.Many2many(
        "civil.bank.agent",
        string="Further Agent Banks",
        compute="_compute_agent_ids",
        store=True,
        readonly=False,
        help="Each pays to its own accounts; the agent bank takes the rest.",
    )
    pay_date = fields.Date(help="The day on which the bank is asked to pay.")
    payment_ids = fields.One2many("civil.subsidy.payment", "batch_id")
    resend_line_ids = fields.One2many(
        "civil.subsidy.payment",
        "batch_id",
        string="Lines to Send Again",
        domain=[("batch_id.kind", "=", "resend")],
        help="What the page of a follow-up batch lists; of a month's batch none, whose "
        "page would otherwise be sent the ids of all.",
    )
    file_ids = fields.One2many("civil.subsidy.file", "batch_id")
    computed_uid = fields.Many2one(
        "res.users", "Computed By", readonly=True, copy=False
    )
    computed_date = fields.Datetime("Computed On", readonly=True, copy=False)
    published_uid = fields.Many2one(
        "res.users", "Published By", readonly=True, copy=False
    )
    published_date = fields.Datetime("Published On", readonly=True, copy=False)
    publicity_end = fields.Date(
        "On Notice Until",
        readonly=True,
        copy=False,
        help="Last day of the public notice, by the rule of the day it went up.",
    )
    submitted_uid = fields.Many2one(
        "res.users", "Submitted By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    reviewed_uid = fields.Many2one(
        "res.users", "Reviewed By", readonly=True, copy=False
    )
    reviewed_date = fields.Datetime("Reviewed On", readonly=True, copy=False)
    approved_uid = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False
    )
    approved_date = fields.Datetime("Approved On", readonly=True, copy=False)
    sent_uid = fields.Many2one("res.users", "Sent By", readonly=True, copy=False)
    sent_date = fields.Datetime("Sent On", readonly=True, copy=False)
    returned_date = fields.Datetime("Returned On", readonly=True, copy=False)
    reconciled_uid = fields.Many2one(
        "res.users", "Reconciled By", readonly=True, copy=False
    )
    reconciled_date = fields.Datetime("Reconciled On", readonly=True, copy=False)
    closed_uid = fields.Many2one("res.users", "Closed By", readonly=True, copy=False)
    closed_date = fields.Datetime("Closed On", readonly=True, copy=False)
    content_hash = fields.Char(
        readonly=True,
        copy=False,
        help="SHA-256 over every payable line as it was submitted.",
    )
    frozen_count = fields.Integer("Lines to Pay", readonly=True, copy=False)
    frozen_amount = fields.Monetary("Amount to Pay", readonly=True, copy=False)
    void_reason = fields.Char(readonly=True, copy=False)

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This batch number has already been given."
    )
    _regular_uniq = models.UniqueIndex(
        "(program_id, period, division_id)"
        " WHERE kind = 'regular' AND state <> 'voided'",
        "There is already a batch of this program for this month and division.",
    )
    _period_first_day = models.Constraint(
        "CHECK (extract(day FROM period) = 1)",
        "The month of a batch is given as its first day.",
    )

    def _default_period(self):
        """The month of the latest roster, else the present one."""
        latest = self.env["civil.subsidy.roster.line"].search(
            [], order="period desc", limit=1
        )
        today = fields.Date.context_today(self)
        return latest.period or today.replace(day=1)

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    @api.depends("state")
    def _compute_is_frozen(self):
        for batch in self:
            batch.is_frozen = batch.state not in (*OPEN_STATES, "published", "voided")

    @api.depends("program_id")
    def _compute_bank_agent_id(self):
        for batch in self:
            # The program's bank, else the only one that there is.
            agents = self.env["civil.bank.agent"].search([], limit=2)
            only = agents if len(agents) == 1 else agents.browse()
            batch.bank_agent_id = batch.program_id.bank_agent_id or only

    @api.depends("program_id")
    def _compute_agent_ids(self):
        for batch in self:
            batch.agent_ids = batch.program_id.agent_ids

    @api.depends("name", "program_id", "period", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for batch in self:
            month = batch._month_in_words() if batch.period else ""
            kind = kinds["resend"] if batch.kind == "resend" else ""
            batch.display_name = " ".join(
                filter(None, (batch.program_id.name, month, kind))
            )

    @api.model
    def _expand_states(self, states, domain):
        """The states that have batches, in the order of the work."""
        return [
            state
            for state, _label in self._fields["state"].selection
            if state in states
        ]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("period"):
                vals["period"] = fields.Date.to_date(vals["period"]).replace(day=1)
        # A batch voided just now makes room in the unique index only once written.
        self.flush_model(["state"])
        batches = super().create(vals_list)
        for batch in batches.filtered(lambda batch: not batch.name):
            number = self.env["civil.numbering"]._next(
                "subsidy.batch",
                program=batch.program_id.code.upper(),
                period=f"{batch.period:%Y%m}",
                division=batch.division_id.code[:6],
            )
            batch._write_guarded({"name": number})
        return batches

    def write(self, vals):
        """What a batch pays for stays once it has been computed."""
        if set(vals) & {"program_id", "period", "division_id", "kind", "origin_id"}:
            if self.filtered(lambda batch: batch.state != "draft"):
                raise UserError(
                    self.env._(
                        "Program, month and division can change in a draft only."
                    )
                )
        if set(vals) & {"bank_agent_id", "agent_ids"} and self.filtered("is_frozen"):
            raise UserError(
                self.env._("The bank is part of what was submitted; it stays.")
            )
        if "pay_date" in vals and self.file_ids:
            raise UserError(
                self.env._("The pay date stands in the request file; it stays.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda batch: batch.state != "draft"):
            raise UserError(
                self.env._("Only a draft can be deleted; void the batch instead.")
            )

    def _guard_compute(self):
        settled = self.program_id._settled()
        if settled is not None and self.kind == "regular":
            # Claims are counted whoever computes; the payments say whose they are.
            claims = settled.sudo()
            if not claims.search_count(claims._payable_domain(self), limit=1):
                return claims._nothing_refusal(self)
        return super()._guard_compute()

    def action_void(self, reason=None):
        """Give the batch up; another one may pay what organizations claim."""
        result = super().action_void(reason)
        if reason:
            for batch in self:
                settled = batch.program_id._settled()
                if settled is not None:
                    settled._let_go(batch)
        return result
