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
        """``{line: {named value: text}}`` of the lines' dimensions.

        Read at once, however many lines there are.
        """
        ids = {
            line: line._get_analytic_account_ids_from_distributions(
                line.analytic_distribution
            )
            for line in self
        }
        # Whoever may read the voucher may read what it is broken down by.
        known = self.env["account.analytic.account"].sudo()
        known = known.browse({x for line_ids in ids.values() for x in line_ids})
        known = known.exists()
        roots = {
            plan: self.env.ref(f"account_parallel_entry.plan_{plan}") for plan in _PLANS
        }
        return {
            line: self._dimension_values(
                known.filtered(lambda account, x=line_ids: account.id in x), roots
            )
            for line, line_ids in ids.items()
        }

    def _dimension_values(self, accounts, roots):
        """Each dimension by named value, and all of them in one text."""
        accounts = accounts.sorted(
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
            root = roots[plan]
            account = accounts.filtered(lambda x, y=root: x.root_plan_id == y)[:1]
            values[name] = account.name or None
            if code:
                values[code] = account.code or None
        return values
