from odoo import api, models


class AccountParallelVoucherReport(models.AbstractModel):
    """Prints vouchers (记账凭证), two sheets on a page."""

    _name = "report.account_parallel_entry.report_voucher"
    _description = "Printed Voucher"

    @api.model
    def _get_report_values(self, docids, data=None):
        vouchers = self.env["account.parallel.voucher"].browse(docids)
        vouchers = vouchers.with_context(lang=self.env.user.lang)
        return {
            "doc_ids": docids,
            "doc_model": vouchers._name,
            "docs": vouchers,
            "sheets": vouchers._sheets(),
        }
