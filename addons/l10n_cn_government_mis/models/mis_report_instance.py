from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round

from odoo.addons.mis_builder.models.data_error import DataError

_LEVEL = {"style_level_1": 1, "style_level_2": 2, "style_level_3": 3}
_BOLD = ("style_head", "style_total")


class MisReportInstance(models.Model):
    """A statement (报表) of a unit for a month or a year, ready to be signed."""

    _inherit = "mis.report.instance"

    l10n_cn_frequency = fields.Selection(
        [("month", "Monthly"), ("year", "Yearly")],
        string="Frequency",
    )
    l10n_cn_form = fields.Selection(related="report_id.l10n_cn_form")
    l10n_cn_institution = fields.Boolean(related="report_id.l10n_cn_institution")

    @api.depends("date")
    @api.depends_context("mis_pivot_date")
    def _compute_pivot_date(self):
        """Keep one base date apart from another within a transaction."""
        return super()._compute_pivot_date()

    def _compute_matrix(self):
        """Show in red what a check row finds.

        An expression on the row would be computed before the rows that it names, and
        mis_builder logs that as an error.
        """
        matrix = super()._compute_matrix()
        wrong = self.env.ref("l10n_cn_government_mis.style_wrong")
        for row in matrix.iter_rows():
            if row.kpi.l10n_cn_check:
                for cell in row.iter_cells():
                    if cell and cell.val:
                        styles = self.env["mis.report.style"]
                        cell.style_props = styles.merge([cell.style_props, wrong])
        return matrix

    def preview(self):
        """Show the statement; the screen finds it by what is active in the context."""
        active = {"active_model": self._name, "active_id": self.id}
        action = super().preview()
        return {**action, "context": {**action["context"], **active}}

    def print_pdf(self):
        """Print an official statement in its form."""
        self.ensure_one()
        if not self.l10n_cn_form:
            return super().print_pdf()
        name = "statement_wide" if self.landscape_pdf else "statement"
        return self._l10n_cn_report(name)

    def export_xls(self):
        """Write an official statement into a workbook in its form."""
        if not (self and all(self.mapped("l10n_cn_form"))):
            return super().export_xls()
        return self._l10n_cn_report("statement_xlsx")

    def _l10n_cn_report(self, name):
        report = self.env.ref(f"l10n_cn_government_mis.action_report_{name}")
        # Data make the client send the context, and with it the base date; without
        # them it names the file after the statement.
        data = None if all(self.mapped("date")) else {"dummy": True}
        return report.report_action(self, data=data)

    def _l10n_cn_sheet(self):
        """Return the figures of the statement as the form shows them.

        :return: ``{"title", "number", "unit", "date", "currency", "columns", "left",
            "right"}``: columns are the headings of the amounts; left and right hold
            rows ``{"label", "level", "bold", "check", "values"}`` with a number in yuan
            or None for each column
        :raises UserError: if a figure can't be computed
        """
        self.ensure_one()
        matrix = self._compute_matrix()
        rows = {False: [], True: []}
        for row in matrix.iter_rows():
            if row.account_id:
                continue
            values = [self._l10n_cn_value(row, cell) for cell in row.iter_cells()]
            if row.kpi.l10n_cn_check and not any(values):
                continue
            rows[row.kpi.l10n_cn_right].append(self._l10n_cn_row(row, values))
        return {
            "title": self.report_id.name,
            "number": self.report_id.l10n_cn_number,
            "unit": "、".join(self.query_company_ids.mapped("name")),
            "date": self._l10n_cn_date(),
            "columns": self._l10n_cn_columns(matrix),
            "left": rows[False],
            "right": rows[True],
        }

    def _l10n_cn_row(self, row, values):
        names = row.kpi.style_id.get_external_id().values()
        style = next(iter(names), "").partition(".")[2]
        return {
            "name": row.kpi.name,
            "label": row.label,
            "level": _LEVEL.get(style, 0),
            "bold": style in _BOLD,
            "check": row.kpi.l10n_cn_check,
            "values": values,
        }

    def _l10n_cn_value(self, row, cell):
        """Return the figure of a cell in yuan, None where there is none."""
        value = cell.val if cell else None
        if isinstance(value, DataError):
            raise UserError(
                self.env._(
                    "%(statement)s: the row %(row)s can't be computed (%(error)s). "
                    "Have its expression checked.",
                    statement=self.name,
                    row=row.label,
                    error=value.name,
                )
            )
        # Empty is an object of mis_builder that is false, as zero is.
        if not value:
            return None
        return float_round(value, precision_digits=2) or None

    def _l10n_cn_columns(self, matrix):
        """Return the headings of the amounts: column, and part of it if it has any."""
        several = len(self.period_ids) > 1
        columns = []
        for column in matrix.iter_cols():
            for part in column.iter_subcols():
                labels = [column.label, part.label] if several else [part.label]
                text = "：".join(label for label in labels if label)
                columns.append(text or column.label)
        return columns

    def _l10n_cn_date(self):
        """Return for when the statement is, as the forms say it."""
        day = fields.Date.to_date(self.pivot_date)
        yearly = self.l10n_cn_frequency == "year"
        if self.l10n_cn_form == "balance_sheet":
            last = day.replace(month=12) if yearly else day
            last = fields.Date.end_of(last, "month")
            return self.env._(
                "%(month)s/%(day)s/%(year)s",
                year=last.year,
                month=last.month,
                day=last.day,
            )
        if yearly:
            return self.env._("Year %(year)s", year=day.year)
        return self.env._("%(month)s/%(year)s", year=day.year, month=day.month)
