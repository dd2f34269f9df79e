import calendar
import datetime

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: What a self-check of a month comes to, from the best to the worst.
SELF_CHECKS = ("time", "open", "late", "missing")
#: What can be opened behind a cell, with the action of its list.
LISTS = {
    "self_checks": "civil_inspection.civil_safety_check_action",
    "inspections": "civil_inspection.civil_inspection_action",
    "hazards": "civil_inspection.civil_hazard_action",
}
#: Inspections that took place.
_DONE = ("signed", "published")
_YEARS = range(2000, 2100)


class CivilInstitutionMonth(models.AbstractModel):
    """Institutions by the months of a year (机构安全月历): who checked itself, whom the
    district checked, what was dangerous at the end of each month.

    Hazards are told as of the month's last day, from when they were found and struck
    off; a month that still runs is told as of today. Everybody sees the institutions,
    self-checks, inspections and hazards that are his to read, no others.

    Source: the bureau's work plan (every institution checks itself each month, the
    district checks all of them); 《安全生产法》第四十一条.
    """

    _name = "civil.institution.month"
    _description = "Institutions by Month"

    @api.model
    @api.readonly
    def board(self, year, division_id=None):
        """Return the institutions with a cell for each month of a year.

        A last check that is known from the register alone counts as one, too.

        :param int year: which year
        :param int division_id: only institutions there and below; all if empty
        :return: ``{"year", "months", "towns": [{"name", "homes": [{"id", "name",
            "cells"}]}], "totals"}``; a cell is ``[self-check, inspections, general
            hazards, major hazards]``, the self-check one of ``time``, ``open``
            (the day hasn't come), ``late``, ``missing`` or None; months to come have
            no cells
        :raises AccessError: one reads no self-checks, inspections or hazards
        :raises UserError: a year that can't be
        """
        today = fields.Date.context_today(self)
        months = self._months(year, today)
        homes = self._homes(division_id)
        cells = self._cells(homes, months, today)
        shown = homes.filtered(lambda h: h.state != "closed" or _has_facts(cells[h.id]))
        towns = {}
        for home in shown:
            towns.setdefault(home.town_id.name or "", []).append(
                {"id": home.id, "name": home.name, "cells": cells[home.id]}
            )
        return {
            "year": year,
            "months": len(months),
            "towns": [{"name": name, "homes": rows} for name, rows in towns.items()],
            "totals": self._totals([cells[home.id] for home in shown], len(months)),
        }

    @api.model
    def action_open(self, year, month, what, institution_id=None, division_id=None):
        """Open what stands behind a cell, or behind the sum of a month.

        :param int month: 1 to 12
        :param str what: ``self_checks``, ``inspections`` or ``hazards``
        :param int institution_id: whose; of all that the board shows if empty
        :param int division_id: only institutions there and below; all if empty
        :raises UserError: a year, month or list that can't be
        """
        if what not in LISTS or month not in range(1, 13):
            raise UserError(self.env._("There is no such list of a month."))
        self._check_year(year)
        first = datetime.date(year, month, 1)
        homes = self._homes(division_id)
        if institution_id:
            homes &= homes.browse(institution_id)
        objects = homes.object_id
        title = f"{year}-{month:02}"
        if institution_id:
            title = f"{homes.name} {title}"
            if what == "inspections" and self._is_known_only(homes, first):
                return homes.get_formview_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(LISTS[what])
        domain = Domain("object_id", "in", objects.ids) & self._behind(what, first)
        return {
            "type": action["type"],
            "name": f"{action['name']} {title}",
            "res_model": action["res_model"],
            "views": action["views"],
            "search_view_id": action["search_view_id"],
            "domain": list(domain),
        }

    @api.model
    def action_export(self, year, division_id=None):
        """Give the board of a year as a workbook.

        :param int division_id: only institutions there and below; all if empty
        """
        self._check_year(year)
        report = self.env.ref("civil_institution_safety.civil_institution_month_xlsx")
        data = {"year": year, "division_id": division_id or False}
        return report.report_action(None, data=data, config=False)

    def _is_known_only(self, home, first):
        """Tell whether a check of a month is known, but not by an inspection here."""
        today = fields.Date.context_today(self)
        day = home.last_checked_on
        if not day or not first <= day < self._until(first, today):
            return False
        domain = Domain("object_id", "=", home.object_id.id)
        return not self.env["civil.inspection"].search_count(
            domain & self._behind("inspections", first), limit=1
        )

    # -- which institutions, which months ------------------------------------------

    def _check_year(self, year):
        if year not in _YEARS:
            raise UserError(self.env._("%(year)s is no year.", year=year))

    def _months(self, year, today):
        """Return the first days of the months of a year that have begun."""
        self._check_year(year)
        firsts = [datetime.date(year, month, 1) for month in range(1, 13)]
        return [first for first in firsts if first <= today]

    def _homes(self, division_id):
        domain = Domain.TRUE
        if division_id:
            domain = Domain("division_id", "child_of", division_id)
        return self.env["civil.institution"].search(domain)

    def _until(self, first, today):
        """Return the first day that no longer counts for a month."""
        days = calendar.monthrange(first.year, first.month)[1]
        after = first + datetime.timedelta(days=days)
        return min(after, today + datetime.timedelta(days=1))

    def _zone(self):
        return pytz.timezone(self.env.user.tz or "Asia/Shanghai")

    def _moment(self, day):
        """Return when a day begins here, as moments are kept."""
        local = self._zone().localize(datetime.datetime.combine(day, datetime.time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _behind(self, what, first):
        """Return the domain of what a month's cells count."""
        today = fields.Date.context_today(self)
        until = self._until(first, today)
        if what == "self_checks":
            return Domain("month", "=", fields.Date.to_string(first))
        if what == "inspections":
            return (
                Domain("state", "in", _DONE)
                & Domain("actual_date", ">=", fields.Date.to_string(first))
                & Domain("actual_date", "<", fields.Date.to_string(until))
            )
        if first > today:
            return Domain.FALSE
        moment = fields.Datetime.to_string(self._moment(until))
        return Domain("found_date", "<", fields.Date.to_string(until)) & (
            Domain("state", "!=", "closed") | Domain("closed_date", ">=", moment)
        )

    # -- the cells -------------------------------------------------------------------

    def _cells(self, homes, months, today):
        """Return ``{id of the institution: its cells}``, by one statement."""
        cells = {home.id: [] for home in homes}
        if not homes or not months:
            return cells
        homes.flush_recordset(["last_checked_on"])
        query = SQL(
            """
              WITH home AS (
                   SELECT o.res_id AS id, o.id AS object_id
                     FROM civil_inspection_object o
                    WHERE o.res_model = 'civil.institution' AND o.res_id = ANY(%(ids)s)
                   ), month AS (
                   SELECT * FROM unnest(%(firsts)s::date[], %(untils)s::date[],
                                        %(moments)s::timestamp[])
                          AS m (first, until, moment)
                   ), own AS (%(self_checks)s), checked AS (%(inspections)s),
                   danger AS (%(hazards)s)
            SELECT given.id, own.grade,
                   CASE WHEN checked.number > 0 THEN checked.number
                        WHEN known.last_checked_on >= month.first
                         AND known.last_checked_on < month.until THEN 1
                        ELSE 0 END,
                   COALESCE(danger.general, 0), COALESCE(danger.major, 0)
              FROM unnest(%(ids)s) AS given (id)
              JOIN civil_institution known ON known.id = given.id
        CROSS JOIN month
         LEFT JOIN home ON home.id = given.id
         LEFT JOIN own ON own.object_id = home.object_id AND own.first = month.first
         LEFT JOIN checked ON checked.object_id = home.object_id
                          AND checked.first = month.first
         LEFT JOIN danger ON danger.object_id = home.object_id
                         AND danger.first = month.first
          ORDER BY given.id, month.first
            """,
            ids=homes.ids,
            firsts=months,
            untils=[self._until(first, today) for first in months],
            moments=[self._moment(self._until(first, today)) for first in months],
            self_checks=self._self_checks(today),
            inspections=self._inspections(),
            hazards=self._hazards(),
        )
        for home, grade, *numbers in self.env.execute_query(query):
            name = None if grade is None else SELF_CHECKS[grade]
            cells[home].append([name, *numbers])
        return cells

    def _readable(self, model):
        """Return the ids of a model that the user may read, as a subselect."""
        records = self.env[model]
        records.flush_model()
        # The rules of access are part of the query.
        return records._search(Domain.TRUE).subselect()

    def _self_checks(self, today):
        """The worst self-check of each object and month: its place in SELF_CHECKS."""
        return SQL(
            """
            SELECT c.object_id, c.month AS first, MAX(
                   CASE WHEN c.state != 'filed' AND c.due_date < %(today)s THEN 3
                        WHEN c.state != 'filed' THEN 1
                        WHEN (c.filed_date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s
                             )::date > c.due_date THEN 2
                        ELSE 0 END) AS grade
              FROM civil_safety_check c
              JOIN home ON home.object_id = c.object_id
              JOIN month ON month.first = c.month
             WHERE c.id IN %(readable)s
             GROUP BY 1, 2
            """,
            today=today,
            zone=self._zone().zone,
            readable=self._readable("civil.safety.check"),
        )

    def _inspections(self):
        return SQL(
            """
            SELECT n.object_id, month.first, COUNT(*) AS number
              FROM civil_inspection n
              JOIN home ON home.object_id = n.object_id
              JOIN month ON n.actual_date >= month.first
                        AND n.actual_date < month.until
             WHERE n.state IN %(done)s AND n.id IN %(readable)s
             GROUP BY 1, 2
            """,
            done=_DONE,
            readable=self._readable("civil.inspection"),
        )

    def _hazards(self):
        return SQL(
            """
            SELECT h.object_id, month.first,
                   COUNT(*) FILTER (WHERE h.level = 'general') AS general,
                   COUNT(*) FILTER (WHERE h.level = 'major') AS major
              FROM civil_hazard h
              JOIN home ON home.object_id = h.object_id
              JOIN month ON h.found_date < month.until
                        AND (h.state != 'closed' OR h.closed_date >= month.moment)
             WHERE h.id IN %(readable)s
             GROUP BY 1, 2
            """,
            readable=self._readable("civil.hazard"),
        )

    def _totals(self, rows, months):
        """Return what each month comes to over the institutions shown.

        :return: ``[{"homes", "due", "filed", "in_time", "checked", "covered",
            "general", "major"}]``; self-checks whose day has come or that are filed
            are due; covered are those checked since the year began
        """
        totals, covered = [], set()
        for month in range(months):
            cells = [row[month] for row in rows]
            covered |= {number for number, cell in enumerate(cells) if cell[1]}
            own = [cell[0] for cell in cells]
            totals.append(
                {
                    "homes": len(rows),
                    "due": sum(name in ("time", "late", "missing") for name in own),
                    "filed": sum(name in ("time", "late") for name in own),
                    "in_time": own.count("time"),
                    "checked": sum(bool(cell[1]) for cell in cells),
                    "covered": len(covered),
                    "general": sum(cell[2] for cell in cells),
                    "major": sum(cell[3] for cell in cells),
                }
            )
        return totals


def _has_facts(cells):
    return any(cell[0] or any(cell[1:]) for cell in cells)
