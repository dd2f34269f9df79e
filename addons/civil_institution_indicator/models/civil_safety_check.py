import datetime

from odoo import fields, models

from odoo.addons.civil_indicator.tools.measure import Side


class CivilSafetyCheck(models.Model):
    """What share of the institutions' self-checks was filed (自查率)."""

    _inherit = "civil.safety.check"

    def _indicator_filed(self, date_from, date_to):
        """Self-checks filed, of those of a period's months that are due or filed.

        Those of a month count whose day to file has passed; a late one counts as
        filed.
        """
        yesterday = fields.Date.context_today(self) - datetime.timedelta(days=1)
        last = fields.Date.to_string(min(date_to, yesterday))
        everything = [
            ("object_id.res_model", "=", "civil.institution"),
            ("month", ">=", fields.Date.to_string(date_from.replace(day=1))),
            ("month", "<=", fields.Date.to_string(date_to)),
            "|",
            ("state", "=", "filed"),
            ("due_date", "<=", last),
        ]
        return (
            Side(self._name, [*everything, ("state", "=", "filed")]),
            Side(self._name, everything),
        )
