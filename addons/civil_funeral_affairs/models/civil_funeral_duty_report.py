from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CivilFuneralDutyReport(models.Model):
    """What a site of a duty plan reports of a day (每日情况)."""

    _name = "civil.funeral.duty.report"
    _description = "Daily Report of a Site"
    _order = "date desc, site_id"

    site_id = fields.Many2one(
        "civil.funeral.duty.site", required=True, index=True, ondelete="restrict"
    )
    duty_id = fields.Many2one(related="site_id.duty_id", store=True, index=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    visitor_count = fields.Integer(string="Visitors")
    vehicle_count = fields.Integer(string="Vehicles")
    entrusted_count = fields.Integer(string="Entrusted or Online Visits")
    staff_count = fields.Integer(string="Staff on Site")
    fire_count = fields.Integer(string="Fires")
    complaint_count = fields.Integer(string="Complaints")
    note = fields.Char(string="What Happened")
    reporter_uid = fields.Many2one(
        "res.users",
        string="Reported by",
        default=lambda self: self.env.user,
        readonly=True,
    )

    _once_a_day = models.UniqueIndex(
        "(site_id, date)", "The site has reported on this day already."
    )
    _counts_check = models.Constraint(
        "CHECK (LEAST(visitor_count, vehicle_count, entrusted_count, staff_count,"
        " fire_count, complaint_count) >= 0)",
        "The numbers of a report can't be below zero.",
    )

    @api.constrains("date", "site_id")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for report in self:
            duty = report.duty_id
            if report.date > today:
                raise ValidationError(self.env._("That day hasn't come."))
            if not duty.date_from <= report.date <= duty.date_to:
                raise ValidationError(
                    self.env._(
                        "%(date)s lies outside the days of the plan.", date=report.date
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Add reports to approved plans."""
        reports = super().create(vals_list)
        reports._refuse_unless_approved()
        return reports

    def write(self, vals):
        """Change reports until the plan is closed."""
        self._refuse_unless_approved()
        return super().write(vals)

    def _refuse_unless_approved(self):
        if self.duty_id.filtered(lambda duty: duty.state != "approved"):
            raise UserError(
                self.env._("Reports belong to approved plans that aren't closed.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_of_approved(self):
        self._refuse_unless_approved()
