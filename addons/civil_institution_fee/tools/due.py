"""What is due for residents in months, as one piece of SQL."""

from odoo.tools import SQL
from odoo.tools.date_utils import end_of

from odoo.addons.civil_institution_care.tools import occupancy

#: Where the amounts of a computation wait, for the rest of the transaction.
TABLE = SQL.identifier("civil_fee_due")


def due(institution, months, where, until=None):
    """Return SQL of what is due by stay, month, item and price.

    A resident's days are cut wherever bed, level, presence or a price changes; each
    part gets the narrowest price that fits. Of a monthly price the days are a part of
    the month: of its own days, or of thirty where the institution says so; a whole
    month is the price itself. An amount is rounded once, half a cent up.

    Columns: ``stay_id, month, item_id, price_id, unit, price, days, divisor,
    date_from, date_to, amount``. Without ``price_id``: days for which the item has a
    price, but none that fits the resident. Whoever has no care level yet owes
    nothing by level.

    :param institution: the single ``civil.institution``
    :param months: first days of months
    :param SQL where: which of the ``span`` of a stay in a month
    :param date until: a day on which everybody leaves who is still there, or None
    """
    spans = occupancy.spans(
        min(months),
        end_of(max(months), "month"),
        SQL("p.institution_id = %s", institution.id),
    )
    return SQL(
        """
        WITH month AS (
            SELECT m AS month, (m + INTERVAL '1 month')::date AS next
              FROM unnest(%(months)s::date[]) m
        ),
        held AS MATERIALIZED (%(spans)s),
        span AS MATERIALIZED (
            SELECT h.stay_id, h.bed_id, m.month, m.next - m.month AS month_days,
                   GREATEST(h.day_from, m.month) AS day_from,
                   LEAST(h.day_to, m.next, %(until)s::date) AS day_to
              FROM held h
              JOIN month m ON h.day_from < m.next AND h.day_to > m.month
             WHERE %(where)s
               AND (%(until)s::date IS NULL
                    OR GREATEST(h.day_from, m.month) < %(until)s::date)
        ),
        price AS MATERIALIZED (
            SELECT p.*, daterange(p.date_from, p.date_to, '[]') AS term,
                   CASE WHEN p.is_kept THEN 8 ELSE 0 END
                   + CASE WHEN p.level_id IS NULL THEN 0 ELSE 4 END
                   + CASE WHEN p.room_type IS NULL THEN 0 ELSE 2 END
                   + CASE WHEN p.bed_class IS NULL THEN 0 ELSE 1 END AS weight
              FROM civil_institution_fee_price p
             WHERE p.institution_id = %(institution)s AND p.state = 'published'
        ),
        event AS (
            SELECT stay_id, date_from AS day FROM civil_institution_stay_level
             WHERE institution_id = %(institution)s
            UNION ALL
            SELECT stay_id, date_to FROM civil_institution_stay_level
             WHERE institution_id = %(institution)s
            UNION ALL
            SELECT stay_id, date_from FROM civil_institution_absence
             WHERE institution_id = %(institution)s
            UNION ALL
            SELECT stay_id, date_to FROM civil_institution_absence
             WHERE institution_id = %(institution)s
        ),
        mark AS (
            SELECT stay_id, day_from, day_from AS day FROM span
            UNION
            SELECT s.stay_id, s.day_from, e.day
              FROM span s JOIN event e ON e.stay_id = s.stay_id
               AND e.day > s.day_from AND e.day < s.day_to
            UNION
            SELECT s.stay_id, s.day_from, p.day
              FROM span s
              JOIN (SELECT date_from AS day FROM price
                    UNION SELECT date_to + 1 FROM price) p
                ON p.day > s.day_from AND p.day < s.day_to
        ),
        piece AS (
            SELECT s.stay_id, s.bed_id, s.month, s.month_days, k.day,
                   LEAD(k.day, 1, s.day_to) OVER (
                       PARTITION BY s.stay_id, s.day_from ORDER BY k.day
                   ) AS next_day
              FROM span s
              JOIN mark k ON k.stay_id = s.stay_id AND k.day_from = s.day_from
        ),
        fact AS MATERIALIZED (
            SELECT piece.*, bed.bed_class, room.room_type, level.level_id,
                   away.kind AS away,
                   bed.is_destitute AND stay.payer = 'destitute' AS is_kept
              FROM piece
              JOIN civil_institution_stay stay ON stay.id = piece.stay_id
              JOIN civil_institution_bed bed ON bed.id = piece.bed_id
              JOIN civil_institution_room room ON room.id = bed.room_id
              LEFT JOIN civil_institution_stay_level level
                     ON level.stay_id = piece.stay_id
                    AND level.date_from <= piece.day
                    AND (level.date_to IS NULL OR level.date_to > piece.day)
              LEFT JOIN civil_institution_absence away
                     ON away.stay_id = piece.stay_id
                    AND away.date_from <= piece.day
                    AND (away.date_to IS NULL OR away.date_to > piece.day)
        ),
        priced AS (
            SELECT DISTINCT ON (f.stay_id, f.day, i.id)
                   f.stay_id, f.month, f.month_days, f.day, f.next_day,
                   i.id AS item_id, i.unit,
                   CASE WHEN fit.fits THEN p.id END AS price_id,
                   CASE WHEN fit.fits THEN p.amount END AS price
              FROM fact f
              JOIN price p ON p.term @> f.day
              JOIN civil_institution_fee_item i ON i.id = p.item_id
             CROSS JOIN LATERAL (
                   SELECT (NOT COALESCE(p.is_kept, FALSE) OR f.is_kept)
                      AND (p.level_id IS NULL OR p.level_id = f.level_id) IS TRUE
                      AND (p.room_type IS NULL OR p.room_type = f.room_type)
                      AND (p.bed_class IS NULL OR p.bed_class = f.bed_class) AS fits
                   ) fit
             WHERE i.unit IN ('month', 'day')
               -- Whoever has no care level yet owes nothing by level.
               AND (fit.fits OR p.level_id IS NULL OR f.level_id IS NOT NULL)
               AND (f.away IS DISTINCT FROM 'leave' OR i.runs_on_leave)
               AND (f.away IS DISTINCT FROM 'hospital' OR i.runs_in_hospital)
             ORDER BY f.stay_id, f.day, i.id, fit.fits DESC, p.weight DESC
        ),
        line AS (
            SELECT stay_id, month, month_days, item_id, unit, price_id, price,
                   SUM(next_day - day) AS days, MIN(day) AS date_from,
                   MAX(next_day) - 1 AS date_to
              FROM priced
             GROUP BY stay_id, month, month_days, item_id, unit, price_id, price
        ),
        parted AS (
            SELECT line.*,
                   CASE WHEN %(thirty)s AND month_days <> SUM(days) OVER (
                            PARTITION BY stay_id, month, item_id)
                        THEN 30 ELSE month_days END AS divisor
              FROM line
        )
        SELECT stay_id, month, item_id, price_id, unit, price, days::int, divisor,
               date_from, date_to,
               CASE unit WHEN 'month' THEN ROUND(price * days / divisor, 2)
                         ELSE ROUND(price * days, 2) END AS amount
          FROM parted
        """,
        months=list(months),
        spans=spans,
        until=until,
        where=where,
        institution=institution.id,
        thirty=institution.fee_month_basis == "thirty",
    )
