"""Days of beds, as one piece of SQL for everybody who counts them."""

from typing import NamedTuple

from odoo.tools import SQL


class BedDays(NamedTuple):
    """Days on which beds were somebody's (床日).

    :param days: all of them, those away included
    :param leave: of these, days on leave
    :param hospital: of these, days in hospital
    """

    days: int = 0
    leave: int = 0
    hospital: int = 0

    @property
    def present(self):
        """Days on which the person was there.

        >>> BedDays(30, 3, 2).present
        25
        """
        return self.days - self.leave - self.hospital


def spans(date_from, date_to, where):
    """Return SQL of placements cut to the days asked for.

    Columns: ``placement_id, stay_id, institution_id, resident_id, bed_id, day_from,
    day_to``; ``day_to`` isn't counted. What is known as a death ends the days even
    before the discharge is on record.

    :param date date_from: first day
    :param date date_to: last day, counted
    :param SQL where: which placements (``p``)
    """
    return SQL(
        """
        SELECT p.id AS placement_id, p.stay_id, p.institution_id, p.resident_id,
               p.bed_id,
               GREATEST(p.date_from, %(date_from)s::date) AS day_from,
               LEAST(p.date_to, r.death_date, %(date_to)s::date + 1) AS day_to
          FROM civil_institution_placement p
          JOIN civil_resident r ON r.id = p.resident_id
         WHERE p.date_from <= %(date_to)s
           AND (p.date_to IS NULL OR p.date_to > %(date_from)s)
           AND (r.death_date IS NULL
                OR r.death_date > GREATEST(p.date_from, %(date_from)s::date))
           AND %(where)s
        """,
        date_from=date_from,
        date_to=date_to,
        where=where,
    )


def bed_days(key, date_from, date_to, where):
    """Return SQL of days, leave and hospital by ``key``.

    :param str key: ``institution_id`` or ``stay_id``
    """
    return SQL(
        """
        WITH span AS (%(spans)s),
        away AS (
            SELECT s.placement_id, a.kind,
                   SUM(LEAST(a.date_to, s.day_to) - GREATEST(a.date_from, s.day_from))
                   AS days
              FROM span s
              JOIN civil_institution_absence a ON a.stay_id = s.stay_id
               AND a.date_from < s.day_to
               AND (a.date_to IS NULL OR a.date_to > s.day_from)
             GROUP BY s.placement_id, a.kind
        )
        SELECT s.%(key)s,
               SUM(s.day_to - s.day_from),
               COALESCE(SUM(l.days), 0),
               COALESCE(SUM(h.days), 0)
          FROM span s
          LEFT JOIN away l ON l.placement_id = s.placement_id AND l.kind = 'leave'
          LEFT JOIN away h ON h.placement_id = s.placement_id AND h.kind = 'hospital'
         GROUP BY s.%(key)s
        """,
        spans=spans(date_from, date_to, where),
        key=SQL.identifier(key),
    )
