import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

GRADES = [(f"{number}a", f"{number}A") for number in range(1, 6)]
#: Grades that count as good ones.
GOOD = ("3a", "4a", "5a")


class CivilSocialOrgGrade(models.AbstractModel):
    """The grade (评估等级) of a social organization and how long it holds.

    The rule of the day on which the grade is announced decides: until 2026-02-28 it
    holds for five years from then (社会组织评估管理办法, 民政部令第39号); since
    2026-03-01 from the first of January after it to the end of the fifth year.
    """

    _name = "civil.social.org.grade"
    _description = "Grade of a Social Organization"

    grade = fields.Selection(GRADES, index=True, tracking=True)
    grade_announced_on = fields.Date(string="Grade Announced on")
    grade_from = fields.Date(
        string="Grade Valid from",
        compute="_compute_grade_days",
        store=True,
        readonly=False,
    )
    grade_until = fields.Date(
        string="Grade Valid until",
        compute="_compute_grade_days",
        store=True,
        readonly=False,
        index=True,
    )
    grade_valid = fields.Boolean(
        string="Grade in Force",
        compute="_compute_grade_valid",
        search="_search_grade_valid",
    )

    @api.depends("grade_announced_on")
    def _compute_grade_days(self):
        for org in self:
            days = (org.grade_from, org.grade_until)
            if org.grade_announced_on:
                days = org._grade_days(org.grade_announced_on)
            org.grade_from, org.grade_until = days

    @api.model
    def _grade_days(self, announced):
        """First and last day of a grade that was announced on a day."""
        parameters = self.env["civil.parameter"]
        years = parameters._get("social.grade_years", announced)
        start = announced
        if parameters._get("social.grade_start", announced) == "next_year":
            start = datetime.date(announced.year + 1, 1, 1)
        return start, start + relativedelta(years=years, days=-1)

    @api.depends("grade", "grade_from", "grade_until")
    @api.depends_context("tz")
    def _compute_grade_valid(self):
        today = fields.Date.context_today(self)
        valid = self.filtered_domain(self._grade_domain(today))
        for org in self:
            org.grade_valid = org in valid

    @api.model
    def _grade_domain(self, day):
        """The organizations whose grade holds on ``day``."""
        return (
            Domain("grade", "!=", False)
            & Domain("grade_until", ">=", day)
            & (Domain("grade_from", "=", False) | Domain("grade_from", "<=", day))
        )

    def _search_grade_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        valid = self._grade_domain(fields.Date.context_today(self))
        return Domain.OR(valid if wanted else ~valid for wanted in value)
