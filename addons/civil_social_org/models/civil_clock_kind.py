from odoo import fields, models


class CivilClockKind(models.Model):
    _inherit = "civil.clock.kind"

    promise_in_workdays = fields.Boolean(
        help="The limit counts calendar days, the promise working days."
    )

    def _length(self, purpose, day, division=None):
        """Turn a promise in working days into the calendar days they take.

        The regulations on social organizations give 60 calendar days, while offices
        promise working days (行政许可法 art. 82).
        """
        length, basis = super()._length(purpose, day, division)
        if purpose == "promise" and self.promise_in_workdays and self.unit == "day":
            end = self.env["civil.workday"]._add_workdays(day, length)
            return (end - day).days, basis
        return length, basis
