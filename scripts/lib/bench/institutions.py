"""What boards and lists of welfare institutions cost: what the web client asks."""

import datetime
import time

from odoo import fields

from . import homes_money
from .homes import Homes
from .measure import Measure
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
        homes_money.prepare(self.env, self.homes)
        clerk = homes.clerk()
        self.today = fields.Date.context_today(self.homes)
        self.env.cr.commit()  # VACUUM wants to be alone in its transaction
        self._vacuum()
        self.env.invalidate_all()
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
        self.clerk = self.env(user=clerk, su=False, context=context)

    def run(self):
        """Give a figure for each call, for the bed-days of a year, and for a month."""
        yield from super().run()
        yield self._bed_days()
        yield from self._month()

    def _bed_days(self):
        year = self.today - datetime.timedelta(days=364)
        homes = self.homes.with_env(self.clerk)
        seconds = []
        for _run in range(RUNS):
            self.env.invalidate_all()
            statements, start = self.env.cr.sql_log_count, time.perf_counter()
            homes._bed_days(year, self.today)
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

    def _month(self):
        """Compute the claims and the bills of all homes for the month before."""
        measure = Measure(self.env, self.size)
        last = (self.today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
        wizard = self.clerk["civil.institution.claim.month"].create({"period": last})
        with measure.step("claims of a month") as figure:
            wizard.action_open_month()
        yield figure
        compute = self.env["civil.institution.bill.compute"]
        with measure.step("bills of a month") as figure:
            for home in self.homes:
                compute._compute_month(home, last)
        yield figure
        for title, model in (("claims", "claim"), ("bills", "bill")):
            call = self._list(f"civil.institution.{model}", [])
            yield self._measured(title, *call)

    def calls(self):
        """The calls of each page: (title, model, method, arguments, named ones)."""
        home, stay = "civil.institution", "civil.institution.stay"
        yield "institutions", *self._list(home, [])
        yield "institutions: findings", *self._list(home, [("has_findings", "=", True)])
        yield "stays", *self._list(stay, [])
        here = [("institution_id", "=", self.homes[0].id)]
        yield "stays: of a home", *self._list(stay, here)
        away = [("state", "in", ("on_leave", "in_hospital"))]
        yield "stays: away", *self._list(stay, away)
        named = {"institution_id": self.homes[0].id}
        yield "floor plan", "civil.institution.board", "board", [], named
        free = [("state", "=", "free")]
        yield "beds: free", *self._list("civil.institution.bed", free)
        yield from self._figures()

    def _figures(self):
        months, year = "civil.institution.month", self.today.year
        yield "heat map", months, "board", [], {"year": year}
        yield "heat map: last year", months, "board", [], {"year": year - 1}
        yield "occupancy", *self._list("civil.institution.occupancy", [])
        named = {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}
        indicators = "civil.indicator"
        yield "indicators", indicators, "board", [], named
        by_months = self.env.ref(
            "civil_institution_indicator.indicator_institution_occupancy"
        )
        named = {"year": year - 1}
        yield "indicator by months", indicators, "months", [by_months.ids], named
