from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    """The chart of administrative units (行政单位)."""

    _inherit = "account.chart.template"

    @template("cn_gov")
    def _get_cn_gov_template_data(self):
        return {
            "name": self.env._("Government Accounting: Administrative Unit"),
            "parent": "cn_gov_common",
            "sequence": 1,
        }
