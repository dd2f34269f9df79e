"""What boards and lists of welfare institutions cost: what the web client asks."""

import datetime
import time

from odoo import fields

from .homes import Homes
from .pages import LIMIT, RUNS, Pages


class Institutions(Pages):
    """Homes with a hundred residents each, a year of stays and of safety.

    :param size: number of residents
    """

    def build(self):
        """Write the homes, residents, stays, absences, self-checks and hazards."""
        homes = Homes(self.env, self.size)
        homes.build()
        self.homes = homes.homes
        clerk = homes.clerk()
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction
        self._vacuum()
        self.env.invalidate_all()
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.clerk = self.env(user=clerk, su=False, context=context)

    def run(self):
        """Give a figure for each call, then for the bed-days of a year."""
        yield from super().run()
        yield self._bed_days()

    def _bed_days(self):
        today = fields.Date.context_today(self.homes)
        year = today - datetime.timedelta(days=364)
        homes = self.homes.with_env(self.clerk)
        seconds = []
        for _run in range(RUNS):
            self.env.invalidate_all()
            statements, start = self.env.cr.sql_log_count, time.perf_counter()
            homes._bed_days(year, today)
            seconds.append(time.perf_counter() - start)
            statements = self.env.cr.sql_log_count - statements
        return {
            "step": "bed-days of a year",
            "size": self.records,
            "seconds": round(max(seconds), 3),
            "floor_seconds": LIMIT,
            "statements": statements,
            "peak_mib": 0,
        }

    def calls(self):
        """The calls of each page: (title, model, method, arguments, named ones)."""
        today = fields.Date.context_today(self.homes)
        first, last = f"{today.year}-01-01", f"{today.year}-12-31"
        home, stay = "civil.institution", "civil.institution.stay"
        yield "institutions", *self._list(home, [])
        yield "institutions: findings", *self._list(home, [("has_findings", "=", True)])
        yield "stays", *self._list(stay, [])
        here = [("institution_id", "=", self.homes[0].id)]
        yield "stays: of a home", *self._list(stay, here)
        away = [("state", "in", ("on_leave", "in_hospital"))]
        yield "stays: away", *self._list(stay, away)
        if "civil.institution.board" in self.env:
            board = "civil.institution.board"
            named = {"institution_id": self.homes[0].id}
            yield "floor plan", board, "board", [], named
        beds = "civil.institution.bed"
        yield "beds: free", *self._list(beds, [("state", "=", "free")])
        months = "civil.institution.month"
        yield "months: heat map", months, "board", [], {"year": today.year}
        yield "months: year before", months, "board", [], {"year": today.year - 1}
        occupancy = "civil.institution.occupancy"
        yield "occupancy", *self._list(occupancy, [])
        named = {"date_from": first, "date_to": last}
        yield "indicators", "civil.indicator", "board", [], named
        named["department"] = "YLFW"
        yield "indicators: a section", "civil.indicator", "board", [], named
