"""What several statements about payments share."""

from odoo.tools import SQL

#: Of payments ``p``, what is certainly not paid and still open: no stop is being asked
#: for, it isn't being sent again yet, and nobody has said that it isn't owed anymore.
UNSETTLED = """(
    p.bank_state IN ('failed', 'returned', 'stopped')
    AND p.not_owed_date IS NULL
    AND NOT EXISTS (SELECT FROM civil_subsidy_payment again
        WHERE again.resend_of_id = p.id)
    AND NOT EXISTS (SELECT FROM civil_subsidy_stop_line line
        JOIN civil_subsidy_stop stop ON stop.id = line.stop_id
        WHERE line.reference = p.reference
            AND stop.state IN ('requested', 'approved')))"""
#: Of these, what may be sent again; what was stopped, only once it is released.
RESENDABLE = f"({UNSETTLED} AND (p.bank_state <> 'stopped' OR p.stop_released))"


def reference(number, partner, line):
    """SQL of the reference of a bank line: all of an institution go in one.

    :param number: SQL of the batch's number
    :param partner: SQL of the institution's id, NULL for people
    :param line: SQL of the line's number in the batch
    """
    return SQL(
        """
        %(number)s || CASE WHEN %(partner)s IS NOT NULL
            THEN '-P' || lpad(%(partner)s::text, 6, '0')
            ELSE '-' || lpad(%(line)s::text, 7, '0') END
        """,
        number=number,
        partner=partner,
        line=line,
    )
