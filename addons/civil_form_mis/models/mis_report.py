from odoo import fields, models

from odoo.addons.mis_builder.models.accounting_none import AccountingNone


class MisReport(models.Model):
    """Statements (会计报表) tell the amounts of their rows for any days."""

    _inherit = "mis.report"

    def _l10n_cn_values(self, date_from, date_to, company):
        """Return ``{row: {column or False: amount}}`` of posted entries.

        Of a statement with several columns, the columns are named; amounts are in
        yuan, mis_builder's AccountingNone or DataError.
        """
        self.ensure_one()
        columns = self.subkpi_ids.mapped("name")
        values = self.evaluate(
            self._prepare_aep(company, company.currency_id),
            fields.Date.to_date(date_from),
            fields.Date.to_date(date_to),
        )
        found = {}
        for kpi in self.kpi_ids:
            value = values.get(kpi.name, AccountingNone)
            if kpi.multi:
                found[kpi.name] = dict(zip(columns, value, strict=True))
            else:
                found[kpi.name] = {False: value}
        return found

    def _l10n_cn_items(self, kpi, subkpi, date_from, date_to):
        """Return the domain of the journal items of a row, None of a sum of rows."""
        expression = kpi.expression_ids.filtered(
            lambda each: not kpi.multi or each.subkpi_id.name == subkpi.name
        )[:1].name
        company = self.env.company
        aep = self._prepare_aep(company, company.currency_id)
        if not expression or not aep.has_account_var(expression):
            return None
        domain = aep.get_aml_domain_for_expr(expression, date_from, date_to)
        return [*domain, *self._get_target_move_domain("posted", "account.move.line")]
