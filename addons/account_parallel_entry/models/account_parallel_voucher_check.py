from odoo import models

from ..tools.amounts import exact, total


class AccountParallelVoucher(models.Model):
    """What stands against reviewing or posting a voucher, as sentences."""

    _inherit = "account.parallel.voucher"

    def _problems(self):
        """Return what is wrong with the single voucher: sentences with remedies."""
        self.ensure_one()
        voucher = self.sudo().with_company(self.company_id)
        return [
            *voucher._problems_of_period(),
            *voucher._problems_of_lines(),
            *voucher._problems_of_ledgers(),
            *voucher._problems_of_dimensions(),
        ]

    def _problems_of_period(self):
        """By the lock dates of the books and the first year of the vouchers."""
        locks = self.company_id._get_violated_lock_dates(self.date, False, None)
        if locks:
            yield self.env._(
                "%(day)s lies in a closed period (closed through %(lock)s). Date the "
                "voucher into an open period.",
                day=self.date,
                lock=locks[-1][0],
            )
        if self.date.year < self.company_id.parallel_first_year:
            yield self.env._(
                "%(day)s lies before the first year with vouchers, %(year)s. Change "
                "the date, or the year in the settings.",
                day=self.date,
                year=str(self.company_id.parallel_first_year),
            )

    def _problems_of_lines(self):
        if not self.line_ids:
            yield self.env._("It has no lines. Add those of the financial entry.")
        for position, line in enumerate(self.line_ids, 1):
            if not line.debit and not line.credit:
                yield self.env._(
                    "Line %(line)s, %(account)s, has no amount. Fill it in or delete "
                    "the line.",
                    line=position,
                    account=line.account_id._parallel_label(),
                )
            if not line.account_id.active:
                yield self.env._(
                    "Line %(line)s: the account %(account)s is archived. Choose "
                    "another one.",
                    line=position,
                    account=line.account_id._parallel_label(),
                )

    def _problems_of_ledgers(self):
        """Each ledger balances by itself, and is there where it must be."""
        labels = dict(self.line_ids._fields["ledger"]._description_selection(self.env))
        for ledger, label in labels.items():
            lines = self.line_ids.filtered(lambda line, x=ledger: line.ledger == x)
            debit, credit = (total(lines.mapped(side)) for side in ("debit", "credit"))
            if debit != credit:
                yield self.env._(
                    "The entry of the ledger “%(ledger)s” doesn't balance: debit "
                    "%(debit)s, credit %(credit)s. Correct its amounts.",
                    ledger=label,
                    debit=debit,
                    credit=credit,
                )
        if self._lacks_budget_entry():
            yield self.env._(
                "It moves money of the budget and needs a budgetary entry, or a reason "
                "why there is none (such as money due to the treasury, held in trust, "
                "or received for the time being). Add the entry or choose the reason."
            )

    def _lacks_budget_entry(self):
        """Tell whether a budgetary entry is missing without a reason."""
        if self.exemption_id:
            return False
        financial = self.line_ids.filtered(lambda line: line.ledger == "financial")
        if financial != self.line_ids:
            return False
        return financial.account_id._moves_budget(
            (
                (line.account_id, exact(line.debit) - exact(line.credit))
                for line in financial
            ),
            self.closing,
        )

    def _problems_of_dimensions(self):
        """By the applicability records of the analytic plans."""
        applicability = self.env["account.parallel.event"]._applicability
        plans = self.env["account.analytic.plan"].search([("parent_id", "=", False)])
        known = {}
        for position, line in enumerate(self.line_ids, 1):
            carried = line._dimensions()
            whole = line._whole_plans()
            key = line.account_id, carried, whole
            if key not in known:
                known[key] = [
                    plan
                    for plan in plans - whole
                    if "mandatory"
                    == applicability(
                        plan, line.account_id, self.company_id, carried.ids
                    )
                ]
            for plan in known[key]:
                yield self.env._(
                    "Line %(line)s, %(account)s: the dimension “%(plan)s” is missing. "
                    "Choose it in the dimensions of the line.",
                    line=position,
                    account=line.account_id._parallel_label(),
                    plan=plan.name,
                )
