from odoo import models

from ..tools.days import day_after, moment
from ..tools.measure import Side


class CivilProject(models.Model):
    """Completed projects of a kind are an indicator (专项工作完成数)."""

    _inherit = "civil.project"

    def _indicator_completed(self, date_from, date_to, kind_code):
        """Return the projects of a kind whose last stage ended in a period.

        :param str kind_code: of which kind
        """
        first = moment(self.env, date_from)
        after = moment(self.env, day_after(date_to))
        within = [("done_date", ">=", first), ("done_date", "<", after)]
        domain = [
            ("kind_id.code", "=", kind_code),
            ("state", "=", "completed"),
            ("stage_ids", "any", within),
            ("stage_ids", "not any", [("done_date", ">=", after)]),
        ]
        return Side("civil.project", domain), None
