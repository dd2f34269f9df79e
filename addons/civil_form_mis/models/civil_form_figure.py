from odoo import api, fields, models

from odoo.addons.l10n_cn_government_mis.models.mis_report import FORMS

#: Of which days the amount of a row is; by statement those that make sense.
SPANS = [
    ("now", "In the Period, or at Its End"),
    ("year", "Since the Beginning of the Year"),
    ("before", "At the Beginning of the Year"),
    ("last_year", "The Same Last Year"),
]
_ALLOWED = {
    "balance_sheet": ("now", "before", "last_year"),
    "income": ("now", "year", "last_year"),
}
_OTHERS = ("year", "last_year")


class CivilFormFigure(models.Model):
    """Figures may be rows of the official statements (会计报表项目).

    A statement has no place: its figures are the whole unit's.
    """

    _inherit = "civil.form.figure"

    source = fields.Selection(
        selection_add=[("statement", "Row of a Statement")],
        ondelete={"statement": "cascade"},
    )
    statement_form = fields.Selection(FORMS, string="Statement")
    statement_report_id = fields.Many2one(
        "mis.report", compute="_compute_statement_report_id"
    )
    statement_kpi_id = fields.Many2one(
        "mis.report.kpi",
        string="Row",
        ondelete="cascade",
        domain="[('report_id', '=', statement_report_id), "
        "('l10n_cn_check', '=', False), ('expression_ids.name', '!=', False)]",
    )
    statement_subkpi_id = fields.Many2one(
        "mis.report.subkpi",
        string="Column",
        ondelete="cascade",
        domain="[('report_id.kpi_ids', '=', statement_kpi_id)]",
        help="Of statements with several columns of amounts: which of them.",
    )
    statement_span = fields.Selection(
        SPANS,
        string="Amount",
        default="now",
        help="Yearly statements are read from the beginning of the year to the "
        "period's end.",
    )

    @api.depends("statement_form")
    @api.depends_context("company")
    def _compute_statement_report_id(self):
        """The statement in the form that the company's own chart asks for."""
        chart = self.env.company.sudo().chart_template
        for figure in self:
            figure.statement_report_id = figure.statement_form and self.env[
                "mis.report"
            ].search(
                [
                    ("l10n_cn_form", "=", figure.statement_form),
                    ("l10n_cn_institution", "=", chart == "cn_gov_institution"),
                ],
                limit=1,
            )

    @api.onchange("statement_form")
    def _onchange_statement_form(self):
        """Forget the row of another statement."""
        self.statement_kpi_id = self.statement_subkpi_id = False
        allowed = _ALLOWED.get(self.statement_form, _OTHERS)
        if self.statement_span not in allowed:
            self.statement_span = allowed[0]

    @api.onchange("statement_kpi_id")
    def _onchange_statement_kpi_id(self):
        """Take the row's name where none is typed, and forget another's column."""
        if not self.name:
            self.name = self.statement_kpi_id.description
        if self.statement_subkpi_id.report_id != self.statement_kpi_id.report_id:
            self.statement_subkpi_id = False

    @api.constrains(
        *("source", "statement_form", "statement_kpi_id", "statement_subkpi_id"),
        "statement_span",
    )
    def _check_statement(self):
        """Check rows as the other sources are checked."""
        self._check_figure()

    def _problem(self):
        """Return what is wrong with the row too, in a sentence, or False."""
        problem = super()._problem()
        if problem or self.source != "statement":
            return problem
        kpi, column = self.statement_kpi_id, self.statement_subkpi_id
        if not kpi or kpi.report_id.l10n_cn_form != self.statement_form:
            return self.env._("choose the statement and one of its rows.")
        if kpi.multi and column not in kpi.report_id.subkpi_ids:
            return self.env._("choose the column of the statement.")
        if self.statement_span not in _ALLOWED.get(self.statement_form, _OTHERS):
            return self.env._(
                "this statement has no such amount: the balance sheet has balances, "
                "the others have amounts of the year, that of income and expenses of "
                "the period as well."
            )
        return False
