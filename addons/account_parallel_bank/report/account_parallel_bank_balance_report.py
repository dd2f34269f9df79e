from odoo import api, models


class AccountParallelBankBalanceReport(models.AbstractModel):
    """Prints reconciliation statements (银行存款余额调节表), one on a page."""

    _name = "report.account_parallel_bank.report_balance"
    _description = "Printed Bank Reconciliation Statement"

    @api.model
    def _get_report_values(self, docids, data=None):
        balances = self.env["account.parallel.bank.balance"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": balances._name,
            "docs": balances.with_context(lang=self.env.user.lang),
        }
