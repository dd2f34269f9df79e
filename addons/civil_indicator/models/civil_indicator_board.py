import calendar
import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Levels of places that the board offers.
_LEVELS = ("city", "district", "town")


class CivilIndicatorBoard(models.Model):
    """What the board of indicators asks (指标看板)."""

    _inherit = "civil.indicator"

    @api.model
    @api.readonly
    def board(self, date_from, date_to, division_id=None, department=None):
        """Return what the indicators come to whose records the user may read.

        :param str date_from: first day
        :param str date_to: last day, counted
        :param int division_id: only there and below; all that the user sees if empty
        :param str department: code of a department; all of them if empty
        :return: ``[{"id", "code", "name", "definition", "department", "kind", "unit",
            "numerator", "denominator", "value", "target", "light", "has_gap",
            "is_dated"}]``;
            numbers are texts, exact, or None
        :raises UserError: the period hasn't begun or ends before it begins
        """
        date_from, date_to = map(fields.Date.to_date, (date_from, date_to))
        division = self.env["civil.division"].browse(division_id or [])
        domain = Domain.TRUE
        if department:
            domain = Domain("department_id.code", "=", department)
        rows = []
        for indicator in self.search(domain):
            if not self._may_read(indicator.res_model):
                continue
            sides = indicator._sides(date_from, date_to)
            if self._may_read(*(side.model for side in sides if side)):
                rows.append(indicator._board_row(sides, date_from, date_to, division))
        return rows

    def _may_read(self, *models):
        return all(self.env[model].has_access("read") for model in models)

    def _board_row(self, sides, *period):
        measure = self._weigh(sides, *period)
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "definition": self.definition or "",
            "department": self.department_id.name or "",
            "kind": self.kind,
            "unit": self.unit or "",
            "numerator": _text(measure.numerator),
            "denominator": _text(measure.denominator),
            "value": _text(measure.value),
            "target": _text(measure.target),
            "light": measure.light,
            "has_gap": self._has_gap(*sides),
            "is_dated": self.is_dated,
        }

    @api.readonly
    def months(self, year, division_id=None):
        """Return what the single indicator came to in each month of a year so far.

        :param int year: which year
        :param int division_id: only there and below; all that the user sees if empty
        :return: ``[{"month", "date_from", "date_to", …}]``, the rest as in ``board``
        :raises AccessError: the user may not read what is counted
        :raises UserError: the indicator only tells how things stand now
        """
        self.ensure_one()
        if not self.is_dated or year not in range(2000, 2100):
            raise UserError(
                self.env._("“%(name)s” has no months of that year.", name=self.name)
            )
        division = self.env["civil.division"].browse(division_id or [])
        today = fields.Date.context_today(self)
        rows = []
        for month in range(1, 13):
            first = datetime.date(year, month, 1)
            if first > today:
                break
            last = first.replace(day=calendar.monthrange(year, month)[1])
            sides = self._sides(first, last)
            rows.append(
                {
                    "month": month,
                    "date_from": fields.Date.to_string(first),
                    "date_to": fields.Date.to_string(last),
                    **self._board_row(sides, first, last, division),
                }
            )
        return rows

    @api.model
    @api.readonly
    def places(self):
        """Return the places that the user may choose on the board.

        :return: ``[{"id", "name", "depth"}]``, each below what it belongs to
        """
        # Where one works isn't for everybody to read.
        own = self.env.user.sudo().division_ids.with_env(self.env)
        found = self.env["civil.division"].search(
            Domain("id", "child_of", own.ids) & Domain("level", "in", _LEVELS)
        )
        ordered = found.sorted(lambda place: (place.code, place.id))
        depths = {place: place.parent_path.count("/") for place in ordered}
        least = min(depths.values(), default=0)
        return [
            {"id": place.id, "name": place.name, "depth": depths[place] - least}
            for place in ordered
        ]


def _text(number):
    """A number as people write it, without zeros that say nothing."""
    if number is None:
        return None
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
