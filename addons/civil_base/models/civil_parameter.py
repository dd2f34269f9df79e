import datetime
import decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.money import parse_amount
from ..tools.text import parse_date


class CivilParameter(models.Model):
    """A value that a rule sets for a time (业务参数): amount, rate, limit, term.

    Whoever needs it asks for the value on the day of the event: a matter of
    2024 is judged by the rule of 2024. A value for a division holds there and
    below, before the value for everywhere.
    """

    _name = "civil.parameter"
    _description = "Dated Parameter"
    _order = "code, division_id, date_from desc"

    code = fields.Char(
        required=True, index=True, help="How programs call it; the same for all values."
    )
    name = fields.Char(required=True, translate=True)
    value_type = fields.Selection(
        [
            ("number", "Number"),
            ("integer", "Whole Number"),
            ("date", "Date"),
            ("text", "Text"),
        ],
        string="Type",
        default="number",
        required=True,
    )
    value = fields.Char(required=True)
    unit = fields.Char(translate=True)
    division_id = fields.Many2one(
        "civil.division",
        index=True,
        ondelete="restrict",
        help="Where the value holds, with everything below; everywhere if empty.",
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    legal_basis = fields.Char(help="The regulation or document that sets the value.")
    is_current = fields.Boolean(
        string="In Force", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            code WITH =,
            COALESCE(division_id, 0) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already a value of this parameter for some of these days: give that "
        "value its last day first.",
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("tz")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for parameter in self:
            parameter.is_current = bool(
                parameter.date_from
                and parameter.date_from <= today
                and (not parameter.date_to or parameter.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._domain_on(fields.Date.context_today(self))
        return Domain.OR(current if wanted else ~current for wanted in value)

    @api.model
    def _domain_on(self, day):
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.onchange("value", "value_type")
    def _onchange_value(self):
        if self.value and (canonical := self._canonical()) is not None:
            self.value = canonical

    @api.constrains("value", "value_type")
    def _check_value(self):
        for parameter in self:
            canonical = parameter._canonical()
            if canonical is None:
                labels = dict(
                    self._fields["value_type"]._description_selection(self.env)
                )
                raise ValidationError(
                    self.env._(
                        "%(name)s: “%(value)s” is not of the type %(type)s.",
                        name=parameter.name,
                        value=parameter.value,
                        type=labels[parameter.value_type],
                    )
                )
            if canonical != parameter.value:
                parameter.value = canonical

    def _canonical(self):
        """Return the value in the one way it is kept, or None if it is no value."""
        if self.value_type == "text":
            return self.value
        if self.value_type == "date":
            day = parse_date(self.value)
            return day and day.isoformat()
        number = parse_amount(self.value)
        if number is None:
            return None
        if self.value_type == "integer":
            return str(int(number)) if number == number.to_integral_value() else None
        return format(number, "f")

    def _typed(self):
        """Return the value as code uses it: Decimal, int, date or str."""
        if self.value_type == "number":
            return decimal.Decimal(self.value)
        if self.value_type == "integer":
            return int(self.value)
        if self.value_type == "date":
            return datetime.date.fromisoformat(self.value)
        return self.value

    @api.model
    def _get(self, code, on, division=None):
        """Return the value of a parameter on a day.

        :param str code: which parameter
        :param date on: the day of the event
        :param division: where; the nearest division with a value decides
        :return: Decimal, int, date or str, after the parameter's type
        :raises UserError: no value holds on that day
        """
        where = [False]
        if division:
            above = [int(part) for part in division.parent_path.split("/")[:-1]]
            where = [*reversed(above), False]
        # Rules are no secret: what they say decides for everybody.
        found = self.sudo().search(
            Domain("code", "=", code)
            & Domain("division_id", "in", where)
            & self._domain_on(on)
        )
        if not found:
            named = self.sudo().search([("code", "=", code)], limit=1)
            raise UserError(
                self.env._(
                    "There is no value of the parameter “%(name)s” for %(date)s. An "
                    "administrator can add it under Base / Parameters.",
                    name=named.name or code,
                    date=on,
                )
            )
        return min(found, key=lambda p: where.index(p.division_id.id))._typed()
