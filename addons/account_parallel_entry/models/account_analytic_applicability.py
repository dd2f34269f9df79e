from odoo import fields, models


class AccountAnalyticApplicability(models.Model):
    """When a line needs a dimension (核算维度).

    The dimensions that the Government Accounting System demands are asked of
    companies with its chart only, and some only beside another one: the project, for
    instance, of project expenditure.
    """

    _inherit = "account.analytic.applicability"

    parallel_when_ids = fields.Many2many(
        "account.analytic.account",
        "account_parallel_applicability_rel",
        string="Only beside",
        help="The rule holds for lines of vouchers that carry one of these.",
    )
    government_only = fields.Boolean(
        string="Government Charts Only",
        help="The rule holds for companies with a chart of accounts for governments.",
    )

    def _get_score(self, **kwargs):
        score = super()._get_score(**kwargs)
        if score == -1 or (self.government_only and not self._is_government(kwargs)):
            return -1
        if not self.parallel_when_ids:
            return score
        carried = kwargs.get("parallel_analytic_ids") or set()
        return score + 1 if carried & set(self.parallel_when_ids.ids) else -1

    def _is_government(self, kwargs):
        company = self.env["res.company"].browse(kwargs.get("company_id"))
        return (company or self.env.company).sudo()._l10n_cn_is_government()
