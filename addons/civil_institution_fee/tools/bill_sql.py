"""Statements that make drafts of bills what is due.

They read the table of the transaction that ``due`` fills, and share their values:
``institution``, ``kind`` and ``month`` of the drafts, ``earlier`` months that are put
right, ``next`` month, ``stay`` or None, ``uid``. What several of them need waits in
tables of the transaction, so that the database knows how much it is.
"""


def _table(name, query):
    """Return the statements that keep the rows of a query for the transaction."""
    return (
        f"DROP TABLE IF EXISTS {name}",
        f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {query}",
        f"ANALYZE {name}",
    )


_OPEN_DRAFTS = """
    SELECT b.id, b.stay_id, b.institution_id, b.company_id, b.division_id
      FROM civil_institution_bill b
     WHERE b.institution_id = %(institution)s AND b.kind = %(kind)s
       AND b.month = %(month)s AND b.state = 'draft'
       AND (%(stay)s::int IS NULL OR b.stay_id = %(stay)s)
"""
#: Which months of which stays are issued.
_ISSUED = _table(
    "civil_fee_issued",
    """
    SELECT DISTINCT b.stay_id, b.month FROM civil_institution_bill b
     WHERE b.institution_id = %(institution)s AND b.kind = 'month'
       AND b.state IN ('issued', 'part_paid', 'paid')
       AND (b.month = ANY(%(earlier)s::date[]) OR b.month = %(month)s)
       AND (%(stay)s::int IS NULL OR b.stay_id = %(stay)s)
    """,
)
#: What is right and what was issued by stay, earlier month and item.
_DIFFERENCES = _table(
    "civil_fee_difference",
    """
    SELECT d.stay_id, d.month, d.item_id, SUM(d.due) AS due, SUM(d.billed) AS billed
      FROM (SELECT stay_id, month, item_id, amount AS due, 0 AS billed
              FROM civil_fee_due WHERE price_id IS NOT NULL
            UNION ALL
            SELECT l.stay_id, l.month, l.item_id, 0, l.amount
              FROM civil_institution_bill_line l
              JOIN civil_institution_bill b ON b.id = l.bill_id
             WHERE b.institution_id = %(institution)s AND b.state <> 'voided'
               AND l.kind <> 'charge' AND l.month = ANY(%(earlier)s::date[])
               AND (%(stay)s::int IS NULL OR b.stay_id = %(stay)s)) d
      JOIN civil_fee_issued i ON i.stay_id = d.stay_id AND i.month = d.month
     WHERE d.month = ANY(%(earlier)s::date[])
     GROUP BY d.stay_id, d.month, d.item_id
    HAVING SUM(d.due) <> SUM(d.billed)
    """,
)
_CHARGES_LEFT = _table(
    "civil_fee_charge",
    """
    SELECT c.id, c.stay_id, c.item_id, c.date, c.price, c.amount
      FROM civil_institution_charge c
     WHERE c.institution_id = %(institution)s AND c.date < %(next)s
       AND (%(stay)s::int IS NULL OR c.stay_id = %(stay)s)
       AND NOT EXISTS (
           SELECT FROM civil_institution_bill_line l
             JOIN civil_institution_bill b ON b.id = l.bill_id
            WHERE l.charge_id = c.id AND b.state <> 'voided')
    """,
)
_CLEAR = f"""
    DELETE FROM civil_institution_bill_line
     WHERE bill_id IN (SELECT id FROM ({_OPEN_DRAFTS}) b)
"""
_BILLS = """
    INSERT INTO civil_institution_bill (
        stay_id, resident_id, person_name, institution_id, company_id, division_id,
        kind, month, payer, state, amount, paid, balance, gap_days, replaces_id,
        create_uid, create_date, write_uid, write_date)
    SELECT s.id, s.resident_id, r.name, s.institution_id, s.company_id,
           s.division_id, %(kind)s, %(month)s, s.payer, 'draft', 0, 0, 0, 0,
           (SELECT MAX(v.id) FROM civil_institution_bill v
             WHERE v.stay_id = s.id AND v.kind = %(kind)s AND v.month = %(month)s
               AND v.state = 'voided'),
           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
      FROM civil_institution_stay s
      JOIN civil_resident r ON r.id = s.resident_id
     WHERE s.institution_id = %(institution)s
       AND s.id IN (
           SELECT stay_id FROM civil_fee_due
            WHERE month = %(month)s OR %(kind)s = 'final'
           UNION SELECT stay_id FROM civil_fee_charge
           UNION SELECT stay_id FROM civil_fee_difference)
       AND NOT EXISTS (SELECT FROM civil_institution_bill b
                        WHERE b.stay_id = s.id AND b.kind = 'final'
                          AND b.state <> 'voided')
     ORDER BY s.id
    ON CONFLICT (stay_id, kind, month) WHERE state <> 'voided' DO NOTHING
"""
_DRAFTS = _table("civil_fee_draft", _OPEN_DRAFTS)
_INTO = """
    INSERT INTO civil_institution_bill_line (
        bill_id, stay_id, institution_id, company_id, division_id, kind, month,
        item_id, price_id, charge_id, unit, date_from, date_to, days, divisor, price,
        amount_due, amount_billed, amount)
    SELECT b.id, b.stay_id, b.institution_id, b.company_id, b.division_id,
"""
_LINES = f"""
    {_INTO} 'period', d.month, d.item_id, d.price_id, NULL, d.unit, d.date_from,
           d.date_to, d.days, d.divisor, d.price, NULL, NULL, d.amount
      FROM civil_fee_draft b
      JOIN civil_fee_due d ON d.stay_id = b.stay_id AND d.price_id IS NOT NULL
       AND (d.month = %(month)s OR %(kind)s = 'final')
     WHERE NOT EXISTS (SELECT FROM civil_fee_issued i
                        WHERE i.stay_id = d.stay_id AND i.month = d.month)
     ORDER BY b.id, d.month, d.item_id, d.date_from
"""
_CHARGES = f"""
    {_INTO} 'charge', date_trunc('month', c.date)::date, c.item_id, NULL, c.id,
           'once', c.date, c.date, NULL, NULL, c.price, NULL, NULL, c.amount
      FROM civil_fee_draft b JOIN civil_fee_charge c ON c.stay_id = b.stay_id
     ORDER BY b.id, c.date, c.id
"""
_CORRECTIONS = f"""
    {_INTO} 'adjustment', x.month, x.item_id, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, x.due, x.billed, x.due - x.billed
      FROM civil_fee_draft b JOIN civil_fee_difference x ON x.stay_id = b.stay_id
     ORDER BY b.id, x.month, x.item_id
"""
_SUMS = _table(
    "civil_fee_sum",
    """
    SELECT b.id, b.stay_id, COUNT(l.id) AS lines, COALESCE(SUM(l.amount), 0) AS amount
      FROM civil_fee_draft b
      LEFT JOIN civil_institution_bill_line l ON l.bill_id = b.id
     GROUP BY b.id, b.stay_id
    """,
)
_TOTALS = """
    UPDATE civil_institution_bill bill
       SET amount = sums.amount, balance = sums.amount,
           gap_days = COALESCE(gaps.days, 0), payer = s.payer
      FROM civil_fee_sum sums
      JOIN civil_institution_stay s ON s.id = sums.stay_id
      LEFT JOIN (SELECT stay_id, SUM(days) AS days FROM civil_fee_due
                  WHERE price_id IS NULL GROUP BY stay_id) gaps
             ON gaps.stay_id = sums.stay_id
     WHERE bill.id = sums.id
       AND (bill.amount, bill.gap_days, bill.payer)
           IS DISTINCT FROM (sums.amount, COALESCE(gaps.days, 0), s.payer)
"""
_EMPTY = """
    DELETE FROM civil_institution_bill
     WHERE gap_days = 0 AND id IN (SELECT id FROM civil_fee_sum WHERE lines = 0)
"""
#: What makes the drafts follow, in this order.
STATEMENTS = (
    _CLEAR,
    *_ISSUED,
    *_DIFFERENCES,
    *_CHARGES_LEFT,
    _BILLS,
    *_DRAFTS,
    _LINES,
    _CHARGES,
    _CORRECTIONS,
    *_SUMS,
    _TOTALS,
    _EMPTY,
)
FIGURES = f"""
    WITH b AS MATERIALIZED (
        SELECT d.*, bill.amount FROM ({_OPEN_DRAFTS}) d
          JOIN civil_institution_bill bill ON bill.id = d.id),
    l AS MATERIALIZED (
        SELECT l.item_id, l.amount FROM civil_institution_bill_line l
         WHERE l.bill_id IN (SELECT id FROM b)),
    i AS (SELECT item_id, SUM(amount) AS amount FROM l GROUP BY item_id)
    SELECT (SELECT COUNT(*) FROM b), (SELECT COALESCE(SUM(amount), 0) FROM b),
           (SELECT COUNT(*) FROM l), (SELECT COALESCE(SUM(amount), 0) FROM l),
           (SELECT COALESCE(SUM(amount), 0) FROM i)
"""
