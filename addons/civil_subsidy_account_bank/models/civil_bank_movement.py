from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

STATES = [
    ("open", "Unexplained"),
    ("explained", "Explained"),
    ("voucher", "Voucher Being Made"),
    ("matched", "Matched"),
]


class CivilBankMovement(models.Model):
    """A movement on a bank account, whoever reports it (银行流水).

    Lines of the statements of the accounts that agent banks pay subsidies from, and
    lines of the unit's own accounts: what each is matched with, or who explained it.

    =========  =============================  =====================================
    state      paying account                 own account
    =========  =============================  =====================================
    matched    booked for a batch             in the books by a posted voucher
    voucher    –                              its voucher isn't posted yet
    explained  no subsidy, with a reason      not in the books, with a reason
    open       neither                        neither
    =========  =============================  =====================================
    """

    _name = "civil.bank.movement"
    _description = "Bank Movement"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "summary"
    _depends = {
        "civil.bank.statement.line": [
            *("agent_id", "aside_date", "aside_reason", "aside_uid", "batch_id"),
            *("credit", "currency_id", "date", "debit", "division_id", "serial"),
            *("counterparty", "state", "summary"),
        ],
        "account.bank.statement.line": [
            *("amount", "currency_id", "explain_date", "explain_reason"),
            *("explain_uid", "move_id", "parallel_state", "partner_name"),
            *("payment_ref", "journal_id"),
        ],
        "account.move": ["company_id", "date", "ref"],
        "account.journal": ["type"],
        "res.company": ["parallel_bookkeeping"],
    }

    origin = fields.Selection(
        [("agent", "Paying Account"), ("own", "Own Account")],
        string="Kind of Account",
        readonly=True,
    )
    agent_line_id = fields.Many2one("civil.bank.statement.line", readonly=True)
    own_line_id = fields.Many2one("account.bank.statement.line", readonly=True)
    agent_id = fields.Many2one("civil.bank.agent", string="Agent Bank", readonly=True)
    journal_id = fields.Many2one(
        "account.journal", string="Bank Account", readonly=True
    )
    account_name = fields.Char(string="Account", compute="_compute_account_name")
    company_id = fields.Many2one("res.company", readonly=True)
    division_id = fields.Many2one("civil.division", readonly=True)
    date = fields.Date(readonly=True)
    received = fields.Monetary(readonly=True)
    paid = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    summary = fields.Char(readonly=True)
    counterparty = fields.Char(string="Other Party", readonly=True)
    serial = fields.Char(string="Serial Number", readonly=True)
    batch_id = fields.Many2one(
        "civil.subsidy.batch", string="Booked For", readonly=True
    )
    voucher_ids = fields.Many2many(
        "account.parallel.voucher", string="Vouchers", compute="_compute_voucher_ids"
    )
    state = fields.Selection(STATES, readonly=True)
    reason = fields.Char(string="Explanation", readonly=True)
    reason_uid = fields.Many2one("res.users", string="Explained By", readonly=True)
    reason_date = fields.Datetime(string="Explained On", readonly=True)

    @property
    def _table_query(self):
        """Both lists in one; even numbers are of paying accounts, odd of own ones."""
        return SQL(
            """
            SELECT l.id * 2 AS id, 'agent' AS origin, l.id AS agent_line_id,
                NULL::integer AS own_line_id, l.agent_id, NULL::integer AS journal_id,
                NULL::integer AS company_id, l.division_id, l.date,
                nullif(l.credit, 0) AS received, nullif(l.debit, 0) AS paid,
                l.currency_id, l.summary, l.counterparty, l.serial, l.batch_id,
                CASE l.state WHEN 'aside' THEN 'explained' ELSE l.state END AS state,
                l.aside_reason AS reason, l.aside_uid AS reason_uid,
                l.aside_date AS reason_date
            FROM civil_bank_statement_line l
            UNION ALL
            SELECT l.id * 2 + 1, 'own', NULL, l.id, NULL, l.journal_id, m.company_id,
                NULL, m.date, CASE WHEN l.amount > 0 THEN l.amount END,
                CASE WHEN l.amount < 0 THEN -l.amount END, l.currency_id,
                l.payment_ref, l.partner_name, m.ref, NULL,
                CASE WHEN l.parallel_state IN ('matched', 'vouched') THEN 'matched'
                    WHEN l.parallel_state <> 'open' THEN 'voucher'
                    WHEN l.explain_reason IS NOT NULL THEN 'explained'
                    ELSE 'open' END,
                l.explain_reason, l.explain_uid, l.explain_date
            FROM account_bank_statement_line l
            JOIN account_move m ON m.id = l.move_id
            JOIN account_journal j ON j.id = l.journal_id AND j.type = 'bank'
            JOIN res_company c ON c.id = m.company_id AND c.parallel_bookkeeping
            """
        )

    @api.depends("agent_id", "journal_id")
    def _compute_account_name(self):
        for movement in self:
            account = movement.agent_id or movement.journal_id
            movement.account_name = account.display_name

    @api.depends("own_line_id")
    def _compute_voucher_ids(self):
        for movement in self:
            movement.voucher_ids = movement.own_line_id._bank_vouchers()

    def action_explain(self, reason=None):
        """Say what the movements are; asks for the reason if none is given.

        :param str reason: the explanation
        :raises AccessError: one is of an own account, and the user is no accountant
        :raises UserError: one of them is matched, or is getting its voucher
        """
        settled = self.filtered(lambda each: each.state in ("matched", "voucher"))
        if settled:
            raise UserError(
                self.env._(
                    "%(movement)s of %(day)s is matched or its voucher is being made; "
                    "it needs no explanation.",
                    movement=settled[0].summary,
                    day=settled[0].date,
                )
            )
        if self.own_line_id:
            self.own_line_id._check_explainer()
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_explain", self.env._("Explain the Movement")
            )
        self.agent_line_id.write({"aside_reason": reason})
        if self.own_line_id:
            self.own_line_id.action_explain(reason)
        self._forget()
        return True

    def action_withdraw(self):
        """Take explanations back; the movements are unexplained again."""
        explained = self.filtered(lambda each: each.state == "explained")
        explained.agent_line_id.action_unmatch()
        if explained.own_line_id:
            explained.own_line_id.action_withdraw_explanation()
        self._forget()
        return True

    def _forget(self):
        """Have the movements read anew."""
        self.env.flush_all()
        self.invalidate_model()

    def action_open(self):
        """Open the single movement where it is matched: in the list of its account."""
        self.ensure_one()
        if self.agent_line_id:
            action = "civil_subsidy.civil_bank_statement_line_action"
            domain = [("id", "=", self.agent_line_id.id)]
            return {
                **self.env["ir.actions.act_window"]._for_xml_id(action),
                "domain": domain,
                "context": {},
            }
        form = self.env.ref(
            "account_parallel_bank.account_bank_statement_line_view_form"
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.summary,
            "res_model": "account.bank.statement.line",
            "res_id": self.own_line_id.id,
            "views": [(form.id, "form")],
        }

    def action_view_matched(self):
        """Open the batch or the vouchers that the single movement is matched with."""
        self.ensure_one()
        if self.batch_id:
            return {
                "type": "ir.actions.act_window",
                "name": self.batch_id.display_name,
                "res_model": "civil.subsidy.batch",
                "res_id": self.batch_id.id,
                "views": [(False, "form")],
            }
        return self.own_line_id.action_view_bank_voucher()

    def action_reconcile(self):
        """Open the reconciliation screen for movements of the unit's own accounts."""
        lines = self.own_line_id
        if not lines:
            raise UserError(
                self.env._(
                    "Movements of paying accounts are booked for batches: open them "
                    "and choose the batch."
                )
            )
        return lines.action_open_reconcile()
