from odoo import models

#: Named values of what a line carries in the analytic plans: code and name.
_PLANS = {
    "function": ("function_code", "function_name"),
    "economic": ("department_economic_code", "department_economic_name"),
    "project": ("project_code", "project_name"),
    "fund": (None, "fund_name"),
    "nature": (None, "expenditure_name"),
    "program": (None, "program"),
}


class AccountParallelVoucherLine(models.Model):
    """What a line of a voucher says in the finance bureau's system (辅助核算)."""

    _inherit = "account.parallel.voucher.line"

    def _exchange_dimensions(self):
        """The dimensions of the single line by named value, and all in one text."""
        accounts = self._dimensions().sorted(
            lambda account: (account.root_plan_id.sequence, account.id)
        )
        values = {
            "dimensions": "；".join(
                f"{account.root_plan_id.name}："
                + " ".join(filter(None, (account.code, account.name)))
                for account in accounts
            )
        }
        for plan, (code, name) in _PLANS.items():
            root = self.env.ref(f"account_parallel_entry.plan_{plan}")
            account = accounts.filtered(lambda x, y=root: x.root_plan_id == y)[:1]
            values[name] = account.name or None
            if code:
                values[code] = account.code or None
        return values
