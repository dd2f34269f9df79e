from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.account_parallel_bank.tools.door import BANK

_EXPLANATION = {"explain_reason", "explain_uid", "explain_date"}
_ACCOUNTANT = "account_parallel_entry.group_accountant"


class AccountBankStatementLine(models.Model):
    """Lines of own accounts keep why the books don't know them (未达说明)."""

    _inherit = "account.bank.statement.line"

    explain_reason = fields.Char(
        string="Explanation",
        readonly=True,
        copy=False,
        help="What the movement is, while the books don't know it.",
    )
    explain_uid = fields.Many2one(
        "res.users", string="Explained By", readonly=True, copy=False
    )
    explain_date = fields.Datetime(string="Explained On", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody explain in the name of others.

        :raises UserError: an explanation is given by hand
        """
        for vals in vals_list:
            self._refuse_explanation({key for key in vals if vals[key]})
        return super().create(vals_list)

    def write(self, vals):
        """Let nobody explain in the name of others.

        :raises UserError: an explanation would be written by hand
        """
        self._refuse_explanation(vals.keys())
        return super().write(vals)

    def _refuse_explanation(self, names):
        if _EXPLANATION & set(names) and not BANK.is_open(self):
            raise UserError(
                self.env._(
                    "Who explained a bank line, when and how is kept by the button "
                    "Explain."
                )
            )

    def action_explain(self, reason):
        """Say what the lines are that the books don't know.

        :param str reason: the explanation
        :raises AccessError: the user is no accountant
        :raises UserError: no reason is given, or a line is in the books already
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason first."))
        self._check_explainer()
        for line in self:
            if line.parallel_state != "open":
                raise UserError(
                    self.env._(
                        "%(line)s is in the books or its voucher is being made; it "
                        "needs no explanation.",
                        line=line.payment_ref,
                    )
                )
        self._write_explanation(reason.strip(), self.env.uid, fields.Datetime.now())

    def action_withdraw_explanation(self):
        """Take explanations back; the lines are unexplained again."""
        self._check_explainer()
        self._write_explanation(False, False, False)

    def _check_explainer(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(_ACCOUNTANT)):
            raise AccessError(
                self.env._("Only accountants explain lines of the unit's accounts.")
            )

    def _write_explanation(self, reason, uid, moment):
        # sudo: what the bank wrote stays, and lines of closed months may be explained.
        BANK.opened(self.sudo()).write(
            {"explain_reason": reason, "explain_uid": uid, "explain_date": moment}
        )
