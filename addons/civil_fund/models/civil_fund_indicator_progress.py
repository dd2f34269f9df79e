import calendar
import datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CivilFundIndicatorProgress(models.AbstractModel):
    """How far the money of an indicator is spent, against the year's progress."""

    _name = "civil.fund.indicator.progress"
    _description = "Indicator With Progress"

    rate = fields.Float(
        string="Executed (%)",
        compute="_compute_rate",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="Paid less refunded, of the amount as adjusted.",
    )
    time_rate = fields.Float(
        string="Year Passed (%)", compute="_compute_time_rate", digits=(6, 2)
    )
    is_behind = fields.Boolean(
        string="Behind the Year",
        compute="_compute_is_behind",
        search="_search_is_behind",
        help="In force, and spent by more points less than the year has passed than "
        "the parameter allows.",
    )

    @api.depends("amount", "adjusted", "paid", "refunded")
    def _compute_rate(self):
        for record in self:
            whole = record.amount + record.adjusted
            spent = record.paid - record.refunded
            record.rate = 100 * spent / whole if whole > 0 else 0

    @api.depends("year")
    @api.depends_context("tz")
    def _compute_time_rate(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.time_rate = year_passed(record.year, today)

    @api.depends("rate", "year", "state")
    def _compute_is_behind(self):
        allowed = self._allowed_points()
        for record in self:
            behind = record.time_rate - record.rate > allowed
            record.is_behind = behind and record.state == "in_force"

    @api.model
    def _search_is_behind(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        allowed = self._allowed_points()
        past = Domain("year", "<", today.year) & Domain("rate", "<", 100 - allowed)
        least = year_passed(today.year, today) - allowed
        now = Domain("year", "=", today.year) & Domain("rate", "<", least)
        behind = Domain("state", "=", "in_force") & (past | now)
        return Domain.OR(behind if wanted else ~behind for wanted in value)

    @api.model
    def _allowed_points(self):
        today = fields.Date.context_today(self)
        return float(self.env["civil.parameter"]._get("fund.behind_points", today))

    def _read_group_select(self, aggregate_spec, query):
        """The rate of a group is of its sums, not the mean of its rates."""
        if aggregate_spec != "rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        names = ("paid", "refunded", "amount", "adjusted")
        columns = {name: self._field_to_sql(self._table, name, query) for name in names}
        return SQL(
            "round(100 * (sum(%(paid)s) - sum(coalesce(%(refunded)s, 0)))"
            " / nullif(sum(%(amount)s) + sum(coalesce(%(adjusted)s, 0)), 0), 2)",
            **columns,
        )


def year_passed(year, today):
    """Return what part of ``year`` has passed on ``today``, in percent.

    >>> year_passed(2024, datetime.date(2024, 7, 1))
    50.0
    >>> year_passed(2023, datetime.date(2024, 7, 1))
    100.0
    """
    if year != today.year:
        return 100.0 if year < today.year else 0.0
    days = 366 if calendar.isleap(year) else 365
    first = datetime.date(year, 1, 1)
    return round(100 * ((today - first).days + 1) / days, 2)
