from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    """The chart of public institutions (事业单位)."""

    _inherit = "account.chart.template"

    @template("cn_gov_institution")
    def _get_cn_gov_institution_template_data(self):
        return {
            "name": self.env._("Government Accounting: Public Institution"),
            "parent": "cn_gov_common",
            "sequence": 2,
        }

    @template("cn_gov_institution", "res.company")
    def _get_cn_gov_institution_res_company(self):
        return {self.env.company.id: {"income_account_id": "cn_gov_account_4101"}}
