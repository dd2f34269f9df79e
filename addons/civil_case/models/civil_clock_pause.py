from odoo import fields, models


class CivilClockPause(models.Model):
    """A time in which a matter rests; made by the record's own steps only."""

    _name = "civil.clock.pause"
    _description = "Pause of a Time Limit"
    _order = "date_from, id"
    _rec_name = "reason_id"

    clock_id = fields.Many2one(
        "civil.clock", required=True, index=True, ondelete="cascade", readonly=True
    )
    reason_id = fields.Many2one(
        "civil.clock.pause.reason", required=True, ondelete="restrict", readonly=True
    )
    stops_clock = fields.Boolean(
        readonly=True, help="As the reason said when the pause began."
    )
    date_from = fields.Datetime(string="From", required=True, readonly=True)
    date_to = fields.Datetime(string="To", readonly=True)
    note = fields.Char(readonly=True)
    paused_uid = fields.Many2one("res.users", "Paused By", readonly=True)
    resumed_uid = fields.Many2one("res.users", "Resumed By", readonly=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A pause ends before it begins.",
    )
    _open_uniq = models.UniqueIndex(
        "(clock_id) WHERE date_to IS NULL", "This time limit already rests."
    )
