import datetime

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_indicator.tools.measure import Side


class CivilHazard(models.Model):
    """What share of the institutions' hazards was closed in time (隐患按期整改率)."""

    _inherit = "civil.hazard"

    is_closed_in_time = fields.Boolean(
        string="Struck Off in Time",
        compute="_compute_is_closed_in_time",
        search="_search_is_closed_in_time",
        help="Struck off on the day of its deadline or before.",
    )

    def _zone(self):
        return pytz.timezone(self.env.user.tz or "Asia/Shanghai")

    @api.depends("state", "closed_date", "deadline")
    @api.depends_context("uid")
    def _compute_is_closed_in_time(self):
        zone = self._zone()
        for hazard in self:
            closed = hazard.state == "closed" and hazard.closed_date
            day = closed and pytz.utc.localize(closed).astimezone(zone).date()
            hazard.is_closed_in_time = bool(
                day and hazard.deadline and day <= hazard.deadline
            )

    def _search_is_closed_in_time(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model(["state", "closed_date", "deadline"])
        rows = SQL(
            """(
            SELECT id FROM civil_hazard
             WHERE state = 'closed'
               AND (closed_date AT TIME ZONE 'UTC' AT TIME ZONE %s)::date <= deadline
            )""",
            self._zone().zone,
        )
        found = Domain("id", "in", rows)
        return Domain.OR(found if wanted else ~found for wanted in value)

    def _indicator_closed_in_time(self, date_from, date_to):
        """Hazards struck off in time, of those due in a period.

        Due are those whose deadline lies in the period and has passed, or that were
        struck off before it.
        """
        yesterday = fields.Date.context_today(self) - datetime.timedelta(days=1)
        everything = [
            ("object_id.res_model", "=", "civil.institution"),
            ("deadline", ">=", fields.Date.to_string(date_from)),
            ("deadline", "<=", fields.Date.to_string(date_to)),
            "|",
            ("state", "=", "closed"),
            ("deadline", "<=", fields.Date.to_string(yesterday)),
        ]
        return (
            Side(self._name, [*everything, ("is_closed_in_time", "=", True)]),
            Side(self._name, everything),
        )
