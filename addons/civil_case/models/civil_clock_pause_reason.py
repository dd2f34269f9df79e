from odoo import fields, models


class CivilClockPauseReason(models.Model):
    """Why a matter rests (中止事由): some reasons stop the clock, others don't."""

    _name = "civil.clock.pause.reason"
    _description = "Reason for a Pause"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    stops_clock = fields.Boolean(
        default=True, help="The time doesn't count towards the limit."
    )
    legal_basis = fields.Char()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is already a reason of this code.")
