from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mis_report import FORMS

MONTHS = [(str(number), f"{number:02}") for number in range(1, 13)]
_MONTHLY = ("balance_sheet", "income")


class L10nCnStatement(models.TransientModel):
    """Asks which statement (会计报表) of which month or year is wanted."""

    _name = "l10n_cn.statement"
    _description = "Official Statement"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    form = fields.Selection(
        FORMS, string="Statement", required=True, default="balance_sheet"
    )
    frequency = fields.Selection(
        [("month", "Monthly"), ("year", "Yearly")],
        required=True,
        compute="_compute_frequency",
        store=True,
        readonly=False,
        precompute=True,
    )
    year = fields.Integer(required=True, default=lambda self: self._last_month().year)
    month = fields.Selection(
        MONTHS, required=True, default=lambda self: str(self._last_month().month)
    )
    posted_only = fields.Boolean(
        default=True, help="Leave out entries that are still in draft."
    )

    @api.model
    def _last_month(self):
        today = fields.Date.context_today(self)
        return fields.Date.subtract(fields.Date.start_of(today, "month"), days=1)

    @api.depends("form")
    def _compute_frequency(self):
        for statement in self:
            if statement.form not in _MONTHLY:
                statement.frequency = "year"
            elif not statement.frequency:
                statement.frequency = "month"

    @api.depends("form", "year")
    def _compute_display_name(self):
        forms = dict(self._fields["form"]._description_selection(self.env))
        for statement in self:
            name = forms.get(statement.form, "")
            statement.display_name = f"{name} {statement.year or ''}".strip()

    def action_preview(self):
        """Show the statement on the screen; each figure opens its journal items."""
        return self._make_instance().preview()

    def action_print(self):
        """Print the statement as PDF in its official form."""
        return self._make_instance().print_pdf()

    def action_export(self):
        """Write the statement into a workbook in its official form."""
        return self._make_instance().export_xls()

    def _make_instance(self):
        """Return the statement for the day, as a record that goes after a day.

        :raises UserError: if the unit keeps no government chart, or the statement
            isn't made monthly
        """
        self.ensure_one()
        self.check_access("read")
        pattern = self._pattern()
        last = fields.Date.end_of(self._first_day(), "month")
        values = {
            "date": last,
            "company_id": self.company_id.id,
            "temporary": True,
            "target_move": "posted" if self.posted_only else "all",
            "widget_show_pivot_date": False,
        }
        # sudo: those who read the books may not make reports of their own otherwise.
        instance = pattern.sudo().copy(values)
        for code in self._languages():
            named = instance.with_context(lang=code)
            date = named._l10n_cn_date()
            named.name = f"{named.report_id.name} {date}"
        return instance.sudo(self.env.su)

    def _languages(self):
        return [code for code, _name in self.env["res.lang"].get_installed()]

    def _first_day(self):
        """Return the first day of the month, of December for a year.

        :raises UserError: if there is no such year
        """
        month = 12 if self.frequency == "year" else int(self.month)
        if not fields.Date.from_string("1949-10-01").year <= self.year <= 9998:
            raise UserError(
                self.env._("%(year)s isn't a year of the books.", year=self.year)
            )
        return fields.Date.to_date(f"{self.year:04}-{month:02}-01")

    def _pattern(self):
        """Return the statement that this one is made from."""
        company = self.company_id
        if not company._l10n_cn_is_government():
            raise UserError(
                self.env._(
                    "%(company)s doesn't keep its books by the Government Accounting "
                    "System. Load one of its charts first.",
                    company=company.name,
                )
            )
        found = self.env["mis.report.instance"].search(
            [
                ("report_id.l10n_cn_form", "=", self.form),
                (
                    "report_id.l10n_cn_institution",
                    "=",
                    company.sudo().chart_template == "cn_gov_institution",
                ),
                ("l10n_cn_frequency", "=", self.frequency),
                ("temporary", "=", False),
                ("company_id", "in", (False, company.id)),
            ],
            order="company_id, sequence, id",
            limit=1,
        )
        if not found:
            raise UserError(
                self.env._(
                    "The %(statement)s is made for a whole year. Choose Yearly.",
                    statement=self.display_name,
                )
            )
        return found
