"""How entries that were added move the totals of their indicators."""

from odoo.tools import SQL

#: What the rows of ``added`` come to, by indicator.
SUMS = SQL(
    """
    SELECT indicator_id,
        coalesce(sum(amount) FILTER (WHERE kind = 'adjust'), 0) AS adjusted,
        coalesce(sum(amount) FILTER (
            WHERE kind IN ('carry_out', 'take_back')), 0) AS carried_out,
        coalesce(sum(CASE kind WHEN 'reserve' THEN amount
            WHEN 'release' THEN -amount ELSE -consumed END) FILTER (
            WHERE kind IN ('reserve', 'release', 'pay')), 0) AS reserved,
        coalesce(sum(amount) FILTER (WHERE kind = 'pay'), 0) AS paid,
        coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS refunded,
        sum(signed_amount) AS available
    FROM added GROUP BY indicator_id
    """
)
#: Lays the rows of ``moved`` over the totals.
UPDATE = SQL(
    """
    UPDATE civil_fund_indicator i SET
        adjusted = coalesce(i.adjusted, 0) + m.adjusted,
        carried_out = coalesce(i.carried_out, 0) + m.carried_out,
        reserved = coalesce(i.reserved, 0) + m.reserved,
        paid = coalesce(i.paid, 0) + m.paid,
        refunded = coalesce(i.refunded, 0) + m.refunded,
        available = i.available + m.available,
        rate = coalesce(round(100 * (
            coalesce(i.paid, 0) + m.paid - coalesce(i.refunded, 0) - m.refunded)
            / nullif(i.amount + coalesce(i.adjusted, 0) + m.adjusted, 0), 2), 0)
    FROM moved m WHERE m.indicator_id = i.id
    """
)
