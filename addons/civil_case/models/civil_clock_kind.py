import functools

from odoo import api, fields, models

from ..tools import deadline

#: The units in which a period is counted.
UNITS = [("hour", "Hours"), ("day", "Calendar Days"), ("workday", "Working Days")]


class CivilClockKind(models.Model):
    """A period that the law or a promise sets (时限): its unit and its rules.

    How long it is stands in dated parameters, with their legal basis.
    """

    _name = "civil.clock.kind"
    _description = "Kind of Time Limit"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    unit = fields.Selection(UNITS, required=True, default="workday")
    limit_parameter = fields.Char(
        string="Limit: Parameter",
        help="The code of the dated parameter with the length that the law sets; "
        "empty where each order names its own last day.",
    )
    promise_parameter = fields.Char(
        string="Promise: Parameter",
        help="The code of the dated parameter with the length that is promised.",
    )
    warn_parameter = fields.Char(
        string="Warning: Parameter",
        help="The code of the dated parameter: this long before the end it is near.",
    )
    extension_parameter = fields.Char(
        string="Extension: Parameter",
        help="The code of the dated parameter: how long it may be extended, once.",
    )
    starts_next_day = fields.Boolean(
        default=True,
        help="The day of the beginning doesn't count (Civil Code, article 201).",
    )
    rolls_to_workday = fields.Boolean(
        help="A last day on which offices don't work moves to the next working day "
        "(Civil Code, article 203).",
    )
    is_of_party = fields.Boolean(
        string="The Party's Time",
        help="The party has to act, not the bureau: nobody is urged when it is over.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a time limit with this code."
    )

    def _length(self, purpose, day, division=None):
        """Return a length and its legal basis as they hold on a day.

        :param str purpose: ``limit``, ``promise``, ``warn`` or ``extension``
        :param date day: the day of the event
        :param division: where
        :return: (int, str or False); zero where the kind names no parameter
        :raises UserError: no value of the parameter holds on that day
        """
        self.ensure_one()
        code = self[f"{purpose}_parameter"]
        if not code:
            return 0, False
        parameters = self.env["civil.parameter"]
        value = int(parameters._get(code, day, division))
        # Rules are no secret: what they say decides for everybody.
        basis = parameters.sudo().search(
            [("code", "=", code), ("value", "=", str(value))]
            + list(parameters._domain_on(day)),
            limit=1,
        )
        return value, basis.legal_basis

    def _end(self, start, length, pauses):
        """Return when a period of this kind ends; all times local.

        :param datetime start: when it begins
        :param int length: in the kind's unit
        :param pauses: pairs of local times in which it stands
        """
        return deadline.end_of(
            start,
            length,
            self.unit,
            pauses,
            self._judge(),
            rolls=self.rolls_to_workday,
            next_day=self.starts_next_day,
        )

    @api.model
    def _judge(self):
        """Return a function that tells whether offices work on a date."""
        workday = self.env["civil.workday"]
        exceptions = workday._exceptions()
        # The calendar takes its time over each day, and lists ask for the same ones.
        return functools.cache(lambda day: workday._judge(day, exceptions))
