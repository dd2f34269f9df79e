from odoo import api, fields, models


class CivilWorkdayException(models.Model):
    """A day that is worked or free otherwise than the calendar says."""

    _name = "civil.workday.exception"
    _description = "Correction of a Working Day"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True)
    is_workday = fields.Boolean(string="Offices Work", default=False)
    reason = fields.Char(
        required=True, help="The notice that sets the day, with its number."
    )
    is_known = fields.Boolean(
        string="Year Known",
        compute="_compute_is_known",
        help="Whether the calendar knows the holidays of that year; otherwise "
        "Monday to Friday are taken for working days.",
    )

    _date_uniq = models.UniqueIndex(
        "(date)", "There is already a correction for this day."
    )

    @api.depends("date")
    def _compute_is_known(self):
        workday = self.env["civil.workday"]
        for exception in self:
            exception.is_known = bool(exception.date) and workday._is_known(
                exception.date.year
            )
