from odoo import models
from odoo.tools import SQL

from ..tools.occupancy import BedDays, bed_days


class CivilInstitutionStayDays(models.Model):
    """How many days of beds a stay comes to (床日)."""

    _inherit = "civil.institution.stay"

    def _bed_days(self, date_from, date_to):
        """Return ``{stay id: BedDays}`` between two days, by one statement.

        :param date date_from: first day
        :param date date_to: last day, counted
        """
        self.check_access("read")
        return self._count_bed_days("stay_id", self.ids, date_from, date_to)

    def _count_bed_days(self, key, ids, date_from, date_to):
        """Return ``{id: BedDays}`` by institution or stay; access was checked."""
        for name, names in (
            ("civil.institution.placement", ["date_from", "date_to", "bed_id"]),
            ("civil.institution.absence", ["date_from", "date_to", "kind"]),
            ("civil.resident", ["death_date"]),
        ):
            self.env[name].flush_model(names)
        rows = self.env.execute_query(
            bed_days(
                key,
                date_from,
                date_to,
                SQL("%s = ANY(%s)", SQL.identifier("p", key), list(ids)),
            )
        )
        counted = {row[0]: BedDays(*map(int, row[1:])) for row in rows}
        return {one: counted.get(one, BedDays()) for one in ids}
