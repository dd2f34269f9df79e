import datetime
from decimal import Decimal

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools import arithmetic
from ..tools.domains import names_in, read_domain
from ..tools.periods import Period


class CivilFormFigure(models.Model):
    """Counts figures for a period and places, under the rights of the user.

    Sums are added up by the database in exact numerics; they are rounded to the
    figure's decimals once, at the end.
    """

    _inherit = "civil.form.figure"

    def _amounts(self, period, divisions, given=None):
        """Return ``{(figure, division): Decimal or None}``, operands included.

        :param Period period: for which period
        :param divisions: for which places
        :param dict given: what was typed, by the same keys
        :return: None where something that was to be typed is missing, or where there
            is nothing to take an average, smallest or largest of
        :raises AccessError: the user may not read what is counted
        :raises Fault: a formula divides by zero
        """
        found = dict(given or {})
        for figure in self._with_operands():
            if figure.source == "records":
                found.update(figure._count(period, divisions))
            elif figure.source == "formula":
                found.update(figure._calculate(divisions, found))
            else:
                for division in divisions:
                    found.setdefault((figure, division), None)
        return found

    def _with_operands(self):
        """Return these figures and all that their formulas need, operands first."""
        ordered = self.browse()
        for figure in self:
            ordered |= figure._operands()._with_operands() | figure
        return ordered

    def _calculate(self, divisions, found):
        """Return the values of a formula for places."""
        by_code = {figure.code: figure for figure in self._operands()}
        tree = arithmetic.parse(self.formula)
        values = {}
        for division in divisions:
            operands = {
                code: found.get((figure, division)) for code, figure in by_code.items()
            }
            value = None
            if None not in operands.values():
                value = arithmetic.evaluate(tree, operands.__getitem__)
                value = arithmetic.rounded(value, self.digits)
            values[self, division] = value
        return values

    def _count(self, period, divisions):
        """Return the values that the records give for places."""
        model = self.env[self.source_model]
        if not model.has_access("read"):
            raise AccessError(
                self.env._(
                    "“%(figure)s” is counted from %(model)s, which you may not read. "
                    "Ask an administrator for the role, or let a colleague fill the "
                    "form.",
                    figure=self.name,
                    model=model._description,
                )
            )
        place = self._place_field()
        if not place or "division" in names_in(self.domain):
            return {
                (self, division): self._merge(
                    self._rows(self._records_domain(period, division), [])
                )
                for division in divisions
            }
        # One statement for all places; each row goes to its place and those above.
        domain = self._domain(period) & Domain(place, "child_of", divisions.ids)
        rows = self._rows(domain, [place])
        return {
            (self, division): self._merge(
                [row[1:] for row in rows if _lies_in(self.env, row[0], division)]
            )
            for division in divisions
        }

    def _rows(self, domain, groupby):
        measure = self.measure_field
        if self.measure == "count":
            asked = ["__count"]
        elif self.measure == "avg":
            asked = [f"{measure}:sum", f"{measure}:count"]
        else:
            asked = [f"{measure}:{self.measure}"]
        return self.env[self.source_model]._read_group(domain, groupby, asked)

    def _merge(self, rows):
        """Return one value out of the rows of places."""
        columns = [
            # Of nothing, amounts of money add up to False.
            [
                Decimal(str(each))
                for each in column
                if each is not None and each is not False
            ]
            for column in zip(*rows, strict=True)
        ] or [[]]
        first = columns[0]
        if self.measure in ("count", "sum"):
            value = sum(first, Decimal(0))
        elif not first:
            return None
        elif self.measure == "avg":
            number = sum(columns[1], Decimal(0))
            if not number:
                return None
            value = sum(first, Decimal(0)) / number
        else:
            value = min(first) if self.measure == "min" else max(first)
        return arithmetic.rounded(value, self.digits)

    def _records_domain(self, period, division):
        """Return the domain of the records behind a value."""
        domain = self._domain(period, division)
        if place := self._place_field():
            domain &= Domain(place, "child_of", division.id)
        return domain

    def _kept_domain(self, period, division):
        """Return the domain of the records behind a value, as JSON keeps it."""
        if self.source != "records":
            return False
        return _as_json(self._records_domain(period, division))

    def _domain(self, period, division=None):
        """Return the domain of the records of a period, before the place."""
        if self.shift == "previous":
            period = period.moved(-1)
        elif self.shift == "last_year":
            period = period.last_year()
        names = {
            "period_start": fields.Date.to_string(period.start),
            "period_end": fields.Date.to_string(period.end),
            "year_start": fields.Date.to_string(period.year_start),
            "division": division.id if division else 0,
        }
        return Domain(read_domain(self.domain, names)) & self._dates(period)

    def _dates(self, period):
        """Return the domain that the figure's date has to lie in the span."""
        if not self.date_field:
            return Domain.TRUE
        first = {"period": period.start, "year": period.year_start}.get(self.span)
        after = period.end + datetime.timedelta(days=1)
        domain = Domain(self.date_field, "<", self._moment(after))
        if first:
            domain &= Domain(self.date_field, ">=", self._moment(first))
        return domain

    def _moment(self, day):
        """Return a day as the date field holds it: for a moment, its start here."""
        field = self.env[self.source_model]._fields[self.date_field]
        if field.type == "date":
            return fields.Date.to_string(day)
        zone = pytz.timezone(self.env.user.tz or "Asia/Shanghai")
        local = zone.localize(datetime.datetime.combine(day, datetime.time.min))
        return fields.Datetime.to_string(
            local.astimezone(pytz.utc).replace(tzinfo=None)
        )

    def action_try(self):
        """Show what the figure amounts to for the last month, where the user works."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        period = Period.of("month", today).moved(-1)
        # Where the user belongs isn't for the user to read.
        places = self.env.user.sudo().division_ids.with_env(self.env)
        values = self._amounts(period, places)
        parts = [
            f"{place.name}: {self._shown(values[self, place])}" for place in places
        ]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": f"{self.display_name}, {period.start:%Y-%m}",
                "message": "\n".join(parts) or self.env._("You have no division."),
            },
        }

    @api.model
    def _shown(self, value, digits=None):
        """Return a value as people read it; empty where there is none."""
        if value is None:
            return ""
        return f"{value:,.{self.digits if digits is None else digits}f}"


def _as_json(part):
    """Return a domain or a part of one as lists and plain values."""
    if isinstance(part, (str, int, float, type(None))):
        return part
    return [_as_json(each) for each in part]


def _lies_in(env, place, division):
    """Tell whether a place, a record or an id, is a division or lies below it."""
    if isinstance(place, int):
        place = env["civil.division"].browse(place)
    # Where a division lies is no secret.
    return str(division.id) in (place.sudo().parent_path or "").split("/")
