from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_HEAD = "account_parallel_entry.group_finance_head"


class AccountParallelClose(models.TransientModel):
    """Closes the books through a day (结账): nothing is posted there any more."""

    _name = "account.parallel.close"
    _description = "Close a Period"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Close through",
        required=True,
        default=lambda self: self._default_date(),
    )
    closed_through = fields.Date(related="company_id.fiscalyear_lock_date")
    open_count = fields.Integer(
        string="Vouchers Not Posted Yet", compute="_compute_open_count"
    )

    @api.model
    def _default_date(self):
        """The last day of the previous month."""
        return fields.Date.subtract(
            fields.Date.start_of(fields.Date.context_today(self), "month"), days=1
        )

    @api.depends("company_id", "date")
    def _compute_open_count(self):
        for closing in self:
            closing.open_count = self.env["account.parallel.voucher"].search_count(
                closing._open_domain()
            )

    def action_close(self):
        """Set the lock date of the books.

        :raises AccessError: the user isn't a finance head
        :raises UserError: vouchers of the period aren't posted yet, or the day
            isn't over
        """
        self.ensure_one()
        if not self.env.user.has_group(_HEAD):
            raise AccessError(self.env._("Only a finance head closes periods."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("This company isn't one of yours."))
        if self.date >= fields.Date.context_today(self):
            raise UserError(
                self.env._("Only days that are over can be closed: choose another one.")
            )
        if self.open_count:
            raise UserError(
                self.env._(
                    "%(count)s vouchers through %(day)s aren't posted yet: post them, "
                    "delete them or date them later.",
                    count=self.open_count,
                    day=self.date,
                )
            )
        # sudo: companies are the administrators', their lock date the finance head's.
        self.company_id.sudo().fiscalyear_lock_date = self.date
        return {"type": "ir.actions.act_window_close"}

    def action_view_open(self):
        """Open the vouchers that stand against closing."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account_parallel_entry.account_parallel_voucher_action"
            ),
            "domain": self._open_domain(),
            "context": {},
        }

    def _open_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("state", "!=", "posted"),
            ("date", "<=", self.date),
        ]
