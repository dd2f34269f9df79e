from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.measure import Measure, light_of, value_of

#: Methods that may be named begin so.
PREFIX = "_indicator_"
PARTS = ("numerator", "denominator", "gap")


class CivilIndicator(models.Model):
    """A task indicator (任务指标): what is measured, how, and against which target.

    The method named by an indicator says which records make up its two sides; the
    numbers are counted from them under the rights of the user, so that a number always
    is what the list behind it shows. Targets are dated parameters
    ``indicator.<code>``.
    """

    _name = "civil.indicator"
    _description = "Task Indicator"
    _order = "department_id, sequence, id"
    _rec_names_search = ("name", "code")

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="The target is the parameter indicator.code")
    name = fields.Char(required=True, translate=True)
    definition = fields.Text(
        translate=True, help="What is counted and what isn't, in words."
    )
    kind = fields.Selection(
        [("share", "Share"), ("number", "Number")], required=True, default="share"
    )
    unit = fields.Char(translate=True)
    digits = fields.Integer(string="Decimals", default=0)
    department_id = fields.Many2one("civil.department", index=True, ondelete="restrict")
    res_model = fields.Char(string="Measured by", required=True)
    method = fields.Char(required=True)
    argument = fields.Char(help="What the method is told besides the period.")
    is_dated = fields.Boolean(
        string="By Month",
        default=True,
        help="What is past can be measured; else it is as things stand now.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is an indicator with this code.")
    _digits_check = models.Constraint(
        "CHECK (digits BETWEEN 0 AND 4)", "An indicator has none to four decimals."
    )

    @api.constrains("res_model", "method")
    def _check_method(self):
        for indicator in self:
            owner = self.env.get(indicator.res_model)
            name = indicator.method
            if (
                owner is None
                or not name.startswith(PREFIX)
                or not callable(getattr(owner, name, None))
            ):
                raise ValidationError(
                    self.env._(
                        "%(indicator)s: %(model)s has no method %(method)s that "
                        "measures an indicator.",
                        indicator=indicator.name,
                        model=indicator.res_model,
                        method=name,
                    )
                )

    # -- measuring -------------------------------------------------------------------

    def _measure(self, date_from, date_to, division=None):
        """Return what the single indicator comes to, as a :class:`Measure`.

        A period that still runs is measured up to today.

        :param date date_from: first day
        :param date date_to: last day, counted
        :param division: only there and below; all that the user sees if empty
        :raises AccessError: the user may not read what is counted
        :raises UserError: the period hasn't begun or ends before it begins
        """
        sides = self._sides(date_from, date_to)
        return self._weigh(sides, date_from, date_to, division)

    def _weigh(self, sides, date_from, date_to, division):
        """Return the :class:`Measure` of both sides against the target."""
        numerator, denominator = (
            side and self._amount(side, division) for side in sides
        )
        target = self._target(date_from, date_to, division)
        near = self.env["civil.parameter"]._get("indicator_light.near", date_to)
        ends = date_to.replace(month=12, day=31)
        return Measure(
            numerator,
            denominator,
            value_of(numerator, denominator, self.digits),
            target,
            light_of(
                numerator,
                denominator,
                target,
                near,
                is_running=ends >= fields.Date.context_today(self),
            ),
        )

    def _sides(self, date_from, date_to):
        """Return the two sides of the indicator; the second is None for a number."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if date_from > min(date_to, today):
            raise UserError(
                self.env._(
                    "From %(date_from)s to %(date_to)s there is nothing to measure "
                    "yet: choose a period that has begun.",
                    date_from=date_from,
                    date_to=date_to,
                )
            )
        arguments = [self.argument] if self.argument else []
        measure = getattr(self.env[self.res_model], self.method)
        return measure(date_from, min(date_to, today), *arguments)

    def _amount(self, side, division):
        """Return the number of records of a side, or the sum of their field."""
        records = self.env[side.model].with_context(**side.context)
        domain = self._placed(side, division)
        if not side.field:
            return Decimal(records.search_count(domain))
        [[amount]] = records._read_group(domain, [], [f"{side.field}:sum"])
        return Decimal(str(amount or 0))

    def _placed(self, side, division):
        domain = Domain(side.domain)
        if division:
            domain &= Domain(side.place, "child_of", division.id)
        return domain

    def _target(self, date_from, date_to, division=None):
        """Return the target that holds on the last day of a period, or None.

        That of a number is for a year: it holds for what was reached since it began.
        """
        if self.kind == "number" and date_from != date_to.replace(month=1, day=1):
            return None
        parameters = self.env["civil.parameter"]
        code = f"indicator.{self.code}"
        # Targets are no secret.
        if not parameters.sudo().search_count([("code", "=", code)], limit=1):
            return None
        try:
            return parameters._get(code, date_to, division)
        except UserError:  # none holds on that day
            return None

    # -- what stands behind the number -------------------------------------------------

    def action_view_records(self, part, date_from, date_to, division_id=None):
        """Open the records behind the single indicator.

        :param str part: ``numerator``, ``denominator``, or ``gap``: those of the
            denominator that aren't in the numerator
        :param str date_from: first day
        :param str date_to: last day, counted
        :param int division_id: only there and below; all that the user sees if empty
        :raises UserError: there is no such list, or nothing to measure yet
        """
        date_from, date_to = map(fields.Date.to_date, (date_from, date_to))
        division = self.env["civil.division"].browse(division_id or [])
        numerator, denominator = self._sides(date_from, date_to)
        side = numerator if part == "numerator" else denominator
        if part not in PARTS or not side:
            raise UserError(self.env._("“%(name)s” has no such list.", name=self.name))
        domain = self._placed(side, division)
        if part == "gap":
            if not self._has_gap(numerator, denominator):
                raise UserError(
                    self.env._("“%(name)s” has no list of what lacks.", name=self.name)
                )
            domain &= ~Domain(numerator.domain)
        return {
            "type": "ir.actions.act_window",
            "name": self._title(part),
            "res_model": side.model,
            "views": [(False, "list"), (False, "form")],
            "domain": _plain(domain),
            "context": side.context,
        }

    def _title(self, part):
        titles = {
            "numerator": self.env._("%(name)s: reached", name=self.name),
            "denominator": self.env._("%(name)s: all", name=self.name),
            "gap": self.env._("%(name)s: lacking", name=self.name),
        }
        if self.kind == "number":
            return self.name
        return titles[part]

    @api.model
    def _has_gap(self, numerator, denominator):
        """Tell whether it can be listed what lacks: what is counted, of one kind."""
        return bool(
            denominator
            and numerator.model == denominator.model
            and not (numerator.field or denominator.field)
        )

    def action_view_targets(self):
        """Show the targets of the single indicator."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Targets"),
            "res_model": "civil.parameter",
            "views": [(False, "list"), (False, "form")],
            "domain": [("code", "=", f"indicator.{self.code}")],
            "context": {
                "default_code": f"indicator.{self.code}",
                "default_name": self.name,
            },
        }


def _plain(part):
    """Return a domain or a part of one as lists and plain values."""
    if isinstance(part, (str, int, float, type(None))):
        return part
    return [_plain(each) for each in part]
