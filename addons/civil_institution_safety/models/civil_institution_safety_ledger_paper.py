from odoo import models

from .civil_institution_safety_ledger import FIGURES


class CivilInstitutionSafetyLedger(models.Model):
    """What is printed of the month's ledger of safety."""

    _inherit = "civil.institution.safety.ledger"

    def _paper_title(self):
        """Return the title of the single report."""
        return self.env._(
            "%(district)s: report on safety %(month)s",
            district=self.division_id.name,
            month=f"{self.month:%Y-%m}",
        )

    def _paper_heads(self):
        """Return the heads of the columns."""
        fields_ = [self._fields[self._figure_field(figure)] for figure in FIGURES]
        labels = [field._description_string(self.env) for field in fields_]
        rates = [
            self._fields[name]._description_string(self.env)
            for name in ("filed_rate", "closed_rate")
        ]
        return [self.env._("Town"), *labels, *rates]

    def _paper_rows(self):
        """Return a row for each town, then the sum; rates in percent."""
        rows = [
            [row["town"], *(row[figure] for figure in FIGURES), *self._rates_of(row)]
            for row in self._rows()
        ]
        total = {figure: self[self._figure_field(figure)] for figure in FIGURES}
        rows.append([self.env._("Total"), *total.values(), *self._rates_of(total)])
        return rows

    def _rates_of(self, row):
        return [
            100 * row[part] / row[whole] if row[whole] else ""
            for part, whole in (("filed", "asked"), ("due_closed", "due"))
        ]

    def action_print_pdf(self):
        """Make the report as a PDF."""
        return self._print("action_report_ledger_pdf")

    def action_print_xlsx(self):
        """Make the report as a workbook."""
        return self._print("action_report_ledger_xlsx")

    def _print(self, name):
        self.check_access("read")
        return self.env.ref(f"civil_institution_safety.{name}").report_action(self)
