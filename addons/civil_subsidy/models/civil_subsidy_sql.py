"""Conditions on payments (``p``) that several statements share."""

#: What may be sent again: the bank has said for certain that it isn't paid, no stop
#: is being asked for, and it isn't being sent again yet.
RESENDABLE = """(
    (p.bank_state IN ('failed', 'returned')
        OR p.bank_state = 'stopped' AND p.stop_released)
    AND NOT EXISTS (SELECT FROM civil_subsidy_payment again
        WHERE again.resend_of_id = p.id)
    AND NOT EXISTS (SELECT FROM civil_subsidy_stop_line line
        JOIN civil_subsidy_stop stop ON stop.id = line.stop_id
        WHERE line.reference = p.reference
            AND stop.state IN ('requested', 'approved')))"""
