from odoo import models

from .res_company import GOVERNMENT_CHARTS

TIME_ZONE = "Asia/Shanghai"


class AccountChartTemplate(models.AbstractModel):
    """What loading a government chart does otherwise than Odoo's loader."""

    _inherit = "account.chart.template"

    def _create_outstanding_accounts(self, company, bank_prefix, code_digits):
        """Use the account of money in transit (在途款项) for outstanding payments.

        Odoo would invent two accounts more, with codes that no standard has.
        """
        if not company._l10n_cn_is_government():
            return super()._create_outstanding_accounts(
                company, bank_prefix, code_digits
            )
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": self.company_xmlid(name, company),
                    "record": company.transfer_account_id,
                    "noupdate": True,
                }
                for name in (
                    "account_journal_payment_debit_account_id",
                    "account_journal_payment_credit_account_id",
                )
            ]
        )
        return None

    def _get_bank_fees_reco_account(self, company):
        """Bank fees are services; Odoo's fallback would book them as wages."""
        if company._l10n_cn_is_government():
            return self.ref("cn_gov_account_500102")
        return super()._get_bank_fees_reco_account(company)

    def _pre_load_data(self, template_code, company, template_data, data):
        """Make books of the journals that a company with entries keeps."""
        if template_code in GOVERNMENT_CHARTS:
            journals = self.env["account.journal"].with_context(active_test=False)
            books = journals.search([("company_id", "=", company.id)])
            books._compute_l10n_cn_ledger()
            books._l10n_cn_restrict()
            for name, values in data.get("account.journal", {}).items():
                journal = self.ref(name, raise_if_not_found=False)
                if journal and journal._l10n_cn_is_used():
                    # What has entries isn't put out of the way.
                    values.pop("active", None)
        return super()._pre_load_data(template_code, company, template_data, data)

    def _post_load_data(self, template_code, company, template_data):
        """Give the unit China's time zone."""
        result = super()._post_load_data(template_code, company, template_data)
        if template_code in GOVERNMENT_CHARTS:
            company.partner_id.tz = company.partner_id.tz or TIME_ZONE
        return result
