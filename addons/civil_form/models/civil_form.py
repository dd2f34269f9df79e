from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.periods import Period


class CivilForm(models.Model):
    """A form that a superior asks for each period (报表): its versions and due days.

    The workbook stands in dated versions, since superiors change their forms; the
    filings of a period use the version that holds on its last day.
    """

    _name = "civil.form"
    _description = "Superior's Form"
    _inherit = ["civil.division.mixin"]
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    issuer = fields.Char(required=True, help="Who asks for the form.")
    legal_basis = fields.Char(help="The document that orders the form.")
    period_kind = fields.Selection(
        [("month", "Monthly"), ("quarter", "Quarterly"), ("year", "Yearly")],
        string="Cycle",
        required=True,
        default="month",
    )
    department_id = fields.Many2one(
        "civil.department",
        index=True,
        ondelete="restrict",
        help="Whose staff fill it; anybody who fills forms if empty.",
    )
    division_id = fields.Many2one(help="The place that the form is about.")
    remind_days = fields.Integer(
        string="Remind Before (Days)",
        default=3,
        help="So many days before it is due, a filing shows as nearly late.",
    )
    threshold_percent = fields.Float(
        string="Explain Changes Over (%)",
        digits=(6, 2),
        help="Values that differ by more from the last period, or from the same period "
        "of last year, have to be explained; 0: none has to.",
    )
    version_ids = fields.One2many("civil.form.version", "form_id")
    due_ids = fields.One2many("civil.form.due", "form_id", string="Due Days")
    filing_ids = fields.One2many("civil.form.filing", "form_id")
    filing_count = fields.Integer(compute="_compute_filing_count", string="Filings")
    active = fields.Boolean(default=True)

    _threshold_positive = models.Constraint(
        "CHECK (threshold_percent >= 0 AND remind_days >= 0)",
        "The threshold and the days of reminding can't be less than zero.",
    )

    @api.depends("filing_ids")
    def _compute_filing_count(self):
        counts = dict(
            self.env["civil.form.filing"]._read_group(
                [("form_id", "in", self.ids)], ["form_id"], ["__count"]
            )
        )
        for form in self:
            form.filing_count = counts.get(form._origin, 0)

    def write(self, vals):
        """Keep cycle and place of a form that was filled: its filings follow them."""
        for name in vals.keys() & {"period_kind", "division_id"}:
            for form in self:
                same = form._fields[name].convert_to_write(form[name], form)
                if vals[name] != same and form.filing_ids.filtered("version_id"):
                    raise UserError(
                        self.env._(
                            "%(form)s has been filled already: its cycle and division "
                            "stay. Archive it and set up another form.",
                            form=form.name,
                        )
                    )
        return super().write(vals)

    def _version_on(self, day):
        """Return the version that holds on a day, or an empty recordset."""
        self.ensure_one()
        holds = self.env["civil.form.version"]._domain_on(day)
        return self.version_ids.search(Domain("form_id", "=", self.id) & holds, limit=1)

    def _due_on(self, period):
        """Return the day by which the filing of a period is due, or False."""
        self.ensure_one()
        holds = self.env["civil.form.due"]._domain_on(period.end)
        rule = self.due_ids.search(Domain("form_id", "=", self.id) & holds, limit=1)
        return rule and fields.Date.add(period.end, days=rule.days)

    def _last_period(self):
        """Return the last period that has ended."""
        today = fields.Date.context_today(self)
        return Period.of(self.period_kind or "month", today).moved(-1)

    def action_open_filing(self, period=None):
        """Open the filing of a period, begun if need be: the last one that has ended.

        :param str period: any day of the period, as YYYY-MM-DD
        :raises UserError: no version of the form holds for the period
        """
        self.ensure_one()
        wanted = self._last_period()
        if period:
            wanted = Period.of(self.period_kind, fields.Date.to_date(period))
        filing = self.filing_ids.filtered(lambda f: f.period_start == wanted.start)
        if not filing:
            if not self._version_on(wanted.end):
                raise UserError(
                    self.env._(
                        "%(form)s: no version holds on %(day)s. An administrator "
                        "uploads the blank workbook under Versions.",
                        form=self.name,
                        day=wanted.end,
                    )
                )
            filing = filing.create({"form_id": self.id, "period_start": wanted.start})
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.form.filing",
            "res_id": filing.id,
            "views": [(False, "form")],
        }

    def action_view_filings(self):
        """Open the filings of the form."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_form.civil_form_filing_action"
        )
        return {**action, "domain": [("form_id", "=", self.id)], "context": {}}

    @api.model
    def _cron_open_filings(self):
        """Begin the filing of the last ended period of every form in use."""
        begun = self.env["civil.form.filing"]
        for form in self.search(Domain("active", "=", True)):
            last = form._last_period()
            if last.start in form.filing_ids.mapped("period_start"):
                continue
            if form._version_on(last.end):
                begun |= begun.create({"form_id": form.id, "period_start": last.start})
        return begun
