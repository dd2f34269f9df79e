from odoo import api, models

GOVERNMENT_CHARTS = ("cn_gov", "cn_gov_institution")


class ResCompany(models.Model):
    """A unit (单位) that keeps its books by the Government Accounting System."""

    _inherit = "res.company"

    def _l10n_cn_is_government(self):
        """Tell whether the company keeps one of the charts of this addon."""
        self.ensure_one()
        return self.sudo().chart_template in GOVERNMENT_CHARTS

    @api.depends("chart_template")
    def _compute_force_restrictive_audit_trail(self):
        """Keep what was posted and later changed visible in every unit."""
        result = super()._compute_force_restrictive_audit_trail()
        for company in self:
            if company._l10n_cn_is_government():
                company.force_restrictive_audit_trail = True
        return result
