from odoo import api, fields, models

from ..tools.amounts import capitals, total

STATES = [("draft", "Draft"), ("reviewed", "Reviewed"), ("posted", "Posted")]


class AccountParallelVoucher(models.Model):
    """Voucher (记账凭证): one number over the entries of both ledgers.

    Parallel bookkeeping (平行记账) by 财会〔2017〕25号 总说明五: a financial entry
    for every event and a budgetary one where money of the budget moves. The voucher
    owns both; posting makes both journal entries or none and takes the month's next
    number. A posted voucher is never changed: it is reversed in red (红字冲销).

    ============  ============================  =============================
    step          who                           condition
    ============  ============================  =============================
    make, change  accountant                    draft; lines of events are fixed
    review        reviewer, finance head        took no part in making it, where
                                                the company demands it
    send back     reviewer, finance head        reviewed
    post          accountant, finance head      reviewed, period open
    confirm       reviewer, finance head        posted by the system, not reviewed
    reverse       accountant                    posted, not reversed yet
    delete        accountant                    draft
    ============  ============================  =============================
    """

    _name = "account.parallel.voucher"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Voucher"
    _order = "date desc, number desc, id desc"
    _rec_names_search = ("name", "summary")
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(string="Number", readonly=True, copy=False)
    number = fields.Integer(
        string="Number in the Month", readonly=True, copy=False, aggregator=None
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True, index=True, default=fields.Date.context_today, copy=False
    )
    type_id = fields.Many2one(
        "account.parallel.voucher.type",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_type_id(),
    )
    summary = fields.Char(required=True, tracking=True)
    enclosures = fields.Integer(string="Attached Sheets", aggregator=None)
    closing = fields.Boolean(
        string="Closing Entry",
        help="Closing entries have journals of their own; statements leave them out.",
    )
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many("account.parallel.voucher.line", "voucher_id", copy=True)
    financial_line_ids = fields.One2many(
        "account.parallel.voucher.line",
        "voucher_id",
        string="Financial Entry",
        domain=[("ledger", "=", "financial")],
        copy=False,
    )
    budget_line_ids = fields.One2many(
        "account.parallel.voucher.line",
        "voucher_id",
        string="Budgetary Entry",
        domain=[("ledger", "=", "budget")],
        copy=False,
    )
    exemption_id = fields.Many2one(
        "account.parallel.exemption",
        string="No Budgetary Entry Because",
        ondelete="restrict",
    )
    financial_total = fields.Monetary(compute="_compute_totals", store=True)
    budget_total = fields.Monetary(
        string="Budgetary Total", compute="_compute_totals", store=True
    )
    capitals = fields.Char(string="Amount in Capitals", compute="_compute_capitals")
    financial_move_id = fields.Many2one(
        "account.move",
        string="Financial Journal Entry",
        readonly=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
    )
    budget_move_id = fields.Many2one(
        "account.move",
        string="Budgetary Journal Entry",
        readonly=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
    )
    event_id = fields.Many2one(
        "account.parallel.event", readonly=True, copy=False, ondelete="restrict"
    )
    rule_id = fields.Many2one(
        "account.parallel.rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    key = fields.Char(string="Idempotency Key", readonly=True, copy=False)
    res_model = fields.Char(string="Source Model", readonly=True, copy=False)
    res_id = fields.Many2oneReference(
        string="Source", model_field="res_model", readonly=True, copy=False
    )
    reverse_of_id = fields.Many2one(
        "account.parallel.voucher",
        string="Reversal of",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    reversal_ids = fields.One2many(
        "account.parallel.voucher", "reverse_of_id", string="Reversals", copy=False
    )
    reversal_id = fields.Many2one(
        "account.parallel.voucher",
        string="Reversed by",
        compute="_compute_reversal_id",
    )
    maker_id = fields.Many2one("res.users", readonly=True, copy=False)
    author_ids = fields.Many2many(
        "res.users",
        "account_parallel_voucher_author_rel",
        string="Made or Changed by",
        readonly=True,
        copy=False,
    )
    reviewer_id = fields.Many2one("res.users", readonly=True, copy=False)
    review_date = fields.Datetime(readonly=True, copy=False)
    bookkeeper_id = fields.Many2one("res.users", readonly=True, copy=False)
    post_date = fields.Datetime(string="Posted on", readonly=True, copy=False)
    finance_head_id = fields.Many2one(
        "res.users", string="Chief of Accounting", readonly=True, copy=False
    )

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "This number is already given."
    )
    _key_uniq = models.UniqueIndex(
        "(company_id, key) WHERE key IS NOT NULL",
        "This event was booked by somebody else at the same time: look it up.",
    )
    _financial_move_uniq = models.UniqueIndex(
        "(financial_move_id) WHERE financial_move_id IS NOT NULL",
        "This journal entry already has a voucher.",
    )
    _budget_move_uniq = models.UniqueIndex(
        "(budget_move_id) WHERE budget_move_id IS NOT NULL",
        "This journal entry already has a voucher.",
    )
    _reverse_uniq = models.UniqueIndex(
        "(reverse_of_id) WHERE reverse_of_id IS NOT NULL",
        "This voucher already has a reversal.",
    )
    _posted_check = models.Constraint(
        "CHECK (state != 'posted' OR name IS NOT NULL)",
        "A posted voucher needs a number.",
    )
    _source_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.model
    def _default_type_id(self):
        return self.env["account.parallel.voucher.type"].search([], limit=1)

    @api.depends("name", "state")
    def _compute_display_name(self):
        for voucher in self:
            voucher.display_name = voucher.name or self.env._(
                "Draft voucher %(id)s", id=voucher.id or ""
            )

    @api.depends("line_ids.debit", "line_ids.ledger")
    def _compute_totals(self):
        for voucher in self:
            for ledger in ("financial", "budget"):
                lines = voucher.line_ids.filtered(lambda x, y=ledger: x.ledger == y)
                voucher[f"{ledger}_total"] = float(total(lines.mapped("debit")))

    @api.depends("financial_total", "budget_total")
    def _compute_capitals(self):
        for voucher in self:
            voucher.capitals = capitals(voucher.financial_total or voucher.budget_total)

    @api.depends("reversal_ids")
    def _compute_reversal_id(self):
        for voucher in self:
            voucher.reversal_id = voucher.reversal_ids[:1]

    @api.model
    def _by_key(self, company, key):
        """Return the voucher that was made for an idempotency key, if any."""
        known = self.sudo().search(
            [("company_id", "=", company.id), ("key", "=", key)], limit=1
        )
        return self.browse(known.id)

    @api.model
    def _line_commands(self, entries):
        """Return the commands that create lines of ``entries``."""
        return [
            fields.Command.create(
                {
                    "sequence": position,
                    "ledger": entry["ledger"],
                    "name": entry["name"],
                    "account_id": entry["account"].id,
                    "debit": float(entry["debit"]),
                    "credit": float(entry["credit"]),
                    "partner_id": entry.get("partner_id", False),
                    "analytic_distribution": entry.get("distribution")
                    or {",".join(map(str, entry["analytic"])): 100}
                    if entry.get("distribution") or entry.get("analytic")
                    else False,
                }
            )
            for position, entry in enumerate(entries, 1)
        ]

    @api.model
    def action_open_desk(self):
        """Open the list on what waits for the user: to review, or to post."""
        user = self.env.user
        waiting = "to_post"
        if user.has_group("account_parallel_entry.group_reviewer"):
            waiting = "to_review"
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "context": {f"search_default_{waiting}": 1},
        }

    def action_view_source(self):
        """Open the record that caused the voucher."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def action_view_moves(self):
        """Open the journal entries of the voucher."""
        moves = self.financial_move_id | self.budget_move_id
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account.action_move_journal_line"
            ),
            "domain": [("id", "in", moves.ids)],
            "context": {},
        }
