from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.amounts import exact


class AccountParallelEvent(models.Model):
    """How an event's parts become the lines of both ledgers."""

    _inherit = "account.parallel.event"

    def _entries(self, request, rule):
        """Return the lines that a rule makes of a request, in the rule's order.

        :param request: EventRequest
        :param rule: account.parallel.rule
        :return: list of {ledger, account, debit, credit, analytic, name}; analytic
            is a tuple of ids of analytic accounts, amounts are Decimals in yuan
        :raises UserError: an unknown amount, account or dimension; a ledger that
            doesn't balance
        """
        sums, names = {}, {}
        for part in request.components:
            self._check_keys(part)
            plans = self._plans_of(part)
            for position, line in enumerate(rule.line_ids):
                amount = exact(part.amounts.get(line.amount_key))
                if not amount:
                    continue
                account = self._account(line, request.company, part.accounts)
                analytic = self._kept(plans, account, request.company)
                key = position, account, analytic
                sums[key] = sums.get(key, 0) + (-amount if line.red else amount)
                names.setdefault(key, set()).add(part.name or request.summary)
        entries = []
        for key in sorted(sums, key=lambda key: key[0]):
            position, account, analytic = key
            if not sums[key]:
                continue
            line = rule.line_ids[position]
            entry = {"debit": exact(0), "credit": exact(0), line.side: sums[key]}
            name = names[key].pop() if len(names[key]) == 1 else request.summary
            entries.append(
                {
                    "ledger": line.ledger,
                    "account": account,
                    "name": name,
                    "analytic": analytic,
                    **entry,
                }
            )
        if not entries:
            raise UserError(
                self.env._("%(event)s: there is no amount to book.", event=self.name)
            )
        return entries

    def _check_keys(self, part):
        unknown = part.amounts.keys() - set(self._keys())
        if unknown:
            raise UserError(
                self.env._(
                    "The event %(event)s has no amount “%(key)s”.",
                    event=self.name,
                    key=", ".join(sorted(unknown)),
                )
            )

    def _plans_of(self, part):
        """Return {root plan: analytic account} of a part's dimensions."""
        plans = {}
        for code, account in part.analytic.items():
            if not account:
                continue
            plan = self.env.ref(f"account_parallel_entry.plan_{code}")
            if account.sudo().root_plan_id != plan:
                raise UserError(
                    self.env._(
                        "“%(account)s” is no entry of the plan %(plan)s.",
                        account=account.display_name,
                        plan=plan.name,
                    )
                )
            plans[plan] = account
        return plans

    def _kept(self, plans, account, company):
        """Leave out the dimensions that an account doesn't carry."""
        ids = {analytic.id for analytic in plans.values()}
        return tuple(
            analytic.id
            for plan, analytic in plans.items()
            if self._applicability(plan, account, company, ids) != "unavailable"
        )

    @api.model
    def _applicability(self, plan, account, company, analytic_ids):
        """Say whether a plan is optional, mandatory or unavailable for a line.

        :param analytic_ids: ids of the analytic accounts that the line carries
        """
        return (
            plan.sudo()
            .with_company(company)
            ._get_applicability(
                company_id=company.id,
                account=account.id,
                business_domain="general",
                parallel_analytic_ids=set(analytic_ids),
            )
        )

    def _account(self, line, company, accounts):
        """Return the account that a rule's line means in a company.

        :raises UserError: there is none, or there are several
        """
        code = line._code(company, accounts)
        model = self.env["account.account"].sudo().with_company(company)
        domain = Domain(model._check_company_domain(company))
        account = model.search(domain & Domain("code", "=", code), limit=1)
        if not account and code.isdigit():
            account = model.search(domain & Domain("code", "=like", f"{code}%"))
        if len(account) != 1:
            raise UserError(
                self.env._(
                    "%(event)s: “%(code)s” means no single account in the chart of "
                    "%(company)s. Name the account exactly in the rule or the request.",
                    event=self.name,
                    code=code,
                    company=company.name,
                )
            )
        return account
