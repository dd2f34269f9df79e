from odoo import api, fields, models


class AccountParallelCashPrefix(models.Model):
    """Accounts whose movement demands a budgetary entry (需平行记账的科目).

    Money under the department's budget moves on them (总说明五 of 财会〔2017〕25号).
    The longest prefix that an account's code begins with decides; movements
    within one class of funds, such as drawing cash from the bank, cancel out.
    """

    _name = "account.parallel.cash.prefix"
    _description = "Accounts with Budgetary Entries"
    _order = "prefix"
    _rec_name = "prefix"

    prefix = fields.Char(string="Account Prefix", required=True)
    fund_class = fields.Selection(
        [
            ("quota", "Zero-Balance Quota"),
            ("money", "Money"),
            ("returnable", "Quota to Be Restored"),
            ("income", "Appropriation Income"),
            ("none", "Outside the Budget"),
        ],
        string="Class of Funds",
        required=True,
        help="Accounts outside the budget need no budgetary entry.",
    )
    note = fields.Char(string="Remark", translate=True)

    _prefix_uniq = models.UniqueIndex("(prefix)", "This prefix is already there.")

    @api.model
    def _class_of(self, code):
        """Return the class of funds of an account code, or False."""
        best = max(
            (line for line in self.sudo().search([]) if code.startswith(line.prefix)),
            key=lambda line: len(line.prefix),
            default=self.browse(),
        )
        return best.fund_class != "none" and best.fund_class
