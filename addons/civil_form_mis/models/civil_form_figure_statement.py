import datetime
from decimal import Decimal

from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_form.tools import arithmetic
from odoo.addons.mis_builder.models.accounting_none import AccountingNone
from odoo.addons.mis_builder.models.data_error import DataError


class CivilFormFigure(models.Model):
    """Reads rows of statements, under the rights of whoever fills the form."""

    _inherit = "civil.form.figure"

    def _amounts(self, period, divisions, given=None):
        """Add what the statements say; each is computed once for all its rows."""
        found = dict(given or {})
        rows = self._with_operands().filtered(lambda f: f.source == "statement")
        for (report, days), figures in rows._by_statement(period).items():
            values = report._l10n_cn_values(*days, self.env.company)
            for figure in figures:
                value = figure._row_value(values)
                found.update({(figure, division): value for division in divisions})
        return super()._amounts(period, divisions, found)

    def _by_statement(self, period):
        """Return ``{(statement, (first day, last day)): figures}``.

        :raises AccessError: the user may not read the books
        """
        if self and not self.env["account.move.line"].has_access("read"):
            raise AccessError(
                self.env._(
                    "“%(figure)s” is read from the books, which you may not read. Let "
                    "a colleague of the finance section fill the form.",
                    figure=self[0].name,
                )
            )
        found = {}
        for figure in self:
            key = (figure._statement_report(), figure._statement_days(period))
            found.setdefault(key, self.browse())
            found[key] |= figure
        return found

    def _statement_report(self):
        """Return the statement of the company's own chart.

        :raises UserError: the company keeps no government chart, or its statement
            has no such row
        """
        company = self.env.company
        if not company._l10n_cn_is_government():
            raise UserError(
                self.env._(
                    "%(company)s doesn't keep its books by the Government Accounting "
                    "System, so “%(figure)s” has no statement to be read from.",
                    company=company.name,
                    figure=self.name,
                )
            )
        report = self.statement_report_id
        if self.statement_kpi_id.name not in report.kpi_ids.mapped("name"):
            raise UserError(
                self.env._(
                    "The statement of %(company)s has no row “%(row)s”, which "
                    "“%(figure)s” is read from.",
                    company=company.name,
                    row=self.statement_kpi_id.description,
                    figure=self.name,
                )
            )
        return report

    def _statement_days(self, period):
        """Return the first and the last day of the amount for a period."""
        span = self.statement_span
        if span == "before":
            last = period.year_start - datetime.timedelta(days=1)
            return last.replace(month=1, day=1), last
        if span == "last_year":
            period = period.last_year()
        yearly = self.statement_form not in ("balance_sheet", "income")
        if span == "year" or yearly:
            return period.year_start, period.end
        return period.start, period.end

    def _row_value(self, values):
        """Return the figure out of ``{row: {column or False: number}}``."""
        columns = values[self.statement_kpi_id.name]
        column = self.statement_kpi_id.multi and self.statement_subkpi_id.name
        number = columns[column]
        if isinstance(number, DataError):
            raise UserError(
                self.env._(
                    "“%(figure)s”: the row %(row)s can't be computed (%(error)s). Have "
                    "its expression checked.",
                    figure=self.name,
                    row=self.statement_kpi_id.description,
                    error=number.name,
                )
            )
        amount = Decimal(0)
        if number is not AccountingNone and number:
            amount = Decimal(repr(float(number)))
        # The statement's own cents first: binary sums aren't exact.
        return arithmetic.rounded(arithmetic.rounded(amount, 2), self.digits)

    def _statement_action(self, period):
        """Return the action that shows where the row comes from.

        The journal items of a row that is read from accounts, the statement of the
        period's last month for one that adds up others.
        """
        report = self._statement_report()
        kpi = report.kpi_ids.filtered(lambda k: k.name == self.statement_kpi_id.name)
        days = self._statement_days(period)
        if domain := report._l10n_cn_items(kpi, self.statement_subkpi_id, *days):
            return {
                "type": "ir.actions.act_window",
                "name": f"{kpi.description} {days[0]} – {days[1]}",
                "res_model": "account.move.line",
                "views": [
                    (self.env.ref("account.view_move_line_tree").id, "list"),
                    (False, "form"),
                ],
                "domain": domain,
                "context": {"create": False},
            }
        asked = self.env["l10n_cn.statement"].create(
            {
                "form": self.statement_form,
                "year": days[1].year,
                "month": str(days[1].month),
            }
        )
        return asked.action_preview()
