# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

#: What finance may write on a line: what it was booked for.
_MATCHING = {"batch_id", "file_id", "aside_reason"}


class CivilBankStatementLine(models.Model):
    """One booking on a paying account, and the batch that it was booked for."""

    _name = "civil.bank.statement.line"
    _description = "Bank Statement Line"
    _inherit = ["civil.division.mixin"]
    _order = "date desc, id desc"
    _rec_name = "summary"

    statement_id = fields.Many2one(
        "civil.bank.statement", required=True, ondelete="cascade", index=True
    )
    agent_id = fields.Many2one(
        "civil.bank.agent", string="Agent Bank", required=True, readonly=True
    )
    date = fields.Date(required=True, readonly=True)
    debit = fields.Monetary(readonly=True, help="What left the account.")
    credit = fields.Monetary(readonly=True, help="What came back to it.")
    balance = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    summary = fields.Char(readonly=True)
    counterparty = fields.Char(readonly=True)
    serial = fields.Char(string="Bank Serial Number", readonly=True)
    batch_id = fields.Many2one(
        "civil.subsidy.batch",
        string="Booked For",
        index="btree_not_null",
        domain="[('state', 'in', ('sent', 'returned', 'reconciled', 'closed'))]",
    )
    file_id = fields.Many2one(
        "civil.subsidy.file",
        string="Request File",
        domain="[('batch_id', '=', batch_id), ('direction', '=', 'request')]",
    )
    aside_reason = fields.Char(
        string="No Subsidy Because",
        help="What the booking is, where it has nothing to do with a batch: interest, "
        "a fee, another payment.",
    )
    aside_uid = fields.Many2one("res.users", string="Said By", readonly=True)
    aside_date = fields.Datetime(string="Said On", readonly=True)
    state = fields.Selection(
        [("open", "Not Matched"), ("matched", "Matched"), ("aside", "No Subsidy")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _serial_uniq = models.UniqueIndex(
        "(agent_id, serial, date, debit, credit) WHERE serial IS NOT NULL",
        "This booking is there already.",
    )
    _one_side = models.Constraint(
        "CHECK (debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0))",
        "A booking has either a debit or a credit.",
    )
    _one_meaning = models.Constraint(
        "CHECK (batch_id IS NULL OR aside_reason IS NULL)",
        "A booking is either for a batch, or no subsidy.",
    )

    @api.depends("batch_id", "aside_reason")
    def _compute_state(self):
        for line in self:
            if line.batch_id:
                line.state = "matched"
            else:
                line.state = "aside" if line.aside_reason else "open"

    @api.onchange("batch_id")
    def _onchange_batch_id(self):
        if self.file_id.batch_id != self.batch_id:
            self.file_id = False

    def write(self, vals):
        """Let finance say what a booking was for, while that batch isn't reconciled."""
        if not set(vals) <= _MATCHING and not self.env.su:
            raise UserError(
                self.env._("Statement lines are imported; only their batch can be set.")
            )
        batch = self.env["civil.subsidy.batch"].browse(vals.get("batch_id") or [])
        done = (self.batch_id | batch).filtered(
            lambda each: each.state in ("reconciled", "closed")
        )
        # Money that comes back after all is done still has to be booked somewhere.
        if done and (self.batch_id & done or self.filtered("debit")):
            raise UserError(
                self.env._(
                    "Batch %(name)s is reconciled; what was booked for it stays.",
                    name=done[0].name,
                )
            )
        if "aside_reason" in vals:
            vals = {**vals, **self._aside_stamp(vals["aside_reason"])}
        result = super().write(vals)
        self._check_file()
        (self.batch_id | batch).invalidate_recordset()
        return result

    def _aside_stamp(self, reason):
        """Who said what the bookings are, and when; nobody once it is taken back."""
        return {
            "aside_uid": self.env.uid if reason else False,
            "aside_date": fields.Datetime.now() if reason else False,
        }

    @api.constrains("batch_id", "file_id")
    def _check_file(self):
        """Refuse a file of another batch or another bank."""
        for line in self:
            file = line.file_id
            if file and (file.batch_id, file.agent_id) != (
                line.batch_id,
                line.agent_id,
            ):
                raise UserError(
                    self.env._(
                        "The request file %(file)s isn't one of this batch and bank.",
                        file=file.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Statement lines stay as the bank booked them."))

    def action_unmatch(self):
        """Take back what a booking was said to be for."""
        self.write({"batch_id": False, "file_id": False, "aside_reason": False})
        return True
